"""Who may do what, over every role, every action and every verb that exists: no verb escapes the table."""

import pkgutil
from importlib import import_module
from itertools import product
from typing import Any

import pytest

from casa_desktop import services
from casa_desktop.domain.access import PERMISSIONS, Action, Role, allowed
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.services.context import VERBS, Actor, Context
from casa_desktop.storage.keyfile import KeyRing

for _module in pkgutil.walk_packages(services.__path__, "casa_desktop.services."):
    import_module(_module.name)


class ReachedError(Exception):
    """The guard let somebody through: the verb has begun its work."""


class _Tripwire:
    """Stands for everything that a verb may touch after its guard."""

    def __getattr__(self, name: str) -> Any:
        raise ReachedError(name)


def _actor(*roles: Role) -> Actor:
    return Actor("0" * 32, "prueba", "Persona de Prueba", frozenset(roles), KeyRing(b""))


def _verb(name: str) -> Any:
    module, _, function = name.rpartition(".")
    return getattr(import_module(f"casa_desktop.services.{module}"), function)


def _refused(name: str, actor: Actor) -> bool:
    wire: Any = _Tripwire()
    try:
        _verb(name)(Context(wire, actor, wire, wire), wire)
    except CasaError as error:
        return error.code is Code.FORBIDDEN
    except ReachedError:
        return False
    return False


@pytest.mark.parametrize("name", sorted(VERBS))
def test_a_verb_is_allowed_to_exactly_the_roles_of_its_row(name: str) -> None:
    row = PERMISSIONS[VERBS[name]]
    for role in Role:
        assert _refused(name, _actor(role)) is (role not in row), f"{name} as {role}"


@pytest.mark.parametrize("name", sorted(VERBS))
def test_nobody_without_a_role_runs_a_verb(name: str) -> None:
    assert _refused(name, _actor())


@pytest.mark.parametrize("action", list(Action))
def test_every_action_has_a_row_and_somebody_who_may(action: Action) -> None:
    assert PERMISSIONS[action]
    assert PERMISSIONS[action] <= frozenset(Role)


def test_an_action_without_a_row_is_refused() -> None:
    unknown: Any = "person.eat"
    assert not allowed(frozenset(Role), unknown)


def test_roles_add_up() -> None:
    for first, second, action in product(Role, Role, Action):
        together = allowed(frozenset({first, second}), action)
        assert together is (allowed(frozenset({first}), action) or allowed(frozenset({second}), action))


def _may(role: Role) -> set[str]:
    return {str(action) for action in Action if allowed(frozenset({role}), action)}


def _touching(*prefixes: str) -> set[str]:
    return {str(action) for action in Action if str(action).startswith(prefixes)}


CASE_CONTENT = ("person.", "visit.", "note.")


def test_administration_sees_no_case_content_and_no_numbers() -> None:
    may = _may(Role.ADMINISTRATION)
    assert not may & _touching(*CASE_CONTENT, "statistics.", "figure.", "report.", "catalog.")
    assert {"user.edit", "copy.make", "copy.restore", "base.verify"} <= may


def test_consultation_sees_totals_and_no_persons() -> None:
    may = _may(Role.CONSULTATION)
    assert not may & _touching(*CASE_CONTENT)
    assert "statistics.cell" not in may, "a cell opens the list of what it counts"
    assert {"statistics.view", "report.export"} <= may


def test_a_volunteer_takes_in_and_has_nothing_to_browse() -> None:
    may = _may(Role.VOLUNTEER)
    assert {"person.register", "visit.record", "visit.today"} <= may
    assert not may & {"person.search", "person.view", "person.reveal", "person.edit", "visit.view", "visit.correct"}
    assert not may & _touching("statistics.", "report.", "figure.", "month.", "audit.")


def test_reception_has_no_psychology() -> None:
    may = _may(Role.RECEPTION)
    assert not may & {"note.read", "note.write", "visit.record.psychology"}


def test_only_psychology_opens_its_notes() -> None:
    for action in (Action.NOTE_READ, Action.NOTE_WRITE, Action.RECORD_PSYCHOLOGY):
        assert PERMISSIONS[action] == {Role.PSYCHOLOGY}


def test_only_administration_makes_users_and_restores() -> None:
    for action in (Action.USER_EDIT, Action.COPY_RESTORE):
        assert PERMISSIONS[action] == {Role.ADMINISTRATION}


def test_everybody_has_an_account_and_drafts() -> None:
    for action in (Action.OWN_ACCOUNT, Action.DRAFT, Action.DESK_VIEW):
        assert PERMISSIONS[action] == frozenset(Role)
