"""New recovery sheets on a real key file: who may, when they count, and that there is always a pair that counts."""

from typing import Any

import pytest

from casa_desktop.domain.access import Compartment, Role
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.services import sheets
from casa_desktop.services.runner import Runner
from casa_desktop.services.sheets import NewSheets, ProposeSheets, ReplaceSheets
from casa_desktop.storage.envelope import FLOOR
from casa_desktop.storage.keyfile import KeyFile, new_sheets
from casa_desktop.storage.profile import KEYS
from tests.services.desk import TODAY, Desk


@pytest.fixture
def admin(desk: Desk) -> Runner:
    return desk.runner(Role.ADMINISTRATION)


@pytest.fixture
def new(desk: Desk, admin: Runner) -> NewSheets:
    return admin.run(sheets.propose, ProposeSheets(desk.sheets[0].lower().replace("-", " "))).result


def on_disk(desk: Desk) -> KeyFile:
    return KeyFile.read(desk.folder / KEYS, FLOOR)


def refused(runner: Runner, verb: Any, command: Any) -> tuple[Code, str, object]:
    with pytest.raises(CasaError) as caught:
        runner.run(verb, command)
    problem = caught.value.problems[0]
    return problem.code, problem.field, problem.values["reason"]


def test_proposed_sheets_open_nothing_and_the_old_ones_still_do(desk: Desk, new: NewSheets) -> None:
    for code in new.codes:
        with pytest.raises(CasaError, match="bad_sheet"):
            on_disk(desk).open_sheet(code)
    assert set(on_disk(desk).open_sheet(desk.sheets[1]).compartments) == {str(c) for c in Compartment}
    assert (new.base_code, new.made_on) == (desk.keys.base_id[:8], TODAY)
    assert new.codes[0] not in repr(new)


def test_the_new_sheets_open_everything_and_the_old_ones_only_what_was_copied_before(
    desk: Desk, admin: Runner, new: NewSheets
) -> None:
    copied = desk.folder / "copia.json"
    copied.write_bytes((desk.folder / KEYS).read_bytes())
    everything = on_disk(desk).open_sheet(desk.sheets[0])
    admin.run(sheets.replace, ReplaceSheets(desk.sheets[0], new.codes))
    assert [on_disk(desk).open_sheet(code) for code in new.codes] == [everything, everything]
    for code in desk.sheets:
        with pytest.raises(CasaError, match="bad_sheet"):
            on_disk(desk).open_sheet(code)
        assert KeyFile.read(copied, FLOOR).open_sheet(code) == everything
    with desk.base.begin() as work:
        row = work.connection.exec_driver_sql("SELECT action, record, fields FROM audit ORDER BY seq DESC").first()
    assert row is not None
    assert tuple(row) == ("key.replace_sheets", "desk", "")


def test_without_a_sheet_of_today_nothing_is_proposed_and_nothing_replaced(
    desk: Desk, admin: Runner, new: NewSheets
) -> None:
    other = new_sheets()[0]
    for verb, command in ((sheets.propose, ProposeSheets(other)), (sheets.replace, ReplaceSheets(other, new.codes))):
        assert refused(admin, verb, command) == (Code.BAD_SHEET, "sheet", "other")
    assert refused(admin, sheets.propose, ProposeSheets("7K3M")) == (Code.BAD_SHEET, "sheet", "length")
    assert on_disk(desk).has_sheet(desk.sheets[0])


def test_a_change_whose_commit_failed_can_be_repeated(desk: Desk, admin: Runner, new: NewSheets) -> None:
    command = ReplaceSheets(desk.sheets[0], new.codes)
    with pytest.raises(RuntimeError), admin.batch() as ctx:
        sheets.replace(ctx, command)
        raise RuntimeError("the disk was pulled out")
    assert on_disk(desk).has_sheet(new.codes[0]), "the codes that were typed back are the ones that count"
    admin.run(sheets.replace, command)
    assert on_disk(desk).has_sheet(new.codes[1])
