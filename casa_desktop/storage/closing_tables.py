"""The tables of a month's closing: what was looked at and let pass, and the seed of the papers that are pulled."""

from sqlalchemy import Column, Integer, String, Table, Text

from casa_desktop.storage.columns import instant, metadata, refers_to

month_check = Table(
    "month_check",
    metadata,
    Column("month", Integer, primary_key=True),
    Column("key", String(200), primary_key=True),
    Column("note", Text, nullable=False),
    instant("at"),
    refers_to("user_account", "by_id"),
)

# Drawn when the month is first looked at, and never again: nobody draws until the papers suit.
month_draw = Table(
    "month_draw",
    metadata,
    Column("month", Integer, primary_key=True),
    Column("seed", String(32), nullable=False),
    instant("at"),
)
