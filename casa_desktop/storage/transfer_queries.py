"""What is asked of the transfers, in SQL: who travelled, how far each has come, and whom the actor may see."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    and_,
    bindparam,
    case,
    distinct,
    func,
    or_,
    select,
)

from casa_desktop.domain.transfers import (
    OPEN,
    Plan,
    Step,
)
from casa_desktop.storage.office_tables import user_account
from casa_desktop.storage.tables import household_member, person, person_name, service
from casa_desktop.storage.transfer_tables import transfer, transfer_step, transfer_traveller

t, step, traveller = transfer.c, transfer_step.c, transfer_traveller.c
PLAN = tuple(Plan.__dataclass_fields__)
_whole = person.alias("whole")
_holding = service.alias("holding")
_row = service.alias("row")
_holds: ColumnElement[bool] = and_(
    step.undone_at.is_(None), or_(step.service_id.is_(None), _holding.c.voided_at.is_(None))
)
_steps = transfer_step.outerjoin(_holding, _holding.c.id == step.service_id)


def _of_the_journey(what: Any) -> ScalarSelect[Any]:
    return (
        select(what)
        .select_from(_steps)
        .where(step.transfer_id == t.id, step.step == str(Step.TRAVELLED), _holds)
        .order_by(step.id.desc())
        .limit(1)
        .correlate(transfer)
        .scalar_subquery()
    )


_journey = _of_the_journey(_holding.c.uuid)
"""The activity of the services of those who travelled."""
_travelled_on = _of_the_journey(step.day)
_reserved = (
    select(traveller.id)
    .join(person, person.c.id == traveller.person_id)
    .join(_whole, _whole.c.id == person.c.canonical_id)
    .where(traveller.transfer_id == t.id, _whole.c.reserved.is_(True))
    .correlate(transfer)
    .exists()
)
_theirs = or_(bindparam("reserved"), ~_reserved)
by_uuid = select(transfer, _journey.label("journey")).where(t.uuid == bindparam("uuid"), _theirs)
every = select(transfer, _travelled_on.label("travelled_on"), _journey.label("journey")).where(_theirs)
whole_person = select(person.c.canonical_id).where(person.c.uuid == bindparam("person"))
of_person = every.where(
    t.id.in_(
        select(traveller.transfer_id)
        .join(person, person.c.id == traveller.person_id)
        .where(person.c.canonical_id == whole_person.scalar_subquery())
    )
)
steps_of = (
    select(
        step.id,
        step.transfer_id,
        step.step,
        step.day,
        step.reason,
        user_account.c.full_name,
        _holds.label("holds"),
        _holding.c.uuid.label("service"),
    )
    .select_from(_steps.join(user_account, user_account.c.id == step.by_id))
    .where(step.transfer_id == bindparam("transfer"))
    .order_by(step.id.desc())
)
_last = (
    select(step.transfer_id, func.max(step.id).label("id"))
    .select_from(_steps)
    .where(_holds)
    .group_by(step.transfer_id)
    .subquery()
)
states = select(step.transfer_id, step.step, step.day).join(_last, _last.c.id == step.id)
waiting = select(func.count()).select_from(states.where(step.step.in_(sorted(map(str, OPEN)))).subquery())
travellers = (
    select(
        _whole.c.id,
        _whole.c.uuid,
        _whole.c.code,
        _whole.c.sex,
        _whole.c.birth_date,
        _whole.c.age_from,
        _whole.c.age_to,
        _whole.c.age_stated_on,
        traveller.transfer_id,
        traveller.kinship,
        traveller.planned,
        person_name.c.first_name,
        person_name.c.other_names,
        person_name.c.first_surname,
        person_name.c.second_surname,
        person_name.c.preferred_name,
    )
    .join(person, person.c.id == traveller.person_id)
    .join(_whole, _whole.c.id == person.c.canonical_id)
    .outerjoin(person_name, person_name.c.person_id == _whole.c.id)
    .order_by(traveller.id)
)
travellers_of = travellers.where(traveller.transfer_id == bindparam("transfer"))
_of_journeys = (_row.c.activity.in_(bindparam("journeys", expanding=True)), _row.c.voided_at.is_(None))
went = select(_row.c.activity, person.c.canonical_id).join(person, person.c.id == _row.c.person_id).where(*_of_journeys)
_later, _later_holding = transfer_step.alias("later"), service.alias("later_holding")
went_on = (
    select(_later.c.id)
    .join(transfer_step, and_(step.transfer_id == _later.c.transfer_id, step.id < _later.c.id))
    .join(_holding, _holding.c.id == step.service_id)
    .outerjoin(_later_holding, _later_holding.c.id == _later.c.service_id)
    .where(
        _holding.c.uuid == bindparam("activity"),
        step.step == str(Step.TRAVELLED),
        _later.c.undone_at.is_(None),
        _later.c.service_id.is_distinct_from(step.service_id),
        _later_holding.c.voided_at.is_(None),
    )
    .limit(1)
)
_home = (
    select(household_member.c.household_id)
    .where(
        household_member.c.person_id == person.c.canonical_id,
        household_member.c.since <= _row.c.date,
        or_(household_member.c.until.is_(None), household_member.c.until > _row.c.date),
    )
    .limit(1)
    .correlate(person, _row)
    .scalar_subquery()
)
totals = (
    select(
        func.count(distinct(person.c.canonical_id)),
        func.count(distinct(case((_home.is_not(None), _home), else_=-person.c.canonical_id))),
        func.count(distinct(_row.c.activity)),
    )
    .select_from(_row)
    .join(person, person.c.id == _row.c.person_id)
    .where(*_of_journeys)
)
services = select(_row.c.id).where(*_of_journeys)
