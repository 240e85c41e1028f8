"""What stands on the papers of a workshop: the sheet to be signed, and the list of those who came."""

from dataclasses import dataclass

from casa_desktop.domain.ages import BandSet, band_of, bands
from casa_desktop.domain.catalog import Catalog, Kind
from casa_desktop.domain.workshops import Attendee, WorkshopDetail
from casa_desktop.texts import numbers
from casa_desktop.texts import ui_people as people
from casa_desktop.texts import ui_visits as visits
from casa_desktop.texts import ui_workshops as words

SIGN_TITLE = "Planilla de firmas"
LIST_TITLE = "Lista de asistencia"
SIGN_COLUMNS = ("N.º", "Nombres y apellidos", "Documento", "Sexo", "Edad", "Teléfono", "Firma")
LIST_COLUMNS = ("N.º", "Nombres y apellidos", "Código", "Sexo", "Edad")
SIGNED = "Con la firma queda constancia de la asistencia. Quien no quiera dar su nombre se cuenta sin él."
NAMELESS = "Sin nombre"
FOLIO = "Planilla n.º"
TOTALS = "Asistentes por sexo y edad"
TOTAL = "Total"
UNKNOWN = "Sin dato"
SIGNERS = ("Facilitó", "Revisó contra la planilla firmada")
_FEWEST_LINES = 14
"""As many as a page holds below a long title."""
_SPARE_LINES = 6


@dataclass(frozen=True, slots=True)
class WorkshopSheet:
    """A paper of a workshop as plain words."""

    title: str
    topic: str
    folio: str
    facts: tuple[tuple[str, str], ...]
    """(what it is, its value)."""
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str
    signing: bool
    totals: tuple[tuple[str, ...], ...] = ()
    """A table with its heads; empty where nothing is added up."""


def sheet(detail: WorkshopDetail, catalog: Catalog, *, signing: bool) -> WorkshopSheet:
    """The sheet to be signed has the people enrolled and blank lines up to the number of seats; the list, who came."""
    workshop = detail.workshop
    facts = [
        ("Fecha", words.when(workshop)),
        ("Lugar", words.where(workshop, catalog)),
        ("Servicio", words.service(workshop.service_type, catalog)),
        ("Facilita", detail.staff_name),
        ("Aliado", catalog.name(Kind.PARTNER, workshop.partner)),
        ("Financia", catalog.name(Kind.FUNDER, workshop.funder)),
    ]
    return WorkshopSheet(
        title=SIGN_TITLE if signing else LIST_TITLE,
        topic=workshop.topic,
        folio=workshop.sheet,
        facts=tuple((label, value) for label, value in facts if value),
        columns=SIGN_COLUMNS if signing else LIST_COLUMNS,
        rows=_to_sign(detail) if signing else _came(detail),
        note=SIGNED if signing else numbers.count(detail.attended, "asistente", "asistentes"),
        signing=signing,
        totals=() if signing else _totals(detail),
    )


def _to_sign(detail: WorkshopDetail) -> tuple[tuple[str, ...], ...]:
    named = [row for row in detail.rows if not row.anonymous]
    last = max((row.line or 0 for row in named), default=0)
    wanted = max(detail.workshop.capacity or 0, last + _SPARE_LINES, _FEWEST_LINES)
    rows = {
        row.line or at: (people.name(row.person_name), "", people.sex(row.sex), people.age(row.age))
        for at, row in enumerate(named, 1)
    }
    return tuple((str(line), *rows.get(line, ("",) * 4), "", "") for line in range(1, wanted + 1))


def _came(detail: WorkshopDetail) -> tuple[tuple[str, ...], ...]:
    named = [
        (str(row.line or ""), people.name(row.person_name), row.person_code, people.sex(row.sex), people.age(row.age))
        for row in detail.rows
        if row.attended and not row.anonymous
    ]
    nameless = [("", f"{NAMELESS} ({count.number})", "", *words.nameless(count)[2:4]) for count in detail.nameless]
    return (*named, *nameless)


def _totals(detail: WorkshopDetail) -> tuple[tuple[str, ...], ...]:
    """Sex down, age bands across, with «sin dato», so that they add up."""
    came = [row for row in detail.rows if row.attended]
    heads = (*(visits.band(band) for band in bands(BandSet.GIFMM)), UNKNOWN)
    found: list[tuple[str, ...]] = [("", *heads, TOTAL)]
    for code, name in people.SEXES:
        own = [row for row in came if row.sex == code]
        if own:
            found.append((name, *_across(own), str(len(own))))
    return (*found, (TOTAL, *_across(came), str(len(came)))) if came else ()


def _across(rows: list[Attendee]) -> tuple[str, ...]:
    each = [band_of(row.age, BandSet.GIFMM) for row in rows]
    return tuple(str(each.count(band)) for band in (*bands(BandSet.GIFMM), None))
