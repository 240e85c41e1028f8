"""Random small desks: a plain Python model of what was recorded, and the same desk written into a real base.

The model counts by the rules as they are worded, with sets and loops, so that it can be held against the program.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st
from sqlalchemy import insert

from casa_desktop.domain.catalog import FIRST_MONTH, CountingOption, ServiceType
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.indicators import Indicator, Outcome, Reach, Rule
from casa_desktop.domain.periods import Month
from casa_desktop.storage.tables import household, household_member, person, rcf_contact, service, visit
from casa_desktop.storage.work import Work

FIRST_DAY = date(2025, 9, 1)
DAYS = 180
"""From September 2025 to February 2026: across a year."""
SEXES, COUNTRIES, PROFILES = ("02", "01", "SD"), ("VEN", "COL"), ("TRANSITO", "PENDULAR", "SIN_PERFIL")
"""Given in turn: what a number is taken apart by has several values, and one of them is not known."""
MODALITIES = ("LLAMADA", "WIFI", "ESTOY_BIEN")
"""Of RCF, by day: two are contacts, and wifi is not."""
TYPES = ("ORI", "PSI", "RCF", "KIT")
"""KIT is made by :func:`write`; it counts quantities."""


@dataclass(frozen=True)
class SmallPerson:
    """*merged_with* is the index of an earlier person, or None."""

    anonymous: bool
    merged_with: int | None
    homes: tuple[tuple[int, int | None], ...]
    """(household, day on which it ended or None), in order of time."""


@dataclass(frozen=True)
class SmallService:
    person: int
    kind: str
    day: int
    quantity: int
    companion: bool
    success: bool | None
    group: bool
    voided: bool

    @property
    def date(self) -> date:
        return FIRST_DAY + timedelta(days=self.day)

    @property
    def month(self) -> Month:
        return Month.of(self.date)

    @property
    def modality(self) -> str:
        return MODALITIES[self.day % len(MODALITIES)]

    @property
    def attempt(self) -> bool:
        """Whether it is a contact that was tried; it was made unless *success* is False."""
        return self.kind == "RCF" and self.modality != "WIFI" and not (self.companion or self.voided)


@dataclass(frozen=True)
class SmallOption:
    kind: str
    from_month: Month
    in_persons: bool
    reach: Reach
    outcome: Outcome


@dataclass(frozen=True)
class SmallDesk:
    people: tuple[SmallPerson, ...]
    services: tuple[SmallService, ...]
    options: tuple[SmallOption, ...]

    def canonical(self, who: int) -> int:
        while (other := self.people[who].merged_with) is not None:
            who = other
        return who

    def option(self, kind: str, month: Month) -> SmallOption:
        found = SmallOption(kind, FIRST_MONTH, True, Reach.RECIPIENT, Outcome.SERVICES)
        for option in sorted((o for o in self.options if o.kind == kind), key=lambda o: o.from_month):
            if option.from_month <= month:
                found = option
        return found

    def rows(self, *, in_persons: bool) -> list[SmallService]:
        """First the options select rows and persons; every indicator counts that same set."""
        kept = []
        for row in self.services:
            option = self.option(row.kind, row.month)
            companion = row.companion and option.reach is Reach.RECIPIENT
            failed = row.success is False and option.outcome is Outcome.SUCCESSFUL
            if not (row.voided or companion or failed or (in_persons and not option.in_persons)):
                kept.append(row)
        return kept

    def with_records(self) -> set[Month]:
        return {row.month for row in self.services if not row.voided}

    def chosen(self, indicator: Indicator) -> list[SmallService]:
        """The rows that *indicator* looks at, over all time."""
        if indicator.service_type:
            return [row for row in self.rows(in_persons=False) if row.kind == indicator.service_type]
        rows = self.rows(in_persons=True)
        return [row for row in rows if row.group] if indicator.rule is Rule.COVERED else rows

    def persons(self, indicator: Indicator, months: set[Month]) -> set[int]:
        """The distinct persons of *indicator* in *months*."""
        rows = self.chosen(indicator)
        if indicator.rule in (Rule.NEW_PERSONS, Rule.NEW_IN_YEAR):
            yearly = indicator.rule is Rule.NEW_IN_YEAR
            firsts: dict[tuple[int, int], Month] = {}
            for row in rows:
                key = (self.canonical(row.person), row.month.year if yearly else 0)
                firsts[key] = min(firsts.get(key, row.month), row.month)
            return {who for (who, _), month in firsts.items() if month in months}
        return {self.canonical(row.person) for row in rows if row.month in months}

    def count(self, indicator: Indicator, month: Month) -> int:
        """The value of one cell."""
        rows = [row for row in self.chosen(indicator) if row.month == month]
        if indicator.rule is Rule.SERVICES:
            return sum(row.quantity if row.kind == "KIT" else 1 for row in rows)
        if indicator.rule is Rule.VISITS:
            return len({(self.canonical(row.person), row.date) for row in rows})
        if indicator.rule is Rule.FAMILIES:
            homes = {self.home(self.canonical(row.person), month) for row in rows}
            return len(homes - {None})
        return len(self.persons(indicator, {month}))

    def home(self, who: int, month: Month) -> object:
        """The household when the month ended; alone where there never was one; nothing for an anonymous entry."""
        for number, until in self.people[who].homes:
            if until is None or FIRST_DAY + timedelta(days=until) > month.last_day:
                return ("home", number)
        return None if self.people[who].anonymous else ("alone", who)

    def anonymous(self, indicator: Indicator, months: set[Month]) -> int:
        return sum(self.people[who].anonymous for who in self.persons(indicator, months))


@st.composite
def desks(draw: st.DrawFn) -> SmallDesk:
    """Desks with merges, voids, companions, groups, quantities, anonymous entries, moves and changed options."""
    people: list[SmallPerson] = []
    for at in range(draw(st.integers(1, 7))):
        earlier = st.none() | st.integers(0, at - 1) if at else st.none()
        # Homes end one after the other; the last may still stand.
        ends = sorted(draw(st.lists(st.integers(5, DAYS), max_size=2, unique=True)))
        homes: tuple[tuple[int, int | None], ...] = tuple((draw(st.integers(0, 2)), end) for end in ends)
        if draw(st.booleans()):
            homes += ((draw(st.integers(0, 2)), None),)
        merged_with = draw(earlier)
        # Nobody merges a named person into an anonymous entry.
        anonymous = draw(st.booleans()) or (merged_with is not None and people[merged_with].anonymous)
        people.append(SmallPerson(anonymous, merged_with, homes))
    row = st.builds(
        SmallService,
        person=st.integers(0, len(people) - 1),
        kind=st.sampled_from(TYPES),
        day=st.integers(0, DAYS),
        quantity=st.integers(1, 3),
        companion=st.booleans(),
        success=st.sampled_from((None, True, False)),
        group=st.booleans(),
        voided=st.sampled_from((False, False, True)),
    )
    option = st.builds(
        SmallOption,
        kind=st.sampled_from(TYPES),
        from_month=st.sampled_from((Month(2025, 9), Month(2025, 11), Month(2026, 1))),
        in_persons=st.booleans(),
        reach=st.sampled_from(tuple(Reach)),
        outcome=st.sampled_from(tuple(Outcome)),
    )
    key: Callable[[SmallOption], object] = lambda o: (o.kind, o.from_month)  # noqa: E731  # typed for unique_by
    options = draw(st.lists(option, max_size=4, unique_by=key))
    # Hypothesis likes short lists, in which little can meet; so the length is drawn first.
    length = draw(st.integers(0, 30))
    services = draw(st.lists(row, min_size=length, max_size=length))
    return SmallDesk(tuple(people), tuple(services), tuple(options))


def write(work: Work, desk: SmallDesk) -> None:
    """Writes *desk* into an empty base in the open transaction; nothing is committed."""
    usual = CountingOption(FIRST_MONTH, True, Reach.RECIPIENT, Outcome.SERVICES, False)
    work.catalog.add_type(ServiceType(new_id(), "KIT", "Kits", "KITS", by_quantity=True, options=(usual,)))
    for code in TYPES:
        work.catalog.put_option(code, usual)
    for option in desk.options:
        work.catalog.put_option(
            option.kind, CountingOption(option.from_month, option.in_persons, option.reach, option.outcome, False)
        )
    execute = work.connection.execute
    for at in range(3):
        execute(insert(household).values(id=at + 1, uuid=new_id(), created_at=""))
    user = {"created_at": "", "created_by_id": 1}
    for at, one in enumerate(desk.people):
        execute(
            insert(person).values(
                id=at + 1,
                uuid=new_id(),
                code=f"P-{at + 1:06d}",
                canonical_id=desk.canonical(at) + 1,
                anonymous=one.anonymous,
                sex=SEXES[at % len(SEXES)],
                country=COUNTRIES[at % len(COUNTRIES)],
                age_from=5 * at,
                age_to=5 * at + at % 3,
                age_stated_on=FIRST_DAY,
                **user,
            )
        )
        since = FIRST_DAY
        for number, until in one.homes:
            end = None if until is None else FIRST_DAY + timedelta(days=until)
            execute(
                insert(household_member).values(
                    household_id=number + 1, person_id=at + 1, kinship="", head=False, since=since, until=end
                )
            )
            since = end or since
    visits: dict[tuple[int, date], int] = {}
    types = work.catalog.keys().types
    for one_service in desk.services:
        key = (one_service.person, one_service.date)
        if key not in visits:
            visits[key] = len(visits) + 1
            execute(
                insert(visit).values(
                    id=visits[key],
                    uuid=new_id(),
                    person_id=key[0] + 1,
                    date=key[1],
                    profile=PROFILES[key[1].day % len(PROFILES)],
                    **user,
                )
            )
        # Of family contact it is always known whether it was made.
        call = one_service.kind == "RCF"
        written = execute(
            insert(service).values(
                uuid=new_id(),
                visit_id=visits[key],
                person_id=key[0] + 1,
                service_type_id=types[one_service.kind],
                date=one_service.date,
                month=one_service.month.number,
                quantity=one_service.quantity,
                companion=one_service.companion,
                success=one_service.success is not False if call else one_service.success,
                staff_id=1,
                sheet="",
                activity="a" * 32 if one_service.group else None,
                details="",
                late=False,
                voided_at="2026-03-01T00:00:00Z" if one_service.voided else None,
                **user,
            )
        )
        if call:
            made, (number,) = one_service.success, written.inserted_primary_key or (0,)
            result = None if made is None else "LOGRADO" if made else "NO_CONTESTA"
            execute(insert(rcf_contact).values(service_id=number, modality=one_service.modality, result=result))
