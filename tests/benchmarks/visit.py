"""One visit saved, durable, against the bare driver doing the same commit: ``python -m tests.benchmarks.visit``.

Both take turns on one encrypted file, with the same pragmas and the same rows: the person is looked up, then a visit,
two services with what hangs on them, and an entry of the audit are written. The ratio of the medians should stay at or
under 2.
"""

import hashlib
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from casa_desktop.domain.access import Role
from casa_desktop.domain.clock import FixedClock
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.visits import Guidance, NewService, Rcf
from casa_desktop.services import seeding, visits
from casa_desktop.services.context import Actor
from casa_desktop.services.runner import Runner
from casa_desktop.services.visits import RecordVisit
from casa_desktop.storage.base import Base
from casa_desktop.storage.engine import AUDIT_HEAD
from casa_desktop.storage.headfile import Head
from tests.storage.support import make_keys

PERSONS = 50_000
ROUNDS = 400
TODAY = date(2026, 3, 10)
LIMIT = 2.0


def make_runner(folder: Path) -> Runner:
    """A desk with its catalogue and one user of reception."""
    keys = make_keys(folder)
    clock = FixedClock.on(TODAY)
    base = Base.create(folder, keys.ring, keys.file.base_id, clock)
    roles = frozenset({Role.RECEPTION, Role.COORDINATION})
    actor = Actor(new_id(), "recepcion", "Recepción", roles, keys.ring)
    runner = Runner(base, actor, clock, keys.file)
    with runner.batch() as ctx:
        ctx.work.users.add(uuid=actor.uuid, username="recepcion", full_name="R", created_at="", roles=roles)
        seeding.seed(ctx)
    return runner


def fill(runner: Runner, persons: int) -> list[str]:
    """Persons, each with one earlier visit and service, bulk-written so that the indexes are as deep as a desk's."""
    uuids = [new_id() for _ in range(persons)]
    with runner.batch() as ctx:
        raw: Any = ctx.work.connection.connection.dbapi_connection
        raw.executemany(
            "INSERT INTO person (id, uuid, code, canonical_id, anonymous, sex, age_from, age_to,"
            " created_at, created_by_id)"
            " VALUES (?, ?, ?, ?, 0, '02', 30, 30, '', 1)",
            [(i, uuid, f"P-{i:06d}", i) for i, uuid in enumerate(uuids, start=1)],
        )
        days = [(TODAY - timedelta(days=1 + i % 700)).isoformat() for i in range(persons)]
        raw.executemany(
            "INSERT INTO visit (id, uuid, person_id, date, profile, created_at, created_by_id)"
            " VALUES (?, ?, ?, ?, 'TRANSITO', '', 1)",
            [(i, new_id(), i, day) for i, day in enumerate(days, start=1)],
        )
        raw.executemany(
            "INSERT INTO service (uuid, visit_id, person_id, service_type_id, date, month, quantity, companion,"
            " staff_id,"
            " sheet, details, late, created_at, created_by_id) VALUES (?, ?, ?, 1, ?, ?, 1, 0, 1, '', '', 0, '', 1)",
            [(new_id(), i, i, day, int(day[:4] + day[5:7])) for i, day in enumerate(days, start=1)],
        )
    return uuids


def by_verb(runner: Runner, person: str) -> None:
    """The way of the program."""
    runner.run(
        visits.record,
        RecordVisit(
            new_id(),
            TODAY,
            "TRANSITO",
            (
                NewService(new_id(), "ORI", Guidance(("PPT", "SALUD")), sheet="12", line=3),
                NewService(new_id(), "RCF", Rcf("LLAMADA", "VEN", "LOGRADO", 4)),
            ),
            person_uuid=person,
        ),
    )


_SERVICE = (
    "INSERT INTO service (uuid, visit_id, person_id, service_type_id, date, month, quantity, companion, success,"
    " staff_id,"
    " place_id, funder_id, sheet, line, activity, details, late, replaces_id, created_at, created_by_id)"
    " VALUES (?, ?, ?, ?, ?, ?, 1, 0, ?, 1, ?, ?, ?, ?, NULL, '', 0, NULL, ?, 1)"
)
_AUDIT = (
    'INSERT INTO audit (seq, at, "user", action, record, fields, reason_digest, previous, hash)'
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def by_driver(raw: Any, info: dict[Any, Any], person: str) -> None:
    """The same rows by hand."""
    day, stamp = TODAY.isoformat(), "2026-03-10T14:00:00Z"
    raw.execute("BEGIN IMMEDIATE")
    person_id, known = raw.execute(
        "SELECT p.id, v.id FROM person p LEFT JOIN visit v ON v.person_id = p.id AND v.date = ? WHERE p.uuid = ?",
        (day, person),
    ).fetchone()
    assert known is None
    uuid = new_id()
    visit_id = raw.execute(
        "INSERT INTO visit (uuid, person_id, date, profile, intention, walker, origin, destination, sleeps_at,"
        " created_at, created_by_id) VALUES (?, ?, ?, 'TRANSITO', NULL, 0, '', '', '', ?, 1)",
        (uuid, person_id, day, stamp),
    ).lastrowid
    first = raw.execute(
        _SERVICE, (new_id(), visit_id, person_id, 1, day, 202603, None, 40, 30, "12", 3, stamp)
    ).lastrowid
    raw.executemany("INSERT INTO service_item (service_id, item_id) VALUES (?, ?)", [(first, 1), (first, 3)])
    second = raw.execute(
        _SERVICE, (new_id(), visit_id, person_id, 3, day, 202603, 1, 40, 31, "", None, stamp)
    ).lastrowid
    raw.execute(
        "INSERT INTO rcf_contact (service_id, modality, country, result, minutes)"
        " VALUES (?, 'LLAMADA', 'VEN', 'LOGRADO', 4)",
        (second,),
    )
    head: Head = info[AUDIT_HEAD]
    at, fields = "2026-03-10T14:00:00.000000+00:00", "date,profile,services"
    entry = (head.sequence + 1, at, "recepcion", "visit.record", uuid, fields, None, head.hash)
    digest = hashlib.sha256(json.dumps(entry, separators=(",", ":")).encode("ascii")).hexdigest()
    raw.execute(_AUDIT, (*entry, digest))
    raw.execute("COMMIT")
    info[AUDIT_HEAD] = Head(head.sequence + 1, digest)


def median(times: list[float]) -> float:
    """Milliseconds."""
    return statistics.median(times) * 1000


def main() -> int:
    """Prints the medians and their ratio; 1 where it is over the limit."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("CASA_BENCHMARKS")) as folder:
        runner = make_runner(Path(folder))
        uuids = fill(runner, PERSONS)
        with runner.batch() as ctx:
            connection = ctx.work.connection
            raw: Any = connection.connection.dbapi_connection
        times: dict[str, list[float]] = {"verb": [], "driver": []}
        ways: tuple[tuple[str, Callable[[str], None]], ...] = (
            ("verb", lambda person: by_verb(runner, person)),
            ("driver", lambda person: by_driver(raw, connection.info, person)),
        )
        for number in range(2 * ROUNDS):
            name, way = ways[number % 2]
            person = uuids[number * 7 % PERSONS]
            start = time.perf_counter()
            way(person)
            times[name].append(time.perf_counter() - start)
        with runner.batch() as ctx:
            assert not ctx.work.audit.verify()
        runner.base.close()
    verb, driver = median(times["verb"][20:]), median(times["driver"][20:])
    ratio = verb / driver
    print(f"one visit, durable, {PERSONS:,} persons: {verb:.2f} ms; bare driver {driver:.2f} ms; ratio {ratio:.2f}")
    return int(ratio > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
