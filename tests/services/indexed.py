"""A desk of two persons, for the tests of what `verificar` says of the indexes that people are found by."""

from casa_desktop.domain.access import Role
from casa_desktop.domain.documents import Document
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.persons import Numbers
from casa_desktop.domain.phones import Phone
from casa_desktop.services import checkup, people
from casa_desktop.services.checkup import Check
from casa_desktop.services.people import EditPerson, PersonQuery, RegisterPerson
from casa_desktop.services.runner import Runner
from tests.services.desk import Desk
from tests.services.test_people import MARIA, named

FIRST, SECOND = "P-000001", "P-000002"


def two_persons(desk: Desk) -> Runner:
    """Two persons with a name, a document and phones, of whom the first was corrected since; who registered them."""
    runner = desk.runner(Role.COORDINATION)
    for number, details in enumerate((MARIA, named("Íngrid", "Ñáñez", "de los Ángeles")), 1):
        documents = (Document(new_id(), "CV", f"V-12.345.67{number}"),)
        phones = (Phone(new_id(), f"+58 0414 123456{number} ext. 22"), Phone(new_id(), "300 123 4567"))
        uuid = new_id()
        runner.run(people.register, RegisterPerson(uuid, details, Numbers(documents, phones)))
        if number == 1:
            version = runner.run(people.page, PersonQuery(uuid)).result.version
            runner.run(people.edit, EditPerson(uuid, version, named("Mariana", "Rincón")))
    return runner


def checked(runner: Runner, name: str) -> Check:
    """What the check called *name* says."""
    return next(check for check in checkup.run(runner) if check.name == name)
