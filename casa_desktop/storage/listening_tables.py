"""The tables of the Centro de Escucha: its agenda, the passes to it, and the cards of children who came alone."""

from sqlalchemy import Column, Date, Index, Integer, LargeBinary, String, Table, UniqueConstraint, text

from casa_desktop.storage.columns import instant, key, metadata, refers_to, uuid, version

# What says more than that somebody is busy at an hour is sealed: the person, the kind of session, first or follow-up.
appointment = Table(
    "appointment",
    metadata,
    key(),
    uuid(),
    Column("compartment", String(30), nullable=False),
    Column("date", Date, nullable=False, index=True),
    Column("start", String(5), nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("state", String(12), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    refers_to("user_account", "staff_id"),
    refers_to("service", "service_id", nullable=True),
    instant("created_at"),
    refers_to("user_account", "created_by_id"),
    version(),
)

# A pass says that somebody is to be attended in private, and nothing of why.
private_pass = Table(
    "private_pass",
    metadata,
    key(),
    uuid(),
    Column("date", Date, nullable=False),
    Column("number", Integer, nullable=False),
    Column("state", String(12), nullable=False),
    refers_to("person", "person_id", nullable=True),
    instant("called_at"),
    refers_to("user_account", "called_by_id"),
    instant("taken_at", nullable=True),
    refers_to("user_account", "taken_by_id", nullable=True),
    instant("closed_at", nullable=True),
    version(),
    UniqueConstraint("date", "number"),
)
Index("ix_private_pass_open", private_pass.c.id, sqlite_where=text("state IN ('waiting', 'taken')"))

child_card = Table(
    "child_card",
    metadata,
    key(),
    uuid(),
    refers_to("person", "person_id", index=True),
    refers_to("visit", "visit_id"),
    Column("adult_name", String(120), nullable=False),
    Column("adult_kinship", String(30), nullable=False),
    Column("adult_document", String(60), nullable=False),
    instant("created_at"),
    refers_to("user_account", "created_by_id"),
    Column("closed_on", Date),
    instant("closed_at", nullable=True),
    refers_to("user_account", "closed_by_id", nullable=True),
    version(),
)

child_notice = Table(
    "child_notice",
    metadata,
    key(),
    uuid(),
    refers_to("child_card", "card_id", index=True),
    Column("told", String(20), nullable=False),
    instant("told_at"),
    Column("about", String(300), nullable=False),
    refers_to("user_account", "recorded_by_id"),
)
