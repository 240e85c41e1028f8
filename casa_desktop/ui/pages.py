"""The pages that exist, in the order of the navigation. A page's module is read when it is first shown."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.util import find_spec
from typing import cast

from casa_desktop.domain.access import Action, Role, allowed
from casa_desktop.texts import ui_shell as texts
from casa_desktop.ui import hotkeys
from casa_desktop.ui.page import Page
from casa_desktop.ui.session import Session


@dataclass(frozen=True, slots=True)
class PageSpec:
    """What the navigation knows of a page without reading its module.

    *factory* is ``module:Class``; *needs* is the action without which a role does not see the page at all.
    """

    page_id: str
    title: str
    icon: str
    needs: Action
    factory: str
    searches: bool = False
    keys: str = ""
    """What shows the page from anywhere, the same for every role."""

    def make(self, session: Session) -> Page:
        """A new page for *session*."""
        module, _, name = self.factory.partition(":")
        return cast(Page, getattr(import_module(module), name)(session))


_UI = "casa_desktop.ui"
_PAGES = (
    PageSpec("today", texts.PAGE_TODAY, "today", Action.VISIT_TODAY, f"{_UI}.today.page:TodayPage"),
    PageSpec(
        "people", texts.PAGE_PEOPLE, "people", Action.PERSON_SEARCH, f"{_UI}.people.page:PeoplePage", searches=True
    ),
    PageSpec("rcf", texts.PAGE_RCF, "phone", Action.RECORD_RCF, f"{_UI}.rcf.page:RcfPage"),
    PageSpec("listening", texts.PAGE_LISTENING, "heart", Action.AGENDA, f"{_UI}.listening.page:ListeningPage"),
    PageSpec(
        "followups", texts.PAGE_FOLLOW_UPS, "calendar", Action.FOLLOW_UP_VIEW, f"{_UI}.followups.page:FollowUpsPage"
    ),
    PageSpec(
        "workshops", texts.PAGE_WORKSHOPS, "workshop", Action.WORKSHOP_VIEW, f"{_UI}.workshops.page:WorkshopsPage"
    ),
    PageSpec("outings", texts.PAGE_HEALTH, "van", Action.OUTING_VIEW, f"{_UI}.outings.page:OutingsPage"),
    PageSpec("transfers", texts.PAGE_TRANSFERS, "compass", Action.TRANSFER_VIEW, f"{_UI}.transfers.page:TransfersPage"),
    PageSpec("aid", texts.PAGE_AID, "aid", Action.AID_VIEW, f"{_UI}.aid.page:AidPage"),
    PageSpec("referrals", texts.PAGE_REFERRALS, "export", Action.REFERRAL_VIEW, f"{_UI}.referrals.page:ReferralsPage"),
    PageSpec("surveys", texts.PAGE_SURVEYS, "survey", Action.SURVEY_VIEW, f"{_UI}.surveys.page:SurveysPage"),
    PageSpec("paper_in", texts.PAGE_PAPER_IN, "sheet", Action.SHEET_VIEW, f"{_UI}.paper_in.page:PaperInPage"),
    PageSpec(
        "statistics",
        texts.PAGE_STATISTICS,
        "statistics",
        Action.STATISTICS_VIEW,
        f"{_UI}.statistics.page:StatisticsPage",
    ),
    PageSpec("settings", texts.PAGE_SETTINGS, "settings", Action.OWN_ACCOUNT, f"{_UI}.settings.page:SettingsPage"),
)
PAGES = tuple(replace(spec, keys=hotkeys.page(number)) for number, spec in enumerate(_PAGES, 1))
"""In the order in which the desk names them."""


def pages_for(roles: Iterable[Role], specs: Iterable[PageSpec] = PAGES) -> tuple[PageSpec, ...]:
    """Those of *specs* that somebody with *roles* sees."""
    held = frozenset(roles)
    return tuple(spec for spec in specs if allowed(held, spec.needs) and _exists(spec))


def _exists(spec: PageSpec) -> bool:
    package, _, _ = spec.factory.rpartition(".")
    return find_spec(package) is not None and find_spec(spec.factory.partition(":")[0]) is not None
