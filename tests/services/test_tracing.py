"""Tracing requests: a reference and its states, and nothing of anybody."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.periods import Month
from casa_desktop.domain.rcf import RequestState
from casa_desktop.services import rcf_summary, tracing
from casa_desktop.services.rcf_summary import SummaryQuery
from casa_desktop.services.runner import Runner
from casa_desktop.services.tracing import MoveRequest, OpenRequest, RequestsQuery
from casa_desktop.storage.rcf_tables import tracing_request, tracing_step
from tests.services.desk import TODAY, Desk

SENT = OpenRequest(new_id(), "  BOG-2026-0147 ", date(2026, 2, 20))


@pytest.fixture
def phone(desk: Desk) -> Runner:
    return desk.runner(Role.RCF)


def refused(runner: Runner, verb: Any, command: Any) -> Code:
    with pytest.raises(CasaError) as caught:
        runner.run(verb, command)
    return caught.value.code


def test_a_request_goes_through_its_states_with_their_dates(phone: Runner) -> None:
    for _ in range(2):
        made = phone.run(tracing.open_request, SENT).result
    assert (made.reference, made.state, made.age(TODAY)) == ("BOG-2026-0147", RequestState.SENT, 18)
    step = MoveRequest(SENT.uuid, 1, RequestState.UNDER_WAY, date(2026, 3, 1))
    for _ in range(2):
        made = phone.run(tracing.move_request, step).result
    assert [each.state for each in made.steps] == [RequestState.SENT, RequestState.UNDER_WAY]
    closed = phone.run(tracing.move_request, MoveRequest(SENT.uuid, 2, RequestState.CLOSED, date(2026, 3, 5))).result
    assert closed.age(TODAY) == 13
    assert phone.run(tracing.requests, RequestsQuery()).result == ()
    assert phone.run(tracing.requests, RequestsQuery(every=True)).result == (closed,)


def test_what_cannot_be_is_refused(phone: Runner) -> None:
    phone.run(tracing.open_request, SENT)
    other = replace(SENT, uuid=new_id())
    assert refused(phone, tracing.open_request, other) is Code.NOT_UNIQUE
    assert refused(phone, tracing.open_request, replace(other, reference=" ")) is Code.REQUIRED
    late = replace(other, reference="X", on=TODAY + timedelta(days=1))
    assert refused(phone, tracing.open_request, late) is Code.DATE_IN_FUTURE
    early = MoveRequest(SENT.uuid, 1, RequestState.ANSWERED, date(2026, 2, 1))
    assert refused(phone, tracing.move_request, early) is Code.DATE_TOO_OLD
    stale = MoveRequest(SENT.uuid, 7, RequestState.ANSWERED, TODAY)
    assert refused(phone, tracing.move_request, stale) is Code.CONFLICT


def test_the_summary_tells_what_was_sent_and_what_stood_open(phone: Runner) -> None:
    phone.run(tracing.open_request, SENT)
    phone.run(tracing.open_request, OpenRequest(new_id(), "BOG-2", date(2026, 3, 2)))
    phone.run(tracing.move_request, MoveRequest(SENT.uuid, 1, RequestState.CLOSED, date(2026, 3, 3)))
    february = phone.run(rcf_summary.summary, SummaryQuery(Month(2026, 2))).result
    march = phone.run(rcf_summary.summary, SummaryQuery(Month(2026, 3))).result
    assert (february.requests_sent, february.requests_open) == (1, ((RequestState.SENT, 1),))
    assert (march.requests_sent, march.requests_open) == (1, ((RequestState.SENT, 1),))


def test_no_column_could_hold_whom_a_request_seeks() -> None:
    """Whoever adds one must think first: this base holds a reference and states, and nothing else."""
    assert set(tracing_request.c.keys()) == {"id", "uuid", "reference", "state", "created_at", "version"}
    assert set(tracing_step.c.keys()) == {"id", "request_id", "state", "begun_on", "created_at", "created_by_id"}
