"""What «Para enviar» can send: how each is read, what is seen of it, and its files. The same verbs and renderings serve
the pages where some of them are at home."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from casa_desktop.domain.access import Action
from casa_desktop.domain.aid_views import ItemStock
from casa_desktop.domain.catalog import Catalog, Kind
from casa_desktop.domain.cells import Origin
from casa_desktop.domain.donor_files import CodedFile, DonorTables, HealthReport
from casa_desktop.domain.donors import DonorForm, Template
from casa_desktop.domain.gifmm import GifmmReport
from casa_desktop.domain.leaving import Sent, Way
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.rcf_month import RcfSummary
from casa_desktop.domain.relief import ReliefSummary
from casa_desktop.domain.report import Report, Section
from casa_desktop.domain.scope import Scope
from casa_desktop.domain.surveys import SurveyReport
from casa_desktop.domain.table import Imprint
from casa_desktop.services import donors, rcf_summary, relief, statistics, stock, surveys
from casa_desktop.services.desk import DeskProfile
from casa_desktop.services.donors import DonorQuery, GifmmQuery
from casa_desktop.services.rcf_summary import SummaryExported, SummaryQuery
from casa_desktop.services.relief import ReliefQuery
from casa_desktop.services.statistics import Exported
from casa_desktop.services.stock import StockQuery
from casa_desktop.services.surveys import ReportQuery, SurveyExported
from casa_desktop.texts import aid_papers as aid_words
from casa_desktop.texts import donors as words
from casa_desktop.texts import rcf as rcf_words
from casa_desktop.texts import relief as relief_words
from casa_desktop.texts import ui_donors as texts
from casa_desktop.texts import ui_surveys
from casa_desktop.ui import report_files
from casa_desktop.ui.papers import Drawing

Call = tuple[Callable[[Any, Any], Any], object]
"""A verb and its command."""
Draw = Callable[[str, bool], Drawing]
"""From the form of the file, and whether it has HXL tags."""


@dataclass(frozen=True, slots=True)
class Ready:
    """Something that was read and may be sent. *seen* is what is shown of it; *whole* the rows of the file, where one
    line of the first table stands for a row of many columns. *entered* is what enters the audit first."""

    seen: Report
    name: str
    draw: Draw
    entered: Callable[[Way], Call]
    months: Period
    """Those that it touches."""
    whole: CodedFile | None = None
    number: Callable[[int, str], Origin | None] | None = None
    """Which number the column of *whole* with that key is, in that row."""
    of: "Outgoing | None" = None
    """The line of the list that it was read for, which knows its forms."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One line of the list. *forms* are the files that it may be; *by_day*: it is asked from day to day."""

    key: str
    name: str
    forms: tuple[Way, ...]
    ask: Callable[[Scope], Call]
    ready: Callable[[Any, Scope], Ready]
    template: Template | None = None
    by_day: bool = False
    tags: bool = False
    hints: tuple[str, ...] = field(default=())

    def found(self, result: Any, scope: Scope) -> Ready:
        """What was read by :attr:`ask`, ready to be sent."""
        return replace(self.ready(result, scope), of=self)


def outgoing(templates: tuple[Template, ...], catalog: Catalog, can: Callable[[Action], bool]) -> tuple[Outgoing, ...]:
    """What somebody who *can* may send: the templates that were configured, then what needs none."""
    own = [_of_template(each, catalog) for each in templates if _may(each, can)]
    rest = (
        (Action.RCF_SUMMARY, _RCF),
        (Action.SURVEY_VIEW, _SURVEY),
        (Action.REPORT_EXPORT, _RELIEF),
        (Action.AID_VIEW, _STOCK_SHEET),
    )
    return (*own, *(each for action, each in rest if can(action)))


def _may(template: Template, can: Callable[[Action], bool]) -> bool:
    return template.form is not DonorForm.GIFMM or can(Action.REPORT_DEFINE)


def _of_template(template: Template, catalog: Catalog) -> Outgoing:
    uuid, name = template.named.uuid, template.named.name
    if template.form is DonorForm.GIFMM:
        return Outgoing(
            uuid,
            name,
            (Way.XLSX, Way.CSV),
            lambda scope: (donors.gifmm, GifmmQuery(uuid, scope.months)),
            lambda found, scope: _gifmm(found, scope),
            template,
            tags=True,
            hints=() if template.activities else (texts.NO_ACTIVITIES,),
        )
    if template.form is DonorForm.HEALTH:
        return Outgoing(
            uuid,
            name,
            (Way.XLSX, Way.CSV),
            lambda scope: (donors.health, DonorQuery(uuid, scope)),
            lambda found, scope: _health(found, scope, catalog),
            template,
            by_day=True,
            tags=True,
        )
    return Outgoing(
        uuid,
        name,
        (Way.PDF, Way.XLSX, Way.CSV),
        lambda scope: (donors.tables, DonorQuery(uuid, scope)),
        lambda found, scope: _tables(found, scope, catalog),
        template,
        by_day=True,
    )


def _gifmm(found: GifmmReport, scope: Scope) -> Ready:
    file, number = words.gifmm_file(found), partial(words.gifmm_origin, found)
    ready = _coded(file, words.preview_of(file, texts.GIFMM_SEEN, number), found.template, Scope.of(scope.months))
    return replace(ready, whole=file, number=number)


def _health(found: HealthReport, scope: Scope, catalog: Catalog) -> Ready:
    file = words.health_file(found, catalog)
    seen = words.preview_of(file, texts.HEALTH_SEEN, partial(words.health_origin, found))
    return _coded(file, seen, found.template, scope)


def _coded(file: CodedFile, seen: Section, template: Template, scope: Scope) -> Ready:
    def draw(form: str, tags: bool) -> Drawing:
        def render(_profile: DeskProfile, imprint: Imprint) -> bytes:
            from casa_desktop.reports import coded_files

            if form == "csv":
                return coded_files.render_csv(file, tags=tags)
            return coded_files.render_xlsx(file, imprint, tags=tags)

        return render

    return Ready(
        Report(template.named.name, words.scope_words(scope), sections=(seen,), notes=file.notes),
        words.file_name(template.named.name, scope),
        draw,
        _exported(Sent(template.form), scope),
        scope.months,
    )


def _tables(found: DonorTables, scope: Scope, catalog: Catalog) -> Ready:
    report = words.tables(found, catalog, catalog.name(Kind.FUNDER, found.template.funder))
    return _report(report, scope, Sent(found.template.form))


def _relief(found: ReliefSummary, scope: Scope) -> Ready:
    return _report(relief_words.report(found), scope, Sent.RELIEF)


def _report(report: Report, scope: Scope, audited: Sent) -> Ready:
    return Ready(report, words.file_name(report.title, scope), _drawn(report), _exported(audited, scope), scope.months)


def _drawn(report: Report) -> Draw:
    def draw(form: str, _tags: bool) -> Drawing:
        return lambda profile, imprint: report_files.render(form, report, profile.letterhead(), imprint)

    return draw


def _exported(what: Sent, scope: Scope) -> Callable[[Way], Call]:
    return lambda way: (statistics.exported, Exported(way, scope.months, what))


def _rcf(found: RcfSummary, _scope: Scope) -> Ready:
    report, month = rcf_words.report(found), Month.of(found.first)
    return Ready(
        report,
        rcf_words.file_name(month),
        _drawn(report),
        lambda way: (rcf_summary.exported, SummaryExported(way, month)),
        Period(month, month),
    )


def _survey(found: SurveyReport, _scope: Scope) -> Ready:
    report = ui_surveys.tables(found)
    return Ready(
        report,
        ui_surveys.file_name(found.period, "").removesuffix("."),
        _drawn(report),
        lambda way: (surveys.exported, SurveyExported(way, found.period)),
        found.period,
    )


def _stock(found: tuple[ItemStock, ...], scope: Scope) -> Ready:
    lines = tuple((aid_words.item(each), each.stock) for each in found if not each.item.retired)

    def draw(_form: str, _tags: bool) -> Drawing:
        def render(profile: DeskProfile, imprint: Imprint) -> bytes:
            from casa_desktop.reports import stock_sheet_pdf

            return stock_sheet_pdf.render(found, profile.letterhead(), imprint)

        return render

    return Ready(
        Report(texts.STOCK_SHEET, "", sections=(Section("", texts.STOCK_HEADS, lines, elsewhere=relief_words.KARDEX),)),
        texts.STOCK_FILE,
        draw,
        lambda _way: (stock.sheet, StockQuery()),
        scope.months,
    )


_RCF = Outgoing(
    "rcf",
    texts.RCF,
    (Way.PDF, Way.XLSX, Way.CSV),
    lambda scope: (rcf_summary.summary, SummaryQuery(scope.months.last)),
    _rcf,
    hints=(texts.RCF_MONTH,),
)
_SURVEY = Outgoing(
    "survey",
    texts.SURVEY,
    (Way.PDF, Way.XLSX, Way.CSV),
    lambda scope: (surveys.report, ReportQuery(scope.months)),
    _survey,
)
_RELIEF = Outgoing(
    "relief",
    relief_words.TITLE,
    (Way.PDF, Way.XLSX, Way.CSV),
    lambda scope: (relief.summary, ReliefQuery(scope)),
    _relief,
    by_day=True,
)
_STOCK_SHEET = Outgoing(
    "stock",
    texts.STOCK_SHEET,
    (Way.PDF,),
    lambda _scope: (stock.overview, StockQuery()),
    _stock,
    hints=(texts.STOCK_NOW,),
)
