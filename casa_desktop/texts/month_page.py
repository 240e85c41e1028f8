"""Spanish of the month in words: what the figures are, how they changed, and what may still change."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from casa_desktop.domain.breakdowns import Breakdown, PartOrigin
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.cells import CellOrigin, Origin
from casa_desktop.domain.charts import Chart
from casa_desktop.domain.indicators import Indicator, Rule
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.report import Line, Report, Section
from casa_desktop.domain.scope import Scope
from casa_desktop.domain.summaries import MonthPage
from casa_desktop.domain.suppression import SMALLEST
from casa_desktop.domain.table import MonthHead, Note, NoteKind, Row, Source
from casa_desktop.texts import dashboard, dates, numbers
from casa_desktop.texts import table as words
from casa_desktop.texts.breakdowns import HIDDEN
from casa_desktop.texts.projects import by_age
from casa_desktop.texts.rules import NAMES
from casa_desktop.texts.summaries import countries, difference, in_percent, people, profiles, short

TITLE = "El mes en cifras"
FIGURES, YEAR = "Las cifras del mes", "Los últimos meses"
_YEAR_ROWS = (Rule.PERSONS, Rule.NEW_PERSONS, Rule.VISITS)


def report(page: MonthPage, catalog: Catalog, *, hide: bool = True) -> Report:
    """The month's page; *hide* leaves out small cells by age and sex."""
    now, before = page.table.heads[-1], page.table.heads[-2]
    told = [row for row in page.table.rows if _value(row, -1) or _value(row, -2)]
    hidden = page.ages.hidden if hide else page.ages.untold
    heads = ("Concepto", words.head_text(now), words.head_text(before), "Diferencia")
    origins = {
        (line, column): _number(row, head)
        for line, row in enumerate(told)
        for column, (head, at) in enumerate(((now, -1), (before, -2)), start=1)
        if _value(row, at) is not None
    }
    figures = Section(FIGURES, heads, _table(told), origins=origins)
    came = people("Perfiles", "Perfil", profiles(page.profiles, catalog), partial(_part, page.profiles))
    where = people("Principales países", "País", countries(page.countries, catalog), partial(_part, page.countries))
    ages = by_age(page.ages, catalog, hidden, partial(PartOrigin, page.ages.request))
    large = [row for row in told[:4] if _value(row, -1) is not None]
    return Report(
        title=TITLE,
        subtitle=dates.month_long(page.month) + words.marks(now),
        said=_said(page, told, catalog),
        facts=tuple((label(row), row.cells[-1].value or 0) for row in large),
        behind_facts={at: _number(row, now) for at, row in enumerate(large)},
        sections=(figures, *((came, where, ages) if page.ages.total else ()), *_year(page, catalog)),
        charts=_charts(page, hidden),
        notes=_notes(page, told, hidden=bool(hidden)),
    )


def label(row: Row) -> str:
    """What a row is called in words: the service's name, or what its rule counts."""
    names = {**NAMES, Rule.PERSONS: "Personas atendidas"}
    return row.label if row.indicator.service_type else names[row.indicator.rule]


def _number(row: Row, head: MonthHead) -> Origin:
    return CellOrigin(row.indicator, Period(head.month, head.month))


def _part(found: Breakdown, keys: tuple[str, ...]) -> Origin:
    """Those of several countries are the total of what only these let through."""
    request = found.request
    if len(keys) == 1:
        return PartOrigin(request, keys[0])
    scope = Scope.of(request.period, MappingProxyType({request.rows: frozenset(keys)}))
    return PartOrigin(replace(request, scope=scope))


def file_name(month: Month) -> str:
    """``El mes en cifras 2026-03``."""
    return f"{TITLE} {month}"


def _said(page: MonthPage, told: Sequence[Row], catalog: Catalog) -> tuple[str, ...]:
    month, last = page.month, dates.MONTHS[page.month.plus(-1).month - 1]
    rows = {row.indicator: row for row in page.table.rows}
    persons = rows[Indicator(Rule.PERSONS)]
    now = _value(persons, -1)
    if now is None:
        return (f"De {dates.month_long(month)} no hay registros ni cifras.",)
    people = numbers.count(now, "persona", "personas")
    change = _against(now, _value(persons, -2), last)
    sentences = [f"En {dates.month_long(month)} la mesa atendió a {people}, {change}."]
    if (new := _value(rows[Indicator(Rule.NEW_PERSONS)], -1)) is not None:
        sentences.append(_first_time(new, now))
    visits, families = (_value(rows[Indicator(rule)], -1) for rule in (Rule.VISITS, Rule.FAMILIES))
    if visits is not None and families is not None:
        came = numbers.count(visits, "atención", "atenciones")
        sentences.append(f"Fueron {came} y {numbers.count(families, 'familia', 'familias')}.")
    paragraphs = [" ".join(sentences)]
    changes = _changes([row for row in told if row.indicator.rule is Rule.SERVICES], catalog)
    if changes:
        paragraphs.append(f"Frente a {last}: {changes}.")
    if page.table.heads[-1].provisional:
        paragraphs.append(
            f"Las cifras de {dates.month_long(month)} son provisionales: el mes no está cerrado y pueden cambiar."
        )
    return tuple(paragraphs)


def _against(now: int, before: int | None, last: str) -> str:
    """``209 más que en septiembre (+19 %)``, ``las mismas que en septiembre``."""
    if before is None:
        return f"sin cifra de {last} con qué compararla"
    if now == before:
        return f"{'la misma' if now == 1 else 'las mismas'} que en {last}"
    change = f"{numbers.integer(abs(now - before))} {'más' if now > before else 'menos'} que en {last}"
    return f"{change}{in_percent(now, before)}"


def _first_time(new: int, persons: int) -> str:
    if not new:
        return "Ninguna vino por primera vez."
    if new == persons:
        return "Vino por primera vez." if new == 1 else "Todas vinieron por primera vez."
    return f"De ellas, {numbers.integer(new)} {numbers.plural(new, 'vino', 'vinieron')} por primera vez."


def _changes(rows: Sequence[Row], catalog: Catalog) -> str:
    """``subieron Orientación (de 831 a 897) y RCF (de 752 a 812); bajó Psicología (de 115 a 78)``."""
    moved: dict[int, list[str]] = {1: [], -1: [], 0: []}
    for row in rows:
        now, before = _value(row, -1), _value(row, -2)
        if now is not None and before is not None:
            side = (now > before) - (now < before)
            span = f"de {numbers.integer(before)} a {numbers.integer(now)}" if side else numbers.integer(now)
            moved[side].append(f"{short(row.indicator.service_type, catalog)} ({span})")
    verbs = {1: ("subió", "subieron"), -1: ("bajó", "bajaron"), 0: ("quedó igual", "quedaron igual")}
    return "; ".join(
        f"{numbers.plural(len(found), *verbs[side])} {numbers.listing(found)}" for side, found in moved.items() if found
    )


def _charts(page: MonthPage, hidden: frozenset[tuple[str, str]]) -> tuple[Chart, ...]:
    """Persons by month, and the pyramid of this one."""
    persons = next(row for row in page.table.rows if row.indicator.rule is Rule.PERSONS)
    if not page.ages.total:
        return ()
    by_month = replace(dashboard.row_chart(page.table, persons), title="Personas atendidas por mes")
    return by_month, dashboard.age_chart(page.ages, hidden, f"Edad y sexo · {dates.month_long(page.month)}")


def _table(rows: Sequence[Row]) -> tuple[Line, ...]:
    lines: list[Line] = []
    for row in rows:
        now, before = _value(row, -1), _value(row, -2)
        change = difference(now, before) if now is not None and before is not None else words.UNKNOWN
        cells = [words.NO_DATA if value is None else value for value in (now, before)]
        lines.append((label(row), *cells, change))
    return tuple(lines)


def _year(page: MonthPage, catalog: Catalog) -> tuple[Section, ...]:
    """The months that lead up to this one, in a table: it stands beside every chart of them, too."""
    rows = [row for row in page.table.rows if row.indicator.rule in _YEAR_ROWS or row.indicator.service_type]
    rows = [row for row in rows if any(cell.value for cell in row.cells)][:6]
    months = [at for at, _ in enumerate(page.table.heads) if any(row.cells[at].value is not None for row in rows)]
    if len(months) < 3:
        return ()
    heads = [page.table.heads[at] for at in months]
    lines: list[Line] = [(_month(page.table.heads[at]), *(_cell(row, at) for row in rows)) for at in months]
    origins = {
        (line, column): _number(row, head)
        for line, (at, head) in enumerate(zip(months, heads, strict=True))
        for column, row in enumerate(rows, start=1)
        if row.cells[at].value is not None
    }
    return (Section(YEAR, ("Mes", *(_head(row, catalog) for row in rows)), tuple(lines), origins=origins),)


def _head(row: Row, catalog: Catalog) -> str:
    return short(row.indicator.service_type, catalog) if row.indicator.service_type else label(row)


def _month(head: MonthHead) -> str:
    return words.head_text(head)


def _cell(row: Row, at: int) -> int | str:
    value = row.cells[at].value
    return words.NO_DATA if value is None else value


def _value(row: Row, at: int) -> int | None:
    cell = row.cells[at]
    return None if cell.source is Source.NONE else cell.value


def _notes(page: MonthPage, told: Sequence[Row], *, hidden: bool) -> tuple[str, ...]:
    """The footnotes of the table, of the rows that are told, under the names that they have here."""
    names = {row.indicator.id: label(row) for row in told}
    notes: list[Note] = []
    for note in page.table.notes:
        if note.kind is not NoteKind.RULE:
            notes.append(note)
        elif note.values["rule"] == Rule.SERVICES:
            # One sentence for all of them; the first that is told stands for the rest.
            same = {**note.values, "label": "Cada servicio", "indicator": str(Rule.SERVICES)}
            notes += [] if any(each.values == same for each in notes) else [replace(note, values=same)]
        elif (indicator := str(note.values["indicator"])) in names:
            notes.append(replace(note, values={**note.values, "label": names[indicator]}))
    said = [*words.notes_text(replace(page.table, notes=tuple(notes))), *_of_breakdown(page.ages)]
    if hidden:
        said.append(f"{HIDDEN} Menos de {SMALLEST}, o lo que permitiría calcularlo.")
    return tuple(said)


def _of_breakdown(found: Breakdown) -> list[str]:
    if not found.straddling:
        return []
    many = numbers.count(
        found.straddling, "edad dicha queda entre dos rangos y va", "edades dichas quedan entre dos rangos y van"
    )
    return [f"{many} en «Sin dato»."]
