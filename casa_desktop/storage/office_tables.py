"""The tables of the office: settings, users, audit, months, figures, drafts. ``month`` columns are ``YYYYMM``."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from casa_desktop.storage.columns import instant, key, metadata, refers_to, uuid, version

desk_setting = Table(
    "desk_setting",
    metadata,
    Column("key", String(60), primary_key=True),
    Column("value", Text, nullable=False),
)

user_account = Table(
    "user_account",
    metadata,
    key(),
    uuid(),
    Column("username", String(60), nullable=False, unique=True),
    Column("full_name", String(120), nullable=False),
    Column("active", Boolean, nullable=False),
    instant("created_at"),
    version(),
)

user_role = Table(
    "user_role",
    metadata,
    Column("user_id", Integer, ForeignKey("user_account.id"), primary_key=True),
    Column("role", String(20), primary_key=True),
)

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True),
    instant("at"),
    Column("user", String(60), nullable=False),
    Column("action", String(40), nullable=False),
    Column("record", String(60), nullable=False),
    Column("fields", Text, nullable=False),
    Column("reason_digest", String(64)),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

audit_reason = Table(
    "audit_reason",
    metadata,
    Column("seq", Integer, ForeignKey("audit.seq"), primary_key=True),
    Column("salt", String(32), nullable=False),
    Column("text", Text, nullable=False),
)

month_state = Table(
    "month_state",
    metadata,
    Column("month", Integer, primary_key=True),
    Column("state", String(12), nullable=False),
    instant("changed_at"),
    refers_to("user_account", "changed_by_id"),
    version(),
)

month_event = Table(
    "month_event",
    metadata,
    key(),
    Column("month", Integer, nullable=False, index=True),
    Column("state", String(12), nullable=False),
    Column("reason", Text, nullable=False),
    Column("same_hands", Boolean, nullable=False),
    instant("at"),
    refers_to("user_account", "by_id"),
)

historical_figure = Table(
    "historical_figure",
    metadata,
    key(),
    uuid(),
    Column("month", Integer, nullable=False),
    Column("indicator", String(24), nullable=False),
    Column("label", String(60), nullable=False),
    Column("value", Integer, nullable=False),
    Column("provisional", Boolean, nullable=False),
    Column("source", String(200), nullable=False),
    Column("folio", String(40), nullable=False),
    Column("note", Text, nullable=False),
    instant("entered_at"),
    refers_to("user_account", "entered_by_id"),
    instant("replaced_at", nullable=True),
)
Index(
    "uq_historical_figure_current",
    historical_figure.c.month,
    historical_figure.c.indicator,
    unique=True,
    sqlite_where=text("replaced_at IS NULL"),
)

published_total = Table(
    "published_total",
    metadata,
    key(),
    uuid(),
    Column("first_month", Integer, nullable=False),
    Column("last_month", Integer, nullable=False),
    Column("indicator", String(24), nullable=False),
    Column("value", Integer, nullable=False),
    Column("source", String(200), nullable=False),
    instant("entered_at"),
    refers_to("user_account", "entered_by_id"),
    UniqueConstraint("first_month", "last_month", "indicator"),
)

# Every choice is a row that stays; the last one of a month and indicator holds. Without a source: it was withdrawn.
chosen_source = Table(
    "chosen_source",
    metadata,
    key(),
    uuid(),
    Column("month", Integer, nullable=False),
    Column("indicator", String(24), nullable=False),
    Column("source", String(12)),
    Column("reason", Text, nullable=False),
    instant("chosen_at"),
    refers_to("user_account", "chosen_by_id"),
    Index("ix_chosen_source_month_indicator", "month", "indicator"),
)

# What coordination adds to the report of a week, by its Monday.
week_note = Table(
    "week_note",
    metadata,
    key(),
    Column("week", Date, nullable=False, unique=True),
    Column("text", Text, nullable=False),
    instant("written_at"),
    refers_to("user_account", "written_by_id"),
    version(),
)

report_row = Table(
    "report_row",
    metadata,
    Column("report", String(20), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("indicator", String(24), nullable=False),
    Column("label", String(60), nullable=False),
    Column("shown", Boolean, nullable=False),
)

draft = Table(
    "draft",
    metadata,
    key(),
    uuid(),
    refers_to("user_account", "user_id", index=True),
    Column("form", String(40), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    instant("saved_at"),
)
