"""The household on a person's page: who belongs to it, who joins, who leaves, who heads it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.catalog import Catalog, Kind
from casa_desktop.domain.person_views import Member, PersonPage
from casa_desktop.services import households
from casa_desktop.services.households import DescribeMember, JoinHousehold, LeaveHousehold
from casa_desktop.texts import ui_families as families
from casa_desktop.texts import ui_people as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.choices import Choice
from casa_desktop.ui.editors import CheckEdit, DateEdit
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.people.model import listed
from casa_desktop.ui.people.parts import Beside, flowing
from casa_desktop.ui.people.picker import PersonPicker
from casa_desktop.ui.session import Session
from casa_desktop.ui.worker import Priority


class KinshipForm(Form):
    """What one member is to the head of the household."""

    def __init__(self, session: Session, catalog: Catalog, member: Member) -> None:
        super().__init__(name="kinship_form")
        self._member = member
        options = listed(catalog, Kind.KINSHIP, session.clock.today())
        kinship = self.add(Field("kinship", texts.KINSHIP, Choice(options, name="kinship_choice", width=320)))
        head = CheckEdit(texts.HEAD_CHECK, name="head_check")
        shown = self.add(Field("head", "", head))
        self.setLayout(widgets.column(self.banner, kinship, shown))
        self.load({"kinship": member.kinship or None, "head": member.head})
        self.finish_on(head)

    def command(self) -> DescribeMember:
        """What to write."""
        values = self.values()
        return DescribeMember(self._member.person_uuid, values["kinship"] or "", values["head"])


class JoinPart(QWidget):
    """Finds who belongs to the family of *page*: somebody known joins at once, somebody new is registered first."""

    joined = Signal()
    new_member = Signal(str)
    """The name that was typed."""

    def __init__(self, session: Session, page: PersonPage, catalog: Catalog | None) -> None:
        super().__init__()
        self.setObjectName("join_part")
        self._session = session
        self._page = page
        today = session.clock.today
        self.since = DateEdit(name="since_edit", today=today)
        self.since.set_value(today())
        self.kinship = Choice(listed(catalog, Kind.KINSHIP, today()) if catalog else (), name="member_kinship_choice")
        self.picker = PersonPicker(session, name="member_picker")
        self.picker.person_chosen.connect(self._join)
        self.picker.new_person.connect(self.new_member)
        facts = Beside(
            Field("kinship", texts.KINSHIP, self.kinship),
            Field("since", families.SINCE, self.since),
            shares=(3, 1),
        )
        self.setLayout(widgets.column(self.picker, facts, widgets.hint(families.JOIN_HINT)))

    def focus_first(self) -> None:
        """Puts the cursor into the box."""
        self.picker.focus_first()

    def _join(self, uuid: str) -> None:
        self._session.run(
            households.join,
            JoinHousehold(uuid, self._page.uuid, self.kinship.value() or "", since=self.since.value()),
            owner=self,
            done=lambda _: self._done(),
            priority=Priority.SAVING,
            what=texts.SAVING,
            cancellable=False,
        )

    def _done(self) -> None:
        self._session.prompts.inform(texts.JOINED)
        self.joined.emit()


class FamilyPart(QWidget):
    """The household of one person."""

    opened = Signal(str)
    """The uuid of a member."""
    add_asked = Signal()
    kinship_asked = Signal(object)
    """The :class:`Member` whose kinship is to be changed."""

    def __init__(self, session: Session, page: PersonPage, catalog: Catalog) -> None:
        super().__init__()
        self.setObjectName("family_part")
        self._session = session
        self._page = page
        inside = widgets.column(widgets.label(texts.family(len(page.members)), "section"))
        if len(page.members) < 2:
            inside.addWidget(widgets.label(texts.ALONE, "muted", wrap=True))
        else:
            for member in page.members:
                inside.addLayout(self._line(member, catalog))
        for title, lines in (
            (families.FORMER, [families.former(each) for each in page.former]),
            (families.EARLIER, [families.earlier(each) for each in page.earlier]),
        ):
            if lines:
                inside.addWidget(widgets.label(title, "caption"))
                inside.addWidget(widgets.label("\n".join(lines), "muted", wrap=True, name="household_history"))
        if session.can(Action.PERSON_EDIT):
            inside.addLayout(self._acts())
        self.setLayout(inside)

    def _line(self, member: Member, catalog: Catalog) -> QHBoxLayout:
        own = member.person_uuid == self._page.uuid
        words = widgets.label(
            texts.member(member, catalog), "section" if own else "body", wrap=True, name=f"member_{member.code}"
        )
        line = widgets.row(words)
        line.setStretch(0, 1)
        if not own:
            go = widgets.link(texts.OPEN, lambda: self.opened.emit(member.person_uuid), name=f"open_{member.code}")
            go.setAccessibleName(f"{texts.OPEN} {texts.name(member.name)}")
            line.addWidget(go)
        return line

    def _acts(self) -> QVBoxLayout:
        own = next((m for m in self._page.members if m.person_uuid == self._page.uuid), None)
        add = widgets.Button(texts.ADD_MEMBER, self.add_asked.emit, icon="add", name="add_member_button")
        first = [add]
        acts = widgets.column(gap=widgets.SMALL)
        if own is not None and len(self._page.members) > 1:
            kinship = widgets.link(texts.CHANGE_KINSHIP, lambda: self.kinship_asked.emit(own), name="kinship_button")
            leave = widgets.link(texts.LEAVE_FAMILY, self._leave, name="leave_family_button")
            self._leave_on = DateEdit(name="leave_on_edit", today=self._session.clock.today, width=120)
            self._leave_on.set_value(self._session.clock.today())
            self._leave_on.setAccessibleName(families.LEAVE_ON)
            self._leave_on.setToolTip(families.LEAVE_ON)
            add.ensurePolished()
            kinship.setMinimumHeight(add.sizeHint().height())  # level with the button beside it
            first.append(kinship)
            acts.addLayout(widgets.row(leave, self._leave_on, left=True))
        acts.insertWidget(0, flowing(*first))
        return acts

    def _leave(self) -> None:
        prompts, on = self._session.prompts, self._leave_on.value()
        if on is None:
            self._leave_on.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if not prompts.ask(texts.leave_family(on), do=texts.LEAVE_FAMILY_DO, keep=texts.CANCEL):
            return
        self._session.run(
            households.leave,
            LeaveHousehold(self._page.uuid, on),
            owner=self._session.tasks,
            done=lambda _: prompts.inform(texts.LEFT_FAMILY),
            priority=Priority.SAVING,
            what=texts.SAVING,
            cancellable=False,
        )
