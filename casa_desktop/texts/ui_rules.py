"""Spanish of «Reglas de conteo» in «Ajustes»: every rule, the words of each version, and the form of the next one."""

from types import MappingProxyType

from casa_desktop.domain.indicators import Indicator, Rule
from casa_desktop.domain.periods import Month
from casa_desktop.domain.rules import RuleVersion
from casa_desktop.domain.table import Note, NoteKind
from casa_desktop.texts import dates
from casa_desktop.texts import table as words
from casa_desktop.texts.rules import NAMES, rule_text, sentence
from casa_desktop.texts.ui_visits import moment

TITLE = "Reglas de conteo"
HINT = (
    "Las notas al pie que explican qué cuenta cada fila. Lo que se calcula lo fijan el programa y «Cómo se cuenta» "
    "del catálogo; aquí se escribe lo que la mesa decidió."
)
HELP = (
    f"{HINT} Una versión no se cambia: Ctrl+N escribe la que sigue de la regla señalada, desde un mes. Los meses "
    "cerrados y lo publicado conservan la suya."
)
LIST = "Reglas"
COLUMNS = ("Regla", "Código", "Versión", "Vale desde")
VERSIONS = "Versiones"
ALWAYS = "siempre"
THE_PROGRAM = "del programa"
NEW = "Nueva versión"
SAVE = "Guardar versión"
SAVING = "Guardando la versión"
TEXT = "&Texto de la nota"
TEXT_HINT = "Sin el nombre de la fila. No cambia lo que se cuenta."
FROM_MONTH = "Vale &desde"
REASON = "&Motivo, sin datos de ninguna persona"
NEWER = "Mientras usted escribía se guardó otra versión. Léala antes de guardar la suya:"
PREVIEW = "Así saldrá al pie"
_EXAMPLES = MappingProxyType({Rule.SERVICES: "ORI", Rule.PERSONS_OF_SERVICE: "ORI"})
"""Rules by service need one to be shown."""
_KINDS = MappingProxyType({Rule.MONTHLY_SUM: NoteKind.SUM, Rule.DISTINCT: NoteKind.DISTINCT})


def row(last: RuleVersion) -> tuple[str, ...]:
    """A line of the list."""
    since = ALWAYS if last.from_month is None else dates.month_short_year(last.from_month)
    return (NAMES[last.rule], str(last.rule), f"v{last.version}", since)


def version_text(of: RuleVersion) -> str:
    """The words that are printed."""
    return sentence(of.text) if of.text else rule_text(of.rule, of.version)


def version_head(of: RuleVersion) -> str:
    """``v2 · desde marzo de 2026 · Ana Peña, 10/03/2026 9:05 a. m.``"""
    if of.ours or of.from_month is None:
        return f"v{of.version} · {THE_PROGRAM} · {ALWAYS}"
    return f"v{of.version} · desde {dates.month_long(of.from_month)} · {of.by}, {moment(of.at)}"


def newer(of: RuleVersion) -> str:
    """What somebody else wrote while this form was open."""
    said = reason(of)
    return "\n".join((NEWER, version_head(of), version_text(of), *((said,) if said else ())))


def reason(of: RuleVersion) -> str:
    """Why it was written; empty for the program's own."""
    return f"Motivo: {sentence(of.reason)}" if of.reason else ""


def new_title(rule: Rule, version: int) -> str:
    """``Personas atendidas en el mes: versión 2``."""
    return f"{NAMES[rule]}: versión {version}"


def limits(earliest: Month | None) -> str:
    """From when it may hold."""
    if earliest is None:
        return "Puede valer desde cualquier mes: todavía no hay ninguno cerrado."
    return f"Puede valer desde {dates.month_long(earliest)}: lo cerrado y lo anterior conservan su regla."


def preview(rule: Rule, version: int, text: str, since: Month | None) -> str:
    """The footnote as it would be printed; empty while there are no words."""
    if not text:
        return ""
    indicator = Indicator(rule, _EXAMPLES.get(rule, ""))
    values: dict[str, object] = {"version": version, "text": text}
    if since is not None:
        values["from_month"] = str(since)
    if rule in _KINDS:
        return words.note_text(Note(_KINDS[rule], values))
    label = {"label": NAMES[rule], "indicator": indicator.id, "rule": str(rule)}
    return words.note_text(Note(NoteKind.RULE, {**label, **values}))


def saved(of: RuleVersion) -> str:
    """What the status line says."""
    return f"Versión {of.version} guardada"
