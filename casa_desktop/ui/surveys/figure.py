"""The form for what a paper published of the survey: percents without the answers behind them."""

from collections.abc import Sequence

from casa_desktop.domain.errors import CasaError, Code, Problem
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.surveys import LONGEST_SOURCE, SurveyFigure
from casa_desktop.texts import ui_surveys as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.editors import MonthEdit, NumberEdit, TextEdit, Today
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.settings.parts import save_row

_YEAR_2019 = Period(Month(2018, 12), Month(2019, 11))
_SHARE = "share_"


class FigureForm(Form):
    """Months, whole percents of each answer, n where it was published, source."""

    def __init__(self, today: Today) -> None:
        super().__init__(name="figure_form")
        self._uuid = new_id()
        self._answers: tuple[tuple[str, str], ...] = ()
        first = self.add(Field("first", texts.FROM, MonthEdit(name="figure_from_edit", today=today), required=True))
        last = self.add(Field("last", texts.TO, MonthEdit(name="figure_to_edit", today=today), required=True))
        n = self.add(Field("n", texts.FIGURE_N, NumberEdit(name="figure_n_edit")))
        self._shares = widgets.row(gap=12)
        source = self.add(
            Field("source", texts.FIGURE_SOURCE, TextEdit(name="source_edit", limit=LONGEST_SOURCE), required=True)
        )
        months = widgets.row(first, last, n, gap=12)
        inside = widgets.column(widgets.label(texts.FIGURE_TITLE, "section"), widgets.hint(texts.FIGURE_HINT), gap=10)
        inside.addWidget(self.banner)
        inside.addLayout(months)
        inside.addLayout(self._shares)
        inside.addWidget(source)
        inside.addLayout(save_row(self, texts.FIGURE_SAVE, icon="save", name="save_figure_button", back=True))
        self.setLayout(inside)

    def begin(self, answers: Sequence[tuple[str, str]], *, propose: bool) -> None:
        """Empty, or with the figure of 2019 to be confirmed."""
        self._uuid = new_id()
        if not self._answers:
            self._answers = tuple(answers)
            for code, name in self._answers:
                edit = NumberEdit(name=f"{_SHARE}{code}_edit", width=0, limit=3)
                self._shares.addWidget(self.add(Field(_SHARE + code, f"{name} %", edit, required=True)))
        self.clear()
        if propose:
            known = {code for code, _ in self._answers}
            shares = {_SHARE + code: share for code, share in texts.FIGURES_2019 if code in known}
            source = {"first": _YEAR_2019.first, "last": _YEAR_2019.last, "source": texts.SOURCE_2019}
            self.load({**shares, **source})

    def figure(self) -> SurveyFigure | None:
        """What will be kept; None where the months are in disorder, which is told."""
        values = self.values()
        try:
            period = Period(values["first"], values["last"])
        except CasaError as error:
            self.show_problems([Problem(problem.code, "last", problem.values) for problem in error.problems])
            return None
        shares = tuple((code, values[_SHARE + code]) for code, _ in self._answers)
        return SurveyFigure(self._uuid, period, shares, values["n"], values["source"])

    def field_of(self, problem: Problem) -> str:
        """Percents are wrong together: the first of them tells it."""
        if problem.field == "shares" and self._answers and problem.code is not Code.SHARES_DO_NOT_ADD_UP:
            return _SHARE + self._answers[0][0]
        return problem.field
