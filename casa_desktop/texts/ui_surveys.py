"""Spanish of the survey: the tally of slips, the report on screen and paper, the kiosk."""

from datetime import date

from casa_desktop.domain.cells import Origin, Spot
from casa_desktop.domain.charts import Category, Chart, Form, Point, Series
from casa_desktop.domain.periods import Period
from casa_desktop.domain.report import Cell, Line, Report, Section
from casa_desktop.domain.surveys import (
    WHOLE,
    MonthAnswers,
    PublishedOrigin,
    SurveyFigure,
    SurveyOrigin,
    SurveyReport,
    Tally,
    shares,
)
from casa_desktop.texts import dates, numbers

TITLE = "Encuesta y PQRSF"
HELP = (
    "Aquí se cuentan las boletas de la encuesta, se lleva el registro de peticiones, quejas, reclamos, sugerencias y "
    "felicitaciones, y está el canal externo para explotación o abuso sexual, que no se registra en esta base. Enter "
    "sobre una cifra de los resultados muestra las tabulaciones que cuenta."
)
SURVEY, REGISTER, CHANNEL = "Encuesta", "PQRSF", "Canal externo y ajustes"

# Tabulación
TALLY = "Boletas de papel"
TALLY_HINT = "Escriba cuántas boletas hay de cada una. Con + y − se suma o se resta de a una."
DATE = "&Fecha de las boletas"
SHEET = "F&olio (opcional)"
REASONS = "Motivos"
SHOW_REASONS = "Motivos de «{name}»"
SAVE = "Guardar boletas"
SAVING = "Guardando las boletas…"
CORRECTING = "Corrige las boletas del {day}"
WHY_VOID = "¿Por qué se anulan estas boletas?"
WHY_LABEL = "Motivo"
VOID = "Anular"
CORRECT = "Corregir"
VOIDED = "Boletas anuladas"
RESTORED = "Boletas recuperadas"
UNDO_REASON = "Deshecho al tabular"
CORRECT_REASON = "Corrección de la tabulación"
LATEST = "Últimas tabulaciones"
NO_TALLIES = "Todavía no hay boletas contadas."
COLUMNS = ("Fecha", "Boletas", "Respuestas", "Folio")
KIOSK_SHEET = "Kiosco"
NO_TYPE = "La encuesta no está en el catálogo de esta mesa. Agréguela en Ajustes, Catálogo."

# Informe
REPORT = "Resultados"
REPORT_TITLE = "Informe de la encuesta de satisfacción"
FROM, TO = "Desde", "Hasta"
NO_PERIOD = "Escriba los dos meses, el primero antes que el último."
NO_ANSWERS = "En este período no hay respuestas."
SAVE_AS, PRINT = "Guardar como", "Imprimir"
SAVE_TITLE = "Guardar el informe de la encuesta"
SAVED_FILE = "Informe guardado"
PRINTED = "Informe enviado a la impresora"
RENDERING = "Preparando el informe…"
MONTH, N, TOTAL = "Mes", "n", "Total"
HOW_MANY = "Cantidad"
BY_MONTH = "Por mes"
PERCENT = "%"
ANSWER_HEAD = "Respuesta"
PERIOD_HEAD, SOURCE_HEAD = "Período", "Fuente"
NOT_PUBLISHED = "Esa cifra no se publicó; la fuente está al final de la línea."
OPEN_CELL = "Ver las tabulaciones de una cifra"
REASON_HEAD = "Motivo"
REASONS_TITLE = "Motivos de «por mejorar»"
NO_REASONS = "Nadie dio un motivo."
HISTORY = "Cifras históricas †"
ADD_FIGURE = "Agregar cifra histórica"
FIGURE_TITLE = "Cifra histórica de la encuesta"
FIGURE_HINT = "Porcentajes que publicó un informe anterior al programa. No se suman con las respuestas de esta base."
FIGURE_SAVED = "Cifra histórica guardada"
FIGURE_SAVE = "Guardar la cifra"
FIGURE_N = "n (vacío si no se publicó)"
FIGURE_SOURCE = "Fuente"
WITHDRAW = "Retirar"
WITHDRAWN = "Cifra histórica retirada"
NOTE_PERCENT = "Los porcentajes se redondean por el resto mayor y suman 100 %. n es el número de respuestas."
NOTE_ANONYMOUS = "Las respuestas son anónimas: se cuentan boletas, no personas."
NOTE_HISTORY = "† Cifra histórica: la publicó otro documento; el programa no tiene las respuestas."
N_UNKNOWN = "n no publicada"
FIGURES_2019 = (("EXCELENTE", 92), ("SOBRESALIENTE", 4), ("POR_MEJORAR", 4))
SOURCE_2019 = "Informe OFAI al Concejo, diciembre de 2019"

# Teclas
KEY_SURVEY, KEY_REGISTER, KEY_CHANNEL = "Encuesta", "Registro de PQRSF", "Canal externo y ajustes"
KEY_PLUS = "Sumar o restar una boleta donde está el cursor"
KEY_SAVE = "Guardar las boletas"

# Kiosco
KIOSK = "Abrir el kiosco"
KIOSK_ASK = "¿Cómo le pareció la atención de hoy?"
KIOSK_WHY = "¿Qué podemos mejorar?"
KIOSK_SKIP = "Prefiero no decirlo"
KIOSK_THANKS = "¡Gracias por su respuesta!"
KIOSK_ANONYMOUS = "Su respuesta es anónima."
KIOSK_LEAVE = "Personal: Esc"
KIOSK_LEAVE_TITLE = "Salir del kiosco"
KIOSK_LEAVE_TEXT = "Escriba su contraseña para volver al programa."
KIOSK_BACK = "Seguir en el kiosco"
KIOSK_LEAVE_DO = "Salir del kiosco"
KIOSK_NOT_SAVED = "No se pudo guardar la respuesta. Avise al personal, por favor."


def show_reasons(name: str) -> str:
    """``Motivos de «Por mejorar»``."""
    return SHOW_REASONS.format(name=name)


def correcting(day: date) -> str:
    """What the form says while it corrects a tally."""
    return CORRECTING.format(day=dates.short_date(day))


def total(count: int) -> str:
    """``25 boletas``."""
    return numbers.count(count, "boleta", "boletas")


def saved(count: int) -> str:
    """What is told after a save."""
    return f"{total(count)} {numbers.plural(count, 'guardada', 'guardadas')}"


def answers(tally: Tally, names: dict[str, str]) -> str:
    """``Excelente 22 · Sobresaliente 2 · Por mejorar 1``, in the order of *names*."""
    found = dict.fromkeys(names, 0)
    for each in tally.answers:
        found[each.answer] = found.get(each.answer, 0) + each.quantity
    return " · ".join(f"{names.get(code, code)} {numbers.integer(count)}" for code, count in found.items() if count)


def folio(tally: Tally) -> str:
    """The sheet, or that the kiosk took it."""
    return KIOSK_SHEET if tally.by_kiosk else tally.sheet


def percent(share: int) -> str:
    """``92 %``."""
    return f"{share} %"


def percents(counts: tuple[int, ...]) -> tuple[str, ...]:
    """The percent of each; «n/d» where there is nothing to divide."""
    return tuple(map(percent, shares(counts))) or tuple("n/d" for _ in counts)


def cell(count: int, share: str, n: int) -> str:
    """``22 (88 %)``; a dash in a month without answers."""
    return f"{numbers.integer(count)} ({share})" if n else "–"


def month_cells(month: MonthAnswers) -> tuple[str, ...]:
    """``nov. 2026*``, each answer with its percent, n."""
    parts = zip(month.counts, percents(month.counts), strict=True)
    mark = "*" if month.provisional and month.n else ""
    said = (cell(count, share, month.n) for count, share in parts)
    return (f"{dates.month_short_year(month.month)}{mark}", *said, numbers.integer(month.n))


def n_of(count: int | None) -> str:
    """``n = 25``; what a paper did not publish is said."""
    return N_UNKNOWN if count is None else f"n = {numbers.integer(count)}"


def figure(figure: SurveyFigure, names: dict[str, str]) -> str:
    """``dic. 2018 a nov. 2019†: Excelente 92 %, … (n no publicada)``."""
    said = ", ".join(f"{names.get(code, code)} {percent(share)}" for code, share in figure.shares)
    return f"{dates.period(figure.period)}†: {said} ({n_of(figure.n)})"


def figure_source(figure: SurveyFigure) -> str:
    """``Fuente: Informe …``."""
    return f"{SOURCE_HEAD}: {_source(figure)}"


def _source(figure: SurveyFigure) -> str:
    note = f" {figure.note}" if figure.note else ""
    return f"{figure.source}.{note}"


def provisional(report: SurveyReport) -> str:
    """The footnote of the months that are not closed; empty where all are."""
    return f"* Provisional: {dates.months(report.provisional)} sin cerrar." if report.provisional else ""


def notes(report: SurveyReport) -> tuple[str, ...]:
    """Everything that stands below the numbers."""
    found = [NOTE_PERCENT, NOTE_ANONYMOUS, provisional(report), NOTE_HISTORY if report.history else ""]
    return tuple(note for note in found if note)


def tables(report: SurveyReport) -> Report:
    """The report on paper, in files and to be sent: every percent beside how many they are, and n in each line."""
    sections = (_answers(report), _reasons(report), _by_month(report)) if report.n else ()
    return Report(
        REPORT_TITLE,
        dates.period(report.period),
        about=(n_of(report.n),),
        said=() if report.n else (NO_ANSWERS,),
        sections=(*sections, *([_published(report)] if report.history else [])),
        charts=(_chart(report),) if report.n else (),
        notes=notes(report),
    )


def on_screen(report: SurveyReport) -> tuple[Section, ...]:
    """The months and the reasons where there is little room: each percent in the cell of what it is a part of."""
    whole = _by_month(report)
    shown = [each for each in enumerate(report.months) if each[1].n]
    origins = {
        (line, column): whole.origins[at, 2 * column - 1]
        for line, (at, month) in enumerate(shown)
        for column in range(1, len(month.counts) + 2)
    }
    lines = tuple(month_cells(month) for _, month in shown)
    months = Section(BY_MONTH, (MONTH, *(name for _, name in report.answers), N), lines, origins=origins)
    return (months, _reasons(report)) if report.reasons else (months,)


def _answers(report: SurveyReport) -> Section:
    lines: list[Line] = [
        (name, count, share)
        for (_, name), count, share in zip(report.answers, report.counts, shares(report.counts), strict=True)
    ]
    codes = (*(code for code, _ in report.answers), None)
    return Section(
        REPORT,
        (ANSWER_HEAD, HOW_MANY, PERCENT),
        (*lines, (TOTAL, report.n, WHOLE)),
        strong=frozenset({len(lines)}),
        origins={(line, 1): SurveyOrigin(report.period, code) for line, code in enumerate(codes)},
    )


def _by_month(report: SurveyReport) -> Section:
    names = tuple(head for _, name in report.answers for head in (name, f"{name} {PERCENT}"))
    mark = tuple("*" if month.provisional and month.n else "" for month in report.months)
    heads = [f"{dates.month_short_year(each.month)}{mark[at]}" for at, each in enumerate(report.months)]
    periods = [*(Period(each.month, each.month) for each in report.months), report.period]
    counts = [*(each.counts for each in report.months), report.counts]
    lines: list[Line] = []
    origins: dict[Spot, Origin] = {}
    for line, (head, period, own) in enumerate(zip((*heads, TOTAL), periods, counts, strict=True)):
        parts: tuple[Cell, ...] = shares(own) or ("–",) * len(own)
        lines.append((head, *(cell for pair in zip(own, parts, strict=True) for cell in pair), sum(own)))
        for column, code in enumerate((*(code for code, _ in report.answers), None)):
            origins[line, 2 * column + 1] = SurveyOrigin(period, code)
    last, sums = len(lines) - 1, len(names) + 1
    return Section(
        BY_MONTH,
        (MONTH, *names, N),
        tuple(lines),
        strong=frozenset({last}),
        sums=frozenset({sums}),
        origins=origins,
    )


def _reasons(report: SurveyReport) -> Section:
    lines = tuple((name, count) for _, name, count in report.reasons)
    origins = {(at, 1): SurveyOrigin(report.period, reason=code) for at, (code, _, _) in enumerate(report.reasons)}
    return Section(REASONS_TITLE, (REASON_HEAD, HOW_MANY), lines, empty=NO_REASONS, origins=origins)


def _published(report: SurveyReport) -> Section:
    """What papers published, beside the answers and never among them."""
    used = [code for code, _ in report.answers]
    used += sorted({code for figure in report.history for code, _ in figure.shares} - set(used))
    names = dict(report.answers)
    lines: list[Line] = []
    origins: dict[Spot, Origin] = {}
    for line, figure in enumerate(report.history):
        told = dict(figure.shares)
        n = N_UNKNOWN if figure.n is None else figure.n
        cells: tuple[Cell, ...] = tuple(told.get(code, "–") for code in used)
        lines.append((f"{dates.period(figure.period)}†", *cells, n, _source(figure)))
        known = [*(code for code in used if code in told), *([None] if figure.n is not None else [])]
        for code in known:
            column = len(used) if code is None else used.index(code)
            origins[line, column + 1] = PublishedOrigin(figure.uuid, code)
    heads = (PERIOD_HEAD, *(f"{names.get(code, code)} {PERCENT}" for code in used), N, SOURCE_HEAD)
    return Section(
        HISTORY, heads, tuple(lines), words=frozenset({len(heads) - 1}), origins=origins, elsewhere=NOT_PUBLISHED
    )


def _chart(report: SurveyReport) -> Chart:
    said = zip(report.counts, percents(report.counts), strict=True)
    points = tuple(Point(count, cell(count, share, report.n)) for count, share in said)
    categories = tuple(Category(name) for _, name in report.answers)
    return Chart("survey", Form.BARS, REPORT, ANSWER_HEAD, categories, (Series(HOW_MANY, points),))


def file_name(period: Period, ending: str) -> str:
    """``encuesta-2026-01-a-2026-03.pdf``."""
    return f"encuesta-{period.first}-a-{period.last}.{ending}"
