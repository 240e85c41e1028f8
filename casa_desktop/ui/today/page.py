"""The page «Hoy»: the next visit on the left, those of the day on the right."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from casa_desktop.domain.access import Action
from casa_desktop.domain.followups import DueCount
from casa_desktop.domain.visit_views import DayCount, VisitRow
from casa_desktop.services import followups, visits
from casa_desktop.services.followups import CountQuery
from casa_desktop.services.visits import DayQuery
from casa_desktop.texts import summaries, ui_again, ui_children, ui_followups, ui_referrals
from casa_desktop.texts import ui_listening as care_texts
from casa_desktop.texts import ui_visits as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.changes import Change
from casa_desktop.ui.children.panel import ChildPanel
from casa_desktop.ui.editors import DateEdit
from casa_desktop.ui.page import Key, Page
from casa_desktop.ui.people.model import FAMILY_KEY as NEW_FAMILY_KEY
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.session import Session
from casa_desktop.ui.today.care import CareStrip
from casa_desktop.ui.today.entry import Entry
from casa_desktop.ui.today.lane import TURN_KINDS, LaneDesk
from casa_desktop.ui.today.lists import Lists
from casa_desktop.ui.today.right import Right
from casa_desktop.ui.visits.family import KEY as FAMILY_KEY
from casa_desktop.ui.visits.form import FormFacts
from casa_desktop.ui.visits.panel import VisitPanel

ATTEND = "attend:"
"""Before the uuid of a person in a target: the next visit is theirs."""


class TodayPage(Page):
    """One date for the whole page: today, unless a planilla of another day is being typed in."""

    page_id = "today"
    title = texts.TITLE
    kinds = frozenset(
        {
            "visit",
            "person",
            "catalog",
            "user",
            "desk",
            "follow_up",
            "child",
            "pass",
            "appointment",
            "care",
            "lane",
            "rcf",
        }
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.lists = Lists(session, self)
        self.lists.ready.connect(self._on_lists)
        self.rows: tuple[VisitRow, ...] = ()
        """The visits of the day that this user may see, in the order in which they were entered."""
        self._count: DayCount | None = None
        self._facts: FormFacts | None = None
        self._chosen: date | None = None
        """Another day than today; None = today, also after midnight."""
        self._open_later = ""
        self._overdue = False
        self.entry = Entry(session)
        self.entry.saved.connect(self._on_saved)
        self.entry.widened.connect(self._give_room)
        self.strip = CareStrip(session)
        self.strip.cards_read.connect(self._show_cards)
        self.strip.card_asked.connect(self.open_card)
        self.child = ChildPanel(session)
        self.child.closed.connect(self._show_entry)
        self.panel = VisitPanel(session)
        self.panel.closed.connect(self._show_entry)
        self.panel.add_asked.connect(self._add_service)
        self.right = Right(session)
        self.list = self.right.list
        self.list.opened.connect(self.open_target)
        self.list.due_asked.connect(self._to_due)
        self.date_edit = DateEdit(name="day_edit", today=session.clock.today, width=140)
        self.date_edit.editingFinished.connect(self._on_date)
        self.date_edit.returnPressed.connect(self._on_enter)
        self._weekday = widgets.label("", "muted", name="weekday_label")
        self.lane = LaneDesk(session, self.entry, self.right)
        self.lane.form_closed.connect(self._show_entry)
        self._late = widgets.Banner()
        self._late.acted.connect(self.back_to_today)
        self._left = QStackedWidget()
        self._left.setObjectName("left_stack")
        self._panel_scroll = widgets.scrolled(self.panel, "panel_scroll")
        self._child_scroll = widgets.scrolled(self.child, "child_scroll")
        self._turn_scroll = widgets.scrolled(self.lane.form, "turn_scroll")
        for each in (self.entry, self._panel_scroll, self._child_scroll, self._turn_scroll):
            self._left.addWidget(each)
        self.lane.form_asked.connect(lambda: self._left.setCurrentWidget(self._turn_scroll))
        self.setLayout(self._make_layout())
        self._shortcut(hotkeys.OTHER_SIDE, self.right.go_on)
        self.lane.listen(self)
        self._shortcut(hotkeys.PROTECTION, self.open_card)
        self._shortcut(hotkeys.PASS_SLIP, self.strip.print_slip)
        self._shortcut(hotkeys.DUE, self._to_due)
        self._shortcut(hotkeys.AGAIN, self.entry.repeat)
        self._shortcut(hotkeys.COPY_DAY, self.right.copy_day)
        self._shortcut(hotkeys.REFER, lambda: self._for_person("referrals", Action.REFERRAL_WRITE))
        self._shortcut(hotkeys.FOLLOW_UP, lambda: self._for_person("followups", Action.FOLLOW_UP_WRITE))

    def _make_layout(self) -> QVBoxLayout:
        said = widgets.label(texts.DATE, "caption")
        said.setBuddy(self.date_edit)
        self.date_edit.setAccessibleName(texts.DATE.replace("&", ""))
        head = widgets.row(widgets.label(self.title, "title"), self._weekday)
        head.addStretch(1)
        if self.session.can(Action.PASS_SEND):
            head.addWidget(
                widgets.Button(
                    care_texts.PASS_BUTTON,
                    self.send_pass,
                    keys=hotkeys.PASS,
                    icon="forward",
                    name="pass_button",
                    scope=self,
                )
            )
        head.addWidget(said)
        head.addWidget(self.date_edit)
        left = widgets.card(widgets.column(self._left), name="left_card")
        body = widgets.row(left, self.right, gap=16)
        body.setStretch(0, 1)
        body.setStretch(1, 1)
        outer = widgets.column(head, self.strip, self._late, body, gap=12, margin=24)
        outer.setStretch(3, 1)
        return outer

    def _shortcut(self, keys: str, act: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    # the day

    @property
    def day(self) -> date:
        """The date of everything on the page."""
        return self._chosen or self.session.clock.today()

    def back_to_today(self) -> None:
        """Ends the typing of late visits."""
        self.show_day(None)
        self.focus_first()

    def _on_date(self) -> None:
        day, today = self.date_edit.value(), self.session.clock.today()
        if day is None or day > today:
            self.date_edit.set_value(self.day)
        else:
            self.show_day(None if day == today else day)

    def _on_enter(self) -> None:
        """The day stands: the next thing typed is who came."""
        asked = self.date_edit.value()
        self._on_date()
        if asked == self.day:
            self.focus_first()

    def show_day(self, day: date | None) -> None:
        """The date of everything on the page from now on; None = today."""
        if day != self._chosen:
            self._chosen = day
            self._build()
            self._read_day()
            self.right.show_day(self.day)
        self._show_day()

    def _show_day(self) -> None:
        self.date_edit.set_value(self.day)
        self._weekday.setText(texts.weekday(self.day))
        late = self.day != self.session.clock.today()
        self._late.show_text(
            texts.late_banner(self.day) if late else "", "warn", act=texts.BACK_TO_TODAY if late else ""
        )

    # reading

    def refresh(self) -> None:
        self._show_day()
        self.lists.read()
        self._read_day()
        self.right.read()
        self.strip.read()
        self._read_due()

    def changed(self, changes: frozenset[Change]) -> None:
        kinds = {kind for kind, _ in changes}
        if kinds & {"catalog", "user", "desk"}:
            self.lists.read()
        if "follow_up" in kinds:
            self._read_due()
        if kinds & {"visit", "person", "catalog"}:
            self._read_day()
            self.panel.reload()
        if kinds & TURN_KINDS:
            self.right.read()
        if kinds - {"lane", "rcf"}:
            self.strip.read()

    def _on_lists(self) -> None:
        self._build()
        self._show_list()
        self._show_cards()
        self.lane.set_facts(self.lists)
        self.strip.turns = self.lane.on
        if self._open_later:
            target, self._open_later = self._open_later, ""
            self.open_target(target)

    def _build(self) -> None:
        """The form for these lists and this day; not touched where they are the same."""
        lists = self.lists
        if lists.catalog is None:
            return
        roles, scores = self.session.actor.roles, lists.desk.z_scores
        facts = FormFacts(lists.catalog, self.day, roles, lists.staff, lists.notes, scores)
        if facts != self._facts:
            self._facts = facts
            self.entry.set_facts(facts)

    def _read_day(self) -> None:
        query = DayQuery(self.day)
        self.session.run(visits.of_day, query, owner=self, done=self._on_rows, latest="today.rows")
        self.session.run(visits.count_of_day, query, owner=self, done=self._on_count, latest="today.count")

    def _read_due(self) -> None:
        if self.session.can(Action.FOLLOW_UP_VIEW):
            self.session.run(followups.count, CountQuery(), owner=self, done=self._on_due, latest="today.due")

    def _on_due(self, count: DueCount) -> None:
        self._overdue = count.overdue > 0
        self.list.show_due(ui_followups.due_line(count), hotkeys.DUE)

    def _on_rows(self, rows: tuple[VisitRow, ...]) -> None:
        self.rows = rows
        self._show_list()

    def _on_count(self, count: DayCount) -> None:
        self._count = count
        self._show_list()

    def _show_list(self) -> None:
        """As soon as the names of the services are known."""
        if self.lists.catalog is not None:
            self.list.show_day(self.rows, self.lists.catalog, is_today=self._chosen is None)
            if self._count is not None:
                self.list.show_count(self._count, self.lists.catalog)

    # acting

    def _to_due(self) -> None:
        """The agenda: what is overdue, or else today."""
        if self.session.can(Action.FOLLOW_UP_VIEW):
            self.session.go("followups", "overdue" if self._overdue else "today")

    def _for_person(self, page_id: str, action: Action) -> None:
        """A referral or a follow-up of who is being attended, or else of the visit that the list points at."""
        if not self.session.can(action):
            return
        row = next((each for each in self.rows if each.uuid == self.list.table.current_key()), None)
        if self.entry.attended:
            self.session.go(page_id, f"person:{self.entry.attended}")
        elif row is not None and not row.anonymous:
            origin = row.services[-1].uuid if row.services else ""
            self.session.go(page_id, f"person:{row.person_uuid}:{origin}")

    def _on_saved(self, uuid: str) -> None:
        self.list.table.select(uuid)
        self.strip.read(just_saved=uuid)

    def send_pass(self) -> None:
        """To the private room: whose visit is being taken, who is pointed at, or somebody unnamed."""
        self.strip.send(self.entry.pointed_at)

    def open_card(self, person_uuid: str = "") -> None:
        """The card of a child who came alone, or of those whose card is open; what is being typed comes first."""
        if self.strip.cards and not (self.entry.dirty and not person_uuid and not self.can_leave()):
            self._left.setCurrentWidget(self._child_scroll)
            self.child.open(person_uuid)
            self.child.focus_first()

    def _show_cards(self) -> None:
        self.child.steps.show_steps(self.strip.care.child)
        self.entry.set_steps(self.strip.care.child)
        if self.lists.catalog is not None:
            self.child.set_cards(self.strip.cards, self.lists.catalog)

    def open_target(self, target: str) -> None:
        """Shows the visit of that uuid beside the list, or takes the visit of ``attend:`` and a person's uuid."""
        if self._facts is None:
            self._open_later = target
            return
        if target.startswith(ATTEND):
            self.start_visit(target.removeprefix(ATTEND))
            return
        if not self.session.can(Action.VISIT_VIEW):
            return
        self._left.setCurrentWidget(self._panel_scroll)
        self.panel.open(target, self._facts)

    def start_visit(self, person_uuid: str) -> None:
        """The next visit is of this person: what «Atender» on another page asks for."""
        if self.entry.dirty and not self.can_leave():
            return
        self._show_entry()
        self.entry.take(person_uuid)

    def _add_service(self, person_uuid: str) -> None:
        visit = self.panel.visit
        if visit is not None:
            self.show_day(None if visit.date == self.session.clock.today() else visit.date)
        self.start_visit(person_uuid)

    def _show_entry(self) -> None:
        self.panel.clear()
        self._left.setCurrentWidget(self.entry)
        self.entry.focus_first()

    def _give_room(self, wide: bool) -> None:
        self.right.setHidden(wide)

    # what the window asks

    def focus_first(self) -> None:
        if self._left.currentWidget() is self._panel_scroll:
            self.panel.focus_first()
        elif self._left.currentWidget() is self._child_scroll:
            self.child.focus_first()
        elif self._left.currentWidget() is self._turn_scroll:
            self.lane.form.focus_first()
        else:
            self.entry.focus_first()

    def keys(self) -> Sequence[Key]:
        nameless = (Key(hotkeys.NAMELESS, texts.KEY_NAMELESS),) if self.session.can(Action.PERSON_REGISTER) else ()
        return (
            *nameless,
            Key(hotkeys.ANONYMOUS, texts.KEY_ANONYMOUS),
            Key(hotkeys.SAVE, texts.KEY_SAVE),
            Key(FAMILY_KEY, texts.KEY_FAMILY),
            Key(NEW_FAMILY_KEY, texts.KEY_NEW_FAMILY),
            Key(hotkeys.MORE, texts.KEY_MORE),
            Key(hotkeys.ADD_PERSON, texts.KEY_COMPANION),
            Key(hotkeys.DAY, texts.KEY_DATE),
            Key(hotkeys.OTHER_SIDE, self.right.key_words),
            Key(hotkeys.PROTECTION, ui_children.KEY),
            Key(hotkeys.PASS, care_texts.PASS_BUTTON),
            Key(hotkeys.PASS_SLIP, care_texts.PASS_SLIP),
            *self.lane.keys(),
            *self._other_keys(),
            Key("Esc", texts.KEY_LEAVE),
        )

    def _other_keys(self) -> list[Key]:
        keys = (
            (hotkeys.COPY_DAY, summaries.DAY_COPY, Action.VISIT_TODAY),
            (hotkeys.AGAIN, ui_again.KEY, Action.VISIT_VIEW),
            (hotkeys.DUE, ui_followups.KEY_GO, Action.FOLLOW_UP_VIEW),
            (hotkeys.REFER, ui_referrals.KEY_REFER, Action.REFERRAL_WRITE),
            (hotkeys.FOLLOW_UP, ui_followups.KEY_FOLLOW_UP, Action.FOLLOW_UP_WRITE),
        )
        return [Key(key, does) for key, does, action in keys if self.session.can(action)]

    def help_text(self) -> str:
        return "\n\n".join(filter(None, (texts.HELP, self.lane.help_text())))

    def draft(self) -> Draft | None:
        typed = {**(self.entry.draft() or {}), **self.lane.draft()}
        return {**typed, "day": self.day.isoformat()} if typed else None

    def restore(self, draft: Draft) -> None:
        day = date.fromisoformat(str(draft["day"])) if "day" in draft else self.day
        self.show_day(None if day >= self.session.clock.today() else day)
        self.entry.restore(self.lane.restore(draft))

    def can_leave(self) -> bool:
        return self.entry.may_drop()

    def close_down(self) -> None:
        self.rows, self._count = (), None
        self.lane.clear()
        self.strip.clear()
        self.child.clear()
        self.panel.clear()
        self.entry.close_down()
