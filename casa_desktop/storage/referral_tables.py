"""The tables of referrals: the directory of organisations, each referral, and every step of it."""

from collections.abc import Sequence

from sqlalchemy import (
    BindParameter,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Select,
    String,
    Table,
    Text,
    select,
    text,
)

from casa_desktop.storage.columns import instant, key, metadata, refers_to, uuid, version

# What hangs on an entry of the list of partners. The name stays in the catalogue.
organisation = Table(
    "organisation",
    metadata,
    Column("item_id", Integer, ForeignKey("catalog_item.id"), primary_key=True),
    Column("services", Text, nullable=False),
    Column("hours", String(160), nullable=False),
    Column("address", String(160), nullable=False),
    Column("phone", String(80), nullable=False),
    Column("contact", String(120), nullable=False),
    Column("bring", Text, nullable=False),
    Column("notes", Text, nullable=False),
    version(),
)

# Whether it counts is told by its service alone: a referral whose service is voided is annulled. Of one with a
# compartment, motive and asked stand in ``sealed`` only.
referral = Table(
    "referral",
    metadata,
    key(),
    uuid(),
    Column("number", Integer, nullable=False, unique=True),
    Column("service_id", Integer, ForeignKey("service.id"), nullable=False, unique=True),
    refers_to("catalog_item", "partner_id", index=True),
    Column("urgency", String(12), nullable=False),
    Column("motive", Text, nullable=False),
    Column("asked", Text, nullable=False),
    Column("bring", Text, nullable=False),
    Column("discreet", Boolean, nullable=False),
    Column("compartment", String(30)),
    Column("sealed", LargeBinary),
    Column("state", String(20), nullable=False),
    Column("state_on", Date, nullable=False),
    version(),
)
Index("ix_referral_state", referral.c.state, referral.c.service_id)
Index(
    "ix_referral_compartment",
    referral.c.compartment,
    referral.c.service_id,
    sqlite_where=text("compartment IS NOT NULL"),
)

referral_event = Table(
    "referral_event",
    metadata,
    key(),
    uuid(),
    refers_to("referral", "referral_id", index=True),
    Column("state", String(20), nullable=False),
    Column("on", Date, nullable=False),
    Column("reason", Text, nullable=False),
    instant("at"),
    refers_to("user_account", "by_id"),
)


def hidden_services(compartments: Sequence[str] | BindParameter[Sequence[str]]) -> Select[tuple[int]]:
    """The keys of the services whose referral stands in none of *compartments*: their readers may not know of them."""
    found = select(referral.c.service_id)
    return found.where(referral.c.compartment.is_not(None), referral.c.compartment.not_in(compartments))
