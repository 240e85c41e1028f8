"""The sealed note: read by who holds the key, kept in revisions, and never in the file as it was typed."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.visits import Anonymous, NewService, Psychology
from casa_desktop.services import psychology, visits
from casa_desktop.services.psychology import ReadNote, WriteNote
from casa_desktop.services.runner import Runner
from casa_desktop.services.visits import CorrectService, RecordVisit
from tests.services.desk import Desk

TODAY = date(2026, 3, 10)
SECRET = "Llegó con miedo.\nVolverá el jueves; ñandú."


@pytest.fixture
def room(desk: Desk) -> Runner:
    return desk.runner(Role.PSYCHOLOGY)


def record(runner: Runner, note: str = "") -> NewService:
    service = NewService(new_id(), "PSI", Psychology(False, note=note))
    person = Anonymous(new_id(), "02", 26, 59)
    runner.run(visits.record, RecordVisit(new_id(), TODAY, "TRANSITO", (service,), anonymous=person))
    return service


def refused(runner: Runner, verb: Any, command: Any) -> Code:
    with pytest.raises(CasaError) as caught:
        runner.run(verb, command)
    return caught.value.code


def test_a_note_comes_back_as_it_was_written_and_its_reading_is_kept(room: Runner) -> None:
    service = record(room, SECRET)
    read = room.run(psychology.read_note, ReadNote(service.uuid)).result
    assert (read.text, read.revision, len(read.revisions)) == (SECRET, 1, 1)
    with room.batch() as ctx:
        kept = ctx.work.connection.exec_driver_sql("SELECT action FROM audit").scalars().all()
    assert "note.read" in kept


def test_every_revision_is_kept_and_two_writers_do_not_overwrite_each_other(room: Runner) -> None:
    service = record(room, "uno")
    second = WriteNote(new_id(), service.uuid, "dos", after=1)
    for _ in range(2):
        assert room.run(psychology.write_note, second).result.revision == 2
    assert refused(room, psychology.write_note, WriteNote(new_id(), service.uuid, "tres", after=1)) is Code.CONFLICT
    assert room.run(psychology.read_note, ReadNote(service.uuid)).result.text == "dos"
    assert room.run(psychology.read_note, ReadNote(service.uuid, revision=1)).result.text == "uno"
    assert refused(room, psychology.read_note, ReadNote(service.uuid, revision=9)) is Code.NOT_FOUND


def test_a_session_without_a_note_says_so(room: Runner) -> None:
    read = room.run(psychology.read_note, ReadNote(record(room).uuid)).result
    assert (read.revision, read.text, read.revisions) == (0, "", ())


def test_nobody_else_reads_it(desk: Desk, room: Runner) -> None:
    service = record(room, SECRET)
    for role in Role:
        if role is not Role.PSYCHOLOGY:
            assert refused(desk.runner(role), psychology.read_note, ReadNote(service.uuid)) is Code.FORBIDDEN


def test_the_role_without_the_key_counts_the_session_and_does_not_open_the_note(desk: Desk, room: Runner) -> None:
    service = record(room, SECRET)
    keyless = desk.runner(Role.PSYCHOLOGY, keyless=True)
    assert refused(keyless, psychology.read_note, ReadNote(service.uuid)) is Code.NEEDS_COMPARTMENT_KEY
    assert (
        refused(keyless, psychology.write_note, WriteNote(new_id(), service.uuid, "x", 1)) is Code.NEEDS_COMPARTMENT_KEY
    )
    record(keyless)


def test_a_note_moved_to_another_session_does_not_open(room: Runner) -> None:
    first, second = record(room, SECRET), record(room, "otra")
    with room.batch() as ctx:
        ctx.work.connection.exec_driver_sql(
            "UPDATE sealed_note SET sealed = (SELECT n.sealed FROM sealed_note n JOIN service s ON s.id = n.service_id"
            " WHERE s.uuid = ?) WHERE service_id = (SELECT id FROM service WHERE uuid = ?)",
            (first.uuid, second.uuid),
        )
    assert refused(room, psychology.read_note, ReadNote(second.uuid)) is Code.BASE_DAMAGED


def test_the_text_is_not_in_the_row(room: Runner) -> None:
    record(room, SECRET)
    with room.batch() as ctx:
        (sealed,) = ctx.work.connection.exec_driver_sql("SELECT sealed FROM sealed_note").scalars().all()
    assert b"miedo" not in sealed


def test_a_corrected_session_keeps_its_notes(room: Runner) -> None:
    service = record(room, SECRET)
    moved = replace(service, uuid=new_id())
    room.run(visits.correct, CorrectService(service.uuid, 1, TODAY - timedelta(days=1), moved))
    assert room.run(psychology.read_note, ReadNote(moved.uuid)).result.text == SECRET
    written = room.run(psychology.write_note, WriteNote(new_id(), moved.uuid, "más", after=1)).result
    assert written.revision == 2
    assert room.run(psychology.read_note, ReadNote(moved.uuid)).result.text == "más"
