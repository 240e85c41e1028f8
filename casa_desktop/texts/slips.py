"""Words of the slip that a person takes along, and of the stub that the organisation gives back."""

from casa_desktop.domain.referrals import Slip, Urgency
from casa_desktop.texts import dates

TITLE = "Remisión"
SUBJECT = "Boleta de remisión"
GO_TO = "Vaya a"
ADDRESS = "Dirección"
HOURS = "Horario"
PHONE = "Teléfono"
CONTACT = "Pregunte por"
SERVICES = "Allí atienden"
BRING = "Lleve"
MOTIVE = "Motivo"
ASKED = "Se solicita"
NOT_WRITTEN = "Pregunte en la mesa"
CUT = "Corte aquí. La organización devuelve esta parte a la mesa, con la persona o por foto."
STUB_TITLE = "Contrarremisión"
CODE = "Código"
RECEIVED_ON = "Fecha de atención"
ATTENDED = "¿Se atendió?"
YES, NO = "Sí", "No"
REMARKS = "Observaciones"
SIGNATURE = "Firma y nombre de quien atiende"
STAMP = "Sello"
URGENCIES = {Urgency.NORMAL: "", Urgency.SOON: "Atención prioritaria", Urgency.NOW: "Atención urgente"}


def made(slip: Slip) -> str:
    """``C.A.S.A. Bucaramanga · 10 de marzo de 2026 · Remite: Ana Pérez``."""
    return " · ".join(filter(None, (slip.desk, dates.long_date(slip.made_on), f"Remite: {slip.staff}")))


def stub_parties(slip: Slip) -> tuple[str, str]:
    """Who is to fill the stub, and whom it goes back to."""
    return f"De: {slip.organisation.name}", f"Para: {', '.join(filter(None, (slip.desk, slip.desk_place)))}"
