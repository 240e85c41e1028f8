"""«Traslados» over a real encrypted desk, driven by keys; a family of four stands in it."""

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.names import Name
from casa_desktop.domain.persons import Details
from casa_desktop.services import families
from casa_desktop.services.families import FamilyMember, RegisterFamily
from casa_desktop.services.people import RegisterPerson
from tests.services.desk import TODAY
from tests.ui.people.conftest import Room, _no_stray_window, room  # noqa: F401  # fixtures


@pytest.fixture
def family(room: Room) -> tuple[str, ...]:  # noqa: F811  # the fixture of that name
    """The uuids of a mother, her partner and two children."""
    members = tuple(
        FamilyMember(
            RegisterPerson(new_id(), Details(Name(first, "", "Rojas"), sex="02", age=Age(None, AgeRange(y, y), TODAY)))
        )
        for first, y in (("Ana", 34), ("Pedro", 36), ("Luis", 8), ("Rosa", 5))
    )
    command = RegisterFamily(new_id(), members)
    return room.on_db(lambda: room.desk.runner(Role.RECEPTION).run(families.register, command).result.members)
