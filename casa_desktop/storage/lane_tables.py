"""The tables of the waiting list: a turn of one day, and where it stands in each queue that it waits in."""

from sqlalchemy import Boolean, Column, Date, Index, Integer, String, Table, UniqueConstraint, text

from casa_desktop.storage.columns import instant, key, metadata, refers_to, uuid, version

# Of one day: the next morning it forgets who it was. ``after`` is the last service that there was when they came:
# what was given later is what they waited for.
lane_turn = Table(
    "lane_turn",
    metadata,
    key(),
    uuid(),
    Column("date", Date, nullable=False),
    Column("number", Integer, nullable=False),
    refers_to("person", "person_id", nullable=True, index=True),
    Column("family", Boolean, nullable=False),
    Column("priorities", String(120), nullable=False),
    Column("after", Integer, nullable=False),
    instant("arrived_at"),
    refers_to("user_account", "created_by_id"),
    UniqueConstraint("date", "number"),
)

# ``call`` counts the calls of the day: clocks may be set back, and two calls may share a second.
lane_stop = Table(
    "lane_stop",
    metadata,
    key(),
    uuid(),
    refers_to("lane_turn", "turn_id"),
    Column("queue", String(12), nullable=False),
    Column("types", String(200), nullable=False),
    Column("state", String(12), nullable=False),
    Column("call", Integer),
    instant("called_at", nullable=True),
    instant("started_at", nullable=True),
    instant("ended_at", nullable=True),
    refers_to("user_account", "moved_by_id", nullable=True),
    version(),
    UniqueConstraint("turn_id", "queue"),
)
Index("ix_lane_stop_open", lane_stop.c.turn_id, sqlite_where=text("state IN ('espera', 'llamado', 'atencion')"))
