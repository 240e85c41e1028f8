"""Spanish of «Conciliación»: paper and records side by side, on the screen, on its page and in its files."""

from collections.abc import Iterable
from enum import StrEnum

from casa_desktop.domain.cells import CellFigure
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.reconciling import Pair, PairedTotal, Reconciliation, SourceChoice
from casa_desktop.domain.table import Source
from casa_desktop.texts import dates, numbers
from casa_desktop.texts import table as words
from casa_desktop.texts.rules import sentence
from casa_desktop.texts.ui_statistics import doubt_sentence
from casa_desktop.texts.ui_visits import moment

TITLE = "Conciliación"
HELP = (
    "Las cifras en papel de cada mes al lado de lo que dan los registros. R imprime los registros y P el papel, con su "
    "motivo; los dos se conservan, y también cada elección que se hizo antes. Enter muestra los registros. Un total "
    "publicado que no cuadra se queda con su diferencia."
)
LOADING = "Comparando papel y registros…"
RENDERING = "Preparando la conciliación…"
WRITE = "Escribir cifras"
PRINT_RECORDS = "Valen los registros"
PRINT_PAPER = "Vale el papel"
WITHDRAW = "Retirar la elección"
WITHDRAWN = "La elección quedó retirada. Sigue en la lista de las que se hicieron."
NOTHING_TO_WITHDRAW = "Aquí nadie ha elegido la fuente: no hay elección que retirar."
OPEN_RECORDS = "Ver los registros"
LIST = "Papel y registros por mes y fila"
COLUMNS = ("Mes", "Fila", "En papel", "Registros", "Diferencia", "Se imprime", "Fuente y folio")
TOTALS = "Totales"
TOTAL_COLUMNS = ("Fila", "Meses", "Publicado", "Suma", "Diferencia", "Únicas", "Fuente")
ODD = "Para revisar en el papel"
NOTHING_ODD = "Nada raro en las cifras en papel."
REASON_COLUMNS = ("Mes", "Fila", "En papel", "Fuente y folio", "Registros", "Diferencia", "Se imprime", "Motivo")
EARLIER = "Elecciones anteriores"
CHOICES = "Elecciones de fuente"
CHOICE_COLUMNS = ("Mes", "Fila", "Cuándo", "Quién", "Se eligió", "Motivo")
NONE = "Estos meses no tienen cifras en papel"
NONE_DETAIL = "Cuando escriba o importe las de antes del programa, aquí se verán al lado de los registros."
NOTHING_SHOWN = "Ningún mes ni fila es así."
NO_CHOICE = "Aquí no hay qué elegir: solo existe una de las dos fuentes."
CLOSED = "El mes está cerrado y conserva lo que imprimió. Para elegir otra fuente, reábralo en la tabla."
NO_RECORDS = "De este mes y fila no hay registros que mostrar."
ALREADY = "Ya se imprime esa fuente."
INTRO = (
    "Cifras en papel y registros de los mismos meses. Las dos se conservan; se dice cuál imprime la tabla y por qué."
)
_PRINTED = {
    Source.RECORDS: "registros",
    Source.HISTORY: "papel",
    Source.NONE: words.NO_DATA,
    Source.RESERVED: words.RESERVED,
}
_WITHDRAWN = "se retiró"


class Shown(StrEnum):
    """Which lines are seen."""

    ALL = "todo"
    BOTH = "ambas"
    DIFFERING = "distintas"
    TOTALS = "totales"


SHOWN = (
    (Shown.ALL, "&Todo"),
    (Shown.BOTH, "&Con las dos fuentes"),
    (Shown.DIFFERING, "Con &diferencia"),
    (Shown.TOTALS, "Totales y &avisos"),
)
SHOW = "Qué se ve"


def pairs(found: Reconciliation, shown: str) -> tuple[Pair, ...]:
    """The lines that *shown* leaves."""
    if shown == Shown.BOTH:
        return tuple(pair for pair in found.pairs if pair.both)
    return found.differing if shown == Shown.DIFFERING else found.pairs


def summary(found: Reconciliation) -> str:
    """``48 cifras en papel; 4 también tienen registros, y 3 no coinciden. 1 total publicado no cuadra. 1 aviso.``"""
    figures = sum(pair.figure is not None for pair in found.pairs)
    both, differ = sum(pair.both for pair in found.pairs), len(found.differing)
    told = numbers.count(figures, "cifra en papel", "cifras en papel")
    if both:
        told += f"; {numbers.count(both, 'también tiene registros', 'también tienen registros')}"
        told += f", y {numbers.count(differ, 'no coincide', 'no coinciden')}" if differ else ", y todas coinciden"
    parts = [told]
    if found.untied:
        parts.append(numbers.count(len(found.untied), "total publicado no cuadra", "totales publicados no cuadran"))
    if found.doubts:
        parts.append(numbers.count(len(found.doubts), "aviso", "avisos"))
    return f"{'. '.join(parts)}."


def row(of: Pair) -> tuple[str, ...]:
    """A line of the list."""
    return (
        dates.month_short_year(of.month),
        of.row.label,
        _value(None if of.figure is None else of.figure.value),
        _value(of.records),
        _signed(of.difference),
        _PRINTED[of.printed],
        _origin(of.figure),
    )


def total(of: PairedTotal) -> tuple[str, ...]:
    """A line of the totals."""
    return (
        of.row.label,
        run(of.period),
        _value(of.published),
        _value(of.computed),
        _signed(of.difference),
        words.total_text(of.distinct),
        of.source,
    )


def detail(of: Pair, found: Reconciliation) -> str:
    """Everything that is known of a line: why it prints what it prints, where the paper comes from, what is odd."""
    lines = [_why(of), _paper(of.figure), _records(of)]
    lines += [doubt_sentence(d) for d in found.doubts if d.month == of.month and of.row.indicator in d.indicators]
    return "\n".join(filter(None, lines))


def earlier(of: Pair) -> str:
    """What was chosen before for a line and holds no more, the last one first, each on a line of its own. Where there
    is nothing to choose any more, the last choice does not hold either."""
    return "\n".join(_chosen(each) for each in (of.earlier if of.both else of.choices))


def _chosen(of: SourceChoice) -> str:
    """``10/03/2026 9:05 a. m., Ana Peña: papel. Faltó pasar la planilla 7.``"""
    return f"{moment(of.at)}, {of.by}: {_choice(of)}. {sentence(of.reason)}"


def _choice(of: SourceChoice) -> str:
    return _WITHDRAWN if of.source is None else _PRINTED[of.source]


def odd(found: Reconciliation) -> str:
    """What is worth a second look on paper, and each total that does not tie."""
    told = [doubt_sentence(doubt) for doubt in found.doubts]
    return "\n".join([*map(untied, found.untied), *told]) or NOTHING_ODD


def untied(of: PairedTotal) -> str:
    """``PERSONAS, dic 2018 – nov 2019: se publicó 10.388 y los meses suman 10.668 (diferencia: -280). …``"""
    told = (
        f"{of.row.label}, {run(of.period)}: se publicó {_value(of.published)} y los meses suman {_value(of.computed)} "
        f"(diferencia: {_signed(of.difference)}). Los dos se conservan."
    )
    if of.on_paper is not None and of.published is not None and of.on_paper != of.computed:
        apart = _signed(of.published - of.on_paper)
        told += f" Las cifras en papel, solas, suman {_value(of.on_paper)} (diferencia: {apart})."
    distinct = of.distinct
    if distinct is None or distinct.low is None or distinct.high is None or of.published is None:
        return told
    if distinct.exact == of.published:
        return f"{told} Lo publicado son las personas únicas del período."
    if distinct.low <= of.published <= distinct.high:
        return (
            f"{told} Puede que sean las personas únicas del período, que están entre {numbers.integer(distinct.low)} y "
            f"{numbers.integer(distinct.high)}: con cifras históricas no se puede saber."
        )
    return f"{told} Tampoco son las personas únicas del período: {words.total_text(distinct)}."


def no_choice(of: Pair, source: Source) -> str:
    """Why *source* cannot be chosen for a line; empty where it can."""
    if not of.both:
        return NO_CHOICE
    if of.printed is source:
        return ALREADY
    return CLOSED if of.closed else ""


def no_withdrawal(of: Pair) -> str:
    """Why there is no choice to withdraw of a line; empty where there is one."""
    if of.choice is None:
        return NOTHING_TO_WITHDRAW
    return CLOSED if of.closed else ""


def question(of: Pair) -> str:
    """Before another source is chosen."""
    return f"¿Por qué se cambia la fuente de {of.row.label} en {dates.month_long(of.month)}?"


def withdrawal(of: Pair) -> str:
    """Before a choice is withdrawn."""
    return f"¿Por qué se retira la elección de {of.row.label} en {dates.month_long(of.month)}?"


def run(of: Period) -> str:
    """``Dic 2018 – Nov 2019``."""
    first, last = dates.month_short_year(of.first), dates.month_short_year(of.last)
    return first if first == last else f"{first} – {last}"


def heading(of: Period) -> str:
    """The title of the page and of the files."""
    return f"Conciliación de papel y registros: {dates.period(of)}"


def file_name(of: Period) -> str:
    """Without an ending."""
    return f"Conciliación {of.first}" if of.first == of.last else f"Conciliación {of.first} a {of.last}"


def paper_lines(found: Reconciliation) -> list[tuple[str, ...]]:
    """The lines of the page; the month only where it begins, the reason where somebody chose."""
    lines: list[tuple[str, ...]] = []
    before: Month | None = None
    for pair in found.pairs:
        month, label, paper, records, difference, printed, origin = row(pair)
        reason = pair.choice.reason if pair.choice is not None else ""
        shown = month if pair.month != before else ""
        lines.append((shown, label, paper, origin, records, difference, printed, reason))
        before = pair.month
    return lines


def plain_lines(found: Reconciliation) -> list[tuple[str | int | None, ...]]:
    """The lines of a file: one month and row each, numbers as numbers, None where there is nothing."""
    return [
        (
            str(pair.month),
            pair.row.label,
            None if pair.figure is None else pair.figure.value,
            _origin(pair.figure),
            pair.records,
            pair.difference,
            _PRINTED[pair.printed],
            pair.choice.reason if pair.choice is not None else "",
        )
        for pair in found.pairs
    ]


def choice_lines(found: Reconciliation) -> list[tuple[str, ...]]:
    """Every choice of the page, line by line as it was made: the first one first."""
    return [(dates.month_short_year(pair.month), pair.row.label, *_told(each)) for pair, each in _made(found)]


def plain_choices(found: Reconciliation) -> list[tuple[str, ...]]:
    """The same for a file."""
    return [(str(pair.month), pair.row.label, *_told(each)) for pair, each in _made(found)]


def _made(found: Reconciliation) -> list[tuple[Pair, SourceChoice]]:
    return [(pair, each) for pair in found.pairs for each in reversed(pair.choices)]


def _told(of: SourceChoice) -> tuple[str, ...]:
    return moment(of.at), of.by, _choice(of), of.reason


def plain_totals(found: Reconciliation) -> list[tuple[str | int | None, ...]]:
    """The same of the totals, under :data:`TOTAL_COLUMNS`."""
    return [
        (each.row.label, run(each.period), each.published, each.computed, each.difference, _known(each), each.source)
        for each in found.totals
    ]


def _known(of: PairedTotal) -> str | int | None:
    """The distinct persons as a number where they are known, else the range as it is printed."""
    exact = of.distinct.exact if of.distinct is not None else None
    return words.total_text(of.distinct) if exact is None else exact


def notes(found: Reconciliation) -> Iterable[str]:
    """What is told below the tables."""
    return odd(found).split("\n")


def _value(value: int | None) -> str:
    return words.NO_DATA if value is None else numbers.integer(value)


def _signed(value: int | None) -> str:
    return words.NO_DATA if value is None else numbers.signed(value)


def _origin(figure: CellFigure | None) -> str:
    if figure is None:
        return ""
    return f"{figure.source} · folio {figure.folio}" if figure.folio else figure.source


def _paper(figure: CellFigure | None) -> str:
    if figure is None:
        return "Papel: sin cifra."
    provisional = ", publicada como provisional" if figure.provisional else ""
    told = f"Papel: {numbers.integer(figure.value)}{provisional}, de «{figure.source}»"
    told += f", folio {figure.folio}" if figure.folio else ", sin folio"
    told += f". La escribió {figure.entered_by} el {sentence(moment(figure.entered_at))}"
    return f"{told} Nota: {sentence(figure.note)}" if figure.note else told


def _records(of: Pair) -> str:
    if of.records is None:
        return "Registros: el mes no tiene."
    if of.difference is None:
        return f"Registros: {numbers.integer(of.records)}."
    same = "igual que el papel" if not of.difference else f"{_signed(of.difference)} frente al papel"
    return f"Registros: {numbers.integer(of.records)}, {same}."


def _why(of: Pair) -> str:
    if not of.both:
        return ""
    which = "Se imprime el papel" if of.printed is Source.HISTORY else "Se imprimen los registros"
    if of.choice is None:
        return f"{which}: {'se retiró la última elección' if of.choices else 'nadie ha elegido otra fuente'}."
    return f"{which}. Lo eligió {of.choice.by} el {moment(of.choice.at)}: {sentence(of.choice.reason)}"
