"""What must be known before a visit may be saved, told all at once."""

from dataclasses import replace
from datetime import date, timedelta

from casa_desktop.domain.access import Compartment
from casa_desktop.domain.catalog import FIRST_MONTH, Audience, Catalog, CountingOption, Form, Item, Kind, ServiceType
from casa_desktop.domain.errors import Code, Problems
from casa_desktop.domain.indicators import Outcome, Reach
from casa_desktop.domain.periods import Month
from casa_desktop.domain.visit_views import Fact, counted_day
from casa_desktop.domain.visits import (
    Anonymous,
    Companion,
    Guidance,
    NewService,
    Psychology,
    Rcf,
    RecordVisit,
    check_visit,
    companion_service_uuid,
    reaches_companions,
)

TODAY = date(2026, 3, 10)
USUAL = CountingOption(FIRST_MONTH, True, Reach.RECIPIENT, Outcome.SERVICES, False)
ORI = ServiceType("t1", "ORI", "Orientación", "ORIENTACION", Form.GUIDANCE, options=(USUAL,))
PSI = ServiceType(
    "t2", "PSI", "Psicología", "PSICOLOGIA", Form.PSYCHOLOGY, compartment=Compartment.PSYCHOLOGY, options=(USUAL,)
)
RCF = ServiceType("t3", "RCF", "RCF", "REF", Form.RCF, options=(USUAL,), audience=Audience.INDIVIDUAL)
KIT = ServiceType("t4", "KIT", "Kit de aseo", "KITS", by_quantity=True, options=(USUAL,))
CATALOG = Catalog(
    "v",
    (
        Item("1", Kind.PROFILE, "TRANSITO", "En tránsito"),
        Item("2", Kind.SEX, "02", "Mujer"),
        Item("3", Kind.TOPIC, "PPT", "PPT"),
        Item("4", Kind.TOPIC, "VIEJO", "Tema retirado", active_to=date(2026, 1, 31)),
        Item("5", Kind.RCF_MODALITY, "LLAMADA", "Llamada"),
        Item("6", Kind.RCF_RESULT, "LOGRADO", "Logrado"),
        Item("7", Kind.RCF_RESULT, "NO_CONTESTA", "No contesta"),
        Item("8", Kind.PSYCH_MODALITY, "INDIVIDUAL", "Individual"),
    ),
    (ORI, PSI, RCF, KIT),
)
VISIT = RecordVisit("v1", TODAY, "TRANSITO", (NewService("s1", "ORI"),), person_uuid="p1")


def told(visit: RecordVisit) -> set[tuple[Code, str]]:
    problems: Problems = check_visit(visit, CATALOG, TODAY)
    return {(p.code, p.field) for p in problems}


def with_service(service: NewService) -> RecordVisit:
    return replace(VISIT, services=(service,))


def test_the_minimum_is_enough() -> None:
    assert told(VISIT) == set()


def test_everything_that_is_missing_is_told_at_once() -> None:
    empty = RecordVisit("v1", TODAY, "", (), anonymous=Anonymous("a1", "", None, None))
    assert told(empty) == {
        (Code.NEEDS_PROFILE, "profile"),
        (Code.NO_SERVICE, "services"),
        (Code.NEEDS_SEX, "anonymous.sex"),
        (Code.NEEDS_AGE, "anonymous.age"),
    }


def test_a_visit_is_of_one_person_named_or_not() -> None:
    nobody = replace(VISIT, person_uuid="")
    both = replace(VISIT, anonymous=Anonymous("a1", "02", 18, 25))
    assert told(nobody) == told(both) == {(Code.REQUIRED, "person_uuid")}


def test_a_visit_may_be_late_and_never_early() -> None:
    assert told(replace(VISIT, date=TODAY - timedelta(days=800))) == set()
    assert told(replace(VISIT, date=TODAY + timedelta(days=1))) == {(Code.DATE_IN_FUTURE, "date")}
    assert told(replace(VISIT, date=date(1919, 3, 10))) == {(Code.DATE_TOO_OLD, "date")}


def test_a_retired_entry_may_be_chosen_for_the_days_when_it_was_in_use() -> None:
    old = with_service(NewService("s1", "ORI", Guidance(topics=("VIEJO",))))
    assert told(old) == {(Code.BAD_CHOICE, "services[0].topics")}
    assert told(replace(old, date=date(2026, 1, 31))) == set()


def test_each_kind_of_service_asks_its_own() -> None:
    assert told(with_service(NewService("s1", "PSI"))) == {(Code.REQUIRED, "services[0].form")}
    assert told(with_service(NewService("s1", "RCF", Guidance()))) == {(Code.BAD_CHOICE, "services[0].form")}
    assert told(with_service(NewService("s1", "RCF", Rcf("")))) == {(Code.REQUIRED, "services[0].modality")}
    assert told(with_service(NewService("s1", "NADA"))) == {(Code.BAD_CHOICE, "services[0].type")}
    bad_call = Rcf("LLAMADA", result="QUIEN_SABE", minutes=-1)
    assert told(with_service(NewService("s1", "RCF", bad_call, quantity=0, line=0))) == {
        (Code.BAD_CHOICE, "services[0].result"),
        (Code.OUT_OF_RANGE, "services[0].minutes"),
        (Code.OUT_OF_RANGE, "services[0].quantity"),
        (Code.OUT_OF_RANGE, "services[0].line"),
    }


def test_companions_without_a_name_need_sex_and_age_too() -> None:
    visit = replace(VISIT, companions=(Companion("v2", anonymous=Anonymous("a1", "02", None, None)), Companion("v3")))
    assert told(visit) == {(Code.NEEDS_AGE, "companions[0].age"), (Code.REQUIRED, "companions[1].person_uuid")}


def test_a_contact_without_a_result_is_a_success_and_an_unanswered_call_is_not() -> None:
    assert Rcf("WIFI").success
    assert Rcf("LLAMADA", result="LOGRADO").success
    assert not Rcf("LLAMADA", result="NO_CONTESTA").success


def test_calls_and_sessions_of_one_do_not_reach_those_who_wait() -> None:
    assert reaches_companions(ORI, Guidance())
    assert not reaches_companions(RCF, Rcf("LLAMADA"))
    assert not reaches_companions(PSI, Psychology(False))
    assert reaches_companions(PSI, Psychology(False, "FAMILIAR"))


def test_the_row_of_a_companion_has_one_name_for_ever() -> None:
    assert companion_service_uuid("s1", "v1") == companion_service_uuid("s1", "v1")
    assert len({companion_service_uuid(s, v) for s in ("s1", "s2") for v in ("v1", "v2")}) == 4


def test_the_count_of_a_day_follows_the_options_of_its_month() -> None:
    facts: list[Fact] = [
        (1, "ORI", False, None, 1),
        (2, "ORI", True, None, 1),
        (1, "RCF", False, False, 1),
        (3, "RCF", False, True, 1),
        (4, "KIT", False, None, 5),
    ]
    march = Month(2026, 3)
    usual = counted_day(facts, CATALOG, march, complete=True)
    assert (usual.persons, dict(usual.services)) == (3, {"ORI": 1, "RCF": 2, "KIT": 5})
    other = replace(
        CATALOG,
        service_types=(
            replace(ORI, options=(replace(USUAL, reach=Reach.PRESENT),)),
            replace(RCF, options=(replace(USUAL, outcome=Outcome.SUCCESSFUL),)),
            replace(KIT, options=(replace(USUAL, in_persons=False),)),
        ),
    )
    changed = counted_day(facts, other, march, complete=True)
    assert (changed.persons, dict(changed.services)) == (3, {"ORI": 2, "RCF": 1, "KIT": 5})
