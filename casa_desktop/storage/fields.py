"""The fields of service types in the base, and the answers of services."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from casa_desktop.domain.fields import FieldKind, Option, ServiceField
from casa_desktop.storage.field_tables import field_option, sealed_answers, service_answer, service_field

_fields = select(service_field).order_by(service_field.c.service_type_id, service_field.c.position, service_field.c.id)
_options = select(field_option).order_by(field_option.c.field_id, field_option.c.position)
_of_type = select(service_field.c.uuid, service_field.c.id).where(service_field.c.service_type_id == bindparam("type"))
_add_answer = insert(service_answer)
_answers = (
    select(service_answer.c.service_id, service_field.c.code, service_answer.c.value)
    .join(service_field, service_field.c.id == service_answer.c.field_id)
    .where(service_answer.c.service_id.in_(bindparam("services", expanding=True)))
    .order_by(service_field.c.position, service_field.c.id)
)
_sealed = select(sealed_answers).where(sealed_answers.c.service_id.in_(bindparam("services", expanding=True)))


def read_fields(connection: Connection) -> dict[int, list[tuple[int, ServiceField]]]:
    """(key, field) by the key of the service type, in order."""
    options: dict[int, list[Option]] = {}
    for r in connection.execute(_options):
        options.setdefault(r.field_id, []).append(Option(r.code, r.name, r.retired))
    found: dict[int, list[tuple[int, ServiceField]]] = {}
    for r in connection.execute(_fields):
        field = ServiceField(
            uuid=r.uuid,
            code=r.code,
            label=r.label,
            kind=FieldKind(r.kind),
            required=r.required,
            unit=r.unit,
            low=None if r.low is None else Decimal(r.low),
            high=None if r.high is None else Decimal(r.high),
            decimals=r.decimals,
            options=tuple(options.get(r.id, ())),
            position=r.position,
            active_to=r.active_to,
        )
        found.setdefault(r.service_type_id, []).append((r.id, field))
    return found


def write_fields(connection: Connection, type_id: int, fields: Iterable[ServiceField]) -> None:
    """Writes *fields* in their order. None is ever deleted: one that is not among them stays as it is."""
    known = {row.uuid: row.id for row in connection.execute(_of_type, {"type": type_id})}
    for position, field in enumerate(fields, start=1):
        values: dict[str, object] = {
            "label": field.label,
            "required": field.required,
            "low": None if field.low is None else str(field.low),
            "high": None if field.high is None else str(field.high),
            "decimals": field.decimals,
            "position": position,
            "active_to": field.active_to,
        }
        field_id = known.get(field.uuid)
        if field_id is None:
            values |= {"service_type_id": type_id, "uuid": field.uuid, "code": field.code}
            values |= {"kind": str(field.kind), "unit": field.unit}
            made = connection.execute(insert(service_field).values(values)).inserted_primary_key
            assert made is not None
            field_id = made[0]
        else:
            connection.execute(update(service_field).where(service_field.c.id == field_id).values(values))
            connection.execute(delete(field_option).where(field_option.c.field_id == field_id))
        rows = [
            {"field_id": field_id, "code": o.code, "name": o.name, "position": i, "retired": o.retired}
            for i, o in enumerate(field.options, start=1)
        ]
        if rows:
            connection.execute(insert(field_option), rows)


class AnswersTable:
    """Reads and writes ``service_answer`` and ``sealed_answers``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, service_id: int, answers: Iterable[tuple[int, str]]) -> None:
        """Hangs (key of the field, answer) on a service."""
        rows = [{"service_id": service_id, "field_id": key, "value": value} for key, value in answers]
        if rows:
            self._connection.execute(_add_answer, rows)

    def add_sealed(self, service_id: int, compartment: str, sealed: bytes) -> None:
        """Hangs answers on a service that only the key of *compartment* opens."""
        values = {"service_id": service_id, "compartment": compartment, "sealed": sealed}
        self._connection.execute(insert(sealed_answers), values)

    def clear(self, service_id: int) -> None:
        """Removes the answers of a service, sealed ones too, before they are written again."""
        for table in (service_answer, sealed_answers):
            self._connection.execute(delete(table).where(table.c.service_id == service_id))

    def of(self, services: Sequence[int]) -> Mapping[int, tuple[tuple[str, str], ...]]:
        """(field code, answer) by service, in the order of the fields."""
        found: dict[int, list[tuple[str, str]]] = {}
        for service_id, code, value in self._connection.execute(_answers, {"services": list(services)}):
            found.setdefault(service_id, []).append((code, value))
        return {service_id: tuple(answers) for service_id, answers in found.items()}

    def sealed_of(self, services: Sequence[int]) -> Mapping[int, tuple[str, bytes]]:
        """(compartment, sealed answers) by service."""
        rows = self._connection.execute(_sealed, {"services": list(services)})
        return {row.service_id: (row.compartment, row.sealed) for row in rows}

    def compartments_of(self, service_id: int) -> tuple[str, ...]:
        """The compartment that seals the answers of a service; nothing where none does."""
        return tuple(compartment for compartment, _ in self.sealed_of((service_id,)).values())
