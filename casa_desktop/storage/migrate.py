"""Bringing a base to a revision: one transaction, foreign keys checked before it is kept. Imported only when needed."""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from casa_desktop.storage import migrations
from casa_desktop.storage.schema import HEAD

_NOWHERE = "base"
"""Alembic's name for an empty base."""


def upgrade(connection: Connection, revision: str = HEAD) -> None:
    """Runs every migration up to *revision*. All of them, or none."""
    _run(connection, lambda config: command.upgrade(config, revision))


def downgrade(connection: Connection, revision: str = _NOWHERE) -> None:
    """Runs migrations back; only tests do that."""
    _run(connection, lambda config: command.downgrade(config, revision))


def revisions() -> tuple[str, ...]:
    """The revisions that stand in the folder of migrations, oldest first."""
    script = ScriptDirectory.from_config(_config(None))
    return tuple(reversed([revision.revision for revision in script.walk_revisions()]))


def _config(connection: Connection | None) -> Config:
    config = Config()
    # ConfigParser reads % as its own.
    config.set_main_option("script_location", str(Path(migrations.__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _run(connection: Connection, act: Callable[[Config], None]) -> None:
    # A table that is rebuilt with foreign keys on takes the rows that point to it along, in silence; and inside a
    # transaction the switch does nothing.
    raw = connection.connection.dbapi_connection
    assert raw is not None
    raw.execute("PRAGMA foreign_keys = OFF")
    try:
        with connection.begin():
            act(_config(connection))
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(5)
            if broken:
                raise RuntimeError(
                    f"the migration leaves rows that point to nothing: {[tuple(row)[:2] for row in broken]}"
                )
    finally:
        raw.execute("PRAGMA foreign_keys = ON")
