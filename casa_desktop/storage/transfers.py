"""Transfers as stored: the plan, who travels, the steps. What was voided or undone is read as if it had not been."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    Connection,
    delete,
    insert,
    select,
    update,
)

from casa_desktop.domain.names import Name
from casa_desktop.domain.transfers import (
    OPEN,
    Place,
    Plan,
    Step,
    StepShown,
    Totals,
    TransferRow,
    TravellerShown,
)
from casa_desktop.storage import transfer_queries as queries
from casa_desktop.storage.people import age_of
from casa_desktop.storage.tables import service
from casa_desktop.storage.transfer_queries import step, t, traveller
from casa_desktop.storage.transfer_tables import transfer, transfer_step, transfer_traveller


@dataclass(frozen=True, slots=True)
class StoredTransfer:
    """A transfer as stored. *journey* is the activity of those who travelled, empty where nobody did."""

    id: int
    uuid: str
    version: int
    plan: Plan
    journey: str

    @property
    def code(self) -> str:
        return _code(self.id)


@dataclass(frozen=True, slots=True)
class StoredStep:
    """A step with the key to undo it, and the service that it wrote."""

    id: int
    shown: StepShown
    service: str


class Transfers:
    """Reads and writes ``transfer``, ``transfer_traveller`` and ``transfer_step``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def by_uuid(self, uuid: str, *, reserved: bool) -> StoredTransfer | None:
        """The transfer, unless a reserved contact travels in it whom the reader may not know."""
        row = self._connection.execute(queries.by_uuid, {"uuid": uuid, "reserved": reserved}).mappings().first()
        if row is None:
            return None
        return StoredTransfer(row["id"], row["uuid"], row["version"], _plan(row), row["journey"] or "")

    def add(self, uuid: str, plan: Plan, *, created_at: str, created_by_id: int) -> str:
        """Inserts a transfer and gives its code."""
        values = {"uuid": uuid, "created_at": created_at, "created_by_id": created_by_id, **_columns(plan)}
        key = self._connection.execute(insert(transfer), values).inserted_primary_key
        assert key is not None
        return _code(int(key[0]))

    def change(self, of: StoredTransfer, version: int, plan: Plan | None = None) -> bool:
        """Counts a change, and writes *plan* where it is given. False where *version* is not current."""
        values = _columns(plan) if plan is not None else {}
        done = self._connection.execute(
            update(transfer).where(t.id == of.id, t.version == version).values(version=version + 1, **values)
        )
        return done.rowcount == 1

    def set_planned(self, of: StoredTransfer, people: Iterable[tuple[int, str]]) -> None:
        """Who is to travel, as (person, kinship) in order; nobody else."""
        self._connection.execute(delete(transfer_traveller).where(traveller.transfer_id == of.id))
        rows = [{"transfer_id": of.id, "person_id": p, "kinship": k, "planned": True} for p, k in people]
        self._connection.execute(insert(transfer_traveller), rows)

    def add_unplanned(self, of: StoredTransfer, people: Iterable[int]) -> None:
        """Those who travelled without having been planned."""
        known = select(traveller.person_id).where(traveller.transfer_id == of.id)
        there = set(self._connection.execute(known).scalars())
        rows = [
            {"transfer_id": of.id, "person_id": p, "kinship": "", "planned": False} for p in people if p not in there
        ]
        if rows:
            self._connection.execute(insert(transfer_traveller), rows)

    def knows_step(self, uuid: str) -> bool:
        """Whether the step of that uuid stands already."""
        return self._connection.execute(select(step.id).where(step.uuid == uuid)).first() is not None

    def add_step(
        self, of: StoredTransfer, uuid: str, what: Step, day: date, reason: str, *, at: str, by_id: int
    ) -> None:
        """Appends a step; the journey and what follows it name its service."""
        service_id = None
        if what is Step.TRAVELLED:
            service_id = select(service.c.id).where(service.c.uuid == uuid).scalar_subquery()
        elif what is Step.ARRIVED:
            service_id = select(service.c.id).where(service.c.uuid == of.journey).scalar_subquery()
        values: dict[str, Any] = {
            "uuid": uuid,
            "transfer_id": of.id,
            "step": str(what),
            "day": day,
            "reason": reason,
            "service_id": service_id,
            "at": at,
            "by_id": by_id,
        }
        self._connection.execute(insert(transfer_step).values(values))

    def undo_step(self, step_id: int, at: str) -> None:
        """A step that wrote nothing elsewhere holds no longer."""
        self._connection.execute(update(transfer_step).where(step.id == step_id).values(undone_at=at))

    def went_on(self, activity: str) -> bool:
        """Whether a transfer whose journey is *activity* has a later step that holds without it: it was cancelled, or
        travelled another day."""
        return bool(activity) and self._connection.execute(queries.went_on, {"activity": activity}).first() is not None

    def steps(self, of: StoredTransfer) -> tuple[StoredStep, ...]:
        """Every step, the latest first."""
        rows = self._connection.execute(queries.steps_of, {"transfer": of.id})
        return tuple(
            StoredStep(r.id, StepShown(Step(r.step), r.day, r.full_name, r.reason, bool(r.holds)), r.service or "")
            for r in rows
        )

    def travellers(self, of: StoredTransfer, today: date) -> tuple[TravellerShown, ...]:
        """Who is to travel and who did, in order."""
        went = self._who_went([of.journey] if of.journey else []).get(of.journey, frozenset())
        found: dict[int, TravellerShown] = {}
        for r in self._connection.execute(queries.travellers_of, {"transfer": of.id}):
            shown = TravellerShown(
                r.uuid,
                r.code,
                _called(r),
                r.kinship,
                r.sex,
                age_of(r.birth_date, r.age_from, r.age_to, r.age_stated_on).on(today),
                bool(r.planned),
                r.id in went,
            )
            found.setdefault(r.id, shown)  # two records that were merged since are one who travels
        return tuple(found.values())

    def listed(self, first: date, last: date, *, reserved: bool) -> tuple[tuple[TransferRow, ...], Totals]:
        """Those that are open, and those whose last step falls between *first* and *last*; totals of the journeys."""
        found = self._read(queries.every, {"reserved": reserved})
        journeys = [journey for row, journey, _ in found if journey and _within(row.travelled_on, first, last)]
        shown = [row for row, _, _ in found if row.step in OPEN or _within(row.travelled_on or row.since, first, last)]
        return tuple(shown), self.totals_of(journeys)

    def journeys(self, first: date, last: date) -> dict[Place, list[str]]:
        """Those that began between *first* and *last*, reserved contacts' too: they are to be counted, not told."""
        found: dict[Place, list[str]] = {}
        for row, journey, _ in self._read(queries.every, {"reserved": True}):
            if journey and _within(row.travelled_on, first, last):
                found.setdefault((row.country, row.municipality, row.city), []).append(journey)
        return found

    def totals_of(self, journeys: Sequence[str]) -> Totals:
        """Who travelled in *journeys*, each once."""
        return Totals(*map(int, self._connection.execute(queries.totals, {"journeys": journeys}).one()))

    def services_of(self, journeys: Sequence[str]) -> tuple[int, ...]:
        """The keys of the services that :meth:`totals_of` counts."""
        return tuple(self._connection.execute(queries.services, {"journeys": journeys}).scalars())

    def waiting(self) -> int:
        """How many are planned and have not travelled."""
        return int(self._connection.execute(queries.waiting).scalar_one())

    def of_person(self, person_uuid: str, *, reserved: bool) -> tuple[tuple[TransferRow, str], ...]:
        """(transfer, its journey) of whoever travelled, or is to travel; not of who stayed behind."""
        person_id = self._connection.execute(queries.whole_person, {"person": person_uuid}).scalar()
        found = self._read(queries.of_person, {"reserved": reserved, "person": person_uuid})
        return tuple((row, journey) for row, journey, who in found if person_id in who)

    def _read(self, query: Any, values: Mapping[str, object]) -> list[tuple[TransferRow, str, frozenset[int]]]:
        """(transfer, its journey, who travelled or is to travel)."""
        rows = self._connection.execute(query, values).mappings().all()
        states = {r.transfer_id: (Step(r.step), r.day) for r in self._connection.execute(queries.states)}
        people = self._planned()
        went = self._who_went([each["journey"] for each in rows if each["journey"]])
        found: list[tuple[TransferRow, str, frozenset[int]]] = []
        for row in rows:
            what, since = states[row["id"]]
            travelled = went.get(row["journey"] or "", frozenset())
            who = [(id_, name) for id_, name, plan in people[row["id"]] if (id_ in travelled if travelled else plan)]
            shown = TransferRow(
                row["uuid"],
                _code(row["id"]),
                what,
                since,
                next((name for _, name in who), ""),
                len(who),
                row["country"],
                row["municipality"],
                row["city"],
                row["planned_on"],
                row["travelled_on"],
            )
            found.append((shown, row["journey"] or "", frozenset(id_ for id_, _ in who)))
        return found

    def _planned(self) -> Mapping[int, list[tuple[int, str, bool]]]:
        """(person, name, whether planned) of every transfer, in order, each once."""
        found: dict[int, dict[int, tuple[int, str, bool]]] = {}
        for r in self._connection.execute(queries.travellers):
            found.setdefault(r.transfer_id, {}).setdefault(r.id, (r.id, _called(r), bool(r.planned)))
        return {transfer_id: list(people.values()) for transfer_id, people in found.items()}

    def _who_went(self, journeys: list[str]) -> Mapping[str, frozenset[int]]:
        found: dict[str, set[int]] = {}
        for activity, person_id in self._connection.execute(queries.went, {"journeys": journeys}):
            found.setdefault(activity, set()).add(person_id)
        return {activity: frozenset(ids) for activity, ids in found.items()}


def _within(day: date | None, first: date, last: date) -> bool:
    return day is not None and first <= day <= last


def _called(row: Sequence[Any]) -> str:
    return Name(*(part or "" for part in row[11:16])).display


def _code(number: int) -> str:
    return f"T-{number:06d}"


def _columns(plan: Plan) -> dict[str, Any]:
    return {name: getattr(plan, name) for name in queries.PLAN}


def _plan(row: Mapping[Any, Any]) -> Plan:
    return Plan(**{name: row[name] for name in queries.PLAN})
