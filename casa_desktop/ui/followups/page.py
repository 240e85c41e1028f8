"""The page «Citas y seguimientos»: the agenda by day and by week, what is overdue, and a new follow-up."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.followups import Agenda, FollowUpRow
from casa_desktop.services import catalogs, followups
from casa_desktop.services.catalogs import CatalogQuery
from casa_desktop.services.followups import AgendaQuery, Candidate, OwnersQuery, Show
from casa_desktop.texts import ui_followups as texts
from casa_desktop.texts import ui_shell
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.changes import Change
from casa_desktop.ui.editors import CheckEdit
from casa_desktop.ui.followups.form import FollowUpForm
from casa_desktop.ui.followups.panel import FollowUpPanel, look_at
from casa_desktop.ui.followups.strip import WeekStrip
from casa_desktop.ui.page import Key, Page
from casa_desktop.ui.people.parts import flowing
from casa_desktop.ui.people.whom import Whom, Words
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.rows import Row, SharingTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.stack import Stack
from casa_desktop.ui.stepping import beside
from casa_desktop.ui.worker import Priority

PERSON = "person:"
"""Before the uuid of a person in a target, and ``:`` and that of a service where it comes from one: a new one."""
ONE = "follow_up:"
"""Before the uuid of a follow-up in a target, and ``:`` and its day: that one."""
OVERDUE = "overdue"
"""The target that shows what is overdue."""
_SHOWS = (
    (Show.OVERDUE, texts.OVERDUE, hotkeys.part(1)),
    (Show.DAY, texts.DAY, hotkeys.part(2)),
    (Show.WEEK, texts.WEEK, hotkeys.part(3)),
)
_WORDS = Words(
    texts.NEW_TITLE,
    texts.WHO,
    texts.CHANGE_PERSON,
    texts.SAVE,
    texts.LEAVE_QUESTION,
    texts.LEAVE_DO,
    texts.LEAVE_KEEP,
)


class FollowUpsPage(Page):
    """H and Enter close the follow-up that the table points at; Ctrl+N begins another."""

    page_id = "followups"
    title = texts.TITLE
    kinds = frozenset({"follow_up", "person", "catalog", "user"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._may_plan = session.can(Action.FOLLOW_UP_WRITE)
        self._chosen: date | None = None
        """Another day than today; None = today, also after midnight."""
        self._show = Show.DAY
        self._wanted = ""
        self._awaited = False
        self.agenda: Agenda | None = None
        self.form = FollowUpForm(session.clock.today, psychology=session.can(Action.RECORD_PSYCHOLOGY))
        self.form.due_field.looked_at.connect(lambda day: look_at(session, self.form.due_field, day))
        self.whom = Whom(session, self.form, _WORDS, name="follow_up_whom", private=("reason",))
        self.whom.closed.connect(self._to_list)
        self.whom.save_asked.connect(self._save)
        self.strip = WeekStrip()
        self.strip.chosen.connect(self._on_strip)
        self.table = SharingTable(
            texts.COLUMNS,
            name="follow_ups_table",
            said=texts.LIST_NAME,
            parts=((1, 28), (2, 30), (3, 18), (4, 24)),
            drops=((3, 70), (4, 44)),
        )
        self.table.chosen.connect(self._point)
        self.mine = CheckEdit(texts.MINE, name="mine_check")
        self.mine.edited.connect(self._read)
        self._views = Stack(self._make_list(), self.whom, name="follow_up_views")
        outer = widgets.column(self._make_head(), self._views, gap=12, margin=24)
        outer.setStretch(1, 1)
        self.setLayout(outer)
        self._views.present(self._list)

    def _make_head(self) -> QWidget:
        new = widgets.PrimaryButton(
            texts.NEW, self.begin, keys=hotkeys.NEW, icon="add", name="new_follow_up_button", scope=self
        )
        if not self._may_plan:
            new.hide()
            new.setEnabled(False)
        row = widgets.row(widgets.title(self.title), new)
        row.setStretch(0, 1)
        head = QWidget()
        head.setLayout(row)
        return head

    def _make_list(self) -> QWidget:
        self._list = QWidget()
        self._list.setObjectName("agenda_view")
        self.panel = FollowUpPanel(self.session, self._list)
        self.panel.changed.connect(self._to_table)
        self.panel.left.connect(self._to_table)
        self._shows = {show: self._show_button(show, words, keys) for show, words, keys in _SHOWS}
        for button in self._shows.values():
            button.setCheckable(True)
        now = widgets.Button(
            texts.TODAY, lambda: self.show_day(None), keys=hotkeys.NOW, name="to_today", scope=self._list
        )
        earlier = self._move_button(texts.EARLIER, -1, hotkeys.EARLIER, "earlier_button")
        later = self._move_button(texts.LATER, 1, hotkeys.LATER, "later_button")
        week = widgets.row(earlier, self.strip, later, gap=widgets.SMALL)
        week.setStretch(1, 1)
        self._said = widgets.label("", "section", wrap=True, name="agenda_label")
        self._tables = QStackedWidget()
        self._tables.setObjectName("agenda_stack")
        self._nothing = {str(show): widgets.Empty(*texts.EMPTY[str(show)], icon="calendar") for show in Show}
        for each in (self.table, *self._nothing.values()):
            self._tables.addWidget(each)
        left = widgets.column(self._said, self._tables, gap=12)
        left.setStretch(1, 1)
        side = beside(self.panel, "follow_up", 340, 440)
        body = widgets.row(gap=widgets.MARGIN)
        body.addLayout(left, 1)
        body.addWidget(side)
        outer = widgets.column(flowing(*self._shows.values(), now, self.mine), week, body, gap=12)
        outer.setStretch(2, 1)
        self._list.setLayout(outer)
        return self._list

    def _show_button(self, show: Show, words: str, keys: str) -> widgets.Button:
        return widgets.Button(words, lambda: self.show_part(show), keys=keys, name=f"{show}_button", scope=self._list)

    def _move_button(self, words: str, steps: int, keys: str, name: str) -> widgets.Button:
        """In two lines, as the days between which it stands."""
        made = widgets.Button(words, lambda: self._move(steps), keys=keys, name=name, scope=self._list)
        made.setText(f"{words}\n{ui_shell.key_name(keys)}")
        made.setProperty("role", "day")
        return made

    # the page's life

    @property
    def day(self) -> date:
        """The day that the agenda is about."""
        return self._chosen or self.session.clock.today()

    def refresh(self) -> None:
        self.session.run(catalogs.lists, CatalogQuery(), owner=self, done=self._on_lists, latest="followups.lists")
        self.session.run(followups.owners, OwnersQuery(), owner=self, done=self._on_owners, latest="followups.owners")
        self._read()

    def changed(self, changes: frozenset[Change]) -> None:
        if any(kind in ("catalog", "user") for kind, _ in changes):
            self.refresh()
        else:
            self._read()

    def _on_lists(self, catalog: Catalog) -> None:
        self.panel.set_catalog(catalog)

    def _on_owners(self, found: tuple[Candidate, ...]) -> None:
        self.form.set_candidates(found)

    def _read(self) -> None:
        query = AgendaQuery(self.day, self._show, self.mine.value())
        self.session.run(followups.agenda, query, owner=self, done=self._found, latest="followups.agenda")

    def keys(self) -> Sequence[Key]:
        return (
            Key(hotkeys.NEW, texts.KEY_NEW),
            Key(hotkeys.part(1), texts.KEY_SHOW),
            Key(hotkeys.LATER, texts.KEY_MOVE),
            Key(hotkeys.NOW, texts.KEY_TODAY),
            Key("H", texts.KEY_DONE),
            Key("Del", texts.KEY_CANCEL),
            Key("T", texts.KEY_ATTEND),
            Key("V", texts.KEY_PERSON),
        )

    def help_text(self) -> str:
        return texts.HELP

    def open_target(self, target: str) -> None:
        """A new follow-up of ``person:`` and a uuid, one of ``follow_up:``, what is overdue, or the agenda of today."""
        if target.startswith(PERSON):
            person, _, service = target.removeprefix(PERSON).partition(":")
            if self._may_plan and self.whom.may_leave():
                self._views.present(self.whom)
                self.form.start(service)
                self.whom.begin(person)
        elif target.startswith(ONE):
            uuid, _, due = target.removeprefix(ONE).partition(":")
            self._views.present(self._list)
            self._wanted, self._show = uuid, Show.DAY
            self.show_day(date.fromisoformat(due))
            self._to_table()
        else:
            self._views.present(self._list)
            self._chosen = None
            self.show_part(Show.OVERDUE if target == OVERDUE else Show.DAY)
            self._to_table()

    def focus_first(self) -> None:
        if self._views.shown is self.whom:
            self.whom.focus_first()
        else:
            self._to_table()

    def draft(self) -> Draft | None:
        return self.whom.draft()

    def restore(self, draft: Draft) -> None:
        if self._may_plan:
            self._views.present(self.whom)
            self.whom.restore(dict(draft))

    def can_leave(self) -> bool:
        return self.whom.may_leave()

    def close_down(self) -> None:
        self.agenda = None
        self.table.show_rows(())
        self.panel.show_row(None)
        self.whom.clear()

    # the agenda

    def show_part(self, show: Show) -> None:
        """What is overdue, the day, or the week."""
        self._show = show
        for each, button in self._shows.items():
            button.setChecked(each is show)
        self._read()

    def show_day(self, day: date | None) -> None:
        """The agenda is about that day from now on; None = today."""
        self._chosen = None if day == self.session.clock.today() else day
        self.show_part(Show.DAY if self._show is Show.OVERDUE else self._show)

    def _on_strip(self, day: date) -> None:
        self._show = Show.DAY
        self.show_day(day)

    def _move(self, steps: int) -> None:
        days = 7 if self._show is Show.WEEK else 1
        self.show_day(self.day + timedelta(days=steps * days))

    def _found(self, agenda: Agenda) -> None:
        self.agenda = agenda
        today = self.session.clock.today()
        self.strip.show_week(agenda.week, self.day, today)
        for show, button in self._shows.items():
            button.setChecked(show is self._show)
        overdue = self._shows[Show.OVERDUE]
        overdue.set_words(texts.overdue(agenda.count))
        self._said.setText(texts.shown(str(self._show), self.day, agenda.week))
        self.table.show_rows([Row(row.uuid, texts.cells(row, today)) for row in agenda.rows])
        if self._wanted in {row.uuid for row in agenda.rows}:
            self.table.select(self._wanted)
            self._wanted = ""
        self._tables.setCurrentWidget(self.table if agenda.rows else self._nothing[str(self._show)])
        self._point(self.table.current_key())
        if self._awaited and agenda.rows and self._shows[self._show].hasFocus():
            self._to_table()

    def _point(self, uuid: str) -> None:
        rows = self.agenda.rows if self.agenda is not None else ()
        self.panel.show_row(next((row for row in rows if row.uuid == uuid), None))

    def _to_table(self) -> None:
        """The cursor in the table, as soon as it is shown; until then the keys of the view need it somewhere."""
        shown = self._tables.currentWidget() is self.table
        self._awaited = not shown
        (self.table if shown else self._shows[self._show]).setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_list(self) -> None:
        self._views.present(self._list)
        self._to_table()

    # a new follow-up

    def begin(self) -> None:
        """Of whom is it?"""
        if self._may_plan and self.whom.may_leave():
            self._views.present(self.whom)
            self.form.start()
            self.whom.begin()

    def _save(self) -> None:
        if not self.whom.save_button.isEnabled():
            return
        self.whom.save_button.setEnabled(False)
        self.session.run(
            followups.schedule,
            self.form.command(self.whom.person_uuid),
            owner=self,
            done=self._planned,
            failed=self._failed,
            priority=Priority.SAVING,
            what=texts.SAVING,
            cancellable=False,
        )

    def _planned(self, row: FollowUpRow) -> None:
        """Its day is shown, so that one sees what else waits on it."""
        self.whom.clear()
        self.form.start()
        self._wanted = row.uuid
        self._show = Show.DAY
        self.show_day(row.due)
        self._to_list()
        self.session.prompts.inform(texts.planned(row))

    def _failed(self, error: CasaError) -> None:
        self.whom.save_button.setEnabled(True)
        self.form.show_problems(error.problems)
