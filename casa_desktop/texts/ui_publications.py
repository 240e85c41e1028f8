"""Spanish of the tables that were published: the list, what changed since, and the questions before publishing."""

from casa_desktop.domain.cells import CellPerson
from casa_desktop.domain.periods import Period
from casa_desktop.domain.publications import Comparison, Difference, Publication, Since, TotalCorrection
from casa_desktop.domain.table import MonthlyTable
from casa_desktop.texts import dates, numbers
from casa_desktop.texts import table as words
from casa_desktop.texts.papers import erratum_total
from casa_desktop.texts.ui_visits import folio, moment

TITLE = "Publicaciones"
LIST = "Informes publicados"
COLUMNS = ("Período", "Versión", "Publicado", "Por", "SHA-256")
NONE = "Todavía no se ha publicado ningún informe"
NONE_DETAIL = (
    "Al publicar, la tabla queda como salió: cifras, reglas, notas y el mismo PDF, que dentro de un año se imprime "
    "igual. Antes cierre el mes."
)
PUBLISH = "Publicar la tabla"
SHOW = "Ver el papel"
COMPARE = "Comparar con hoy"
COUNTING = "Contando la tabla…"
FREEZING = "Publicando el informe"
RENDERING = "Preparando el papel"
COMPARING = "Comparando con hoy"
PUBLISHED = "Informe publicado"
NOT_YOURS = "El papel lo abre coordinación; aquí puede comparar con hoy (Alt+C)."
NO_PAPER = "Se publicó sin papel; se hace ahora con las mismas cifras."
NO_PAPER_YET = "Se publicó sin papel y todavía no lo tiene; coordinación lo hace con «Ver el papel»."
REASON = "Qué se corrige, y por qué"
KEEP = "No publicar"
DIFFERENCES = "Qué cambió desde que se publicó"
DIFFERENCE_COLUMNS = ("Fila", "Mes o total", "Decía", "Hoy", "Registros")
TOTAL_EXPLAINED = (
    "Un total cambia con las cifras de sus meses; el de personas únicas, también cuando se unen o separan fichas."
)
RECORDS = "Registros que lo explican"
RECORD_COLUMNS = ("Qué pasó", "Persona", "Fecha", "Servicio", "Folio")
SAME = "Hoy saldría igual: ninguna cifra ni ningún registro ha cambiado."
SINCE = {
    Since.ADDED: "Se agregó",
    Since.GONE: "Ya no cuenta",
    Since.MOVED: "Cambió de persona",
}
JOINED = "Cambió de persona lo de fichas que se unieron o separaron después de publicar."
NOT_ASKED = "Elija una publicación y compare con hoy para ver qué ha cambiado."
SAVED = "Papel guardado"
ANONYMOUS = "Anónima"
NAMELESS = "Sin nombre"


def period(of: Period) -> str:
    """``Dic 2018 – Nov 2019``."""
    first, last = dates.month_short_year(of.first), dates.month_short_year(of.last)
    return first if first == last else f"{first} – {last}"


def row(of: Publication) -> tuple[str, ...]:
    """A line of the list."""
    return (period(of.period), numbers.integer(of.edition.version), moment(of.at), of.by, of.edition.digest[:8])


def question(table: MonthlyTable, version: int) -> str:
    """``¿Publicar el informe de Ene 2026 – Mar 2026?``, or its next version."""
    if version == 1:
        return f"¿Publicar el informe de {period(table.period)}?"
    return f"¿Publicar la versión {numbers.integer(version)} del informe de {period(table.period)}?"


def detail(table: MonthlyTable) -> str:
    """What becomes of the months, said before it happens."""
    open_months = [head.month for head in table.heads if head.provisional]
    said = "La tabla queda congelada y los meses cerrados pasan a «Publicado»."
    if not open_months:
        return said
    listed = ", ".join(dates.month_long(month) for month in open_months)
    return f"{said} Salen como provisionales (*): {listed}."


def erratum_detail(table: MonthlyTable) -> str:
    """The same, for a version that corrects."""
    return f"{detail(table)} La versión anterior se conserva, y el papel lleva la fe de erratas con lo que decía."


def told(found: Comparison) -> str:
    """One sentence on the comparison."""
    if not found.differences and not found.totals:
        return SAME
    others = len(found.differences) - len(found.corrections)
    counted = (
        (len(found.corrections), "cifra saldría distinta", "cifras saldrían distintas"),
        (len(found.totals), "total saldría distinto", "totales saldrían distintos"),
        (others, "sale igual con otros registros", "salen iguales con otros registros"),
    )
    parts = [numbers.count(number, one, many) for number, one, many in counted if number]
    said = f"{'; '.join(parts)}."
    return f"{said} {JOINED}" if any(each.records.get(Since.MOVED) for each in found.differences) else said


def difference(of: Difference) -> tuple[str, ...]:
    """A line of the differences."""
    added, gone, moved = (sum(len(p.entries) for p in of.records.get(since, ())) for since in SINCE)
    parts = [f"+{numbers.integer(added)}" if added else "", f"−{numbers.integer(gone)}" if gone else ""]
    if moved:
        parts.append(numbers.count(moved, "movido", "movidos"))
    if of.hidden:
        parts.append(numbers.count(of.hidden, "reservado", "reservados"))
    return (
        of.label,
        dates.month_short_year(of.month),
        _value(of.before),
        _value(of.now),
        "  ".join(filter(None, parts)),
    )


def total(of: TotalCorrection) -> tuple[str, ...]:
    """A line of the differences for a total."""
    now, before = (words.total_text(each) or words.NO_DATA for each in (of.now, of.before))
    return (of.label, erratum_total(of.column), before, now, "")


def records(of: Difference) -> list[tuple[str, ...]]:
    """A line for each record that the reader may see; what became of it first."""
    return [
        (SINCE[since], _who(person), dates.short_date(entry.day), entry.service, folio(entry.sheet, entry.line))
        for since in SINCE
        for person in of.records.get(since, ())
        for entry in person.entries
    ]


def hidden(count: int) -> str:
    """``2 registros más no se muestran a su rol.``"""
    return numbers.count(count, "registro más no se muestra", "registros más no se muestran") + " a su rol."


def file_name(of: Publication) -> str:
    """``Informe 2018-12 a 2019-11 v2``."""
    first, last = str(of.period.first), str(of.period.last)
    run = first if first == last else f"{first} a {last}"
    return f"Informe {run} v{of.edition.version}"


def _who(person: CellPerson) -> str:
    name = ANONYMOUS if person.anonymous else person.name or NAMELESS
    return f"{person.code} · {name}"


def _value(value: int | None) -> str:
    return words.NO_DATA if value is None else numbers.integer(value)
