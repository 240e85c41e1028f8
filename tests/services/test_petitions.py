"""The register of PQRSF on a real encrypted base: deadlines, answers, who reads what, and what is never written."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.names import Name
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.persons import Details
from casa_desktop.domain.petitions import Channel, PetitionKind, PetitionPage, PetitionRow, PetitionState
from casa_desktop.domain.workdays import working_day_after, working_days_between
from casa_desktop.reports import report_csv, table_csv
from casa_desktop.services import audit_trail, people, petitions, statistics, surveys, voice
from casa_desktop.services.audit_trail import TrailQuery
from casa_desktop.services.calendar import working_days
from casa_desktop.services.people import RegisterPerson, ReservePerson
from casa_desktop.services.petitions import (
    EditPetition,
    HandlePetition,
    PetitionQuery,
    RegisterPetition,
    RegisterQuery,
)
from casa_desktop.services.runner import Runner
from casa_desktop.services.statistics import TableRequest
from casa_desktop.services.surveys import ReportQuery
from casa_desktop.services.voice import VoiceQuery
from casa_desktop.texts import ui_surveys
from tests.services.desk import TODAY, Desk

TEXT = "Esperé tres horas y nadie explicó por qué"


def register(runner: Runner, kind: PetitionKind = PetitionKind.COMPLAINT, **more: object) -> PetitionRow:
    values: dict[str, object] = {"channel": Channel.BOX, "received": TODAY, "text": TEXT, **more}
    found: PetitionRow = runner.run(petitions.register, RegisterPetition(new_id(), kind, **values)).result  # type: ignore[arg-type]  # by name
    return found


def page(runner: Runner, uuid: str) -> PetitionPage:
    found: PetitionPage = runner.run(petitions.page, PetitionQuery(uuid)).result
    return found


def refused(runner: Runner, verb: object, command: object) -> tuple[Code, str]:
    with pytest.raises(CasaError) as told:
        runner.run(verb, command)  # type: ignore[arg-type]  # any verb with its command
    return told.value.code, told.value.problems[0].field


def test_a_complaint_answered_late_says_so(desk: Desk) -> None:
    reception = desk.runner(Role.RECEPTION)
    row = register(reception)
    # Fifteen working days with Saturdays: 23 March (San José, moved) does not count.
    assert (row.code, row.due) == ("Q-000001", date(2026, 3, 28))

    desk.clock.advance(20 * 86_400)
    (open_row,) = reception.run(petitions.listed, RegisterQuery(only_open=True)).result
    assert open_row.overdue(desk.clock.today())
    answer = HandlePetition(
        row.uuid,
        page(reception, row.uuid).version,
        PetitionState.ANSWERED,
        "Se amplió el horario",
        TODAY + timedelta(19),
    )
    reception.run(petitions.handle, answer)

    done = page(reception, row.uuid)
    assert (done.row.late, done.row.overdue(desk.clock.today()), done.answer) == (True, False, "Se amplió el horario")
    assert reception.run(petitions.listed, RegisterQuery(only_open=True)).result == ()
    assert refused(reception, petitions.handle, answer)[0] is Code.CONFLICT, "somebody answered since"


@pytest.mark.parametrize(
    ("kind", "due", "extended"),
    [
        (PetitionKind.PETITION, date(2026, 3, 28), None),
        (PetitionKind.DATA_QUERY, date(2026, 3, 21), date(2026, 3, 28)),
        (PetitionKind.DATA_CLAIM, date(2026, 3, 28), date(2026, 4, 9)),
        (PetitionKind.SUGGESTION, None, None),
        (PetitionKind.THANKS, None, None),
    ],
)
def test_the_law_says_until_when(desk: Desk, kind: PetitionKind, due: date | None, extended: date | None) -> None:
    reception = desk.runner(Role.RECEPTION)
    row = register(reception, kind)
    assert row.due == due

    more = HandlePetition(row.uuid, 1, PetitionState.IN_PROGRESS, extended=True)
    if extended is None:
        assert refused(reception, petitions.handle, more) == (Code.NOT_TWICE, "extended")
    else:
        assert reception.run(petitions.handle, more).result.due == extended
        again = replace(more, version=2)
        assert reception.run(petitions.handle, again).result.due == extended, "once is all that the law gives"


def test_coordination_changes_the_days_of_what_comes_in_from_now_on(desk: Desk) -> None:
    coordination = desk.runner(Role.COORDINATION)
    before = register(coordination)
    settings = coordination.run(voice.settings, VoiceQuery()).result
    terms = tuple(replace(term, days=5) if term.kind is PetitionKind.COMPLAINT else term for term in settings.terms)
    coordination.run(voice.save, replace(settings, terms=terms))

    assert register(coordination).due == date(2026, 3, 16)
    assert page(coordination, before.uuid).row.due == before.due, "a deadline that was told does not move"
    assert refused(desk.runner(Role.RECEPTION), voice.save, settings)[0] is Code.FORBIDDEN
    assert refused(coordination, voice.save, replace(settings, kiosk=True))[0] is Code.CONFLICT


def test_holidays_that_move_to_monday_do_not_count() -> None:
    is_working = working_days()
    assert not is_working(date(2026, 3, 23))
    assert not is_working(date(2026, 4, 3)), "Viernes Santo"
    assert is_working(date(2026, 3, 21)), "the desk attends on Saturdays"
    assert working_day_after(date(2026, 3, 20), 2, is_working) == date(2026, 3, 24)
    assert working_days_between(date(2026, 3, 20), date(2026, 3, 24), is_working) == 2
    assert working_days_between(date(2026, 3, 24), date(2026, 3, 20), is_working) == -2


@pytest.mark.parametrize(
    "text",
    [
        "Un funcionario me pidió favores sexuales a cambio de un kit",
        "Hubo ABUSO SEXUAL en el albergue",
        "El vigilante me acosó sexualmente",
        "la violaron cuando esperaba",
    ],
)
def test_sexual_abuse_is_never_written_here(desk: Desk, text: str) -> None:
    reception = desk.runner(Role.RECEPTION)
    command = RegisterPetition(new_id(), PetitionKind.COMPLAINT, Channel.BOX, TODAY, text)
    assert refused(reception, petitions.register, command) == (Code.NOT_RECORDED_HERE, "text")

    row = register(reception)
    change = EditPetition(row.uuid, 1, row.kind, row.channel, row.received, text)
    assert refused(reception, petitions.edit, change)[0] is Code.NOT_RECORDED_HERE
    answer = HandlePetition(row.uuid, 1, PetitionState.ANSWERED, text, TODAY)
    assert refused(reception, petitions.handle, answer) == (Code.NOT_RECORDED_HERE, "answer")
    assert not any("peas" in str(kind) or "sexual" in str(kind) for kind in PetitionKind)


@pytest.mark.parametrize("text", ["Me violan mis derechos en la fila", "Quiero una cita de salud sexual", TEXT])
def test_an_ordinary_complaint_is_taken(desk: Desk, text: str) -> None:
    assert register(desk.runner(Role.RECEPTION), text=text).state is PetitionState.RECEIVED


def test_nobody_but_reception_and_coordination_reads_the_register(desk: Desk) -> None:
    row = register(desk.runner(Role.RECEPTION))
    for role in set(Role) - {Role.RECEPTION, Role.COORDINATION}:
        other = desk.runner(role)
        assert refused(other, petitions.listed, RegisterQuery())[0] is Code.FORBIDDEN
        assert refused(other, petitions.page, PetitionQuery(row.uuid))[0] is Code.FORBIDDEN


def test_neither_lists_nor_the_audit_hold_what_was_said(desk: Desk) -> None:
    reception, coordination = desk.runner(Role.RECEPTION), desk.runner(Role.COORDINATION)
    row = register(reception, contact="ana@correo.example")
    reception.run(petitions.handle, HandlePetition(row.uuid, 1, PetitionState.ANSWERED, "Respuesta clara", TODAY))
    page(reception, row.uuid)
    assert reception.run(petitions.receipt, PetitionQuery(row.uuid)).result.code == row.code

    listed = repr(reception.run(petitions.listed, RegisterQuery()).result)
    entries = coordination.run(audit_trail.entries, TrailQuery()).result.entries
    trail = json.dumps([repr(entry) for entry in entries], ensure_ascii=False)
    acts = {"petition.register", "petition.handle", "petition.open", "petition.print"}
    assert acts <= {entry.action for entry in entries}
    for said in (TEXT, "ana@correo.example", "Respuesta clara"):
        assert said not in listed
        assert said not in trail


def test_what_was_said_is_in_no_log_no_report_and_not_readable_in_the_file(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    reception, coordination = desk.runner(Role.RECEPTION), desk.runner(Role.COORDINATION)
    caplog.set_level("DEBUG")
    row = register(reception)
    page(reception, row.uuid)
    with pytest.raises(CasaError):
        reception.run(petitions.handle, HandlePetition(row.uuid, 9, PetitionState.IN_PROGRESS, TEXT))
    month = Month.of(TODAY)
    table = coordination.run(statistics.table, TableRequest(Period(month, month))).result
    survey = coordination.run(surveys.report, ReportQuery(Period(month, month))).result

    assert TEXT not in caplog.text
    assert TEXT.encode() not in table_csv.render(table) + report_csv.render(ui_surveys.tables(survey))
    desk.base.close()
    for path in desk.folder.rglob("*"):
        assert not path.is_file() or TEXT.encode() not in path.read_bytes(), path.name


def test_a_petition_may_name_a_person_whom_not_everybody_may_know(desk: Desk) -> None:
    reception, psychology = desk.runner(Role.RECEPTION), desk.runner(Role.PSYCHOLOGY)
    person = RegisterPerson(
        new_id(), Details(Name("Yusmary", "", "Ñáñez"), sex="02", age=Age(date(1990, 5, 4)), country="VEN")
    )
    reception.run(people.register, person)
    row = register(reception, person_uuid=person.uuid)
    assert page(reception, row.uuid).person == "Yusmary Ñáñez"

    psychology.run(people.reserve, ReservePerson(person.uuid, 1, True, ""))

    shown = page(reception, row.uuid)
    assert (shown.person, shown.person_uuid) == ("", "")
    reception.run(
        petitions.edit, EditPetition(row.uuid, shown.version, row.kind, row.channel, row.received, "Otro texto")
    )
    again = page(desk.runner(Role.COORDINATION), row.uuid)
    assert (again.person, again.text) == ("Yusmary Ñáñez", "Otro texto"), "who cannot see the person does not lose them"
    command = RegisterPetition(new_id(), PetitionKind.THANKS, Channel.BOX, TODAY, "Gracias", person.uuid)
    assert refused(reception, petitions.register, command) == (Code.NOT_FOUND, "person_uuid")


def test_an_answered_petition_is_not_rewritten(desk: Desk) -> None:
    reception = desk.runner(Role.RECEPTION)
    row = register(reception)
    reception.run(petitions.handle, HandlePetition(row.uuid, 1, PetitionState.TRANSFERRED, transferred_to="Personería"))

    change = EditPetition(row.uuid, 2, row.kind, row.channel, row.received, "Otra cosa")
    assert refused(reception, petitions.edit, change)[0] is Code.CONFLICT
    assert page(reception, row.uuid).transferred_to == "Personería"
