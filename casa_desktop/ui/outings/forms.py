"""The form of an outing: day, hours, place, vehicle and team."""

from collections.abc import Mapping, Sequence
from typing import Any

from casa_desktop.domain.errors import Problem
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.outings import LONGEST_SECTOR, LONGEST_VEHICLE, Member, Outing, check_outing
from casa_desktop.texts import places
from casa_desktop.texts import ui_outings as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.choices import Choice
from casa_desktop.ui.editors import PlannedDateEdit, TextEdit, TimeEdit, Today
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.people.parts import Beside
from casa_desktop.ui.settings.parts import save_row
from casa_desktop.ui.visits.model import first
from casa_desktop.ui.visits.several import PickSeveral


class OutingForm(Form):
    """An outing as it should be. *staff* as (uuid, name); *municipality* is the desk's own."""

    def __init__(self, staff: Sequence[tuple[str, str]], municipality: str, today: Today) -> None:
        super().__init__(name="outing_form")
        self._outing = Outing(new_id(), today(), "")
        self._title = widgets.label(texts.NEW_TITLE, "section", name="outing_title")
        near = [(each.code, each.full_name) for each in places.municipalities()]
        when = (
            Field("date", texts.DATE, PlannedDateEdit(name="date_edit", today=today), required=True),
            Field("starts_at", texts.STARTS, TimeEdit(name="starts_at_edit")),
            Field("ends_at", texts.ENDS, TimeEdit(name="ends_at_edit")),
        )
        sector = TextEdit(name="sector_edit", limit=LONGEST_SECTOR)
        where = (
            Field("municipality", texts.MUNICIPALITY, Choice(near, name="municipality_choice"), required=True),
            Field("sector", texts.SECTOR, sector, hint=texts.SECTOR_HINT),
        )
        vehicle = TextEdit(name="vehicle_edit", limit=LONGEST_VEHICLE)
        users = PickSeveral(staff, name="team_edit", placeholder=texts.ADD_MEMBER)
        who = (
            Field("users", texts.TEAM, users),
            Field("others", texts.OTHERS, TextEdit(name="others_edit", limit=600), hint=texts.OTHERS_HINT),
        )
        van = Field("vehicle", texts.VEHICLE, vehicle, hint=texts.VEHICLE_HINT)
        for field in (*when, *where, *who, van):
            self.add(field)
        save = save_row(self, texts.SAVE, icon="save", name="save_outing_button", back=True)
        body = widgets.column(
            self._title,
            self.banner,
            Beside(*when, shares=(3, 2, 2)),
            Beside(*where),
            Beside(*who),
            Beside(van),
            save,
            gap=12,
        )
        body.addStretch(1)
        self.setLayout(body)
        self.load(
            {
                "date": today(),
                "municipality": municipality,
                "users": [staff[0][0]] if staff else [],
            }
        )

    def show_outing(self, outing: Outing) -> None:
        """One that exists."""
        self._outing = outing
        self._title.setText(texts.EDIT_TITLE)
        names = ("date", "starts_at", "ends_at", "municipality", "sector", "vehicle")
        users = [member.user_uuid for member in outing.team if member.user_uuid]
        others = ", ".join(member.name for member in outing.team if not member.user_uuid)
        self.load({**{name: getattr(outing, name) for name in names}, "users": users, "others": others})

    def outing(self) -> Outing:
        """What stands in the form."""
        values = self.values()
        others = (name.strip() for name in values["others"].split(","))
        team = (
            *(Member(uuid) for uuid in values["users"]),
            *(Member(name=name) for name in others if name),
        )
        return Outing(
            uuid=self._outing.uuid,
            date=values["date"] or self._outing.date,
            municipality=first(values["municipality"]),
            sector=values["sector"],
            vehicle=values["vehicle"],
            starts_at=values["starts_at"],
            ends_at=values["ends_at"],
            team=team,
            closed=self._outing.closed,
            version=self._outing.version,
        )

    def check(self) -> tuple[Problem, ...]:
        return super().check() or tuple(check_outing(self.outing()))

    def field_of(self, problem: Problem) -> str:
        return {"team": "others"}.get(problem.field, problem.field)

    def draft(self) -> dict[str, Any]:
        return {**super().draft(), "uuid": self._outing.uuid}

    def restore(self, draft: Mapping[str, Any]) -> None:
        super().restore(draft)
        if not self._outing.version:
            uuid = str(draft.get("uuid") or self._outing.uuid)
            self._outing = Outing(uuid, self._outing.date, "")
