"""The monthly table in words: heads with their marks, cells, totals and footnotes."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from types import MappingProxyType

from casa_desktop.domain.indicators import RULE_VERSION, Outcome, Reach, Rule
from casa_desktop.domain.periods import Month
from casa_desktop.domain.table import Cell, MonthHead, MonthlyTable, Note, NoteKind, Source, Total, TotalColumn
from casa_desktop.texts import dates
from casa_desktop.texts.labels import OUTCOMES, REACHES
from casa_desktop.texts.numbers import count, integer, listing, signed
from casa_desktop.texts.rules import rule_text, sentence

PROVISIONAL_MARK = "*"
HISTORICAL_MARK = "†"
NO_DATA = "—"
UNKNOWN = "n/d"
RESERVED = "•"
RANGE_DASH = "–"
FIRST_HEAD = "INDICADOR"

TOTAL_GROUP = "Total personas"
TOTAL_HEADS = MappingProxyType(
    {TotalColumn.SUM: "suma mensual", TotalColumn.DISTINCT: "únicas", TotalColumn.PUBLISHED: "publicado"}
)


def marks(head: MonthHead) -> str:
    """``*``, ``†``, ``*†`` or nothing."""
    return PROVISIONAL_MARK * head.provisional + HISTORICAL_MARK * head.historical


def head_key(head: MonthHead) -> str:
    """``2019-10*``: a column in a file."""
    return f"{head.month}{marks(head)}"


def head_text(head: MonthHead) -> str:
    """``Oct 2019*``: a column that stands alone."""
    return f"{dates.month_short_year(head.month)}{marks(head)}"


def total_head(column: TotalColumn) -> str:
    """``Total personas (suma mensual)``."""
    return f"{TOTAL_GROUP} ({TOTAL_HEADS[column]})"


def cell_text(cell: Cell) -> str:
    """``1.372``, a dash where nothing is known, a dot where it is not told."""
    if cell.source is Source.RESERVED:
        return RESERVED
    return NO_DATA if cell.source is Source.NONE or cell.value is None else integer(cell.value)


def total_text(total: Total | None) -> str:
    """``10.388``, ``1.534–10.668`` where only a range is known, ``n/d``; empty where the column does not apply."""
    if total is None:
        return ""
    if total.low is None or total.high is None:
        return UNKNOWN
    return integer(total.low) if total.low == total.high else f"{integer(total.low)}{RANGE_DASH}{integer(total.high)}"


def total_key(total: Total | None) -> str:
    """``10388`` or ``1534–10668``: a total in a file."""
    return total_text(total).replace(".", "")


def period_title(table: MonthlyTable) -> str:
    """``Diciembre de 2018 a noviembre de 2019``."""
    text = dates.period(table.period)
    return text[0].upper() + text[1:]


def notes_text(table: MonthlyTable) -> tuple[str, ...]:
    """Every footnote of the table, in its order; rows of one rule share a sentence, services counted alike too."""
    told: dict[object, list[Note]] = {}
    for at, note in enumerate(table.notes):
        told.setdefault(_shared(note) or at, []).append(note)
    return tuple(note_text(*notes) for notes in told.values())


def _shared(note: Note) -> object:
    """What notes of one sentence have in common; None where each has its own."""
    if note.kind is NoteKind.RULE:
        return note.kind, note.values.get("rule"), note.values.get("version")
    if note.kind is NoteKind.OPTION:
        return note.kind, *sorted((name, str(value)) for name, value in note.values.items() if name != "service")
    return None


def note_text(note: Note, *alike: Note) -> str:
    """The sentence of a footnote, with its mark first where it has one; *alike* name more rows, or more services."""
    values = [n.values for n in (note, *alike)]
    if note.kind is NoteKind.RULE:
        return _rule(values)
    return _option(values) if note.kind is NoteKind.OPTION else _NOTES[note.kind](note.values)


def _months(values: Mapping[str, object]) -> str:
    found = values.get("months", ())
    return dates.months(Month.parse(str(m)) for m in found) if isinstance(found, Iterable) else ""


def _number(values: Mapping[str, object], name: str) -> str:
    value = values.get(name)
    return integer(value) if isinstance(value, int) else UNKNOWN


def _in_months(values: Mapping[str, object]) -> str:
    told = _months(values)
    return f" ({told})" if told else ""


def _provisional(values: Mapping[str, object]) -> str:
    told = f"{PROVISIONAL_MARK} Cifras provisionales{_in_months(values)}"
    return f"{told}: el mes no estaba cerrado, o se publicaron así. Pueden cambiar."


def _historical(values: Mapping[str, object]) -> str:
    sources = values.get("sources", ())
    told = listing([f"«{s}»" for s in sources]) if isinstance(sources, tuple | list) else ""
    origin = f", tomadas de {told}" if told else ""
    return f"{HISTORICAL_MARK} Cifras históricas{_in_months(values)}{origin}, no de registros de la mesa."


def _no_data(values: Mapping[str, object]) -> str:
    return f"{NO_DATA} Sin registros y sin cifra histórica{_in_months(values)}, lo que no equivale a cero."


def _rule(rows: list[Mapping[str, object]]) -> str:
    labels = ["{label} ({indicator}, v{version})".format_map({"version": RULE_VERSION, **row}) for row in rows]
    return f"{listing(labels)}{_validity(rows[0])}: {_words(str(rows[0]['rule']), rows[0])}"


def _words(rule: str, values: Mapping[str, object]) -> str:
    """The text of a version: the desk's own, which the note carries, or the program's."""
    if written := values.get("text"):
        return sentence(str(written))
    version = values.get("version", RULE_VERSION)
    return rule_text(rule, version if isinstance(version, int) else RULE_VERSION)


def _validity(values: Mapping[str, object]) -> str:
    """``, desde marzo de 2026 y hasta mayo de 2026``; empty for a version that holds all along."""
    since, until = values.get("from_month"), values.get("until")
    parts = [f"desde {dates.month_long(Month.parse(str(since)))}"] if since else []
    parts += [f"hasta {dates.month_long(Month.parse(str(until)))}"] if until else []
    return f", {' y '.join(parts)}" if parts else ""


def _option(rows: list[Mapping[str, object]]) -> str:
    values, n = rows[0], "n" if len(rows) > 1 else ""
    parts = []
    if values.get("reach") in set(Reach):
        parts.append(f"cuenta{n} a {REACHES[Reach(str(values['reach']))]}")
    if values.get("outcome") in set(Outcome):
        parts.append(f"cuenta{n} {OUTCOMES[Outcome(str(values['outcome']))]}")
    if "in_persons" in values:
        parts.append(f"suma{n} en personas" if values["in_persons"] else f"no suma{n} en personas")
    since = values.get("from_month")
    start = f", desde {dates.month_long(Month.parse(str(since)))}" if since else ""
    return f"{listing([str(row['service']) for row in rows])}: {', '.join(parts)}{start}."


def _anonymous(values: Mapping[str, object]) -> str:
    found = values.get("count")
    number = found if isinstance(found, int) else 0
    told = count(number, "atención anónima, contada", "atenciones anónimas, contadas")
    return f"Las personas incluyen {told} una por una: de quien no autoriza sus datos no se sabe si volvió."


def _total(rule: Rule, column: TotalColumn, values: Mapping[str, object]) -> str:
    version = values.get("version", RULE_VERSION)
    return f"{TOTAL_GROUP}, {TOTAL_HEADS[column]} ({rule}, v{version}){_validity(values)}: {_words(rule, values)}"


def _range(values: Mapping[str, object]) -> str:
    label = values.get("label")
    of_row = f" de {label}" if label else ""
    return (
        "El período tiene cifras históricas, y de ellas no se sabe quién volvió en otro mes: las personas únicas"
        f"{of_row} no son menos de {_number(values, 'low')} ni más de {_number(values, 'high')}."
    )


def _published(values: Mapping[str, object]) -> str:
    source = values.get("source")
    told = f"Total publicado de {values['label']}: {_number(values, 'value')}"
    told += f", según «{source}»" if source else ""
    difference = values.get("difference")
    if not isinstance(difference, int):
        return f"{told}."
    if difference == 0:
        return f"{told}. Es igual a la suma mensual."
    return f"{told}. La suma mensual es {_number(values, 'computed')} (diferencia: {signed(difference)})."


def _both_sources(values: Mapping[str, object]) -> str:
    printed = {"records": "se imprimen los registros", "history": "se imprime la cifra histórica"}
    which = printed.get(str(values.get("printed")), "se imprime la fuente elegida para cada mes y fila")
    return f"Hay registros y también cifra histórica{_in_months(values)}: {which}, y lo demás se conserva."


def _reserved(values: Mapping[str, object]) -> str:
    labels = values.get("labels")
    rows = listing([str(each) for each in labels]) if isinstance(labels, tuple | list) else ""
    return f"{RESERVED} {rows}: lo que se atiende en reserva se muestra cuando el mes está cerrado{_in_months(values)}."


def _same_hands(values: Mapping[str, object]) -> str:
    reason = str(values.get("reason") or "").strip(" .")
    told = f" Motivo: {reason}." if reason else ""
    return f"Cerró el mes quien también registró servicios en él{_in_months(values)}.{told}"


_NOTES: Mapping[NoteKind, Callable[[Mapping[str, object]], str]] = MappingProxyType(
    {
        NoteKind.PROVISIONAL: _provisional,
        NoteKind.HISTORICAL: _historical,
        NoteKind.NO_DATA: _no_data,
        NoteKind.ANONYMOUS: _anonymous,
        NoteKind.SUM: partial(_total, Rule.MONTHLY_SUM, TotalColumn.SUM),
        NoteKind.DISTINCT: partial(_total, Rule.DISTINCT, TotalColumn.DISTINCT),
        NoteKind.RANGE: _range,
        NoteKind.PUBLISHED: _published,
        NoteKind.BOTH_SOURCES: _both_sources,
        NoteKind.RESERVED: _reserved,
        NoteKind.SAME_HANDS: _same_hands,
    }
)
