"""Which schema this program knows, told without Alembic: opening a base must not cost its import."""

REVISIONS = (
    "0001_the_house",
    "0002_everything_offered",
    "0003_the_walk_in_lane",
    "0004_the_numbers",
    "0005_the_history",
)
"""Every revision from the first on; a test holds it against the migrations."""
HEAD = REVISIONS[-1]
