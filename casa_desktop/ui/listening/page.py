"""The page «Centro de Escucha»: the agenda, the session that an appointment becomes, and a person's sessions."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.access import Action, Compartment
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.listening import Appointment, Pass, PassStanding, Standing
from casa_desktop.domain.visit_views import VisitRow
from casa_desktop.services import care as cares
from casa_desktop.services import catalogs, intake, listening, passes, psychology, visits
from casa_desktop.services.care import CareQuery
from casa_desktop.services.catalogs import CatalogQuery
from casa_desktop.services.drafts import SEALED
from casa_desktop.services.intake import Staff, StaffQuery
from casa_desktop.services.listening import AgendaQuery, Book, SetStanding
from casa_desktop.services.passes import ClosePass, PassesQuery, ReopenPass, TakePass
from casa_desktop.services.psychology import KeyQuery
from casa_desktop.services.visits import PersonQuery as VisitsOf
from casa_desktop.texts import ui_listening as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.changes import Change
from casa_desktop.ui.listening.board import Board
from casa_desktop.ui.listening.booking import BookingForm
from casa_desktop.ui.listening.finding import Finding, Found
from casa_desktop.ui.listening.history import HistoryView
from casa_desktop.ui.listening.session import SessionView, private_part
from casa_desktop.ui.page import Key, Page
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.stack import Stack
from casa_desktop.ui.visits.form import FormFacts
from casa_desktop.ui.worker import Priority

C = TypeVar("C")
R = TypeVar("R")
_KEY, _PROTECTION = str(Compartment.PSYCHOLOGY), str(Compartment.PROTECTION)


class ListeningPage(Page):
    """One view at a time: the board, the picker of a person, an appointment, a session, a history."""

    page_id = "listening"
    title = texts.TITLE
    kinds = frozenset({"appointment", "pass", "visit", "person", "catalog", "user", "care"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._catalog: Catalog | None = None
        self._staff: tuple[Staff, ...] = ()
        self._facts: FormFacts | None = None
        self._queue: dict[str, Pass] = {}
        self._keys = frozenset({_KEY})
        """The compartments whose services can be written now."""
        self._waiting: Draft | None = None
        self._sealed: dict[str, Any] = {}
        today = session.clock.today
        self.board = Board(today)
        self.booking = BookingForm(today)
        self.visit = SessionView(session)
        self.history = HistoryView(session)
        self._no_key = self._make_no_key()
        self.finding = Finding(session, self._attend_person)
        self._stack = Stack(
            self.board, self.finding, self.booking, self.visit, self.history, self._no_key, name="listening_stack"
        )
        outer = widgets.column(widgets.title(self.title), self._stack, gap=12, margin=24)
        outer.setStretch(1, 1)
        self.setLayout(outer)
        self._connect()
        self._stack.present(self.board)

    def _connect(self) -> None:
        board = self.board
        board.span_changed.connect(self._read_agenda)
        board.book_asked.connect(lambda: self._find(self._begin_booking, texts.WHO_BOOK))
        board.attend_now_asked.connect(lambda: self._find(self._attend_person, texts.WHO_ATTEND, anonymous=True))
        board.attend_asked.connect(self._attend)
        board.change_asked.connect(self._change)
        board.standing_asked.connect(self._stand)
        board.history_asked.connect(self._show_history)
        board.pass_asked.connect(self._take)
        board.pass_closed.connect(self._close_pass)
        self.booking.save_asked.connect(self._save_booking)
        self.booking.cancel_asked.connect(self._leave_booking)
        self.visit.saved.connect(self._to_board)
        self.visit.left.connect(self._drop_session)
        self.history.left.connect(self._to_board)
        self.finding.left.connect(self._to_board)

    def _make_no_key(self) -> QWidget:
        act = None
        if self.session.can(Action.KEY_GRANT):
            act = widgets.PrimaryButton(
                texts.TO_KEYS, lambda: self.session.go("settings", "keys"), icon="key", name="keys_button"
            )
        return widgets.Empty(texts.NO_KEY, texts.NO_KEY_DETAIL, act, icon="key")

    # reading

    def refresh(self) -> None:
        self.session.run(psychology.key_at_hand, KeyQuery(), owner=self, done=self._on_key, latest="listening.key")

    def changed(self, changes: frozenset[Change]) -> None:
        kinds = {kind for kind, _ in changes}
        if kinds & {"catalog", "user", "care"}:
            self.refresh()
        elif self._facts is not None:
            self._read_agenda()
            self._read_queue()

    def _on_key(self, at_hand: bool) -> None:
        if not at_hand:
            self._stack.present(self._no_key)
            return
        if self._stack.shown is self._no_key:
            self._stack.present(self.board)
        query = KeyQuery(_PROTECTION)
        self.session.run(psychology.key_at_hand, query, owner=self, done=self._on_protection, latest="listening.guard")
        self.session.run(cares.care, CareQuery(), owner=self, done=self.visit.set_care, latest="listening.care")
        self._read_queue()

    def _on_protection(self, at_hand: bool) -> None:
        """Whoever was not granted that key yet works on without it, and is told."""
        self._keys = frozenset({_KEY, _PROTECTION} if at_hand else {_KEY})
        self.visit.needs_key.setVisible(not at_hand)
        self.session.run(intake.staff, StaffQuery(), owner=self, done=self._on_staff, latest="listening.staff")

    def _on_staff(self, staff: tuple[Staff, ...]) -> None:
        self._staff = staff
        self.session.run(catalogs.lists, CatalogQuery(), owner=self, done=self._on_lists, latest="listening.lists")

    def _on_lists(self, catalog: Catalog) -> None:
        self._catalog = catalog
        mine = self.session.actor.full_name
        staff = sorted(((s.uuid, s.full_name) for s in self._staff), key=lambda each: each[1] != mine)
        today, roles = self.session.clock.today(), self.session.actor.roles
        part = private_part(catalog, self._keys)
        facts = FormFacts(part, today, roles, tuple(staff), notes=True, private=self._keys)
        if facts != self._facts:
            self._facts = facts
            self.visit.set_facts(facts)
            self.booking.set_catalog(catalog)
            self.history.set_catalog(catalog)
        self._read_agenda()
        if self._waiting is not None:
            draft, self._waiting = self._waiting, None
            self.restore(draft)

    def _read_agenda(self) -> None:
        query = AgendaQuery(*self.board.days)
        self.session.run(listening.agenda, query, owner=self, done=self._on_agenda, latest="listening.agenda")

    def _on_agenda(self, found: tuple[Appointment, ...]) -> None:
        self.board.show_agenda(found, self._catalog)

    def _read_queue(self) -> None:
        self.session.run(passes.queue, PassesQuery(), owner=self, done=self._on_queue, latest="listening.queue")

    def _on_queue(self, found: tuple[Pass, ...]) -> None:
        self._queue = {each.uuid: each for each in found}
        self.board.show_queue(found, self.session.clock.now())

    # appointments

    def _find(self, found: Found, ask: str, *, anonymous: bool = False) -> None:
        self.finding.begin(found, ask, anonymous=anonymous)
        self._stack.present(self.finding)
        self.finding.focus_first()

    def _begin_booking(self, uuid: str, name: str) -> None:
        self.booking.begin(uuid, name, self.board.day)
        self._stack.present(self.booking)
        self.booking.focus_first()
        self.session.run(
            visits.of_person, VisitsOf(uuid, 40), owner=self, done=self._propose, latest="listening.before"
        )

    def _propose(self, rows: tuple[VisitRow, ...]) -> None:
        private = {kind.code for kind in self._facts.catalog.service_types} if self._facts is not None else set()
        if rows and rows[0].person_uuid == self.booking.person_uuid:
            self.booking.propose(follow_up=any(s.type in private for row in rows for s in row.services))

    def _change(self, uuid: str) -> None:
        each = self.board.appointment(uuid)
        if each is not None and each.standing is Standing.BOOKED:
            self.booking.show_appointment(each)
            self._stack.present(self.booking)
            self.booking.focus_first()

    def _save_booking(self) -> None:
        command = self.booking.command()

        def done(after: Appointment) -> None:
            self.booking.mark_saved()
            self.session.prompts.inform(texts.BOOKED if isinstance(command, Book) else texts.CHANGED)
            self.board.show_day(after.booking.date)
            self.board.agenda.select(after.uuid)
            self._to_board()
            self.board.agenda.setFocus(Qt.FocusReason.OtherFocusReason)
            if after.same_day:
                self.session.prompts.warn(*texts.same_day(after))

        verb: Any = listening.book if isinstance(command, Book) else listening.change
        self._run(verb, command, done, lambda error: self.booking.show_problems(error.problems))

    def _leave_booking(self) -> None:
        if not self.booking.dirty or self.session.prompts.ask(
            texts.LEAVE_BOOKING, do=texts.LEAVE_DO, keep=texts.LEAVE_KEEP
        ):
            self.booking.mark_saved()
            self._to_board()

    def _stand(self, uuid: str, standing: str) -> None:
        each = self.board.appointment(uuid)
        if each is None:
            return
        before = each.standing

        def done(after: Appointment) -> None:
            def undo() -> None:
                self._run(listening.set_standing, SetStanding(uuid, after.version, before), lambda _: None)

            self.session.prompts.inform(texts.STANDINGS[after.standing], undo=undo)

        self._run(listening.set_standing, SetStanding(uuid, each.version, Standing(standing)), done)

    # sessions

    def _attend(self, uuid: str) -> None:
        each = self.board.appointment(uuid)
        if each is None:
            return
        if each.standing is Standing.ATTENDED:
            self._show_history(uuid)
        elif each.standing is Standing.BOOKED:
            self.visit.start(each.person_uuid, each.person_name, appointment=each)
            self._present_session()

    def _attend_person(self, uuid: str = "", name: str = "") -> None:
        self.visit.start(uuid, name)
        self._present_session()

    def _take(self, uuid: str) -> None:
        who = self._queue.get(uuid)
        if who is None:
            return

        def done(_: None) -> None:
            self.visit.start(who.person_uuid, who.person_name, pass_uuid=uuid)
            self._present_session()
            if who.standing is not PassStanding.TAKEN:
                self._tell_pass(uuid, texts.PASS_TAKEN)

        if who.standing is PassStanding.TAKEN:
            done(None)
        else:
            self._run(passes.take, TakePass(uuid), done)

    def _close_pass(self, uuid: str) -> None:
        self._run(passes.close, ClosePass(uuid), lambda _: self._tell_pass(uuid, texts.PASS_CLOSED))

    def _tell_pass(self, uuid: str, said: str) -> None:
        """What became of a pass, and the way back: they wait again; what was being written of them stays."""

        def back(_: None) -> None:
            if self._stack.shown is self.visit and self.visit.pass_uuid == uuid and not self.visit.dirty:
                self._drop_session()

        self.session.prompts.inform(said, undo=lambda: self._run(passes.reopen, ReopenPass(uuid), back))

    def _present_session(self) -> None:
        self._stack.present(self.visit)
        self.visit.focus_first()

    def _drop_session(self) -> None:
        self.visit.clear()
        self._to_board()

    def _show_history(self, uuid: str) -> None:
        if (each := self.board.appointment(uuid)) is not None:
            self._stack.present(self.history)
            self.history.show_person(each.person_uuid, each.person_name)

    def _to_board(self) -> None:
        self._sealed = {}
        self._stack.present(self.board)
        self.board.focus_first()

    def _run(
        self,
        verb: Callable[[Any, C], R],
        command: C,
        done: Callable[[R], object],
        failed: Callable[[CasaError], object] | None = None,
    ) -> None:
        self.session.run(
            verb,
            command,
            owner=self,
            done=done,
            failed=failed or self._failed,
            priority=Priority.SAVING,
            what=texts.SAVING,
            cancellable=False,
        )

    def _failed(self, error: CasaError) -> None:
        self.session.prompts.error(error)
        if error.code in (Code.CONFLICT, Code.NOT_FOUND):
            self.refresh()

    # what the window asks

    def focus_first(self) -> None:
        shown = self._stack.shown
        if isinstance(shown, Board | Finding | BookingForm | SessionView | HistoryView):
            shown.focus_first()

    def open_target(self, target: str) -> None:
        """*target* is a day: ``2026-03-10``."""
        self.board.show_day(date.fromisoformat(target))
        self._to_board()

    def keys(self) -> Sequence[Key]:
        return (
            Key("Return", texts.ATTEND),
            Key(hotkeys.NEW, texts.BOOK),
            Key(hotkeys.ATTEND, texts.ATTEND_NOW),
            Key(hotkeys.EDIT, texts.CHANGE),
            Key(hotkeys.MISSED, texts.MISSED.replace("&", "")),
            Key(hotkeys.CANCEL, texts.CANCEL),
            Key(hotkeys.RESTORE, texts.EXPECT),
            Key(hotkeys.HISTORY, texts.HISTORY),
            Key(hotkeys.EARLIER, texts.EARLIER),
            Key(hotkeys.LATER, texts.LATER),
            Key(hotkeys.OTHER_SIDE, texts.TO_QUEUE),
            Key(hotkeys.PROTECTION, texts.ROUTE_BUTTON),
        )

    def help_text(self) -> str:
        return texts.HELP

    def draft(self) -> Draft | None:
        """All of it stands under the room's keys: who is attended is no less of a secret than what was said."""
        if self._waiting is not None:
            return self._waiting
        shown = self._stack.shown
        if shown is self.visit and self.visit.dirty:
            typed = self.visit.draft()
            form = dict(typed["form"])
            guarded = form.pop(_PROTECTION, None)
            kept: dict[str, Any] = {_KEY: {"mode": "session", **typed, "form": form}}
            return {**kept, **({_PROTECTION: guarded} if guarded else {})} | self._sealed
        if shown is self.booking and self.booking.dirty:
            return {_KEY: {"mode": "booking", **self.booking.draft()}}
        if shown is self.history and (note := self.history.draft()) is not None:
            return {_KEY: {"mode": "note", **note}}
        return None

    def restore(self, draft: Draft) -> None:
        inside = draft.get(_KEY)
        if self._facts is None or not isinstance(inside, Mapping) or SEALED in inside:
            # Until the lists are read, and as long as the key is not at hand, it is handed back as it came.
            self._waiting = draft
            return
        if inside["mode"] == "session":
            guarded = draft.get(_PROTECTION)
            form = dict(inside["form"])
            if isinstance(guarded, Mapping) and SEALED in guarded:
                self._sealed = {_PROTECTION: guarded}
            elif guarded:
                form[_PROTECTION] = guarded
            self.visit.restore({**inside, "form": form})
            self._present_session()
        elif inside["mode"] == "booking":
            self.booking.restore(inside)
            self._stack.present(self.booking)
            self.booking.focus_first()
        else:
            self._stack.present(self.history)
            self.history.restore(dict(inside))

    def can_leave(self) -> bool:
        return self.draft() is None or self.session.prompts.ask(
            texts.LEAVE_QUESTION, do=texts.LEAVE_DO, keep=texts.LEAVE_KEEP
        )

    def close_down(self) -> None:
        self._queue = {}
        self.board.clear()
        self.finding.picker.clear()
        self.booking.clear()
        self.visit.clear()
        self.history.clear()
