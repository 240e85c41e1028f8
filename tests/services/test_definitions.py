"""What the desk defines for its reports: kept by name, never written over unseen, and out of the list once removed."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.definitions import MOST_OF_A_KIND, DefinitionKind, Named
from casa_desktop.domain.errors import CasaError, Code, Problems
from casa_desktop.domain.ids import new_id
from casa_desktop.services import definitions
from casa_desktop.services.context import Context
from casa_desktop.services.definitions import Content
from tests.services.desk import Desk

R = TypeVar("R")
VIEW = DefinitionKind.VIEW


def within(desk: Desk, act: Callable[[Context], R]) -> R:
    with desk.runner(Role.COORDINATION).batch() as ctx:
        return act(ctx)


def keep(desk: Desk, named: Named, content: Content | None = None) -> Named:
    return within(desk, lambda ctx: definitions.keep(ctx, VIEW, named, content or {"rows": "age"}, Problems()))


def names(desk: Desk, kind: DefinitionKind = VIEW) -> list[str]:
    return within(desk, lambda ctx: [named.name for named, _ in definitions.kept(ctx, kind)])


def code_of(act: Callable[[], object]) -> Code:
    with pytest.raises(CasaError) as caught:
        act()
    return caught.value.problems[0].code


def test_what_is_kept_comes_back_by_name_and_of_its_kind_only(desk: Desk) -> None:
    keep(desk, Named(new_id(), "  Edad y sexo "), {"rows": "age", "columns": "sex"})
    keep(desk, Named(new_id(), "Albergue"))
    assert names(desk) == ["Albergue", "Edad y sexo"]
    assert names(desk, DefinitionKind.PROJECT) == []
    found = within(desk, lambda ctx: definitions.kept(ctx, VIEW))[1]
    assert found[1] == {"rows": "age", "columns": "sex"}
    assert (found[0].version, found[0].by) == (1, "Prueba de coordinacion")
    assert (
        code_of(lambda: within(desk, lambda ctx: definitions.of(ctx, DefinitionKind.PROJECT, found[0].uuid)))
        == Code.NOT_FOUND
    )


def test_a_name_is_given_once_whatever_its_accents(desk: Desk) -> None:
    keep(desk, Named(new_id(), "Niñez"))
    assert code_of(lambda: keep(desk, Named(new_id(), "NIÑEZ"))) == Code.NOT_UNIQUE
    assert code_of(lambda: keep(desk, Named(new_id(), " "))) == Code.REQUIRED
    assert code_of(lambda: keep(desk, Named(new_id(), "x" * 81))) == Code.TOO_LONG


def test_a_commit_whose_answer_was_lost_may_be_repeated(desk: Desk) -> None:
    named = Named(new_id(), "Edad")
    assert keep(desk, named) == keep(desk, named)
    assert names(desk) == ["Edad"]


def test_two_who_change_one_are_a_conflict_and_nothing_is_written_over(desk: Desk) -> None:
    first = keep(desk, Named(new_id(), "Edad"))
    second = keep(desk, replace(first, name="Edad y sexo"))
    assert second.version == 2
    assert code_of(lambda: keep(desk, replace(first, name="Edad y país"))) == Code.CONFLICT
    assert names(desk) == ["Edad y sexo"]


def test_what_was_removed_is_gone_from_the_list_and_its_name_is_free(desk: Desk) -> None:
    first = keep(desk, Named(new_id(), "Edad"))
    assert code_of(lambda: within(desk, lambda ctx: definitions.remove(ctx, VIEW, first.uuid, 7))) == Code.CONFLICT
    within(desk, lambda ctx: definitions.remove(ctx, VIEW, first.uuid, first.version))
    assert names(desk) == []
    assert code_of(lambda: keep(desk, first)) == Code.CONFLICT
    assert keep(desk, Named(new_id(), "Edad")).version == 1


def test_there_are_only_as_many_as_one_finds_again(desk: Desk) -> None:
    for number in range(MOST_OF_A_KIND):
        keep(desk, Named(new_id(), f"Vista {number}"))
    assert code_of(lambda: keep(desk, Named(new_id(), "Una más"))) == Code.OUT_OF_RANGE
