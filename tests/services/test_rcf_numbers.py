"""Numbers that were called: sealed, masked, shown with a trace, and gone for good when their time is over."""

from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from casa_desktop.domain.access import Role
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.rcf import CallState
from casa_desktop.services import alarms, rcf, rcf_numbers
from casa_desktop.services.rcf import Finish, MoveTurn, Retry
from casa_desktop.services.rcf_numbers import NumbersOf, Purge, RevealNumber, SetKeep
from casa_desktop.services.runner import Runner
from casa_desktop.storage.profile import DATABASE
from casa_desktop.storage.rcf_tables import rcf_number
from tests.reliability.test_plain_text import traces
from tests.services.desk import Desk
from tests.services.test_rcf import call, line, register, row, wait

NUMBER = "0414 765 4321"
DAY = 24 * 3600


@pytest.fixture
def phone(desk: Desk) -> Runner:
    return desk.runner(Role.RCF)


def refused(runner: Runner, verb: Any, command: Any) -> Code:
    with pytest.raises(CasaError) as caught:
        runner.run(verb, command)
    return caught.value.code


def decrypted(desk: Desk) -> bytes:
    """What a thief with the data key, but without that of RCF, reads: every page of the file."""
    with desk.base.begin() as work:
        pages = work.connection.exec_driver_sql("SELECT * FROM rcf_number").all()
        trail = work.connection.exec_driver_sql("SELECT * FROM audit").all()
        turns = work.connection.exec_driver_sql("SELECT * FROM rcf_turn").all()
    return b"\n".join(
        cell if isinstance(cell, bytes) else str(cell).encode() for r in (*pages, *trail, *turns) for cell in r
    )


def test_a_number_is_masked_in_lists_and_each_showing_is_kept(desk: Desk, phone: Runner) -> None:
    turn = wait(phone, register(desk), number=NUMBER)
    assert row(phone, turn).masked == "••••4321"
    assert phone.run(rcf_numbers.reveal, RevealNumber(turn)).result == NUMBER
    with phone.batch() as ctx:
        acts = ctx.work.connection.exec_driver_sql("SELECT action FROM audit").scalars().all()
    assert acts[-1] == "rcf.reveal"
    for piece in (NUMBER, NUMBER.replace(" ", ""), "7654321", "765 4321"):
        assert piece.encode() not in decrypted(desk), piece


def test_not_even_the_last_digits_stand_beside_a_sealed_number() -> None:
    """The mask is made of what the key opens: a column for it would tell four digits to whoever has the file's key."""
    assert set(rcf_number.c.keys()) == {"id", "uuid", "person_id", "country", "sealed", "used_on"}


def test_who_has_no_key_sees_nothing_of_a_number_and_does_everything_else(desk: Desk, phone: Runner) -> None:
    person = register(desk)
    turn = wait(phone, person, number=NUMBER)
    for other in (desk.runner(Role.RECEPTION), desk.runner(Role.COORDINATION), desk.runner(Role.RCF, keyless=True)):
        shown = row(other, turn)
        assert (shown.masked, shown.number_uuid, line(other).key) == ("", "", False)
        with pytest.raises(CasaError):
            other.run(rcf_numbers.reveal, RevealNumber(turn))
        with pytest.raises(CasaError):
            wait(other, person, number=NUMBER)
        own = wait(other, register(desk, "Otra"))
        service = call(other, own, "NO_CONTESTA")
        other.run(rcf.retry, Retry(new_id(), service))
    assert desk.runner(Role.RCF, keyless=True).run(rcf_numbers.numbers_of, NumbersOf(person)).result == ()
    # Another try begun without the key keeps the number for who has it.
    keyless = desk.runner(Role.RCF, keyless=True)
    again = Retry(new_id(), call(keyless, turn, "NO_CONTESTA"))
    keyless.run(rcf.retry, again)
    assert row(phone, again.uuid).masked == "••••4321"


def test_a_number_called_before_is_offered_and_kept_once(desk: Desk, phone: Runner) -> None:
    person = register(desk)
    wait(phone, person, number=NUMBER)
    wait(phone, person, number=NUMBER)
    (known,) = phone.run(rcf_numbers.numbers_of, NumbersOf(person)).result
    assert (known.masked, known.country) == ("••••4321", "VEN")
    again = wait(phone, person, number_uuid=known.uuid)
    assert row(phone, again).masked == known.masked
    other = register(desk, "Otra")
    with pytest.raises(CasaError):
        wait(phone, other, number_uuid=known.uuid)
    with pytest.raises(CasaError) as caught:
        wait(phone, person, number="12")
    assert caught.value.code is Code.BAD_PHONE


def test_a_number_is_gone_for_good_after_its_days_whoever_enters(desk: Desk, phone: Runner) -> None:
    person = register(desk)
    turn = wait(phone, person, number=NUMBER)
    desk.clock.advance(30 * DAY)
    assert phone.run(rcf_numbers.purge, Purge()).result == 0
    assert len(phone.run(rcf_numbers.numbers_of, NumbersOf(person)).result) == 1
    desk.clock.advance(DAY)
    alarms.enter(desk.runner(Role.CONSULTATION))
    assert phone.run(rcf_numbers.numbers_of, NumbersOf(person)).result == ()
    with desk.base.begin() as work:
        sql = work.connection.exec_driver_sql
        left = [sql(f"SELECT count(*) FROM {table}").scalar() for table in ("rcf_number", "rcf_turn")]
        trail = sql("SELECT record FROM audit WHERE action = 'rcf.purge'").scalars().all()
    assert (left, trail) == ([0, 0], ["1"])
    assert refused(phone, rcf.move, MoveTurn(turn, 1, CallState.CALLING)) is Code.NOT_FOUND


PAGE, RESERVE, IV = 4096, 80, 16
"""Of SQLCipher 4: a page ends in its IV and its HMAC."""


def pages(desk: Desk) -> bytes:
    """Every page of the base as whoever holds the data key can decrypt it, free ones too."""
    data = (desk.folder / DATABASE).read_bytes()
    plain = b""
    for start in range(0, len(data), PAGE):
        page = data[start : start + PAGE]
        iv = page[PAGE - RESERVE : PAGE - RESERVE + IV]
        sealed = page[16 if start == 0 else 0 : PAGE - RESERVE]  # the salt stands before the first page
        plain += Cipher(AES(desk.users[Role.RCF][1].data), CBC(iv)).decryptor().update(sealed)
    return plain


def test_nothing_of_a_deleted_number_is_left_in_the_file(desk: Desk, phone: Runner) -> None:
    person = register(desk)
    wait(phone, person, number=NUMBER)
    with desk.base.begin() as work:
        sealed = work.connection.exec_driver_sql("SELECT sealed FROM rcf_number").scalar()
    assert isinstance(sealed, bytes)
    hidden = {NUMBER, NUMBER.replace(" ", ""), "7654321"}
    assert sealed in pages(desk), "the control sees what is there"
    assert b"rcf_number" in pages(desk)
    assert traces(desk.folder, hidden) == []
    desk.clock.advance(31 * DAY)
    phone.run(rcf_numbers.purge, Purge())
    assert sealed not in pages(desk)
    assert traces(desk.folder, hidden) == []


def test_a_desk_may_keep_no_number_at_all(desk: Desk, phone: Runner) -> None:
    head = desk.runner(Role.COORDINATION)
    turn = wait(phone, register(desk), number=NUMBER)
    head.run(rcf_numbers.set_keep, SetKeep(0))
    assert row(phone, turn).masked == ""
    other = wait(phone, register(desk, "Otra"), number=NUMBER)
    assert (row(phone, other).masked, line(phone).keep_days) == ("", 0)
    assert refused(head, rcf_numbers.set_keep, SetKeep(366)) is Code.OUT_OF_RANGE
    assert refused(phone, rcf_numbers.set_keep, SetKeep(9)) is Code.FORBIDDEN
    # The call itself goes on.
    phone.run(rcf.move, MoveTurn(turn, row(phone, turn).version, CallState.CALLING))
    phone.run(rcf.finish, Finish(turn, row(phone, turn).version, new_id(), new_id(), "LOGRADO", 1))
