"""What is known of who is attended: their page, their last visit, and «igual que la última atención»."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt

from casa_desktop.domain.access import Action
from casa_desktop.domain.catalog import Form as Kinds
from casa_desktop.domain.person_views import PersonPage
from casa_desktop.domain.visit_views import Again, VisitRow
from casa_desktop.services import again, people, visits
from casa_desktop.services.again import AgainQuery
from casa_desktop.services.people import PersonQuery
from casa_desktop.services.visits import PersonQuery as VisitsOf
from casa_desktop.texts import ui_again
from casa_desktop.texts import ui_visits as texts
from casa_desktop.ui.session import Session
from casa_desktop.ui.today.taking import Taking
from casa_desktop.ui.visits.form import VisitForm


class Knowing(QObject):
    """*form* gives the form of a known person's visit, or None where none is taken."""

    def __init__(self, session: Session, taking: Taking, form: Callable[[], VisitForm | None]) -> None:
        super().__init__(taking)
        self._session, self._taking, self._form = session, taking, form
        self._repeated: Again | None = None
        """What was filled in: from then on the profile is asked."""
        self._whole_family = False

    def ask(self, person_uuid: str, *, family: bool = False) -> None:
        """Who it is and when they came last; *family* = they came together."""
        self._repeated, self._whole_family = None, family
        self._taking.show_who("…")
        can, run = self._session.can, self._session.run
        if can(Action.PERSON_VIEW):
            run(
                people.page,
                PersonQuery(person_uuid),
                owner=self,
                done=self._tell_person,
                latest="today.person",
                failed=lambda error: form.show_problems(error.problems) if (form := self._form()) else None,
            )
        if can(Action.VISIT_VIEW):
            run(visits.of_person, VisitsOf(person_uuid, 40), owner=self, done=self._tell_last, latest="today.last")

    def repeat(self) -> None:
        """Fills the form as the last visit was, all but the profile."""
        form = self._form()
        if form is None or not self._session.can(Action.VISIT_VIEW):
            return
        query = AgainQuery(form.person_uuid, form.facts.day)
        self._session.run(again.again, query, owner=self, done=self._fill, latest="today.again")

    def _tell_person(self, page: PersonPage) -> None:
        form = self._form()
        if form is None or page.uuid != form.person_uuid:
            return
        self._taking.show_who(texts.person_title(page), texts.person_about(page))
        form.show_person(page.details.sex, page.details.age)
        members = [member for member in page.members if member.person_uuid != page.uuid]
        with form.quiet():
            form.show_family(members)
        present = [member.person_uuid for member in members] if self._whole_family else self._company()
        if present:
            form.family.set_value(present)

    def _tell_last(self, rows: tuple[VisitRow, ...]) -> None:
        form = self._form()
        if form is None or (rows and rows[0].person_uuid != form.person_uuid):
            return
        if self._repeated is not None:
            return  # what was filled in is told already, and the profile is asked
        again = bool(rows) and rows[0].date == form.facts.day
        if rows:
            said = texts.services(rows[0], form.facts.catalog)
            self._taking.said.show_text(
                texts.same_day(said) if again else texts.last_visit(rows[0].date, said), "warn" if again else "accent"
            )
        else:
            self._taking.said.show_text(texts.FIRST_VISIT, "accent")
        if rows and not form.profile.value():
            with form.quiet():
                form.profile.set_value(rows[0].profile)
        for code, part in form.parts.items():
            if part.kind.form is Kinds.PSYCHOLOGY and any(s.type == code for row in rows for s in row.services):
                with form.quiet():
                    form.field(f"{code}.follow_up").set_value("later")

    def _fill(self, last: Again) -> None:
        form = self._form()
        if form is None:
            return
        said = ui_again.said(last, form.facts.catalog)
        if last.types and not (last.gone or last.apart):
            self._taking.said.show_text(said, "accent")
        else:
            # The cursor goes down to the profile: what was left out must stay in sight.
            self._taking.warning.show_text(said, "warn")
        if last.came_on is None or not last.types:
            return
        self._repeated = last
        form.services.set_value(last.types)
        for name, code in (("place", last.place), ("funder", last.funder)):
            form.field(name).set_value(code or None)
        if present := self._company():
            form.family.set_value(present)
        form.profile.set_value(None)
        form.profile.setFocus(Qt.FocusReason.OtherFocusReason)

    def _company(self) -> list[str]:
        """Who was there the last time and lives with them still."""
        form = self._form()
        if form is None or self._repeated is None:
            return []
        return [m.person_uuid for m in form.family.members if m.person_uuid in self._repeated.family]
