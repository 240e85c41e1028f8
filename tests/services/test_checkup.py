"""What `verificar` finds on a real base, and what it says of it."""

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.errors import CasaError, Code, Problem
from casa_desktop.services import checkup
from casa_desktop.services.checkup import Check
from casa_desktop.services.runner import Runner
from casa_desktop.storage import profile
from casa_desktop.texts import checks as words
from tests.services.desk import Desk


@pytest.fixture
def coordination(desk: Desk) -> Runner:
    return desk.runner(Role.COORDINATION)


def failed(found: tuple[Check, ...]) -> set[str]:
    return {check.name for check in found if not check.ok}


def test_a_sound_base_passes_and_the_audit_says_who_looked(desk: Desk, coordination: Runner) -> None:
    found = checkup.run(coordination)
    assert failed(found) == set()
    assert checkup.sound(found)
    assert {"file.pages", "file.structure", "schema", "audit.chain", "keys", "counts.rows", "settings"} <= {
        check.name for check in found
    }
    with desk.base.begin() as work:
        last = work.connection.exec_driver_sql("SELECT action, user, fields FROM audit ORDER BY seq DESC LIMIT 1").one()
    assert tuple(last) == ("base.verify", "coordinacion", "")


def test_every_check_has_words_right_and_wrong(coordination: Runner) -> None:
    for check in checkup.run(coordination):
        assert check.name in words.KNOWN
        assert words.sentence(check).endswith(".")
        broken = Check(check.name, not check.ok, check.values)
        assert words.sentence(broken) != words.sentence(check), check.name


def test_an_edited_chain_is_found_and_named(desk: Desk, coordination: Runner) -> None:
    desk.base.execute_outside("DROP TRIGGER audit_no_update")
    desk.base.execute_outside("UPDATE audit SET user = 'nadie' WHERE seq = 1")
    found = checkup.run(coordination)
    assert {"audit.chain", "schema"} <= failed(found)
    assert not checkup.sound(found)
    chain = next(check for check in found if check.name == "audit.chain")
    assert words.sentence(chain) == "Cadena de auditoría: 1 registro alterado. Números: 1:hash."


def test_a_key_file_of_another_base_is_found(desk: Desk, coordination: Runner) -> None:
    (desk.folder / profile.KEYS).write_bytes(b"{}")
    assert failed(checkup.run(coordination)) == {"keys"}


def test_a_broken_file_is_not_counted(coordination: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = [Check("file.pages", ok=False, values={"problems": 3})]
    monkeypatch.setattr("casa_desktop.storage.checkup.run", lambda base: list(broken))
    found = checkup.run(coordination)
    assert [check.name for check in found] == ["file.pages", "counts", "settings"]
    assert words.sentence(found[0]).startswith("Archivo: 3 páginas dañadas.")


def test_settings_that_were_not_understood_are_told_and_do_not_condemn_the_base(coordination: Runner) -> None:
    found = checkup.run(coordination, [Problem(Code.BAD_CHOICE, "lock_minutes")])
    assert failed(found) == {"settings"}
    assert checkup.sound(found)
    assert "lock_minutes" in words.sentence(found[-1])


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.COORDINATION, Role.ADMINISTRATION}))
def test_nobody_else_verifies(desk: Desk, role: Role, monkeypatch: pytest.MonkeyPatch) -> None:
    def looked(base: object) -> list[Check]:
        raise AssertionError("it looked before it asked")

    monkeypatch.setattr("casa_desktop.storage.checkup.run", looked)
    with pytest.raises(CasaError, match="forbidden"):
        checkup.run(desk.runner(role))


def test_the_summary_says_how_much_was_looked_at() -> None:
    right, wrong = Check("keys", ok=True), Check("keys", ok=False)
    assert words.summary([right, right]) == "Todo en orden: 2 revisiones."
    assert words.summary([right, wrong]) == "Hay 1 problema en 2 revisiones. No se cambió nada."


def test_numbers_in_the_sentences_are_written_as_colombians_do() -> None:
    chain = Check("audit.chain", ok=True, values={"entries": 12_345})
    assert words.sentence(chain) == "Cadena de auditoría: 12.345 registros, completa."
    months = Check("counts.plain", ok=False, values={"problems": 2, "months": ("2019-01", "2019-03")})
    assert words.sentence(months) == "Conteo por dos cuentas: 2 diferencias. Meses: enero de 2019 y marzo de 2019."


def test_the_profile_is_untouched_by_a_check_up(desk: Desk, coordination: Runner) -> None:
    def files() -> set[str]:
        return {path.name for path in desk.folder.iterdir() if not path.name.endswith(profile.JOURNAL_SUFFIX)}

    before = files()
    checkup.run(coordination)
    assert files() == before
