"""What a closing reads of a month that no report asks for, and what was said of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, and_, case, func, insert, select

from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.closing import Dismissed, Drawn
from casa_desktop.domain.indicators import Indicator
from casa_desktop.storage.aid_tables import aid_delivery
from casa_desktop.storage.closing_tables import month_check, month_draw
from casa_desktop.storage.office_tables import draft, user_account
from casa_desktop.storage.paper_in_tables import tally_check, tally_count
from casa_desktop.storage.selection import Selection, condition, live
from casa_desktop.storage.tables import person, psychology_session, service, service_type, visit
from casa_desktop.storage.visit_reads import Reader, theirs

s = service.c
_known, _whole = person.alias("known"), person.alias("whole")
_of_whole = service.join(_known, _known.c.id == s.person_id).join(_whole, _whole.c.id == _known.c.canonical_id)

_typed = _of_whole.join(service_type, service_type.c.id == s.service_type_id)


@dataclass(frozen=True, slots=True)
class Attended:
    """One person of PER-MES. *day* and *profile* are of the last visit in the month."""

    person: int
    sex: str
    age: Age
    day: date
    profile: str


@dataclass(frozen=True, slots=True)
class LastTally:
    """The latest check of a day by somebody who counts everything. *differs*: (code, paper, program)."""

    day: date
    note: str
    differs: tuple[tuple[str, int, int], ...]


class Closings:
    """Reads one month (``YYYYMM``)."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def by_day(self, month: int) -> dict[date, int]:
        """How many services each day has."""
        query = select(s.date, func.count()).where(live(month, month)).group_by(s.date)
        return {day: int(count) for day, count in self._connection.execute(query)}

    def voided(self, month: int) -> int:
        """Voided services that nothing took the place of."""
        taken = select(s.replaces_id).where(s.replaces_id.is_not(None))
        query = select(func.count()).where(s.month == month, s.voided_at.is_not(None), s.id.not_in(taken))
        return int(self._connection.execute(query).scalar_one())

    def entered_from(self, month: int, instant: str) -> int:
        """Services that were entered at *instant* (UTC) or after it."""
        query = select(func.count()).where(live(month, month), s.created_at >= instant)
        return int(self._connection.execute(query).scalar_one())

    def drafts(self) -> list[str]:
        """The names of forms that users have left open, one for each draft."""
        return list(self._connection.execute(select(draft.c.form)).scalars())

    def attended(self, selection: Selection, indicator: Indicator, month: int) -> list[Attended]:
        """Every person that *indicator* counts, by canonical record, as they were at their first service of the month:
        the age of the breakdowns and of the 345W."""
        where = and_(condition(selection, indicator), live(month, month))
        rows = self._connection.execute(
            select(
                _whole.c.id,
                _whole.c.sex,
                _whole.c.birth_date,
                _whole.c.age_from,
                _whole.c.age_to,
                _whole.c.age_stated_on,
                s.date,
                visit.c.profile,
            )
            .select_from(_of_whole.join(visit, visit.c.id == s.visit_id))
            .where(where)
            .order_by(s.date, s.id)
        )
        found: dict[int, Attended] = {}
        for who, sex, born, first, last, stated_on, day, profile in rows:
            stated = None if first is None else AgeRange(first, last)
            found.setdefault(who, Attended(who, sex, Age(born, stated, stated_on), day, profile))
        return list(found.values())

    def came_before(self, selection: Selection, indicator: Indicator, month: int) -> set[int]:
        """The canonical records of everybody whom *indicator* counted in a month before *month*."""
        whole = selection.from_the_beginning()
        query = select(_whole.c.id).select_from(_of_whole)
        query = query.where(condition(whole, indicator), live(0, month - 1)).distinct()
        return set(self._connection.execute(query).scalars())

    def sessions(self, month: int, kinds: Sequence[int]) -> tuple[int, int, int]:
        """(services of the types *kinds*, first sessions, follow-ups)."""
        services = select(func.count()).where(live(month, month), s.service_type_id.in_(kinds))
        follow = psychology_session.c.follow_up
        parts = (
            select(
                func.coalesce(func.sum(case((follow, 0), else_=1)), 0),
                func.coalesce(func.sum(case((follow, 1), else_=0)), 0),
            )
            .select_from(psychology_session.join(service, s.id == psychology_session.c.service_id))
            .where(live(month, month))
        )
        first, again = self._connection.execute(parts).one()
        return int(self._connection.execute(services).scalar_one()), first, again

    def deliveries(self, month: int, kinds: Sequence[int]) -> tuple[int, int]:
        """(services of the types *kinds* that are no companion's, actas)."""
        services = select(func.count()).where(live(month, month), s.service_type_id.in_(kinds), s.companion.is_(False))
        actas = select(func.count()).select_from(aid_delivery.join(service, s.id == aid_delivery.c.service_id))
        return (
            int(self._connection.execute(services).scalar_one()),
            int(self._connection.execute(actas.where(live(month, month))).scalar_one()),
        )

    def tallies(self, first: date, last: date) -> dict[date, LastTally]:
        """The latest complete check of each day."""
        heads = self._connection.execute(
            select(tally_check.c.id, tally_check.c.day, tally_check.c.note)
            .where(tally_check.c.day.between(first, last), tally_check.c.complete)
            .order_by(tally_check.c.id)
        ).all()
        latest = {day: (number, note) for number, day, note in heads}
        counted = self._connection.execute(
            select(tally_count.c.check_id, tally_count.c.code, tally_count.c.paper, tally_count.c.program)
            .where(
                tally_count.c.check_id.in_([number for number, _ in latest.values()]),
                tally_count.c.paper != tally_count.c.program,
            )
            .order_by(tally_count.c.position)
        ).all()
        return {
            day: LastTally(day, note, tuple(tuple(row[1:]) for row in counted if row[0] == number))
            for day, (number, note) in latest.items()
        }

    def services(
        self, selection: Selection, indicator: Indicator, month: int, reader: Reader
    ) -> list[tuple[str, str, bool]]:
        """(uuid, planilla, whether the reader may know of it) of every service that *indicator* counts, as recorded."""
        where = and_(condition(selection, indicator), live(month, month))
        told = case((theirs(service, service_type, _whole), True), else_=False)
        query = select(s.uuid, s.sheet, told).select_from(_typed).where(where).order_by(s.id)
        return [(uuid, sheet, bool(seen)) for uuid, sheet, seen in self._connection.execute(query, reader.parameters)]

    def drawn(self, uuids: Sequence[str]) -> dict[str, Drawn]:
        """What to look for on paper."""
        rows = self._connection.execute(
            select(s.uuid, s.date, service_type.c.label, _whole.c.code, s.sheet, s.line)
            .select_from(_typed)
            .where(s.uuid.in_(uuids))
        )
        return {row[0]: Drawn(*row) for row in rows}

    def dismissed(self, month: int) -> dict[str, Dismissed]:
        """What was let pass, by the key of the finding."""
        rows = self._connection.execute(
            select(month_check.c.key, month_check.c.note, user_account.c.full_name, month_check.c.at)
            .join(user_account, user_account.c.id == month_check.c.by_id)
            .where(month_check.c.month == month)
        )
        return {key: Dismissed(note, by, at) for key, note, by, at in rows}

    def dismiss(self, values: Mapping[str, object]) -> None:
        """Lets a finding pass."""
        self._connection.execute(insert(month_check).values(**values))

    def seed(self, month: int) -> str | None:
        """What the papers of the month are drawn by; None before it was first looked at."""
        found: str | None = self._connection.execute(
            select(month_draw.c.seed).where(month_draw.c.month == month)
        ).scalar()
        return found

    def put_seed(self, month: int, seed: str, at: str) -> None:
        """Draws, once and for all."""
        self._connection.execute(insert(month_draw).values(month=month, seed=seed, at=at))
