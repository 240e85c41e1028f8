"""What is pending for one person, on their page: follow-ups and referrals without an answer."""

from PySide6.QtWidgets import QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.followups import FollowUpRow
from casa_desktop.domain.referrals import ReferralRow
from casa_desktop.services import followups, referrals
from casa_desktop.services.followups import PersonQuery
from casa_desktop.services.referrals import ReferralsQuery
from casa_desktop.texts import ui_followups as texts
from casa_desktop.texts import ui_referrals
from casa_desktop.ui import widgets
from casa_desktop.ui.session import Session


class PendingPart(QWidget):
    """Lines that lead to their page; not there at all where nothing is pending."""

    def __init__(self, session: Session, person_uuid: str, catalog: Catalog) -> None:
        super().__init__()
        self.setObjectName("pending_part")
        self._session, self._catalog = session, catalog
        self._box = widgets.column(widgets.label(texts.PENDING_TITLE, "section"), gap=2)
        self.setLayout(widgets.column(widgets.card(self._box, margin=12)))
        self.hide()
        if session.can(Action.FOLLOW_UP_VIEW):
            session.run(followups.of_person, PersonQuery(person_uuid), owner=self, done=self._show_follow_ups)
        if session.can(Action.REFERRAL_VIEW):
            query = ReferralsQuery(person_uuid=person_uuid)
            session.run(referrals.listed, query, owner=self, done=self._show_referrals)

    def _show_follow_ups(self, rows: tuple[FollowUpRow, ...]) -> None:
        today = self._session.clock.today()
        for row in rows:
            self._add(texts.line(row, today), "followups", f"follow_up:{row.uuid}:{row.due.isoformat()}")

    def _show_referrals(self, rows: tuple[ReferralRow, ...]) -> None:
        today = self._session.clock.today()
        for row in rows:
            self._add(ui_referrals.pending_line(row, self._catalog, today), "referrals", row.uuid)

    def _add(self, words: str, page_id: str, target: str) -> None:
        self._box.addWidget(widgets.link(words, lambda: self._session.go(page_id, target), name="pending_link"))
        self.show()
