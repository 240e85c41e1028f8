"""The cards of steps that the program brings. The desk confirms them, and writes its own in «Ajustes»."""

RISK_TITLE = "Riesgo alto: protocolo"
RISK = (
    "No deje sola a la persona mientras haya riesgo.\n"
    "Pregunte con calma si piensa hacerse daño, cómo y cuándo; retire de su lado con qué hacerlo.\n"
    "Si hay peligro ahora, llame a la línea 123. Para apoyo en crisis, a la línea 106.\n"
    "Avise a coordinación, sin contar el motivo, y busque a alguien en quien la persona confíe.\n"
    "Acuerden un plan de seguridad y una cita para los próximos días."
)
CHILD_TITLE = "NNA solo o separado: pasos"
CHILD = (
    "No le interrogue: escuche lo que quiera contar.\n"
    "No le deje a solas en ningún momento.\n"
    "Atienda y llame primero; los papeles vienen después.\n"
    "Llame a la línea 141 del ICBF.\n"
    "Avise a la Comisaría de Familia."
)
ROUTE_TITLE = "Ruta de protección"
ROUTE = (
    "Si hay peligro ahora, llame a la línea 123.\n"
    "Línea 155: orientación a mujeres víctimas de violencia, de día y de noche.\n"
    "Atención en salud dentro de las 72 horas; no exige denuncia.\n"
    "La persona decide si denuncia y quién puede saberlo."
)
UNCONFIRMED = "Texto del programa: coordinación debe confirmar los pasos y las líneas en Ajustes → Atención reservada."


def steps(text: str) -> str:
    """The lines of a card, numbered; empty ones are left out."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1))
