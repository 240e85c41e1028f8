"""After the lock one is where one was in «Informes», before the same numbers."""

from datetime import date

from casa_desktop.domain.access import Role
from casa_desktop.domain.counted import Dimension
from casa_desktop.domain.definitions import Named
from casa_desktop.domain.indicators import Indicator, Rule
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.views import View
from casa_desktop.ui.breakdowns.part import BreakdownPart
from casa_desktop.ui.statistics.page import StatisticsPage
from casa_desktop.ui.statistics.parts import BREAKDOWN, TABLE
from tests.ui.statistics.conftest import Window


def test_after_the_lock_the_same_numbers_stand_there_of_the_same_months_and_tomorrow_the_usual_ones(
    busy: Window,
) -> None:
    busy.sit(Role.COORDINATION)
    assert busy.whole.place() == "", "where it begins"
    year = Period(Month(2025, 3), Month(2026, 2))
    busy.whole.period.set_period(year)
    busy.go(BREAKDOWN)
    shown = busy.whole.part_of(BreakdownPart)
    days = (date(2026, 1, 5), date(2026, 1, 31))
    view = View(Named("u", "Enero, desde el 5", version=1), Indicator(Rule.PERSONS), Dimension.COUNTRY, days=days)
    shown.show_view(view)
    busy.settle()
    told, place = (shown.heading.text(), shown.view_label.text()), busy.whole.place()
    busy.take_down(busy.whole)

    def again(place: str) -> BreakdownPart:
        busy.whole = StatisticsPage(busy.session)
        busy.whole.return_to(place)
        busy.put_up(busy.whole, 1140, 690)
        busy.settle()
        return busy.whole.part_of(BreakdownPart)

    back = again(place)
    assert back.isVisible()
    assert busy.whole.period.period() == year
    assert (back.heading.text(), back.view_label.text()) == told
    busy.take_down(busy.whole)
    busy.desk.clock.advance(24 * 3600)
    assert again(place).isVisible()
    assert busy.whole.period.period() != year
    busy.take_down(busy.whole)
    again("breakdown")
    assert busy.whole.part(TABLE).isVisible(), "what another version kept is no place"
