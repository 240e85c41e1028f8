"""The page «Hoy»: the next visit on the left, those of the day on the right."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from casa_desktop.domain.access import Action
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.followups import DueCount
from casa_desktop.domain.visit_views import DayCount, VisitRow
from casa_desktop.services import catalogs, followups, intake, psychology, visits
from casa_desktop.services import desk as desks
from casa_desktop.services.catalogs import CatalogQuery
from casa_desktop.services.desk import DeskProfile, DeskQuery
from casa_desktop.services.followups import CountQuery
from casa_desktop.services.intake import Staff, StaffQuery
from casa_desktop.services.psychology import KeyQuery
from casa_desktop.services.visits import DayQuery
from casa_desktop.texts import ui_children, ui_followups, ui_referrals
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
from casa_desktop.ui.today.day import DayList
from casa_desktop.ui.today.entry import Entry
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
        {"visit", "person", "catalog", "user", "desk", "follow_up", "child", "pass", "appointment", "care"}
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._catalog: Catalog | None = None
        self._staff: tuple[Staff, ...] = ()
        self._notes = self._z_scores = False
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
        self.list: DayList = DayList()
        self.list.opened.connect(self.open_target)
        self.list.due_asked.connect(self._to_due)
        self.date_edit = DateEdit(name="day_edit", today=session.clock.today, width=140)
        self.date_edit.editingFinished.connect(self._on_date)
        self.date_edit.returnPressed.connect(self._on_enter)
        self._weekday = widgets.label("", "muted", name="weekday_label")
        self._late = widgets.Banner()
        self._late.acted.connect(self.back_to_today)
        self._left = QStackedWidget()
        self._left.setObjectName("left_stack")
        self._panel_scroll = widgets.scrolled(self.panel, "panel_scroll")
        self._child_scroll = widgets.scrolled(self.child, "child_scroll")
        for each in (self.entry, self._panel_scroll, self._child_scroll):
            self._left.addWidget(each)
        self.setLayout(self._make_layout())
        self._shortcut(hotkeys.OTHER_SIDE, self._focus_list)
        self._shortcut(hotkeys.PROTECTION, self.open_card)
        self._shortcut(hotkeys.PASS_SLIP, self.strip.print_slip)
        self._shortcut(hotkeys.DUE, self._to_due)
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
        body = widgets.row(left, self.list, gap=16)
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
        self._read_lists()
        self._read_day()
        self.strip.read()
        self._read_due()

    def changed(self, changes: frozenset[Change]) -> None:
        kinds = {kind for kind, _ in changes}
        if kinds & {"catalog", "user", "desk"}:
            self._read_lists()
        if "follow_up" in kinds:
            self._read_due()
        if kinds & {"visit", "person", "catalog"}:
            self._read_day()
            self.panel.reload()
        self.strip.read()

    def _read_lists(self) -> None:
        if self.session.can(Action.VISIT_RECORD):
            self.session.run(intake.staff, StaffQuery(), owner=self, done=self._on_staff, latest="today.staff")
        else:
            self._on_staff(())

    def _on_staff(self, staff: tuple[Staff, ...]) -> None:
        self._staff = staff
        if self.session.can(Action.NOTE_WRITE):
            self.session.run(psychology.key_at_hand, KeyQuery(), owner=self, done=self._on_key, latest="today.key")
        else:
            self._on_key(False)

    def _on_key(self, at_hand: bool) -> None:
        self._notes = at_hand
        self.session.run(desks.profile, DeskQuery(), owner=self, done=self._on_desk, latest="today.desk")

    def _on_desk(self, profile: DeskProfile) -> None:
        self._z_scores = profile.z_scores
        self.session.run(catalogs.lists, CatalogQuery(), owner=self, done=self._on_lists, latest="today.lists")

    def _on_lists(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._build()
        self._show_list()
        self._show_cards()
        if self._open_later:
            target, self._open_later = self._open_later, ""
            self.open_target(target)

    def _build(self) -> None:
        """The form for these lists and this day; not touched where they are the same."""
        if self._catalog is None:
            return
        mine = self.session.actor.full_name
        staff = sorted(((s.uuid, s.full_name) for s in self._staff), key=lambda each: each[1] != mine)
        facts = FormFacts(self._catalog, self.day, self.session.actor.roles, tuple(staff), self._notes, self._z_scores)
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
        if self._catalog is not None:
            self.list.show_day(self.rows, self._catalog, is_today=self._chosen is None)
            if self._count is not None:
                self.list.show_count(self._count, self._catalog)

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
        if self._catalog is not None:
            self.child.set_cards(self.strip.cards, self._catalog)

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
        self.list.setHidden(wide)

    def _focus_list(self) -> None:
        self.list.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # what the window asks

    def focus_first(self) -> None:
        if self._left.currentWidget() is self._panel_scroll:
            self.panel.focus_first()
        elif self._left.currentWidget() is self._child_scroll:
            self.child.focus_first()
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
            Key(hotkeys.OTHER_SIDE, texts.KEY_LIST),
            Key(hotkeys.PROTECTION, ui_children.KEY),
            Key(hotkeys.PASS, care_texts.PASS_BUTTON),
            Key(hotkeys.PASS_SLIP, care_texts.PASS_SLIP),
            *self._other_keys(),
            Key("Esc", texts.KEY_LEAVE),
        )

    def _other_keys(self) -> list[Key]:
        keys = (
            (hotkeys.DUE, ui_followups.KEY_GO, Action.FOLLOW_UP_VIEW),
            (hotkeys.REFER, ui_referrals.KEY_REFER, Action.REFERRAL_WRITE),
            (hotkeys.FOLLOW_UP, ui_followups.KEY_FOLLOW_UP, Action.FOLLOW_UP_WRITE),
        )
        return [Key(key, does) for key, does, action in keys if self.session.can(action)]

    def help_text(self) -> str:
        return texts.HELP

    def draft(self) -> Draft | None:
        entry = self.entry.draft()
        return None if entry is None else {**entry, "day": self.day.isoformat()}

    def restore(self, draft: Draft) -> None:
        day = date.fromisoformat(str(draft["day"])) if "day" in draft else self.day
        self.show_day(None if day >= self.session.clock.today() else day)
        self.entry.restore(draft)

    def can_leave(self) -> bool:
        return not self.entry.dirty or self.session.prompts.ask(
            texts.LEAVE_QUESTION, do=texts.LEAVE_DO, keep=texts.LEAVE_KEEP
        )

    def close_down(self) -> None:
        self.rows, self._count = (), None
        self.list.clear()
        self.strip.clear()
        self.child.clear()
        self.panel.clear()
        self.entry.close_down()
