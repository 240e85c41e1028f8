"""The tables of the desk's work: catalogue, people, visits and services. ``month`` columns are ``YYYYMM``.

Portable column types only. ``metadata`` holds these and the office's.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
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

import casa_desktop.storage.aid_tables
import casa_desktop.storage.closing_tables
import casa_desktop.storage.definition_tables
import casa_desktop.storage.field_tables
import casa_desktop.storage.followup_tables
import casa_desktop.storage.import_tables
import casa_desktop.storage.lane_tables
import casa_desktop.storage.listening_tables
import casa_desktop.storage.matching_tables
import casa_desktop.storage.merging_tables
import casa_desktop.storage.office_tables
import casa_desktop.storage.outing_tables
import casa_desktop.storage.paper_in_tables
import casa_desktop.storage.publication_tables
import casa_desktop.storage.rcf_tables
import casa_desktop.storage.referral_tables
import casa_desktop.storage.transfer_tables
import casa_desktop.storage.voice_tables
import casa_desktop.storage.workshop_tables  # noqa: F401  # one metadata holds them all, and keys point both ways
from casa_desktop.storage.columns import instant, key, metadata, refers_to, uuid, version

catalog_item = Table(
    "catalog_item",
    metadata,
    key(),
    uuid(),
    Column("kind", String(30), nullable=False),
    Column("code", String(40), nullable=False),
    Column("name", String(160), nullable=False),
    Column("position", Integer, nullable=False),
    Column("active_from", Date),
    Column("active_to", Date),
    version(),
    UniqueConstraint("kind", "code"),
)

service_type = Table(
    "service_type",
    metadata,
    key(),
    uuid(),
    Column("code", String(12), nullable=False, unique=True),
    Column("name", String(120), nullable=False),
    Column("label", String(60), nullable=False),
    Column("form", String(20), nullable=False),
    Column("by_quantity", Boolean, nullable=False),
    Column("compartment", String(30)),
    Column("roles", String(200), nullable=False),
    refers_to("catalog_item", "default_funder_id", nullable=True),
    refers_to("catalog_item", "default_place_id", nullable=True),
    Column("position", Integer, nullable=False),
    Column("active_from", Date),
    Column("active_to", Date),
    version(),
    Column("audience", String(12), nullable=False, server_default="family"),
)

counting_option = Table(
    "counting_option",
    metadata,
    Column("service_type_id", Integer, ForeignKey("service_type.id"), primary_key=True),
    Column("from_month", Integer, primary_key=True),
    Column("in_persons", Boolean, nullable=False),
    Column("reach", String(12), nullable=False),
    Column("outcome", String(12), nullable=False),
    Column("remote", Boolean, nullable=False),
)

household = Table("household", metadata, key(), uuid(), instant("created_at"))

person = Table(
    "person",
    metadata,
    key(),
    uuid(),
    Column("code", String(12), nullable=False, unique=True),
    Column("canonical_id", Integer, ForeignKey("person.id"), nullable=False),
    Column("anonymous", Boolean, nullable=False),
    Column("sex", String(2), nullable=False),
    Column("birth_date", Date),
    Column("age_from", Integer),
    Column("age_to", Integer),
    Column("age_stated_on", Date),
    Column("country", String(3)),
    Column("ethnicity", String(2)),
    Column("disability", String(2)),
    Column("language", String(40)),
    Column("reserved", Boolean, nullable=False, server_default=text("0")),
    Column("safe_contact", Text),
    instant("created_at"),
    refers_to("user_account", "created_by_id"),
    version(),
    CheckConstraint("age_from IS NULL OR (age_from >= 0 AND age_to >= age_from)", name="age_range"),
)
Index("ix_person_merged", person.c.id, person.c.canonical_id, sqlite_where=text("canonical_id <> id"))
Index("ix_person_canonical_id", person.c.canonical_id, sqlite_where=text("canonical_id <> id"))
Index("ix_person_anonymous", person.c.id, person.c.canonical_id, sqlite_where=text("anonymous = 1"))
Index("ix_person_reserved", person.c.id, sqlite_where=text("reserved = 1"))

person_name = Table(
    "person_name",
    metadata,
    Column("person_id", Integer, ForeignKey("person.id"), primary_key=True),
    Column("first_name", String(80), nullable=False),
    Column("other_names", String(80), nullable=False),
    Column("first_surname", String(80), nullable=False),
    Column("second_surname", String(80), nullable=False),
    Column("preferred_name", String(80), nullable=False),
)

person_document = Table(
    "person_document",
    metadata,
    key(),
    uuid(),
    refers_to("person", "person_id"),
    Column("type", String(4), nullable=False),
    Column("subtype", String(4), nullable=False),
    Column("number_typed", String(60), nullable=False),
    Column("number", String(60), nullable=False, index=True),
    Column("country", String(3)),
    Column("issued_on", Date),
    Column("expires_on", Date),
    Column("known_how", String(12), nullable=False),
    Column("principal", Boolean, nullable=False),
)
# What a list shows of a person's documents, without a look at the rows.
Index(
    "ix_person_document_shown",
    person_document.c.person_id,
    person_document.c.principal,
    person_document.c.type,
    person_document.c.subtype,
    person_document.c.number,
)

person_phone = Table(
    "person_phone",
    metadata,
    key(),
    uuid(),
    refers_to("person", "person_id", index=True),
    Column("number_typed", String(60), nullable=False),
    Column("number", String(20), nullable=False, index=True),
    Column("note", String(120), nullable=False),
)

person_address = Table(
    "person_address",
    metadata,
    Column("person_id", Integer, ForeignKey("person.id"), primary_key=True),
    Column("municipality", String(5)),
    Column("place", String(160), nullable=False),
)

person_word = Table(
    "person_word",
    metadata,
    Column("word", String(60), primary_key=True),
    Column("person_id", Integer, ForeignKey("person.id"), primary_key=True),
    Column("kind", String(1), primary_key=True),
    Column("rest", String(400), nullable=False),
    Index("ix_person_word_person_id_word", "person_id", "word"),
    sqlite_with_rowid=False,
)

household_member = Table(
    "household_member",
    metadata,
    key(),
    refers_to("household", "household_id"),
    refers_to("person", "person_id"),
    Column("kinship", String(30), nullable=False),
    Column("head", Boolean, nullable=False),
    Column("since", Date, nullable=False),
    Column("until", Date),
    Index("ix_household_member_person", "person_id", "until", "household_id"),
    Index("ix_household_member_household", "household_id", "until", "person_id"),
)
Index(
    "uq_household_member_current",
    household_member.c.person_id,
    unique=True,
    sqlite_where=text("until IS NULL"),
)

consent = Table(
    "consent",
    metadata,
    key(),
    uuid(),
    refers_to("person", "person_id", index=True),
    Column("purpose", String(20), nullable=False),
    Column("granted", Boolean, nullable=False),
    Column("channel", String(20), nullable=False),
    Column("text_version", String(20), nullable=False),
    Column("folio", String(40), nullable=False),
    Column("witness", String(120), nullable=False),
    Column("given_on", Date, nullable=False),
    Column("revoked_on", Date),
    refers_to("user_account", "recorded_by_id"),
)

visit = Table(
    "visit",
    metadata,
    key(),
    uuid(),
    refers_to("person", "person_id"),
    Column("date", Date, nullable=False, index=True),
    Column("profile", String(20), nullable=False),
    Column("intention", String(20)),
    Column("walker", Boolean, nullable=False, server_default=text("0")),
    Column("origin", String(80), nullable=False, server_default=""),
    Column("destination", String(80), nullable=False, server_default=""),
    Column("sleeps_at", String(80), nullable=False, server_default=""),
    instant("created_at"),
    refers_to("user_account", "created_by_id"),
    version(),
    UniqueConstraint("person_id", "date"),
)

visit_vulnerability = Table(
    "visit_vulnerability",
    metadata,
    Column("visit_id", Integer, ForeignKey("visit.id"), primary_key=True),
    Column("code", String(20), primary_key=True),
)

service = Table(
    "service",
    metadata,
    key(),
    uuid(),
    refers_to("visit", "visit_id"),
    refers_to("person", "person_id"),
    refers_to("service_type", "service_type_id"),
    Column("date", Date, nullable=False),
    Column("month", Integer, nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("companion", Boolean, nullable=False),
    Column("success", Boolean),
    refers_to("user_account", "staff_id"),
    refers_to("catalog_item", "place_id", nullable=True),
    refers_to("catalog_item", "funder_id", nullable=True),
    Column("sheet", String(20), nullable=False),
    Column("line", Integer),
    Column("activity", String(32)),
    Column("details", Text, nullable=False),
    Column("late", Boolean, nullable=False),
    Column("replaces_id", Integer, ForeignKey("service.id")),
    instant("created_at"),
    refers_to("user_account", "created_by_id"),
    instant("voided_at", nullable=True),
    refers_to("user_account", "voided_by_id", nullable=True),
    version(),
    CheckConstraint("quantity >= 1", name="quantity"),
)
Index(
    "ix_service_count",
    service.c.month,
    service.c.person_id,
    service.c.visit_id,
    service.c.service_type_id,
    service.c.companion,
    service.c.success,
    service.c.quantity,
    sqlite_where=text("voided_at IS NULL"),
)
# By person, and all that decides whether a service counts: distinct persons of a period are read from it in order.
Index(
    "ix_service_person",
    service.c.person_id,
    service.c.month,
    service.c.service_type_id,
    service.c.companion,
    service.c.success,
    service.c.voided_at,
)
Index(
    "ix_service_activity",
    service.c.month,
    service.c.person_id,
    service.c.service_type_id,
    service.c.companion,
    service.c.success,
    sqlite_where=text("activity IS NOT NULL AND voided_at IS NULL"),
)
# Whether a visit has anything that somebody may see, without a look at the rows.
Index("ix_service_visit", service.c.visit_id, service.c.service_type_id, service.c.voided_at)
Index("ix_service_sheet", service.c.sheet, service.c.line, sqlite_where=text("sheet <> ''"))

service_item = Table(
    "service_item",
    metadata,
    Column("service_id", Integer, ForeignKey("service.id"), primary_key=True),
    Column("item_id", Integer, ForeignKey("catalog_item.id"), primary_key=True),
)

psychology_session = Table(
    "psychology_session",
    metadata,
    Column("service_id", Integer, ForeignKey("service.id"), primary_key=True),
    Column("follow_up", Boolean, nullable=False),
    Column("modality", String(12), nullable=False),
)

rcf_contact = Table(
    "rcf_contact",
    metadata,
    Column("service_id", Integer, ForeignKey("service.id"), primary_key=True),
    Column("modality", String(40), nullable=False),
    Column("country", String(3)),
    Column("result", String(40)),
    Column("minutes", Integer),
)

sealed_note = Table(
    "sealed_note",
    metadata,
    key(),
    uuid(),
    refers_to("service", "service_id"),
    Column("compartment", String(30), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    instant("written_at"),
    refers_to("user_account", "author_id"),
    UniqueConstraint("service_id", "revision"),
)
