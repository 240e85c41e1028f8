"""The catalogue on a real base: seeded, edited by coordination, and never changing what a closed month counted."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.catalog import Catalog, CountingOption, Form, Item, Kind, ServiceType
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.indicators import Outcome, Reach
from casa_desktop.domain.months import MonthState
from casa_desktop.domain.periods import Month
from casa_desktop.services import catalogs
from casa_desktop.services.catalogs import CatalogQuery, MoveEntry, SaveItem, SaveServiceType, SetOption
from casa_desktop.services.runner import Runner
from tests.services.desk import Desk

FROM_APRIL = CountingOption(Month(2026, 4), False, Reach.PRESENT, Outcome.SUCCESSFUL, True)


@pytest.fixture
def coordination(desk: Desk) -> Runner:
    return desk.runner(Role.COORDINATION)


def lists(runner: Runner) -> Catalog:
    catalog: Catalog = runner.run(catalogs.lists, CatalogQuery()).result
    return catalog


def refused(runner: Runner, verb: Any, command: Any) -> Code:
    with pytest.raises(CasaError) as caught:
        runner.run(verb, command)
    return caught.value.code


def test_every_desk_starts_with_the_lists_that_its_forms_ask_for(coordination: Runner) -> None:
    catalog = lists(coordination)
    assert [(t.code, t.label, t.form, t.compartment) for t in catalog.service_types[:3]] == [
        ("ORI", "ORIENTACION", Form.GUIDANCE, ""),
        ("PSI", "PSICOLOGIA", Form.PSYCHOLOGY, "psicologia"),
        ("RCF", "REF", Form.RCF, ""),
    ]
    assert len(catalog.service_types) == 15, "the twelve kinds, groups of nutrition, telephone follow-up, protection"
    apart = [t.code for t in catalog.service_types if not t.option_in(Month(2026, 1)).in_persons]
    assert apart == ["REM", "ENC", "SEG"], "these do not make somebody attended, unless coordination decides"
    assert all(catalog.of(kind) for kind in Kind)
    usual = catalog.service_types[0].option_in(Month(2018, 12))
    assert (usual.in_persons, usual.reach, usual.outcome) == (True, Reach.RECIPIENT, Outcome.SERVICES)
    assert len({(item.kind, item.code) for item in catalog.items}) == len(catalog.items)


def test_the_lists_are_read_once_until_they_change(coordination: Runner) -> None:
    first = lists(coordination)
    assert lists(coordination) is first
    coordination.run(catalogs.save_item, SaveItem(Item(new_id(), Kind.TOPIC, "", "Cedulación")))
    assert lists(coordination) is not first


def test_a_change_that_was_rolled_back_leaves_no_trace_in_what_is_read(coordination: Runner) -> None:
    before = lists(coordination)
    item = Item(new_id(), Kind.TOPIC, "", "Cedulación")

    def change_and_fail(ctx: Any, command: SaveItem) -> None:
        catalogs.save_item(ctx, command)
        assert len(ctx.work.catalog.snapshot().items) == len(before.items) + 1
        raise RuntimeError

    with pytest.raises(RuntimeError):
        coordination.run(change_and_fail, SaveItem(item))
    assert lists(coordination).items == before.items


def test_an_entry_is_added_renamed_and_retired_under_one_code(coordination: Runner) -> None:
    uuid = new_id()
    made = coordination.run(catalogs.save_item, SaveItem(Item(uuid, Kind.FUNDER, "", " Unión  Europea "))).result
    assert (made.code, made.name, made.version) == ("UNION_EUROPEA", "Unión  Europea", 1)
    renamed = coordination.run(
        catalogs.save_item, SaveItem(replace(made, name="UE", active_to=date(2026, 3, 9)))
    ).result
    assert (renamed.code, renamed.name, renamed.version) == ("UNION_EUROPEA", "UE", 2)
    assert renamed not in lists(coordination).of(Kind.FUNDER, on=date(2026, 3, 10))
    assert refused(coordination, catalogs.save_item, SaveItem(made)) is Code.CONFLICT
    again = Item(new_id(), Kind.FUNDER, "", "ue")
    assert refused(coordination, catalogs.save_item, SaveItem(again)) is Code.NOT_UNIQUE


def test_a_repeated_commit_adds_one_entry(coordination: Runner) -> None:
    command = SaveItem(Item(new_id(), Kind.PLACE, "", "Parque Centenario"))
    first = coordination.run(catalogs.save_item, command).result
    assert coordination.run(catalogs.save_item, command).result == first
    kind = SaveServiceType(ServiceType(new_id(), "KIT", "Kit de aseo", "KITS", by_quantity=True))
    made = coordination.run(catalogs.save_service_type, kind).result
    assert coordination.run(catalogs.save_service_type, kind).result == made
    assert made.options == (catalogs.USUAL,)


def test_a_service_type_keeps_its_code_form_and_compartment(coordination: Runner) -> None:
    psychology = lists(coordination).service_type("PSI")
    assert psychology is not None
    changed = replace(psychology, label="C. ESCUCHA", code="X", form=Form.GENERAL, compartment="", funder="ECHO")
    saved = coordination.run(catalogs.save_service_type, SaveServiceType(changed)).result
    assert (saved.label, saved.funder) == ("C. ESCUCHA", "ECHO")
    assert (saved.code, saved.form, saved.compartment) == ("PSI", Form.PSYCHOLOGY, "psicologia")


def test_what_a_key_seals_is_recorded_by_those_who_hold_it_and_by_nobody_else(desk: Desk) -> None:
    coordination = desk.runner(Role.COORDINATION)
    asked = ServiceType(
        new_id(), "", "Grupo de apoyo", "APOYO", compartment="psicologia", roles=frozenset({Role.RECEPTION})
    )
    saved = coordination.run(catalogs.save_service_type, SaveServiceType(asked)).result
    assert saved.roles == frozenset({Role.PSYCHOLOGY})
    today = desk.clock.today()
    assert saved in lists(coordination).types_for(frozenset({Role.PSYCHOLOGY}), today)
    assert saved not in lists(coordination).types_for(frozenset({Role.RECEPTION}), today)


def test_the_code_of_an_entry_is_one_that_a_record_of_the_audit_can_carry(coordination: Runner) -> None:
    odd = SaveItem(Item(new_id(), Kind.TOPIC, "Año nuevo", "Regularización"))
    assert refused(coordination, catalogs.save_item, odd) is Code.BAD_TEXT


def test_a_closed_month_keeps_how_quantities_were_counted(coordination: Runner) -> None:
    guidance = lists(coordination).service_type("ORI")
    assert guidance is not None
    added_up = SaveServiceType(replace(guidance, by_quantity=True))
    with coordination.batch() as ctx:
        user = ctx.work.visits.user_id(ctx.actor.uuid) or 0
        ctx.work.months.put(month=202602, state=MonthState.CLOSED, version=0, at="x", user_id=user)
    assert refused(coordination, catalogs.save_service_type, added_up) is Code.MONTH_KEEPS_FIGURES
    renamed = SaveServiceType(replace(guidance, label="ORIENTACIONES"))
    assert coordination.run(catalogs.save_service_type, renamed).result.label == "ORIENTACIONES"


def test_options_hold_from_a_month_on_and_leave_closed_months_alone(coordination: Runner) -> None:
    kind = coordination.run(catalogs.set_option, SetOption("RCF", FROM_APRIL)).result
    assert kind.option_in(Month(2026, 3)).in_persons
    assert kind.option_in(Month(2026, 4)) == FROM_APRIL
    with coordination.batch() as ctx:
        user = ctx.work.visits.user_id(ctx.actor.uuid)
        ctx.work.connection.exec_driver_sql(
            "INSERT INTO month_state (month, state, changed_at, changed_by_id) VALUES (202604, 'closed', 'x', ?)",
            (user,),
        )
    assert refused(coordination, catalogs.set_option, SetOption("RCF", FROM_APRIL)) is Code.MONTH_CLOSED
    earlier = replace(FROM_APRIL, from_month=Month(2026, 1))
    assert refused(coordination, catalogs.set_option, SetOption("RCF", earlier)) is Code.MONTH_CLOSED
    coordination.run(catalogs.set_option, SetOption("RCF", replace(FROM_APRIL, from_month=Month(2026, 5))))


def test_only_coordination_edits_and_consultation_may_look(desk: Desk) -> None:
    reception = desk.runner(Role.RECEPTION)
    assert refused(reception, catalogs.save_item, SaveItem(Item(new_id(), Kind.TOPIC, "", "X"))) is Code.FORBIDDEN
    assert refused(reception, catalogs.set_option, SetOption("RCF", FROM_APRIL)) is Code.FORBIDDEN
    assert lists(desk.runner(Role.CONSULTATION)).service_types


def test_an_entry_is_moved_and_stops_at_the_ends(coordination: Runner) -> None:
    first, second, *_ = lists(coordination).of(Kind.TOPIC)
    coordination.run(catalogs.move, MoveEntry(first.uuid, 1))
    assert [i.code for i in lists(coordination).of(Kind.TOPIC)[:2]] == [second.code, first.code]
    coordination.run(catalogs.move, MoveEntry(first.uuid, -9))
    assert lists(coordination).of(Kind.TOPIC)[0].code == first.code
    third = lists(coordination).service_types[2]
    coordination.run(catalogs.move, MoveEntry(third.uuid, -1))
    assert [t.code for t in lists(coordination).service_types[:3]] == ["ORI", "RCF", "PSI"]
    assert refused(coordination, catalogs.move, MoveEntry(new_id(), 1)) is Code.NOT_FOUND
