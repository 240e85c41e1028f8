"""The printed table at its limits: the council's year from records and from paper, long names, two years."""

import csv
from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage, QPainter

from casa_desktop.domain.clock import BOGOTA
from casa_desktop.domain.indicators import RULE_VERSION, Indicator, Rule, TotalMode
from casa_desktop.domain.months import MonthState
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.table import (
    Cell,
    Imprint,
    Letterhead,
    MonthHead,
    MonthlyTable,
    Note,
    NoteKind,
    PublishedTotal,
    Row,
    Source,
    Total,
)
from casa_desktop.paths import resource
from casa_desktop.texts import ui_shell as texts
from casa_desktop.texts.papers import COUNCIL_TITLE
from casa_desktop.ui import icons
from casa_desktop.ui.gallery.stage import Paper, Stage
from casa_desktop.version import PROGRAM

_INDICATORS: Mapping[str, Indicator] = MappingProxyType(
    {
        "PERSONAS": Indicator(Rule.PERSONS),
        "ORIENTACION": Indicator(Rule.SERVICES, "ORI"),
        "PSICOLOGIA": Indicator(Rule.SERVICES, "PSI"),
        "REF": Indicator(Rule.SERVICES, "RCF"),
    }
)
_DISTINCT, _SOURCE = 10_388, "Informe OFAI al Concejo, diciembre de 2019"
_LOGO_SIDE = 320
_OPEN = ("2019-10", "2019-11")
_LONG_LABELS = (
    "Personas atendidas en la mesa, en la calle y en la Unidad Móvil",
    "Orientación en regularización, refugio, salud y cupos escolares",
    "Psicología – Centro de Escucha: primera atención y seguimientos",
    "Restablecimiento del contacto entre familiares, con y sin éxito",
)
_LONG_DESK = "C.A.S.A. – Centro de Atención y Servicios de Apoyo a Migrantes"
_LONG_NAME = "María de los Ángeles Yusmary Wilhelmina Etxeberría Iguarán"
_IMPRINT = Imprint(datetime(2019, 12, 2, 9, 5, tzinfo=BOGOTA), _LONG_NAME, PROGRAM)
_PLAIN = Letterhead(
    desk=texts.SETUP_DESK_EXAMPLE,
    municipality="Bucaramanga, Santander",
    title=COUNCIL_TITLE,
    organisation="Cruz Roja Colombiana, Seccional Santander",
)


def _year() -> tuple[Period, Mapping[str, Sequence[int]]]:
    """The months that the council received, and its figures by label."""
    with resource("demo/informe_2019.csv").open(encoding="utf-8", newline="") as text:
        lines = list(csv.DictReader(text))
    values = {label: [int(line[label]) for line in lines] for label in _INDICATORS}
    first = Month(2018, 12)
    return Period(first, first.plus(len(lines) - 1)), values


def _table(months: Period, values: Mapping[str, Sequence[int]], *notes: Note, published: bool = False) -> MonthlyTable:
    source = Source.HISTORY if published else Source.RECORDS
    rows = []
    for (label, indicator), printed in zip(_INDICATORS.items(), values, strict=True):
        figures = values[printed]
        row = Row(indicator, printed, tuple(Cell(value, source) for value in figures))
        if label == "PERSONAS":
            total, low = sum(figures), max(figures) if published else min(_DISTINCT, sum(figures))
            high = total if published else low
            kept = PublishedTotal(_DISTINCT, _SOURCE, _DISTINCT - total) if published else None
            row = Row(indicator, printed, row.cells, Total(total, total), Total(low, high), kept)
        rows.append(row)
    heads = tuple(
        MonthHead(month, MonthState.OPEN if str(month) in _OPEN else MonthState.CLOSED, str(month) in _OPEN, published)
        for month in months
    )
    rules = (
        Note(
            NoteKind.RULE,
            {
                "label": row.label,
                "indicator": row.indicator.id,
                "rule": str(row.indicator.rule),
                "version": RULE_VERSION,
            },
        )
        for row in rows
    )
    said = (Note(NoteKind.PROVISIONAL, {"months": _OPEN}), *notes, *rules, Note(NoteKind.SUM), Note(NoteKind.DISTINCT))
    return MonthlyTable(months, heads, tuple(rows), TotalMode.BOTH, said)


def _render(table: MonthlyTable, letterhead: Letterhead = _PLAIN) -> bytes:
    from casa_desktop.reports import table_pdf

    return table_pdf.render(table, letterhead, _IMPRINT)


def _records(_: Stage) -> bytes:
    months, values = _year()
    return _render(_table(months, values, Note(NoteKind.ANONYMOUS, {"count": 37})))


def _history(_: Stage) -> bytes:
    months, values = _year()
    high = sum(values["PERSONAS"])
    return _render(
        _table(
            months,
            values,
            Note(NoteKind.HISTORICAL, {"months": tuple(map(str, months)), "sources": (_SOURCE,)}),
            Note(NoteKind.RANGE, {"low": max(values["PERSONAS"]), "high": high}),
            Note(
                NoteKind.PUBLISHED,
                {
                    "label": "PERSONAS",
                    "value": _DISTINCT,
                    "source": _SOURCE,
                    "computed": high,
                    "difference": _DISTINCT - high,
                },
            ),
            published=True,
        )
    )


def _quality(_: Stage) -> bytes:
    months, values = _year()
    named = dict(zip(_LONG_LABELS, values.values(), strict=True))
    return _render(
        _table(months, named),
        Letterhead(
            desk=_LONG_DESK,
            municipality=_PLAIN.municipality,
            title=_PLAIN.title,
            organisation=_PLAIN.organisation,
            logo=_logo(),
            code="CASA-F-012",
            version="3",
            prepared_by=_LONG_NAME,
            reviewed_by="Marisol Quintero",
            approved_by=_LONG_NAME,
            show_quality_box=True,
            show_signatures=True,
        ),
    )


def _two_years(_: Stage) -> bytes:
    months, values = _year()
    twice = {label: [*figures, *figures] for label, figures in values.items()}
    return _render(_table(Period(months.first, months.first.plus(2 * len(months) - 1)), twice))


def _logo() -> bytes:
    """The program's mark, in the place of the logo that a desk would choose."""
    mark = icons.pixmap("mark", QColor("#9a1b2f"), _LOGO_SIDE)
    sheet = QImage(mark.size(), QImage.Format.Format_RGB32)
    sheet.fill(QColor("white"))
    painter = QPainter(sheet)
    painter.drawPixmap(0, 0, mark)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    sheet.save(buffer, "PNG")  # type: ignore[call-overload]  # PySide6's stub wants bytes here and takes text
    return bytes(buffer.data().data())


PAPERS = (
    Paper("informe-2019-registros", _records),
    Paper("informe-2019-historia", _history),
    Paper("informe-2019-calidad", _quality),
    Paper("informe-24-meses", _two_years),
)
