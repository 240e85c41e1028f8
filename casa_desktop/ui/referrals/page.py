"""The page «Remisiones»: the open loop, a new referral, the directory and the summary."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.person_views import PersonPage
from casa_desktop.domain.referrals import Organisation, ReferralDetail
from casa_desktop.domain.visit_views import VisitRow
from casa_desktop.services import catalogs, directory, referrals, visits
from casa_desktop.services.catalogs import CatalogQuery
from casa_desktop.services.directory import DirectoryQuery
from casa_desktop.services.visits import PersonQuery as VisitsOf
from casa_desktop.texts import ui_referrals as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.changes import Change
from casa_desktop.ui.forms.late import LateReason
from casa_desktop.ui.page import Key, Page
from casa_desktop.ui.people.whom import PRIVATE, Whom, Words
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.referrals.directory import DirectoryView
from casa_desktop.ui.referrals.form import ReferralForm
from casa_desktop.ui.referrals.listing import ReferralList
from casa_desktop.ui.referrals.summary import SummaryView
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.stack import Stack
from casa_desktop.ui.worker import Priority

PERSON = "person:"
"""Before the uuid of a person in a target: a new referral of theirs."""
_WORDS = Words(
    texts.NEW_TITLE,
    texts.WHO,
    texts.CHANGE_PERSON,
    texts.SAVE,
    texts.LEAVE_QUESTION,
    texts.LEAVE_DO,
    texts.LEAVE_KEEP,
)


class ReferralsPage(Page):
    """One view at a time; Esc comes back to the list."""

    page_id = "referrals"
    title = texts.TITLE
    kinds = frozenset({"referral", "visit", "person", "catalog"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._catalog: Catalog | None = None
        self._may_refer = session.can(Action.REFERRAL_WRITE)
        self.form = ReferralForm(
            session.clock.today, LateReason(session), psychology=session.can(Action.RECORD_PSYCHOLOGY)
        )
        self.whom = Whom(session, self.form, _WORDS, name="referral_whom", private=("motive", "asked"))
        self.list, self.directory, self.summary = ReferralList(session), DirectoryView(session), SummaryView(session)
        self.list.new_asked.connect(self.begin)
        self.whom.arrived.connect(self._about)
        self.whom.save_asked.connect(self._save)
        self.directory.changed.connect(self._read_lists)
        for view in (self.whom, self.directory, self.summary):
            view.closed.connect(self._to_list)
        self._stack = Stack(self.list, self.whom, self.directory, self.summary, name="referral_views")
        outer = widgets.column(self._make_head(), self._stack, gap=12, margin=24)
        outer.setStretch(1, 1)
        self.setLayout(outer)
        self._show(self.list)

    def _make_head(self) -> QWidget:
        new = widgets.PrimaryButton(
            texts.NEW, self.begin, keys=hotkeys.NEW, icon="add", name="new_referral_button", scope=self
        )
        if not self._may_refer:
            new.hide()
            new.setEnabled(False)
        entries = widgets.Button(
            texts.DIRECTORY,
            self.open_directory,
            keys=hotkeys.part(1),
            icon="compass",
            name="directory_button",
            scope=self,
        )
        counts = widgets.Button(
            texts.SUMMARY, self.open_summary, keys=hotkeys.part(2), icon="statistics", name="summary_button", scope=self
        )
        row = widgets.row(widgets.title(self.title), entries, counts, new)
        row.setStretch(0, 1)
        head = QWidget()
        head.setLayout(row)
        return head

    # the page's life

    def refresh(self) -> None:
        self._read_lists()
        self.list.read()
        if self._stack.shown is self.summary:
            self.summary.read()

    def changed(self, changes: frozenset[Change]) -> None:
        if any(kind == "catalog" for kind, _ in changes):
            self._read_lists()
        self.list.read()

    def _read_lists(self) -> None:
        self.session.run(catalogs.lists, CatalogQuery(), owner=self, done=self._on_lists, latest="referrals.lists")

    def _on_lists(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self.list.set_catalog(catalog)
        self.summary.set_catalog(catalog)
        self.session.run(
            directory.organisations, DirectoryQuery(), owner=self, done=self._on_entries, latest="referrals.directory"
        )

    def _on_entries(self, entries: tuple[Organisation, ...]) -> None:
        self.directory.set_entries(entries)
        if self._catalog is not None:
            self.form.set_lists(self._catalog, entries)

    def keys(self) -> Sequence[Key]:
        return (
            Key(hotkeys.NEW, texts.KEY_NEW),
            Key(hotkeys.part(1), texts.KEY_DIRECTORY),
            Key(hotkeys.part(2), texts.KEY_SUMMARY),
            Key(hotkeys.CODE, texts.KEY_CODE),
            Key("A", texts.KEY_OUTCOME),
            Key("P", texts.KEY_PRINT),
            Key("S", texts.KEY_FOLLOW_UP),
            Key("Del", texts.KEY_ANNUL),
        )

    def help_text(self) -> str:
        return texts.HELP

    def open_target(self, target: str) -> None:
        """A new referral of ``person:`` and a uuid, or the referral of that uuid."""
        if target.startswith(PERSON):
            if self._may_refer and self.may_leave():
                self._show(self.whom)
                self.whom.begin(target.removeprefix(PERSON).partition(":")[0])
        else:
            self._show(self.list)
            self.list.show_one(target)

    def focus_first(self) -> None:
        shown = self._stack.shown
        if isinstance(shown, ReferralList | Whom | DirectoryView | SummaryView):
            shown.focus_first()

    def draft(self) -> Draft | None:
        new, entry = self.whom.draft(), self.directory.draft()
        # What is in private stands at the top, where it is sealed under its key.
        found = {"new": new, "entry": entry, PRIVATE: new.pop(PRIVATE, None) if new is not None else None}
        return {name: kept for name, kept in found.items() if kept is not None} or None

    def restore(self, draft: Draft) -> None:
        if isinstance(entry := draft.get("entry"), dict):
            self._show(self.directory)
            self.directory.restore(entry)
        if isinstance(new := draft.get("new"), dict) and self._may_refer:
            self._show(self.whom)
            self.whom.restore({**new, PRIVATE: draft.get(PRIVATE)})

    def may_leave(self) -> bool:
        """Whether nothing typed would be lost, or the user lets it go."""
        return self.whom.may_leave() and self.directory.may_leave()

    def can_leave(self) -> bool:
        return self.may_leave()

    def close_down(self) -> None:
        self.list.clear()
        self.summary.clear()
        self.whom.clear()

    # views

    def begin(self) -> None:
        """A new referral: who is it of?"""
        if self._may_refer and self.may_leave():
            self._show(self.whom)
            self.whom.begin()

    def open_directory(self) -> None:
        """Every organisation."""
        self._show(self.directory)
        self.directory.focus_first()

    def open_summary(self) -> None:
        """What came of the referrals of a period."""
        self._show(self.summary)
        self.summary.read()
        self.summary.focus_first()

    def _to_list(self) -> None:
        self._show(self.list)
        self.list.focus_first()

    def _show(self, view: QWidget) -> None:
        self._stack.present(view)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._stack.shown is self.directory:
            self.directory.back()
        elif self._stack.shown is self.summary:
            self._to_list()

    # a new referral

    def _about(self, page: PersonPage) -> None:
        if page.reserved:
            self.whom.said.show_text(texts.NEUTRAL_HINT, "warn")
        self.session.run(
            visits.of_person, VisitsOf(page.uuid, 20), owner=self, done=self._propose, latest="referrals.visits"
        )

    def _propose(self, rows: tuple[VisitRow, ...]) -> None:
        if rows and rows[0].person_uuid == self.whom.person_uuid:
            self.form.propose_profile(rows[0].profile)

    def _save(self) -> None:
        if not self.whom.save_button.isEnabled():
            return
        self.whom.save_button.setEnabled(False)
        self.session.run(
            referrals.refer,
            self.form.command(self.whom.person_uuid),
            owner=self,
            done=self._made,
            failed=self._failed,
            priority=Priority.SAVING,
            what=texts.SAVING,
            cancellable=False,
        )

    def _made(self, made: ReferralDetail) -> None:
        """The new one is pointed at, so that P prints it."""
        self.whom.clear()
        self.form.start()
        self._show(self.list)
        self.list.show_one(made.row.uuid)
        self.session.prompts.inform(texts.made(made.row), undo=lambda: self.list.panel.annul(made))

    def _failed(self, error: CasaError) -> None:
        self.whom.save_button.setEnabled(True)
        self.form.show_problems(error.problems)
