"""Tracing requests as stored: reference, states and their dates; nothing of anybody."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from casa_desktop.domain.rcf import RequestState, RequestStep, TracingRequest
from casa_desktop.storage.rcf_tables import tracing_request, tracing_step

_all = select(
    tracing_request.c.uuid,
    tracing_request.c.version,
    tracing_request.c.reference,
    tracing_request.c.state,
    tracing_step.c.state.label("came_to"),
    tracing_step.c.begun_on,
).join(tracing_step, tracing_step.c.request_id == tracing_request.c.id)
_in_order = _all.order_by(tracing_request.c.id, tracing_step.c.id)
_one = _in_order.where(tracing_request.c.uuid == bindparam("uuid"))
_key = select(tracing_request.c.id).where(tracing_request.c.uuid == bindparam("uuid"))
_same = select(tracing_request.c.uuid).where(tracing_request.c.reference == bindparam("reference"))


def _grouped(rows: Iterable[Any]) -> tuple[TracingRequest, ...]:
    found: dict[str, TracingRequest] = {}
    for uuid, version, reference, state, came_to, begun_on in rows:
        before = found[uuid].steps if uuid in found else ()
        steps = (*before, RequestStep(RequestState(came_to), begun_on))
        found[uuid] = TracingRequest(uuid, version, reference, RequestState(state), steps)
    return tuple(found.values())


class Tracing:
    """Reads and writes ``tracing_request`` and ``tracing_step``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[TracingRequest, ...]:
        """Every request, in the order in which they were entered."""
        return _grouped(self._connection.execute(_in_order))

    def one(self, uuid: str) -> TracingRequest | None:
        """The request of that uuid."""
        return next(iter(_grouped(self._connection.execute(_one, {"uuid": uuid}))), None)

    def of_reference(self, reference: str) -> str | None:
        """The uuid of the request with that reference."""
        return self._connection.execute(_same, {"reference": reference}).scalar()

    def add(self, uuid: str, reference: str, step: RequestStep, *, created_at: str, user_id: int) -> None:
        """Inserts a request with its first state."""
        values = {"uuid": uuid, "reference": reference, "state": str(step.state), "created_at": created_at}
        self._connection.execute(insert(tracing_request).values(**values))
        self._step(uuid, step, created_at, user_id)

    def move(self, uuid: str, version: int, step: RequestStep, *, created_at: str, user_id: int) -> bool:
        """Adds a state, unless somebody changed the request since *version*."""
        done = self._connection.execute(
            update(tracing_request)
            .where(tracing_request.c.uuid == uuid, tracing_request.c.version == version)
            .values(state=str(step.state), version=version + 1)
        )
        if done.rowcount == 1:
            self._step(uuid, step, created_at, user_id)
        return done.rowcount == 1

    def _step(self, uuid: str, step: RequestStep, created_at: str, user_id: int) -> None:
        request_id = self._connection.execute(_key, {"uuid": uuid}).scalar_one()
        values = {"request_id": request_id, "state": str(step.state), "begun_on": step.on}
        self._connection.execute(insert(tracing_step).values(**values, created_at=created_at, created_by_id=user_id))
