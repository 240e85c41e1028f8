"""The tables of the phone line: the queue of today, sealed numbers, tracing requests."""

from sqlalchemy import Column, Date, LargeBinary, String, Table

from casa_desktop.storage.columns import instant, key, metadata, refers_to, uuid, version

# A number that somebody called: only the RCF key opens it, and it is deleted when its time is over.
rcf_number = Table(
    "rcf_number",
    metadata,
    key(),
    uuid(),
    refers_to("person", "person_id", index=True),
    Column("country", String(3), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("used_on", Date, nullable=False),
)

# Of one day only: what counts is the service. ``chain`` names the first try of what is tried again.
rcf_turn = Table(
    "rcf_turn",
    metadata,
    key(),
    uuid(),
    Column("date", Date, nullable=False, index=True),
    refers_to("person", "person_id"),
    Column("state", String(12), nullable=False),
    Column("profile", String(20), nullable=False),
    Column("vulnerabilities", String(200), nullable=False),
    Column("modality", String(40), nullable=False),
    Column("country", String(3), nullable=False),
    refers_to("rcf_number", "number_id", nullable=True),
    Column("chain", String(32), nullable=False),
    refers_to("service", "service_id", nullable=True, index=True),
    instant("created_at"),
    instant("started_at", nullable=True),
    instant("ended_at", nullable=True),
    refers_to("user_account", "created_by_id"),
    version(),
)

tracing_request = Table(
    "tracing_request",
    metadata,
    key(),
    uuid(),
    Column("reference", String(40), nullable=False, unique=True),
    Column("state", String(16), nullable=False),
    instant("created_at"),
    version(),
)

tracing_step = Table(
    "tracing_step",
    metadata,
    key(),
    refers_to("tracing_request", "request_id", index=True),
    Column("state", String(16), nullable=False),
    Column("begun_on", Date, nullable=False),
    instant("created_at"),
    refers_to("user_account", "created_by_id"),
)
