"""Spanish of the timeline of a person, of what is open, and of the validity of a document."""

from collections.abc import Sequence
from datetime import date
from types import MappingProxyType

from casa_desktop.domain.aid_views import Delivery
from casa_desktop.domain.catalog import Catalog, Kind
from casa_desktop.domain.documents import Doubt
from casa_desktop.domain.followups import FollowUpRow
from casa_desktop.domain.person_views import ConsentShown, DocumentShown
from casa_desktop.domain.referrals import ReferralRow
from casa_desktop.domain.timeline import Entry, EntryKind, FamilyChange, Group, OpenMatters
from casa_desktop.domain.transfers import TransferRow
from casa_desktop.domain.visit_views import VisitRow
from casa_desktop.domain.workshops import Workshop
from casa_desktop.texts import (
    numbers,
    transfers,
    ui_aid,
    ui_followups,
    ui_people,
    ui_referrals,
    ui_transfers,
    ui_visits,
)

TITLE = "Historia"
KEY_LINE = "Ir a la historia; ← → la filtran"
FILTERS = "Qué se muestra de la historia"
EVERYTHING = "Todo"
GROUPS = MappingProxyType(
    {
        Group.VISITS: "Atenciones",
        Group.AID: "Ayudas",
        Group.REFERRALS: "Remisiones",
        Group.FOLLOW_UPS: "Seguimientos",
        Group.TRANSFERS: "Traslados",
        Group.WORKSHOPS: "Talleres",
        Group.FAMILY: "Familia",
    }
)
"""Authorisations have their own place on the page; in the line they stand under «Todo»."""
COLUMNS = ("Fecha", "Qué pasó", "Estado", "Quién")
NOTHING = "Todavía no hay nada que usted pueda ver. Lo que se registre aparecerá aquí; Ctrl+T atiende a la persona."
NOTHING_OF_IT = "Nada de esto todavía."
MORE = "Ver más"
OPEN_TITLE = "Lo que está abierto"
PRINT = "Imprimir"
SAVE = "PDF"
KEY_PRINT = "Imprimir el resumen de la persona"
KEY_SAVE = "Guardar el resumen en PDF"
RENDERING = "Preparando el papel…"
PRINTED = "Resumen enviado a la impresora"
SAVED_FILE = "Archivo guardado"
CANCELLED = "Cancelado"
SOON = 60
"""Days before it expires from which a document says so."""


def what(entry: Entry, catalog: Catalog) -> str:
    """``Orientación, RCF``, ``Remisión R-000123-K · Personería``, ``Ana Rojas llegó a la familia``."""
    of = entry.of
    if isinstance(of, VisitRow):
        return ui_visits.services(of, catalog)
    if isinstance(of, Delivery):
        return f"Entrega {of.code} · {ui_aid.given(of)}"
    if isinstance(of, ReferralRow):
        return f"Remisión {of.code} · {catalog.name(Kind.PARTNER, of.partner)}"
    if isinstance(of, FollowUpRow):
        return f"Seguimiento · {ui_followups.reason(of)}"
    if isinstance(of, TransferRow):
        return transfer(of)
    if isinstance(of, Workshop):
        return f"Taller · {of.topic}"
    return _consent(entry.kind, of) if isinstance(of, ConsentShown) else family(entry.kind, of)


def transfer(of: TransferRow) -> str:
    """``Traslado T-000012 · Ipiales · 4 personas``."""
    where = transfers.destination(of.country, of.municipality, of.city)
    return " · ".join(part for part in (f"Traslado {of.code}", where, transfers.people(of.people)) if part)


def family(kind: EntryKind, of: FamilyChange) -> str:
    """Who came or went."""
    names = numbers.listing([ui_people.name(each) for each in of.names])
    return {
        EntryKind.JOINED: f"En familia con {names}",
        EntryKind.MEMBER_JOINED: f"{names} llegó a la familia",
        EntryKind.MEMBER_LEFT: f"{names} salió de la familia",
        EntryKind.LEFT: f"Salió de la familia en que estaba con {names}",
    }[kind]


def _consent(kind: EntryKind, of: ConsentShown) -> str:
    purpose = next((words for each, words in ui_people.PURPOSES if each == of.purpose), of.purpose)
    if kind is EntryKind.REVOKED:
        return f"Autorización revocada · {purpose}"
    return f"{ui_people.GRANTED if of.granted else ui_people.REFUSED} · {purpose}"


def state(entry: Entry, today: date) -> str:
    """How it stands: ``Atendida``, ``Vencido: 3 días``; empty where nothing is waited for."""
    of = entry.of
    if isinstance(of, ReferralRow):
        return ui_referrals.STATES[of.state]
    if isinstance(of, FollowUpRow):
        return ui_followups.state(of, today)
    if isinstance(of, TransferRow):
        return ui_transfers.STATES[of.step]
    if isinstance(of, Workshop) and of.cancelled:
        return CANCELLED
    return ui_visits.LATE_MARK if isinstance(of, VisitRow | Delivery) and of.late else ""


def who(entry: Entry) -> str:
    """Who attended, delivered, referred, answers for it."""
    of = entry.of
    if isinstance(of, VisitRow):
        return ui_visits.staff(of)
    if isinstance(of, Delivery | ReferralRow):
        return ui_visits.short_person(of.staff)
    if isinstance(of, ConsentShown):
        return ui_visits.short_person(of.recorded_by)
    return ui_visits.short_person(ui_followups.owner(of)) if isinstance(of, FollowUpRow) else ""


def open_lines(found: OpenMatters, catalog: Catalog, today: date) -> list[tuple[str, str, str]]:
    """(words with their age, page, target) of what is open."""
    lines = [
        (ui_followups.line(row, today), "followups", f"follow_up:{row.uuid}:{row.due.isoformat()}")
        for row in found.follow_ups
    ]
    lines += [(ui_referrals.pending_line(row, catalog, today), "referrals", row.uuid) for row in found.referrals]
    lines += [(_waiting(row, today), "transfers", row.uuid) for row in found.transfers]
    return lines


def _waiting(row: TransferRow, today: date) -> str:
    step = ui_transfers.STATES[row.step].lower()
    return f"{transfer(row)} · {step} {since((today - row.since).days)}"


def since(days: int) -> str:
    """``hoy``, ``hace 3 días``."""
    return "hoy" if days <= 0 else f"hace {ui_referrals.ago(days)}"


def validity(of: DocumentShown, today: date) -> str:
    """``vence en 20 días``, ``vencido hace 3 meses``; empty where it holds for long, or nobody knows."""
    if of.expires_on is None:
        return ""
    left = (of.expires_on - today).days
    if left < 0:
        return f"vencido {since(-left)}"
    if left > SOON:
        return ""
    return {0: "vence hoy", 1: "vence mañana"}.get(left, f"vence en {numbers.count(left, 'día', 'días')}")


def document_marks(of: DocumentShown, today: date) -> str:
    """What to look at in a document: its doubts, and how long it holds."""
    doubts = [ui_people.DOUBTS[each] for each in of.doubts if each is not Doubt.EXPIRED]
    return "; ".join(filter(None, (*doubts, validity(of, today))))


def count_said(shown: Sequence[Entry], *, more: bool) -> str:
    """``30 más recientes``, for whom the table is read aloud; empty where everything is there."""
    return f"Se muestran las {numbers.integer(len(shown))} más recientes" if more else ""


def file_name(code: str) -> str:
    """``resumen-P-000123.pdf``."""
    return f"resumen-{code}.pdf"


def document_name(code: str) -> str:
    """The name at the printer: neutral."""
    return f"Resumen {code}"
