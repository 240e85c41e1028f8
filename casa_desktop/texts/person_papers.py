"""Words of the summary of a person: no psychology, no health, no motive and nobody whose contact is reserved."""

from datetime import date

from casa_desktop.domain.aid_views import Delivery
from casa_desktop.domain.catalog import Catalog, Kind
from casa_desktop.domain.followups import FollowUpRow
from casa_desktop.domain.person_views import DocumentShown, Member
from casa_desktop.domain.referrals import ReferralRow
from casa_desktop.domain.timeline import Entry, PersonSummary
from casa_desktop.domain.visit_views import VisitRow
from casa_desktop.domain.workshops import Workshop
from casa_desktop.texts import dates, ui_followups, ui_people, ui_referrals, ui_timeline, ui_transfers
from casa_desktop.texts.places import country_name

TITLE = "Resumen de atención"
DOCUMENTS = "Documentos"
NO_DOCUMENTS = "Ninguno anotado"
MASKED = "Los números van ocultos: completos solo se muestran en el programa."
FAMILY = "Familia"
ALONE = "Está registrada sola."
OPEN = "Lo que está abierto"
NOTHING_OPEN = "Nada pendiente."
ENTRIES = "Lo más reciente"
NOTHING = "Nada que imprimir."
COLUMNS = ("Fecha", "Qué pasó", "Estado")
OPEN_COLUMNS = ("Desde", "Qué", "Estado")
LEFT_OUT = "Este papel no incluye lo que la mesa guarda en reserva. No es un certificado."
MORE = "Hay registros anteriores que no caben aquí."
VISIT = "Atención"
_SEVERAL = " · "


def heading(summary: PersonSummary) -> str:
    """The name and the code; of a reserved contact the code alone."""
    return _SEVERAL.join(part for part in (summary.name, summary.code) if part)


def about(summary: PersonSummary) -> str:
    """``Mujer · 32 años · Venezuela``."""
    sex, country = summary.about
    told = (ui_people.sex(sex), ui_people.age(summary.age), country_name(country))
    return _SEVERAL.join(part for part in told if part)


def document(of: DocumentShown, catalog: Catalog, today: date) -> str:
    """``Cédula venezolana ••••5678 · vence el 05/03/2027``."""
    kind = catalog.name(Kind.DOCUMENT_TYPE, of.type) or of.type
    until = ui_timeline.validity(of, today)
    if not until and of.expires_on:
        until = f"vence el {dates.short_date(of.expires_on)}"
    return _SEVERAL.join(part for part in (f"{kind} {of.number}".strip(), until) if part)


def member(of: Member, catalog: Catalog) -> str:
    """``Ana Rojas · hijo o hija · 8 años``."""
    return ui_people.member(of, catalog)


def what(entry: Entry, catalog: Catalog) -> str:
    """What happened, in words that may lie on any table."""
    of = entry.of
    if isinstance(of, VisitRow):
        kinds = [catalog.service_type(line.type) for line in of.services if line.type]
        return ", ".join(dict.fromkeys(kind.name for kind in kinds if kind)) or VISIT
    if isinstance(of, Delivery):
        return f"Entrega de ayuda {of.code}"
    if isinstance(of, ReferralRow):
        return f"Remisión {of.code}"
    if isinstance(of, FollowUpRow):
        return "Seguimiento"
    if isinstance(of, Workshop):
        kind = catalog.service_type(of.service_type)
        return kind.name if kind else "Taller"
    return ui_timeline.what(entry, catalog)


def entry(of: Entry, catalog: Catalog, today: date) -> tuple[str, str, str]:
    """One line of what happened."""
    return dates.short_date(of.date), what(of, catalog), ui_timeline.state(of, today)


def waiting(summary: PersonSummary, today: date) -> list[tuple[str, str, str]]:
    """(since, what, how it stands) of what is open."""
    lines = [
        (dates.short_date(row.due), "Seguimiento", ui_followups.state(row, today)) for row in summary.open.follow_ups
    ]
    for sent in summary.open.referrals:
        age = ui_timeline.since((today - sent.made_on).days)
        state = f"{ui_referrals.STATES[sent.state]}, {age}"
        lines.append((dates.short_date(sent.made_on), f"Remisión {sent.code}", state))
    for going in summary.open.transfers:
        state = f"{ui_transfers.STATES[going.step]}, {ui_timeline.since((today - going.since).days)}"
        lines.append((dates.short_date(going.since), ui_timeline.transfer(going), state))
    return lines
