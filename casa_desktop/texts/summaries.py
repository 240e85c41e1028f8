"""Spanish of a day in a message, of a week on one page and of a month in words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from casa_desktop.domain.breakdowns import Breakdown
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.cells import Origin, Unit
from casa_desktop.domain.clock import BOGOTA
from casa_desktop.domain.counted import NO_DATA
from casa_desktop.domain.days import Concept
from casa_desktop.domain.relief import TravelOrigin
from casa_desktop.domain.report import Line, Report, Section
from casa_desktop.domain.scope import Scope
from casa_desktop.domain.summaries import WEEK, Compared, DaySummary, WeekOrigin, WeekPartOrigin, WeekReport
from casa_desktop.domain.suppression import SMALLEST
from casa_desktop.texts import dates, numbers
from casa_desktop.texts.breakdowns import name
from casa_desktop.texts.reports import cell, plain
from casa_desktop.texts.ui_visits import short_name

DAY_TITLE = "Resumen del día"
DAY_COPY = "Copiar el resumen del día"
DAY_COPIED = "Resumen del día copiado: péguelo en un mensaje."
WEEK_TITLE, WEEK_NOTES = "Informe semanal", "Notas de coordinación"
LEAST_BASE = 20
"""A percent of fewer than these says more than it knows."""
COMPARED_HEADS = ("Concepto", "Esta semana", "La anterior", "Diferencia")
_NOBODY = "Hoy no se han registrado atenciones."
_NOBODY_THEN = "Ese día no se registraron atenciones."
_INCOMPLETE = "No incluye lo que se atiende en reserva."
_OTHERS = "Otros servicios"
_MOST_COUNTRIES = 6
OTHER_COUNTRIES = "Otros países"
PERSONS, PEOPLE = "Personas únicas", "Personas"
_IN_FRONT = 4
"""Figures of a week that are read first, in large type."""
_IN_LARGE: Mapping[str, str] = MappingProxyType({"Personas por primera vez": "Por primera vez"})
_STOCK_IS = "Las alertas salen del inventario, no de las atenciones: véalas en «Ayudas e inventario»."
Keys = tuple[str, ...]


def difference(now: int, before: int) -> str:
    """``+209``, ``-12 (-8 %)``, ``igual``; a percent only where there is enough to divide by."""
    if now == before:
        return "igual"
    return f"{numbers.signed(now - before)}{in_percent(now, before)}"


def in_percent(now: int, before: int) -> str:
    """`` (+19 %)``; nothing over a base of fewer than twenty, or where it rounds to nothing."""
    share = round(100 * (now - before) / before) if before >= LEAST_BASE else 0
    return f" ({numbers.signed(share)} %)" if share else ""


# the day


def day_message(found: DaySummary, catalog: Catalog, desk: str, today: datetime) -> str:
    """The day as a message for a chat: no name, no small count of what is private. *today* is now, aware."""
    now = today.astimezone(BOGOTA)
    is_today = now.date() == found.day
    moment = f", hasta las {dates.clock_time(now)}" if is_today else ""
    lines = [f"*{desk}*", f"{_capital(dates.weekday_date(found.day))}{moment}", ""]
    total = found.others + sum(many for _, many in found.services)
    if not found.persons and not total:
        return "\n".join([*lines, _NOBODY if is_today else _NOBODY_THEN])
    people = numbers.count(found.persons, "persona atendida", "personas atendidas")
    if found.new is not None and found.persons:
        people += f", {_new(found.new, found.persons)}"
    lines.append(people)
    if total:
        lines.append(f"{numbers.count(total, 'servicio', 'servicios')}:")
        lines += [f"• {short(code, catalog)}: {numbers.integer(many)}" for code, many in found.services]
        lines += [f"• {_OTHERS}: {numbers.integer(found.others)}"] if found.others else []
    if not found.complete:
        lines += ["", _INCOMPLETE]
    return "\n".join(lines)


def day_report(message: str) -> Report:
    """The message as a report, to be looked at before it is sent."""
    desk, moment, *rest = filter(None, message.splitlines())
    return Report(DAY_TITLE, moment, about=(desk.strip("*"),), said=tuple(rest))


def _new(new: int, persons: int) -> str:
    if not new:
        return "ninguna por primera vez"
    return "todas por primera vez" if new == persons > 1 else f"{numbers.integer(new)} por primera vez"


# the week


def week(found: WeekReport, catalog: Catalog, notes: str | None = None) -> Report:
    """The week on one page; *notes* are coordination's own words, None = those that are kept."""
    compared = _figures(found)
    facts = compared[:_IN_FRONT]

    def part(of: Breakdown) -> Callable[[tuple[str, ...]], Origin]:
        return lambda keys: WeekPartOrigin(found.first, found.until, of.request.rows, keys)

    return Report(
        title=WEEK_TITLE,
        subtitle=dates.span(found.first, found.last) + ("*" if found.provisional else ""),
        about=(_days_of(found),),
        facts=tuple((_IN_LARGE.get(row.label, row.label), row.counts.now) for row in facts),
        behind_facts={at: row.number(before=False) for at, row in enumerate(facts)},
        sections=(
            _compared("Frente a la semana anterior", COMPARED_HEADS, compared),
            people("Perfiles", "Perfil", profiles(found.profiles, catalog), part(found.profiles)),
            _compared("Servicios", ("Servicio", *COMPARED_HEADS[1:]), _services(found, catalog)),
            people("Principales países", "País", countries(found.countries, catalog), part(found.countries)),
            Section("Inventario, hoy", ("Alerta", "Número"), _stock(found), elsewhere=_STOCK_IS),
        ),
        said=tuple(f"{WEEK_NOTES}: {line}" if at == 0 else line for at, line in enumerate(_lines(notes, found))),
        notes=_week_notes(found),
    )


def week_message(found: WeekReport, catalog: Catalog, notes: str | None = None) -> str:
    """The week as a message: each figure in one line with the one before."""
    page = week(found, catalog, notes)
    sections = [
        replace(each, heads=each.heads[:2], lines=tuple(_in_a_line(line) for line in each.lines))
        for each in page.sections
    ]
    return plain(replace(page, facts=(), sections=tuple(sections), notes=()))


def _in_a_line(line: Line) -> Line:
    label, *values = line
    now, *before = values
    return (label, f"{cell(now)} (antes {cell(before[0])})" if before else now)


def week_file(found: WeekReport) -> str:
    """``Informe semanal 2026-03-09``."""
    return f"{WEEK_TITLE} {found.first}"


def _days_of(found: WeekReport) -> str:
    if found.until == found.last:
        return "Semana completa, de lunes a domingo"
    here = dates.WEEKDAYS[found.until.weekday()]
    return f"Semana en curso, hasta el {here}; la anterior, también hasta el {here}"


@dataclass(frozen=True, slots=True)
class _Row:
    """A figure of both weeks, and which number it is; *unit* of who travelled."""

    found: WeekReport
    label: str
    counts: Compared
    concept: Concept | None = None
    service: str = ""
    unit: Unit | None = None

    def number(self, *, before: bool) -> Origin:
        first, until = self.found.first, self.found.until
        if self.concept is not None:
            return WeekOrigin(first, until, self.concept, self.service, before)
        ago = WEEK if before else timedelta()
        return TravelOrigin(Scope(first - ago, until - ago), None, self.unit)


def _figures(found: WeekReport) -> list[_Row]:
    this, last = found.transfers
    rows = [
        _Row(found, PERSONS, found.persons, Concept.PERSONS),
        _Row(found, "Personas por primera vez", found.new, Concept.NEW),
        _Row(found, "Atenciones", found.visits, Concept.VISITS),
        _Row(found, "Personas trasladadas", Compared(this.persons, last.persons)),
        _Row(found, "Familias trasladadas", Compared(this.families, last.families), unit=Unit.FAMILIES),
    ]
    if found.attempts.now or found.attempts.before:
        rows.append(_Row(found, "Intentos de contacto familiar", found.attempts, Concept.ATTEMPTS))
        rows.append(_Row(found, "Contactos logrados", found.achieved, Concept.ACHIEVED))
    return rows


def _services(found: WeekReport, catalog: Catalog) -> list[_Row]:
    rows = [_Row(found, _named(code, catalog), counts, Concept.SERVICES, code) for code, counts in found.services]
    others = _Row(found, _OTHERS, found.others, Concept.SERVICES)
    return rows if found.others == Compared(0, 0) else [*rows, others]


def _compared(title: str, heads: tuple[str, ...], rows: Sequence[_Row]) -> Section:
    def line(row: _Row) -> Line:
        now, before = row.counts.now, row.counts.before
        return (row.label, now, before, difference(now, before))

    origins = {
        (at, column): row.number(before=before)
        for at, row in enumerate(rows)
        for column, before in ((1, False), (2, True))
    }
    return Section(title, heads, tuple(map(line, rows)), origins=origins)


# who came


def people(title: str, by: str, parts: Sequence[tuple[str, int, Keys]], number: Callable[[Keys], Origin]) -> Section:
    """Persons in lines (name, how many, of which keys); *number* tells which one those of some keys are."""
    lines = tuple((name, many) for name, many, _ in parts)
    origins = {(at, 1): number(keys) for at, (_, _, keys) in enumerate(parts)}
    return Section(title, (by, PEOPLE), lines, origins=origins)


def profiles(found: Breakdown, catalog: Catalog) -> list[tuple[str, int, Keys]]:
    """The keys of which there is somebody, one by one."""
    told = [(key, found.row_totals[key]) for key in found.rows if found.row_totals.get(key)]
    return [(_key_name(found, key, catalog), many, (key,)) for key, many in told]


def countries(found: Breakdown, catalog: Catalog) -> list[tuple[str, int, Keys]]:
    """The countries of most people; those of few are told together, as one family may be all of them."""
    ranked = sorted(((many, key) for key, many in found.row_totals.items() if key != NO_DATA), reverse=True)
    main = [(key, many) for many, key in ranked[:_MOST_COUNTRIES] if many >= SMALLEST]
    rest = [(key, many) for many, key in ranked[len(main) :]]
    parts: list[tuple[str, int, Keys]] = [(_key_name(found, key, catalog), many, (key,)) for key, many in main]
    if rest:
        parts.append((OTHER_COUNTRIES, sum(many for _, many in rest), tuple(key for key, _ in rest)))
    unknown = found.row_totals.get(NO_DATA, 0)
    return [*parts, *([(_key_name(found, NO_DATA, catalog), unknown, (NO_DATA,))] if unknown else [])]


def _key_name(found: Breakdown, key: str, catalog: Catalog) -> str:
    return name(found.request.rows, key, catalog, found.request.bands)


def _stock(found: WeekReport) -> tuple[Line, ...]:
    return (
        ("Artículos por debajo del mínimo", found.stock.below_minimum),
        ("De ellos, sin existencias", found.stock.out_of_stock),
        ("Lotes que vencen en 30 días", found.stock.expiring),
        ("Lotes vencidos sin retirar", found.stock.expired),
    )


def _week_notes(found: WeekReport) -> tuple[str, ...]:
    said = ["* Provisional: el mes no está cerrado."] if found.provisional else []
    said.append("Por primera vez: nunca antes atendida en la mesa.")
    said.append(f"El porcentaje se dice solo sobre {LEAST_BASE} o más.")
    if found.profiles.overlaps:
        said.append("Una persona puede venir con dos perfiles en la semana.")
    return tuple(said)


def _lines(notes: str | None, found: WeekReport) -> Sequence[str]:
    told = found.note.text if notes is None else notes
    return [line.strip() for line in told.splitlines() if line.strip()]


def _named(code: str, catalog: Catalog) -> str:
    kind = catalog.service_type(code)
    return kind.name if kind is not None else code


def short(code: str, catalog: Catalog) -> str:
    """A service as chips name it: ``RCF``, ``Psicología``."""
    kind = catalog.service_type(code)
    return short_name(kind) if kind is not None else code


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
