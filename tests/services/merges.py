"""What the tests of merging share: two records of one person, joined and parted, and the rows as they stand."""

from typing import Any

from casa_desktop.domain.ids import new_id
from casa_desktop.domain.merging import Comparison, Part
from casa_desktop.services import merging
from casa_desktop.services.merging import MergePersons, PairQuery, UndoMerge
from casa_desktop.services.runner import Runner
from tests.services.desk import Desk

IDENTITY = {
    "person_name": "person_id",
    "person_document": "person_id",
    "person_phone": "person_id",
    "person_address": "person_id",
    "person_word": "person_id",
    "household_member": "person_id",
    "consent": "person_id",
}


def compared(runner: Runner, kept: str, other: str) -> Comparison:
    return runner.run(merging.compare, PairQuery(kept, other)).result


def merge(runner: Runner, kept: str, other: str, *taken: Part, reason: str = "") -> str:
    """Joins them as they are shown; gives the uuid of the merge."""
    shown = compared(runner, kept, other)
    versions = shown.kept.page.version, shown.other.page.version
    command = MergePersons(new_id(), kept, other, *versions, frozenset(taken), reason)
    for _ in range(2):  # a commit whose answer was lost is repeated
        runner.run(merging.merge, command)
    return command.uuid


def undo(runner: Runner, uuid: str, reason: str = "", *, apart: bool = False) -> None:
    for _ in range(2):
        runner.run(merging.undo, UndoMerge(uuid, reason, apart))


def rows(desk: Desk, uuid: str) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that stands of a record's identity, but for the version: who has a form open must be told."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    with desk.base.begin() as work:
        run = work.connection.exec_driver_sql
        columns = [row[1] for row in run("PRAGMA table_info(person)") if row[1] != "version"]
        asked = f"SELECT {', '.join(columns)} FROM person WHERE uuid = ?"
        found["person"] = [tuple(row) for row in run(asked, (uuid,))]
        for table, column in IDENTITY.items():
            asked = f"SELECT * FROM {table} WHERE {column} = (SELECT id FROM person WHERE uuid = ?) ORDER BY 1, 2, 3"
            found[table] = [tuple(row) for row in run(asked, (uuid,))]
    return found
