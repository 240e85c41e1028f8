"""The report of the survey on letter pages: bars and numbers of the period, by month, reasons, published figures."""

from collections.abc import Sequence

from reportlab.platypus import Flowable, KeepTogether, Spacer, Table

from casa_desktop.domain.surveys import SurveyReport, shares
from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.reports import survey_csv
from casa_desktop.reports.cleaning import one_line
from casa_desktop.reports.document import SIDE, Document
from casa_desktop.reports.paper import (
    CARTA,
    HAIR,
    INK,
    MM,
    SOFT,
    cells,
    paragraph,
    style,
)
from casa_desktop.texts import dates, numbers
from casa_desktop.texts import ui_surveys as words

_WIDTH = CARTA[0] - 2 * SIDE
_LONGEST_NAME = 60


def render(report: SurveyReport, letterhead: Letterhead, imprint: Imprint) -> bytes:
    """The report as PDF; the same report, letterhead and imprint give the same bytes."""
    subtitle = f"{dates.period(report.period)}  ·  {words.n_of(report.n)}"
    document = Document(words.REPORT_TITLE, letterhead, imprint, subtitle, digest=survey_csv.digest(report))
    return document.render(lambda: _story(report))


def _story(report: SurveyReport) -> list[Flowable]:
    story = _whole(report) if report.n else [paragraph(words.NO_ANSWERS, style(10.5))]
    if report.n:
        story += [Spacer(0, 6 * MM), _heading(words.BY_MONTH), _months(report)]
        story += [Spacer(0, 6 * MM), KeepTogether([_heading(words.REASONS_TITLE), *_reasons(report)])]
    if report.history:
        story += [Spacer(0, 6 * MM), KeepTogether([_heading(words.HISTORY), *_history(report)])]
    story.append(Spacer(0, 6 * MM))
    return story + [paragraph(note, style(8, textColor=SOFT, spaceAfter=2)) for note in words.notes(report)]


def _heading(text: str) -> Flowable:
    return paragraph(text, style(11, bold=True, spaceAfter=3))


def _name(text: str) -> str:
    return one_line(text, _LONGEST_NAME)


def _whole(report: SurveyReport) -> list[Flowable]:
    """A bar for each answer, beside its number and percent: the length is the share."""
    rows = [
        [
            paragraph(_name(name), style(10.5)),
            _Bar(share),
            paragraph(numbers.integer(count), style(10.5, alignment=2)),
            paragraph(words.percent(share), style(10.5, bold=True, alignment=2)),
        ]
        for (_, name), count, share in zip(report.answers, report.counts, shares(report.counts), strict=True)
    ]
    rows.append(
        [
            paragraph(words.TOTAL, style(10.5, bold=True)),
            "",
            paragraph(numbers.integer(report.n), style(10.5, bold=True, alignment=2)),
            paragraph(words.percent(100), style(10.5, bold=True, alignment=2)),
        ]
    )
    table = Table(rows, colWidths=[42 * MM, _WIDTH - 86 * MM, 22 * MM, 22 * MM], hAlign="LEFT")
    table.setStyle(
        [("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("LINEABOVE", (0, -1), (-1, -1), 0.6, INK), *cells(0, 4, 3, 4)]
    )
    return [table]


def _months(report: SurveyReport) -> Flowable:
    head = [words.MONTH, *(_name(name) for _, name in report.answers), words.N]
    whole = zip(report.counts, words.percents(report.counts), strict=True)
    total = [words.TOTAL, *(words.cell(count, share, report.n) for count, share in whole), numbers.integer(report.n)]
    body = [*map(words.month_cells, report.months), total]
    return _table([head, *body], [26 * MM, *[(_WIDTH - 44 * MM) / len(report.answers)] * len(report.answers), 18 * MM])


def _reasons(report: SurveyReport) -> list[Flowable]:
    if not report.reasons:
        return [paragraph(words.NO_REASONS, style(9.5))]
    rows = [[words.REASON_HEAD, words.HOW_MANY], *([_name(n), numbers.integer(c)] for n, c in report.reasons)]
    return [_table(rows, [80 * MM, 26 * MM])]


def _history(report: SurveyReport) -> list[Flowable]:
    names = dict(report.answers)
    found: list[Flowable] = []
    for figure in report.history:
        found.append(paragraph(words.figure(figure, names), style(9.5)))
        found.append(paragraph(words.figure_source(figure), style(8.5, textColor=SOFT, spaceAfter=4)))
    return found


def _table(rows: Sequence[Sequence[str]], widths: Sequence[float]) -> Table:
    """The first line is the head, the first column words, the rest numbers; a last line «Total» is heavier."""
    last = len(rows) - 1
    made = [
        [
            paragraph(text, style(9, bold=not at or (at == last and row[0] == words.TOTAL), alignment=2 if col else 0))
            for col, text in enumerate(row)
        ]
        for at, row in enumerate(rows)
    ]
    table = Table(made, colWidths=list(widths), hAlign="LEFT", repeatRows=1)
    table.setStyle(
        [
            ("LINEBELOW", (0, 0), (-1, 0), 0.6, INK),
            ("LINEBELOW", (0, 1), (-1, -1), 0.3, HAIR),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            *cells(2, 3, 2, 3),
        ]
    )
    return table


class _Bar(Flowable):  # type: ignore[misc]  # reportlab ships no types
    """A share of a hundred as a length; grey prints on every printer."""

    _HEIGHT = 4.5 * MM

    def __init__(self, share: int) -> None:
        super().__init__()
        self._share, self._width = share, 0.0

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self._width = width
        return width, self._HEIGHT

    def draw(self) -> None:
        self.canv.setStrokeColor(HAIR)
        self.canv.setLineWidth(0.4)
        self.canv.rect(0, 0, self._width, self._HEIGHT, stroke=1, fill=0)
        self.canv.setFillColor(SOFT)
        self.canv.rect(0, 0, self._width * self._share / 100, self._HEIGHT, stroke=0, fill=1)
