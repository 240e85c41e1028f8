"""The tables of follow-ups: what is to be done on a day, and every step of it."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from casa_desktop.storage.columns import instant, key, metadata, refers_to, uuid, version

# It belongs to the person and not to the service that it comes from: that one may be corrected or voided, and the
# person is still to be called. Of one with a compartment, the reason stands in ``sealed`` only, as each note does.
follow_up = Table(
    "follow_up",
    metadata,
    key(),
    uuid(),
    refers_to("person", "person_id", index=True),
    Column("due", Date, nullable=False),
    Column("reason", Text, nullable=False),
    refers_to("user_account", "owner_id", nullable=True),
    Column("owner_role", String(20)),
    Column("service_id", Integer, ForeignKey("service.id")),
    Column("compartment", String(30)),
    Column("sealed", LargeBinary),
    Column("state", String(20), nullable=False),
    Column("closed_on", Date),
    instant("created_at"),
    refers_to("user_account", "created_by_id"),
    version(),
)
Index("ix_follow_up_due", follow_up.c.state, follow_up.c.due)

follow_up_event = Table(
    "follow_up_event",
    metadata,
    key(),
    uuid(),
    refers_to("follow_up", "follow_up_id", index=True),
    Column("state", String(20), nullable=False),
    Column("due", Date, nullable=False),
    Column("note", Text, nullable=False),
    Column("sealed", LargeBinary),
    instant("at"),
    refers_to("user_account", "by_id"),
)
