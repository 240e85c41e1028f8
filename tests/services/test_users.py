"""Who enters, on a real base with a real key file: users come, change, leave, come back, and receive keys."""

from dataclasses import replace
from typing import Any

import pytest

from casa_desktop.domain.access import Compartment, Role
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.services import drafts, users
from casa_desktop.services.context import Actor
from casa_desktop.services.runner import Runner
from casa_desktop.services.users import BringBack, ChangePassword, EditUser, GrantKey, KeyQuery, ResetPassword, User
from casa_desktop.storage.base import Base
from casa_desktop.storage.envelope import FLOOR
from casa_desktop.storage.keyfile import KeyFile
from casa_desktop.storage.profile import KEYS
from tests.services.desk import PASSWORD, Desk

OTHER = "tambor-nube-orilla-faro"
THIRD = "cobija-trigo-puente-sal"
ROOM_KEYS = {"psicologia", "proteccion"}
"""What a psychologist needs."""


@pytest.fixture
def admin(desk: Desk) -> Runner:
    return desk.runner(Role.ADMINISTRATION)


def refused(runner: Runner, verb: Any, command: Any) -> CasaError:
    with pytest.raises(CasaError) as caught:
        runner.run(verb, command)
    return caught.value


def listed(runner: Runner) -> dict[str, User]:
    return {user.username: user for user in runner.run(users.list_users, users.UserQuery()).result}


def on_disk(desk: Desk) -> KeyFile:
    return KeyFile.read(desk.folder / KEYS, FLOOR)


def entered(desk: Desk, username: str, password: str) -> Runner:
    """A runner of somebody who enters now with a password."""
    ring = on_disk(desk).unlock(username, password)
    with desk.base.begin() as work:
        row = work.users.by_username(username)
    assert row is not None
    actor = Actor(row.uuid, row.username, row.full_name, frozenset(map(Role, row.roles)), ring)
    return Runner(desk.base, actor, desk.clock, desk.keys)


def psychologist(admin: Runner, username: str = "ana.rojas") -> User:
    command = users.new_user(username, "Ana Rojas", OTHER, frozenset({Role.PSYCHOLOGY}))
    return admin.run(users.create, command).result


def test_a_new_user_enters_with_the_password_that_was_given(desk: Desk, admin: Runner) -> None:
    made = admin.run(users.create, users.new_user("ñusta", "  Ñusta   Vélez ", OTHER, frozenset({Role.RECEPTION})))
    assert made.result.full_name == "Ñusta Vélez"
    assert made.changes == {("user", made.result.uuid)}
    assert (made.result.active, made.result.can_enter, made.result.keys) == (True, True, frozenset())
    assert entered(desk, "ñusta", OTHER).actor.roles == {Role.RECEPTION}
    with pytest.raises(CasaError, match="wrong_password"):
        on_disk(desk).unlock("ñusta", THIRD)


def test_everything_that_is_wrong_with_a_new_user_is_told_at_once(admin: Runner) -> None:
    error = refused(admin, users.create, users.new_user("Ana Rojas", " ", "corta", frozenset()))
    found = {(p.code, p.field) for p in error.problems}
    assert found == {
        (Code.BAD_TEXT, "username"),
        (Code.REQUIRED, "full_name"),
        (Code.WEAK_PASSWORD, "password"),
        (Code.REQUIRED, "roles"),
    }


def test_two_users_cannot_share_a_username(admin: Runner) -> None:
    error = refused(admin, users.create, users.new_user("recepcion", "Otra", OTHER, frozenset({Role.RECEPTION})))
    assert [(p.code, p.field) for p in error.problems] == [(Code.NOT_UNIQUE, "username")]


def test_a_repeated_creation_makes_one_user(desk: Desk, admin: Runner) -> None:
    command = users.new_user("ana.rojas", "Ana Rojas", OTHER, frozenset({Role.RECEPTION}))
    first = admin.run(users.create, command).result
    assert admin.run(users.create, command).result == first
    assert [user.username for user in on_disk(desk).users()].count("ana.rojas") == 1


def test_a_creation_whose_commit_failed_can_be_repeated(desk: Desk, admin: Runner) -> None:
    command = users.new_user("ana.rojas", "Ana Rojas", OTHER, frozenset({Role.RECEPTION}))
    with pytest.raises(RuntimeError), admin.batch() as ctx:
        users.create(ctx, command)
        raise RuntimeError("the disk was pulled out")
    assert "ana.rojas" not in listed(admin), "the base knows nobody of that name"
    admin.run(users.create, command)
    assert entered(desk, "ana.rojas", OTHER).actor.uuid == command.uuid


def test_users_are_sorted_as_spanish_sorts(admin: Runner) -> None:
    for username, name in (("u1", "Zoraida Paz"), ("u2", "Ángela Ruiz"), ("u3", "Ñato Díaz"), ("u4", "Nubia Gil")):
        admin.run(users.create, users.new_user(username, name, OTHER, frozenset({Role.RECEPTION})))
    names = [user.full_name for user in listed(admin).values() if not user.full_name.startswith("Prueba")]
    assert names == ["Ángela Ruiz", "Nubia Gil", "Ñato Díaz", "Zoraida Paz"]


def test_a_role_change_is_what_the_next_entrance_finds(desk: Desk, admin: Runner) -> None:
    user = listed(admin)["recepcion"]
    command = EditUser(user.uuid, user.version, user.full_name, frozenset({Role.RCF, Role.CONSULTATION}), active=True)
    after = admin.run(users.edit, command).result
    assert (set(after.roles), after.version) == ({Role.RCF, Role.CONSULTATION}, user.version + 1)
    assert entered(desk, "recepcion", PASSWORD).actor.roles == after.roles


def test_two_edits_of_one_user_are_a_conflict(admin: Runner) -> None:
    user = listed(admin)["recepcion"]
    command = EditUser(user.uuid, user.version, "Nombre Nuevo", user.roles, active=True)
    admin.run(users.edit, command)
    assert refused(admin, users.edit, replace(command, full_name="Otro Nombre")).code is Code.CONFLICT
    assert listed(admin)["recepcion"].full_name == "Nombre Nuevo"


def test_who_loses_the_role_loses_its_key(desk: Desk, admin: Runner) -> None:
    user = listed(admin)["psicologia"]
    assert user.keys == ROOM_KEYS
    admin.run(users.edit, EditUser(user.uuid, user.version, user.full_name, frozenset({Role.RECEPTION}), active=True))
    assert listed(admin)["psicologia"].keys == frozenset()
    assert not on_disk(desk).unlock("psicologia", PASSWORD).compartments


def test_who_leaves_no_longer_enters_and_who_comes_back_needs_a_new_password(desk: Desk, admin: Runner) -> None:
    user = listed(admin)["psicologia"]
    admin.run(users.edit, EditUser(user.uuid, user.version, user.full_name, user.roles, active=False))
    gone = listed(admin)["psicologia"]
    assert (gone.active, gone.can_enter, gone.missing_keys) == (False, False, frozenset())
    with pytest.raises(CasaError, match="wrong_password"):
        on_disk(desk).unlock("psicologia", PASSWORD)
    assert refused(admin, users.reset_password, ResetPassword(user.uuid, OTHER)).code is Code.INACTIVE
    back = admin.run(users.bring_back, BringBack(user.uuid, gone.version, OTHER)).result
    assert (back.active, back.can_enter, back.roles) == (True, True, user.roles)
    assert back.missing_keys == ROOM_KEYS, "the key does not come back by itself"
    assert entered(desk, "psicologia", OTHER).actor.uuid == user.uuid


def test_the_last_administrator_stays(admin: Runner) -> None:
    user = listed(admin)["administracion"]
    for roles, active in ((user.roles, False), (frozenset({Role.RECEPTION}), True)):
        command = EditUser(user.uuid, user.version, user.full_name, roles, active)
        assert refused(admin, users.edit, command).code is Code.LAST_ADMINISTRATOR
    newcomer = users.new_user("segunda", "Segunda", OTHER, frozenset({Role.ADMINISTRATION}))
    second = admin.run(users.create, newcomer).result
    admin.run(users.edit, EditUser(second.uuid, second.version, "Segunda", second.roles, active=False))
    leaves = EditUser(user.uuid, user.version, user.full_name, frozenset({Role.RECEPTION}), active=True)
    assert refused(admin, users.edit, leaves).code is Code.LAST_ADMINISTRATOR, "one who left does not count"
    admin.run(users.bring_back, BringBack(second.uuid, second.version + 1, OTHER))
    admin.run(users.edit, leaves)


def test_a_password_given_by_somebody_else_takes_keys_and_drafts_away(desk: Desk, admin: Runner) -> None:
    own = desk.runner(Role.PSYCHOLOGY)
    own.run(drafts.save, drafts.SaveDraft("visit", "{}"))
    user = listed(admin)["psicologia"]
    after = admin.run(users.reset_password, ResetPassword(user.uuid, OTHER)).result
    assert after.missing_keys == ROOM_KEYS
    again = entered(desk, "psicologia", OTHER)
    assert not again.actor.ring.compartments
    assert again.run(drafts.open_list, drafts.DraftQuery()).result == ()
    with desk.base.begin() as work:
        assert work.connection.exec_driver_sql("SELECT count(*) FROM draft").scalar() == 0, "nobody could open it"
    with pytest.raises(CasaError, match="wrong_password"):
        on_disk(desk).unlock("psicologia", PASSWORD)


def test_nobody_resets_their_own_password(admin: Runner) -> None:
    command = ResetPassword(admin.actor.uuid, OTHER)
    assert refused(admin, users.reset_password, command).code is Code.BAD_CHOICE


def test_an_own_change_of_password_keeps_the_keys(desk: Desk) -> None:
    own = desk.runner(Role.PSYCHOLOGY)
    wrong = refused(own, users.change_password, ChangePassword(THIRD, OTHER))
    assert [(p.code, p.field) for p in wrong.problems] == [(Code.WRONG_PASSWORD, "old")]
    weak = refused(own, users.change_password, ChangePassword(PASSWORD, "psicologia1"))
    assert [(p.code, p.field) for p in weak.problems] == [(Code.WEAK_PASSWORD, "new")]
    own.run(users.change_password, ChangePassword(PASSWORD, OTHER))
    assert set(on_disk(desk).unlock("psicologia", OTHER).compartments) == ROOM_KEYS


def test_the_old_password_is_guessed_as_slowly_as_at_the_door(desk: Desk) -> None:
    own = desk.runner(Role.RECEPTION)

    def tried(old: str) -> tuple[Code, str]:
        problem = refused(own, users.change_password, ChangePassword(old, OTHER)).problems[0]
        return problem.code, problem.field

    assert [tried(f"otra-clave-{at}") for at in range(4)] == [(Code.WRONG_PASSWORD, "old")] * 4
    with own.batch() as ctx:
        noted = ctx.work.connection.exec_driver_sql("SELECT record FROM audit WHERE action = 'login.failed'").all()
    assert [row[0] for row in noted] == [own.actor.uuid] * 4
    assert tried(PASSWORD) == (Code.WAIT_BEFORE_RETRY, "old"), "not even the right one"
    desk.base.close()
    again = Runner(Base.open(desk.folder, own.actor.ring, desk.clock), own.actor, desk.clock, desk.keys)
    assert refused(again, users.change_password, ChangePassword(PASSWORD, OTHER)).code is Code.WAIT_BEFORE_RETRY
    assert again.base.head_file.remaining_wait(own.actor.uuid, desk.clock) == 1, "and the door waits as long"
    desk.clock.advance(1)
    again.run(users.change_password, ChangePassword(PASSWORD, OTHER))
    assert again.base.head_file.remaining_wait(own.actor.uuid, desk.clock) == 0
    again.base.close()
    assert on_disk(desk).unlock("recepcion", OTHER).user_id == own.actor.uuid


def test_the_first_holder_is_granted_by_a_sheet_and_the_next_by_the_holder(desk: Desk, admin: Runner) -> None:
    first = psychologist(admin)
    assert first.missing_keys == ROOM_KEYS
    by_hand = GrantKey(first.uuid, Compartment.PSYCHOLOGY)
    assert refused(admin, users.grant_key, by_hand).code is Code.NEEDS_COMPARTMENT_KEY
    admin.run(users.grant_key, replace(by_hand, sheet=desk.sheets[1].lower()))
    holder = entered(desk, "ana.rojas", OTHER)
    assert set(holder.actor.ring.compartments) == {"psicologia"}
    second = psychologist(admin, "luz.mar")
    holder.run(users.grant_key, GrantKey(second.uuid, Compartment.PSYCHOLOGY))
    assert set(on_disk(desk).unlock("luz.mar", OTHER).compartments) == {"psicologia"}
    assert listed(admin)["ana.rojas"].missing_keys == {"proteccion"}, "each key is granted by itself"


def test_a_wrong_sheet_grants_nothing(desk: Desk, admin: Runner) -> None:
    user = psychologist(admin)
    for sheet in ("7K3M", desk.sheets[0][:-1] + ("0" if desk.sheets[0][-1] != "0" else "1")):
        assert (
            refused(admin, users.grant_key, GrantKey(user.uuid, Compartment.PSYCHOLOGY, sheet)).code is Code.BAD_SHEET
        )
    assert listed(admin)["ana.rojas"].missing_keys == ROOM_KEYS


def test_a_key_is_given_only_to_a_role_that_needs_it_and_to_somebody_who_is_here(desk: Desk, admin: Runner) -> None:
    reception = listed(admin)["recepcion"]
    command = GrantKey(reception.uuid, Compartment.PSYCHOLOGY, desk.sheets[0])
    assert refused(admin, users.grant_key, command).code is Code.BAD_CHOICE
    gone = listed(admin)["psicologia"]
    admin.run(users.edit, EditUser(gone.uuid, gone.version, gone.full_name, gone.roles, active=False))
    assert refused(admin, users.grant_key, replace(command, uuid=gone.uuid)).code is Code.INACTIVE


def test_the_page_of_keys_tells_holders_from_those_who_wait(desk: Desk, admin: Runner) -> None:
    psychologist(admin)
    states = {s.compartment: s for s in desk.runner(Role.PSYCHOLOGY).run(users.key_states, KeyQuery()).result}
    assert set(states) == set(Compartment), "a role needs each of them"
    sealed = states[Compartment.PSYCHOLOGY]
    assert ([u.username for u in sealed.holders], [u.username for u in sealed.waiting]) == (
        ["psicologia"],
        ["ana.rojas"],
    )
    assert (sealed.mine, states[Compartment.RCF].mine) == (True, False)
    behind_pin = desk.runner(Role.PSYCHOLOGY, keyless=True).run(users.key_states, KeyQuery()).result
    assert not any(state.mine for state in behind_pin), "a PIN opens no compartment"


def test_every_act_leaves_codes_and_no_values_in_the_audit(desk: Desk, admin: Runner) -> None:
    user = psychologist(admin)
    admin.run(users.grant_key, GrantKey(user.uuid, Compartment.PSYCHOLOGY, desk.sheets[0]))
    now = listed(admin)["ana.rojas"]
    admin.run(users.edit, EditUser(user.uuid, now.version, "Ana Rojas Díaz", now.roles, active=True))
    with desk.base.begin() as work:
        rows = work.connection.exec_driver_sql("SELECT action, record, fields FROM audit ORDER BY seq").all()
    assert [tuple(row) for row in rows][-3:] == [
        ("user.create", user.uuid, "username,full_name,roles"),
        ("key.grant", user.uuid, "psicologia,sheet"),
        ("user.edit", user.uuid, "full_name"),
    ]


def test_an_unknown_user_is_told_in_plain_words(admin: Runner) -> None:
    error = refused(admin, users.edit, EditUser(new_id(), 1, "Nadie", frozenset({Role.RCF}), active=True))
    assert (error.code, error.problems[0].values["kind"]) == (Code.NOT_FOUND, "user")
