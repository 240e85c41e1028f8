"""The tables of what people say of the desk: petitions, and published figures of the survey.

Slips have no table: a tally is a visit with services, so that one record feeds every count.
"""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, String, Table, Text

from casa_desktop.storage.columns import instant, key, metadata, refers_to, uuid, version

petition = Table(
    "petition",
    metadata,
    key(),
    uuid(),
    Column("code", String(12), nullable=False, unique=True),
    Column("kind", String(20), nullable=False),
    Column("channel", String(20), nullable=False),
    Column("received", Date, nullable=False, index=True),
    Column("due", Date),
    Column("extended", Boolean, nullable=False),
    Column("state", String(20), nullable=False),
    Column("text", Text, nullable=False),
    refers_to("person", "person_id", nullable=True, index=True),
    Column("contact", String(200), nullable=False),
    Column("answer", Text, nullable=False),
    Column("answered_on", Date),
    Column("transferred_to", String(120), nullable=False),
    instant("created_at"),
    refers_to("user_account", "created_by_id"),
    refers_to("user_account", "handled_by_id", nullable=True),
    version(),
)

survey_figure = Table(
    "survey_figure",
    metadata,
    key(),
    uuid(),
    Column("first_month", Integer, nullable=False),
    Column("last_month", Integer, nullable=False),
    Column("n", Integer),
    Column("source", String(160), nullable=False),
    Column("note", String(160), nullable=False),
    instant("entered_at"),
    refers_to("user_account", "entered_by_id"),
    instant("withdrawn_at", nullable=True),
)

survey_share = Table(
    "survey_share",
    metadata,
    Column("figure_id", Integer, ForeignKey("survey_figure.id"), primary_key=True),
    Column("answer", String(20), primary_key=True),
    Column("percent", Integer, nullable=False),
)
