"""The forms of the details of a visit: a service corrected, what was asked changed, a sealed note written."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from casa_desktop.domain.catalog import Catalog, Kind
from casa_desktop.domain.errors import Problem
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.visit_views import ServiceDetail, VisitDetail
from casa_desktop.domain.visits import Guidance, Psychology, Rcf, check_date, check_service
from casa_desktop.services.psychology import NoteRead, WriteNote
from casa_desktop.services.visits import CorrectService, EditVisit
from casa_desktop.texts import ui_visits as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.choices import Chips, Choice
from casa_desktop.ui.editors import CheckEdit, DateEdit, NotesEdit, NumberEdit, TextEdit
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.visits.form import FormFacts
from casa_desktop.ui.visits.model import first, new_service, values_of
from casa_desktop.ui.visits.parts import ServicePart, options


def _part_values(detail: ServiceDetail) -> dict[str, Any]:
    """What the block of its kind shows of a service."""
    form, code = detail.form, detail.type
    if isinstance(form, Guidance):
        return {f"{code}.topics": form.topics, f"{code}.partners": form.partners}
    if isinstance(form, Psychology):
        return {f"{code}.follow_up": "later" if form.follow_up else "first", f"{code}.modality": form.modality}
    if isinstance(form, Rcf):
        return {
            f"{code}.modality": form.modality,
            f"{code}.country": form.country,
            f"{code}.result": form.result,
            f"{code}.minutes": form.minutes,
        }
    return {}


def _reason() -> Field:
    """Why a closed month is touched; the verb knows which is."""
    edit = TextEdit(name="reason_edit", limit=500)
    return Field("reason", texts.CORRECT_REASON, edit, hint=texts.CORRECT_REASON_HINT)


class CorrectionForm(Form):
    """One service as it should have been."""

    def __init__(self, facts: FormFacts, visit: VisitDetail, detail: ServiceDetail, today: Callable[[], date]) -> None:
        super().__init__(name="correction_form")
        self.uuid = new_id()
        self._visit_uuid = new_id()
        self._facts, self._visit, self._detail, self._today = facts, visit, detail, today
        catalog = facts.catalog
        kinds = list(catalog.types_for(facts.roles, visit.date))
        kinds += [k for k in catalog.service_types if k.code == detail.type and k not in kinds]
        self.type = Choice([(kind.code, kind.name) for kind in kinds], name="type_choice")
        day = self.add(Field("date", texts.DATE, DateEdit(name="date_edit", today=today), required=True))
        kind_field = self.add(Field("type", texts.TYPE, self.type, required=True))
        top = widgets.row(day, kind_field)
        top.setStretch(1, 1)
        given = {detail.type: detail.answers}
        self.parts = {
            kind.code: ServicePart(self, kind, catalog, visit.date, notes=None, answers=given.get(kind.code, ()))
            for kind in kinds
        }
        body = widgets.column(widgets.hint(texts.CORRECT_HINT), self.banner, top, gap=12)
        for part in self.parts.values():
            body.addWidget(part)
        body.addLayout(self._common(catalog))
        body.addWidget(self.add(_reason()))
        self.setLayout(body)
        self.type.edited.connect(self._show_part)
        self.load(self._values())
        self._show_part()

    def _common(self, catalog: Catalog) -> QVBoxLayout:
        day = self._visit.date
        place = Choice(options(catalog, Kind.PLACE, day), name="place_choice")
        funder = Choice(options(catalog, Kind.FUNDER, day), name="funder_choice")
        sheet = self.add(Field("sheet", texts.SHEET, TextEdit(name="sheet_edit", width=110, limit=20)))
        line = self.add(Field("line", texts.LINE, NumberEdit(name="line_edit", width=64, limit=3)))
        folio = widgets.row(sheet, line)
        folio.addWidget(self.add(Field("staff", texts.STAFF, Choice(self._facts.staff, name="staff_choice"))), 1)
        where = widgets.row(
            self.add(Field("place", texts.PLACE, place)), self.add(Field("funder", texts.FUNDER, funder))
        )
        return widgets.column(folio, where, gap=12)

    def _values(self) -> dict[str, Any]:
        old = self._detail
        values: dict[str, Any] = {
            "date": self._visit.date,
            "type": old.type,
            "place": old.place,
            "funder": old.funder,
            "sheet": old.sheet,
            "line": old.line,
            "staff": old.staff_uuid,
            **_part_values(old),
        }
        if (kind := self._facts.catalog.service_type(old.type)) is not None:
            values |= values_of(kind, old.answers)
        given = {f"{old.type}.quantity": old.quantity, f"{old.type}.details": old.details}
        return values | {name: value for name, value in given.items() if name in {f.name for f in self.fields()}}

    def _show_part(self) -> None:
        code = self.type.value()
        for each, part in self.parts.items():
            shown = each == code
            if shown and part.isHidden():
                with self.quiet():
                    for name, value in part.defaults().items():
                        if not first(self.field(name).value()):
                            self.field(name).set_value(value)
            part.setVisible(shown)

    def command(self) -> CorrectService:
        """What to ask of ``visits.correct``."""
        values = self.values()
        kind = self._facts.catalog.service_type(values["type"] or self._detail.type)
        if kind is None:
            raise LookupError(self._detail.type)
        service = new_service(kind, values, self.uuid, companions=False)
        return CorrectService(
            self._detail.uuid,
            self._detail.version,
            values["date"] or self._visit.date,
            service,
            visit_uuid=self._visit_uuid,
            reason=values["reason"],
        )

    def check(self) -> tuple[Problem, ...]:
        chosen = self.type.value()
        hidden = {code for code in self.parts if code != chosen}
        if wrong := tuple(p for p in super().check() if p.field.partition(".")[0] not in hidden):
            return wrong
        command = self.command()
        problems = check_service(command.service, self._facts.catalog, command.date, "service")
        problems.extend(check_date(command.date, self._today()))
        return tuple(problems)

    def field_of(self, problem: Problem) -> str:
        name = problem.field.removeprefix("service.")
        inside = f"{self.type.value()}.{'modality' if name == 'form' else name}"
        return inside if inside in {field.name for field in self.fields()} else name


class FactsForm(Form):
    """What was asked about a visit."""

    def __init__(self, facts: FormFacts, visit: VisitDetail) -> None:
        super().__init__(name="facts_form")
        self._visit = visit
        catalog, day = facts.catalog, visit.date
        profile = Chips(options(catalog, Kind.PROFILE, day), name="profile_chips", single=True)
        vulnerabilities = Chips(options(catalog, Kind.VULNERABILITY, day), name="vulnerabilities_chips")
        intention = Chips(options(catalog, Kind.INTENTION, day), name="intention_chips", single=True)
        lodging = Chips(options(catalog, Kind.LODGING, day), name="sleeps_at_chips", single=True)
        origin, destination = TextEdit(name="origin_edit", limit=80), TextEdit(name="destination_edit", limit=80)
        self.setLayout(
            widgets.column(
                self.banner,
                self.add(Field("profile", texts.PROFILE, profile, required=True)),
                self.add(Field("vulnerabilities", texts.VULNERABILITIES, vulnerabilities)),
                self.add(Field("intention", texts.INTENTION, intention)),
                self.add(Field("walker", texts.ROUTE, CheckEdit(texts.WALKER, name="walker_check"))),
                widgets.row(
                    self.add(Field("origin", texts.ORIGIN, origin)),
                    self.add(Field("destination", texts.DESTINATION, destination)),
                ),
                self.add(Field("sleeps_at", texts.SLEEPS_AT, lodging)),
                self.add(_reason()),
                gap=12,
            )
        )
        self.load({field.name: getattr(visit, field.name) for field in self.fields() if field.name != "reason"})

    def command(self) -> EditVisit:
        """What to ask of ``visits.edit``."""
        values: Mapping[str, Any] = self.values()
        return EditVisit(
            self._visit.uuid,
            self._visit.version,
            first(values["profile"]),
            values["vulnerabilities"],
            first(values["intention"]),
            values["walker"],
            values["origin"],
            values["destination"],
            first(values["sleeps_at"]),
            values["reason"],
        )


class NoteForm(Form):
    """The note of a session, as the next revision."""

    def __init__(self, note: NoteRead) -> None:
        super().__init__(name="note_form")
        self.note = note
        """As it was read: the text is the next version of it."""
        self._uuid = new_id()
        edit = NotesEdit(name="note_edit", lines=12, limit=50_000)
        body = widgets.column(self.banner, gap=12)
        if note.revisions:
            last = note.revisions[-1]
            body.addWidget(widgets.hint(texts.revision(last)))
        body.addWidget(self.add(Field("text", texts.NOTE, edit, hint=texts.note_hint())))
        self.setLayout(body)
        self.load({"text": note.text})

    def command(self) -> WriteNote:
        """What to ask of ``psychology.write_note``."""
        return WriteNote(self._uuid, self.note.service_uuid, self.field("text").value(), after=self.note.revision)
