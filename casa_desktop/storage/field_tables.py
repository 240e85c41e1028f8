"""The tables of the fields that service types declare, and of what was answered to them."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, LargeBinary, String, Table, Text, UniqueConstraint

from casa_desktop.storage.columns import key, metadata, refers_to, uuid

service_field = Table(
    "service_field",
    metadata,
    key(),
    uuid(),
    refers_to("service_type", "service_type_id"),
    Column("code", String(20), nullable=False),
    Column("label", String(80), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("required", Boolean, nullable=False),
    Column("unit", String(12), nullable=False),
    Column("low", String(16)),
    Column("high", String(16)),
    Column("decimals", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("active_to", Date),
    UniqueConstraint("service_type_id", "code"),
)

field_option = Table(
    "field_option",
    metadata,
    Column("field_id", Integer, ForeignKey("service_field.id"), primary_key=True),
    Column("code", String(20), primary_key=True),
    Column("name", String(80), nullable=False),
    Column("position", Integer, nullable=False),
    Column("retired", Boolean, nullable=False),
)

service_answer = Table(
    "service_answer",
    metadata,
    Column("service_id", Integer, ForeignKey("service.id"), primary_key=True),
    Column("field_id", Integer, ForeignKey("service_field.id"), primary_key=True),
    Column("value", Text, nullable=False),
)

# Of a type with a compartment all answers are one text that only the compartment's key opens.
sealed_answers = Table(
    "sealed_answers",
    metadata,
    Column("service_id", Integer, ForeignKey("service.id"), primary_key=True),
    Column("compartment", String(30), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)
