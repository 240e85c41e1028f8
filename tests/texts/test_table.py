"""The monthly table in words."""

from dataclasses import replace

import pytest

from casa_desktop.domain.months import MonthState
from casa_desktop.domain.periods import Month
from casa_desktop.domain.table import Cell, MonthHead, Note, NoteKind, Source, Total, TotalColumn
from casa_desktop.texts import table as words
from tests.reports.tables import history_2019, records_2019

VALUES: dict[NoteKind, dict[str, object]] = {
    NoteKind.PROVISIONAL: {"months": ("2019-10", "2019-11")},
    NoteKind.HISTORICAL: {"months": ("2019-10",), "sources": ("Informe OFAI",)},
    NoteKind.NO_DATA: {"months": ("2019-01",)},
    NoteKind.RULE: {"label": "PERSONAS", "indicator": "PER-MES", "rule": "PER-MES", "version": 1},
    NoteKind.OPTION: {
        "service": "RCF",
        "reach": "present",
        "outcome": "successful",
        "in_persons": False,
        "from_month": "2020-01",
    },
    NoteKind.ANONYMOUS: {"count": 1},
    NoteKind.SUM: {},
    NoteKind.DISTINCT: {},
    NoteKind.RANGE: {"low": 1534, "high": 10668},
    NoteKind.PUBLISHED: {"label": "P", "value": 10388, "source": "OFAI", "computed": 10668, "difference": -280},
    NoteKind.SAME_HANDS: {"months": ("2019-01",), "reason": "equipo de una persona"},
    NoteKind.BOTH_SOURCES: {"months": ("2019-01",), "printed": "history"},
}


@pytest.mark.parametrize("kind", NoteKind)
def test_every_note_has_its_sentence(kind: NoteKind) -> None:
    told = words.note_text(Note(kind, VALUES.get(kind, {})))
    assert told.endswith(".")
    assert ";" not in told, "it would need quotes in the CSV"


def test_notes_tell_their_values() -> None:
    told = {kind: words.note_text(Note(kind, values)) for kind, values in VALUES.items()}
    assert told[NoteKind.PROVISIONAL].startswith("* ")
    assert "octubre y noviembre de 2019" in told[NoteKind.PROVISIONAL]
    assert told[NoteKind.HISTORICAL].startswith("† ")
    assert "«Informe OFAI»" in told[NoteKind.HISTORICAL]
    assert "1 atención anónima, contada" in told[NoteKind.ANONYMOUS]
    assert "no son menos de 1.534 ni más de 10.668" in told[NoteKind.RANGE]
    assert "10.388" in told[NoteKind.PUBLISHED]
    assert "diferencia: -280" in told[NoteKind.PUBLISHED]
    assert "desde enero de 2020" in told[NoteKind.OPTION]
    assert "no suma en personas" in told[NoteKind.OPTION]
    assert "la cifra histórica" in told[NoteKind.BOTH_SOURCES]


def test_rows_of_one_rule_share_its_sentence() -> None:
    told = words.notes_text(records_2019())
    assert sum("servicios prestados en el mes" in note for note in told) == 1
    assert "ORIENTACION (SRV-ORI, v1), PSICOLOGIA (SRV-PSI, v1) y REF (SRV-RCF, v1): " in "\n".join(told)


def test_services_that_are_counted_alike_share_a_sentence() -> None:
    apart = [
        Note(NoteKind.OPTION, {"service": name, "in_persons": False}) for name in ("Remisión", "Encuesta", "Taller")
    ]
    later = Note(NoteKind.OPTION, {"service": "RCF", "in_persons": False, "from_month": "2020-01"})
    told = words.notes_text(replace(records_2019(), notes=(apart[0], later, *apart[1:])))
    assert told == (
        "Remisión, Encuesta y Taller: no suman en personas.",
        "RCF: no suma en personas, desde enero de 2020.",
    )


def test_a_published_total_that_ties_says_so() -> None:
    note = Note(NoteKind.PUBLISHED, {"label": "P", "value": 5, "source": "OFAI", "computed": 5, "difference": 0})
    assert "Es igual a la suma mensual." in words.note_text(note)


@pytest.mark.parametrize(
    ("provisional", "historical", "key", "text"),
    [
        (False, False, "2019-10", "Oct 2019"),
        (True, False, "2019-10*", "Oct 2019*"),
        (False, True, "2019-10†", "Oct 2019†"),
        (True, True, "2019-10*†", "Oct 2019*†"),
    ],
)
def test_heads_and_their_marks(provisional: bool, historical: bool, key: str, text: str) -> None:
    head = MonthHead(Month(2019, 10), MonthState.OPEN, provisional, historical)
    assert (words.head_key(head), words.head_text(head)) == (key, text)


def test_totals_and_cells() -> None:
    assert words.total_head(TotalColumn.SUM) == "Total personas (suma mensual)"
    assert words.total_head(TotalColumn.DISTINCT) == "Total personas (únicas)"
    assert words.total_text(Total(1534, 10668)) == "1.534–10.668"
    assert words.total_key(Total(1534, 10668)) == "1534–10668"
    assert words.total_text(Total(10388, 10388)) == "10.388"
    assert words.total_text(Total(None, None)) == "n/d"
    assert words.total_text(None) == ""
    assert words.cell_text(Cell(1372)) == "1.372"
    assert words.cell_text(Cell(0)) == "0"
    assert words.cell_text(Cell(None, Source.NONE)) == "—"
    assert words.period_title(history_2019()) == "Diciembre de 2018 a noviembre de 2019"
