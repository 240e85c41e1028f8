"""Writes the newest revision from the tables of the program, as SQL frozen in text.

For use until the release that brings it: from then on a revision never changes (``FROZEN`` in the tests), and the next
change of a table gets a revision of its own, here too. ``python -m tests.migrations.render``
"""

import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from casa_desktop.storage import migrations
from casa_desktop.storage.tables import person

VERSIONS = Path(migrations.__file__).parent / "versions"
TARGET = VERSIONS / "0005_the_history.py"

LINE = 120

HEADER = '''"""The history: every choice of a source stays, with its reason, and so do the notes of each week.

SQL in text, because a revision must do in ten years what it did when it was written: nothing of the program is
imported.
"""

from alembic import op

revision = "0005_the_history"
down_revision = "0004_the_numbers"
'''

FOOTER = '''
REPLACED = """
    (month INTEGER NOT NULL, indicator VARCHAR(24) NOT NULL, source VARCHAR(12) NOT NULL, reason TEXT NOT NULL,
    chosen_at VARCHAR(32) NOT NULL, chosen_by_id INTEGER NOT NULL,
    CONSTRAINT pk_source_choice PRIMARY KEY (month, indicator),
    CONSTRAINT fk_source_choice_chosen_by_id_user_account FOREIGN KEY(chosen_by_id) REFERENCES user_account (id))
    """
"""``source_choice``, which held the last choice only."""


def upgrade() -> None:
    for name, body in TABLES.items():
        op.execute(f"CREATE TABLE {name} {body}")
    for name, body in INDEXES.items():
        op.execute(f"CREATE {'UNIQUE ' if name.startswith('uq_') else ''}INDEX {name} ON {body}")
    op.execute(
        """
        INSERT INTO chosen_source (uuid, month, indicator, source, reason, chosen_at, chosen_by_id)
        SELECT lower(hex(randomblob(16))), month, indicator, source, reason, chosen_at, chosen_by_id
        FROM source_choice ORDER BY chosen_at, month, indicator
        """
    )
    op.execute("DROP TABLE source_choice")


def downgrade() -> None:
    op.execute(f"CREATE TABLE source_choice {REPLACED}")
    op.execute(
        """
        INSERT INTO source_choice (month, indicator, source, reason, chosen_at, chosen_by_id)
        SELECT month, indicator, source, reason, chosen_at, chosen_by_id FROM chosen_source
        WHERE source IS NOT NULL AND id IN (SELECT max(id) FROM chosen_source GROUP BY month, indicator)
        """
    )
    for name in reversed(TABLES):
        op.execute(f"DROP TABLE {name}")
'''


def _before() -> set[str]:
    """The tables of the revisions that are frozen."""
    found: set[str] = set()
    for path in sorted(VERSIONS.glob("0*.py")):
        if path != TARGET:
            spec = spec_from_file_location(path.stem, path)
            assert spec is not None
            assert spec.loader is not None
            module: Any = module_from_spec(spec)
            spec.loader.exec_module(module)
            found |= set(module.TABLES)
    return found


def rendered() -> str:
    """The whole revision."""
    dialect = sqlite.dialect()
    tables, indexes = [], []
    before = _before()
    for table in person.metadata.sorted_tables:
        if table.name in before:
            continue
        body = _one_line(str(CreateTable(table).compile(dialect=dialect))).removeprefix(f"CREATE TABLE {table.name} ")
        tables.append(_entry(table.name, body))
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            made = _one_line(str(CreateIndex(index).compile(dialect=dialect)))
            indexes.append(_entry(str(index.name), re.sub(r"^CREATE (UNIQUE )?INDEX \w+ ON ", "", made)))
    return HEADER + _named("TABLES", tables) + _named("INDEXES", indexes) + FOOTER


def _named(name: str, entries: list[str]) -> str:
    return f"\n{name} = {{\n" + "".join(entries) + "}\n" if entries else f"\n{name}: dict[str, str] = {{}}\n"


def _one_line(sql: str) -> str:
    return re.sub(r"\s+", " ", sql).strip().replace("( ", "(").replace(" )", ")")


def _entry(name: str, body: str) -> str:
    short = f'    "{name}": "{body}",\n'
    if len(short) <= LINE and '"' not in body:
        return short
    lines = [""]
    for item in re.split(r"(?<=,) (?![^()]*\))| (?=REFERENCES)", body):
        if lines[-1] and len(lines[-1]) + len(item) > LINE - 10:
            lines.append("")
        lines[-1] = f"{lines[-1]} {item}".strip()
    return f'    "{name}": """\n' + "".join(f"        {line}\n" for line in lines) + '        """,\n'


if __name__ == "__main__":
    TARGET.write_text(rendered(), encoding="utf-8")
