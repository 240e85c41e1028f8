"""The fields of the catalogue on a real encrypted base: answered, read by those who may, corrected, retired, sealed."""

from dataclasses import replace
from decimal import Decimal

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.catalog import ServiceType
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.fields import Answers, FieldKind, Option, ServiceField
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.visit_views import ServiceDetail
from casa_desktop.domain.visits import Anonymous, NewService, Psychology, RecordVisit
from casa_desktop.services import catalogs, seeding, visits
from casa_desktop.services.catalogs import CatalogQuery, SaveServiceType
from casa_desktop.services.runner import Runner
from casa_desktop.services.seeding import CompleteCatalog, MissingQuery
from casa_desktop.services.visits import CorrectService, VisitQuery
from tests.services.desk import TODAY, Desk

CHILD: Answers = (("MUAC", "118"), ("EDEMA", "no"), ("PESO", "9.85"))
RISK = ServiceField("", "RIESGO", "Riesgo", FieldKind.CHOICE, options=(Option("ALTO", "Alto"), Option("BAJO", "Bajo")))


def record(runner: Runner, service: NewService) -> str:
    visit = RecordVisit(new_id(), TODAY, "TRANSITO", (service,), anonymous=Anonymous(new_id(), "01", 3, 3, "VEN"))
    uuid: str = runner.run(visits.record, visit).result.uuid
    return uuid


def nutrition(answers: Answers = CHILD) -> NewService:
    return NewService(new_id(), "NUT", details="Llora al pesarlo", answers=answers)


def seen(runner: Runner, visit: str) -> ServiceDetail:
    service: ServiceDetail = runner.run(visits.detail, VisitQuery(visit)).result.services[0]
    return service


def kind(runner: Runner, code: str) -> ServiceType:
    found = runner.run(catalogs.lists, CatalogQuery()).result.service_type(code)
    assert found is not None
    return found


def refused(runner: Runner, service: NewService) -> dict[str, Code]:
    with pytest.raises(CasaError) as raised:
        record(runner, service)
    return {problem.field: problem.code for problem in raised.value.problems}


def test_what_health_measures_is_read_by_health_and_by_nobody_else(desk: Desk) -> None:
    visit = record(desk.runner(Role.HEALTH), nutrition())
    found = seen(desk.runner(Role.HEALTH), visit)
    assert (found.answers, found.details) == (CHILD, "Llora al pesarlo")
    for other in (Role.RECEPTION, Role.COORDINATION, Role.RCF):
        found = seen(desk.runner(other), visit)
        assert (found.type, found.answers, found.details) == ("NUT", (), "")


def test_every_missing_or_impossible_answer_is_told_under_its_field(desk: Desk) -> None:
    bad = nutrition((("MUAC", "20"), ("PESO", "9.851"), ("RUTA", "X")))
    assert refused(desk.runner(Role.HEALTH), bad) == {
        "services[0].MUAC": Code.OUT_OF_RANGE,
        "services[0].EDEMA": Code.REQUIRED,
        "services[0].PESO": Code.BAD_NUMBER,
        "services[0].RUTA": Code.BAD_CHOICE,
    }


def test_an_answer_is_corrected_in_place_and_the_record_stays_counted(desk: Desk) -> None:
    health = desk.runner(Role.HEALTH)
    visit = record(health, nutrition())
    old = seen(health, visit)
    right = (*CHILD[:2], ("PESO", "8.95"), ("KITS", "1"))
    health.run(visits.correct, CorrectService(old.uuid, old.version, TODAY, nutrition(right)))
    found = seen(health, visit)
    assert (found.uuid, dict(found.answers)) == (old.uuid, dict(right))


def test_a_type_that_coordination_adds_asks_what_it_was_told_to_ask(desk: Desk) -> None:
    coordination = desk.runner(Role.COORDINATION)
    fields = (
        ServiceField(new_id(), "", "Horas", FieldKind.NUMBER, True, "h", Decimal(1), Decimal(8)),
        ServiceField(new_id(), "", "Vio la película", FieldKind.YES_NO),
    )
    made = ServiceType(new_id(), "", "Cine foro", "CINE", fields=fields)
    coordination.run(catalogs.save_service_type, SaveServiceType(made))
    code = kind(coordination, "CINE_FORO").code
    reception = desk.runner(Role.RECEPTION)
    assert refused(reception, NewService(new_id(), code)) == {"services[0].HORAS": Code.REQUIRED}
    answers = (("HORAS", "2"), ("VIO_LA_PELICULA", "si"))
    visit = record(reception, NewService(new_id(), code, answers=answers))
    assert seen(reception, visit).answers == answers


def test_old_records_keep_the_fields_they_were_made_with(desk: Desk) -> None:
    health, coordination = desk.runner(Role.HEALTH), desk.runner(Role.COORDINATION)
    visit = record(health, nutrition())
    before = kind(coordination, "NUT")
    kept = tuple(field for field in before.fields if field.code not in ("PESO", "EDEMA"))
    coordination.run(catalogs.save_service_type, SaveServiceType(replace(before, fields=kept)))
    after = kind(coordination, "NUT")
    asked = {field.code for field in after.fields_on(TODAY)}
    assert "PESO" not in asked
    assert "MUAC" in asked
    assert seen(health, visit).answers == CHILD
    assert {f.code for f in after.fields_on(TODAY, frozenset({"PESO"}))} >= {"PESO"}


def test_answers_of_a_compartment_are_sealed_and_wait_for_its_key(desk: Desk) -> None:
    coordination, psychology = desk.runner(Role.COORDINATION), desk.runner(Role.PSYCHOLOGY)
    before = kind(coordination, "PSI")
    coordination.run(
        catalogs.save_service_type, SaveServiceType(replace(before, fields=(replace(RISK, uuid=new_id()),)))
    )
    session = NewService(new_id(), "PSI", Psychology(False), answers=(("RIESGO", "ALTO"),))
    visit = record(psychology, session)
    assert seen(psychology, visit).answers == (("RIESGO", "ALTO"),)
    keyless = desk.runner(Role.PSYCHOLOGY, keyless=True)
    found = seen(keyless, visit)
    assert found.answers == ()
    assert desk.base.execute_outside("SELECT count(*) FROM service_answer") == [(0,)]
    assert b"ALTO" not in desk.base.execute_outside("SELECT sealed FROM sealed_answers")[0][0]
    # Whoever cannot read them does not lose them by correcting something else.
    moved = NewService(new_id(), "PSI", Psychology(False), place="CALLE")
    with pytest.raises(CasaError) as raised:
        keyless.run(visits.correct, CorrectService(found.uuid, found.version, TODAY, moved))
    assert raised.value.code is Code.NEEDS_COMPARTMENT_KEY
    assert seen(psychology, visit).answers == (("RIESGO", "ALTO"),)


def test_a_desk_of_an_earlier_version_is_offered_what_is_new_and_keeps_its_own(desk: Desk) -> None:
    coordination = desk.runner(Role.COORDINATION)
    assert coordination.run(seeding.missing, MissingQuery()).result.types == ()
    with coordination.batch() as ctx:
        gone = "(SELECT id FROM service_type WHERE code IN ('NUT', 'AYU'))"
        for statement in (
            "field_option",
            "service_field",
            f"counting_option WHERE service_type_id IN {gone}",
            f"service_type WHERE id IN {gone}",
            "desk_setting WHERE key = 'catalog.version'",
        ):
            ctx.work.connection.exec_driver_sql(f"DELETE FROM {statement}")
    own = ServiceType(new_id(), "KITS", "Ayuda humanitaria", "KITS")
    coordination.run(catalogs.save_service_type, SaveServiceType(own))
    assert coordination.run(seeding.missing, MissingQuery()).result.types == ("Nutrición – niñas y niños",)
    coordination.run(seeding.complete, CompleteCatalog())
    assert {field.code for field in kind(coordination, "NUT").fields} >= {"MUAC", "EDEMA"}
    assert kind(coordination, "KITS").uuid == own.uuid
    assert coordination.run(seeding.complete, CompleteCatalog()).result.types == ()


def test_how_an_adolescent_consented_is_read_by_health_and_by_nobody_else(desk: Desk) -> None:
    answers: Answers = (("CONSEJERIA", "METODOS"), ("CONSENTIMIENTO", "PROPIO"))
    visit = record(desk.runner(Role.HEALTH), NewService(new_id(), "SSP", answers=answers))
    assert dict(seen(desk.runner(Role.HEALTH), visit).answers) == dict(answers)
    for other in (Role.RECEPTION, Role.COORDINATION, Role.PSYCHOLOGY):
        assert seen(desk.runner(other), visit).answers == ()
