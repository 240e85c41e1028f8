"""Writes ``0001_the_house.py`` from ``tables.py``, as SQL frozen in text.

For use until the first release only: from then on a released revision never changes, and a change of ``tables.py``
gets a revision of its own, written by hand. ``python -m tests.migrations.render``
"""

import re
from pathlib import Path

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from casa_desktop.storage import migrations
from casa_desktop.storage.tables import person

TARGET = Path(migrations.__file__).parent / "versions" / "0001_the_house.py"

LINE = 120

HEADER = '''"""Everything, as it was at the first release: tables, indexes, the triggers that keep the audit as written.

SQL in text, because a revision must do in ten years what it did when it was written: nothing of the program is
imported.
"""

from alembic import op

revision = "0001_the_house"
down_revision = None

TABLES = {
'''

TRIGGERS = """
TRIGGERS = {
    "audit_no_update": "BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is never changed'); END",
    "audit_no_delete": "BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is never deleted'); END",
    # A reason may be erased, never rewritten.
    "audit_reason_no_update": "BEFORE UPDATE ON audit_reason BEGIN SELECT RAISE(ABORT, 'never changed'); END",
}


def upgrade() -> None:
    for name, body in TABLES.items():
        op.execute(f"CREATE TABLE {name} {body}")
    for name, body in INDEXES.items():
        op.execute(f"CREATE {'UNIQUE ' if name.startswith('uq_') else ''}INDEX {name} ON {body}")
    for name, body in TRIGGERS.items():
        op.execute(f"CREATE TRIGGER {name} {body}")


def downgrade() -> None:
    for name in reversed(TABLES):
        op.execute(f"DROP TABLE {name}")
"""


def rendered() -> str:
    """The whole revision."""
    dialect = sqlite.dialect()
    tables, indexes = [], []
    for table in person.metadata.sorted_tables:
        body = _one_line(str(CreateTable(table).compile(dialect=dialect))).removeprefix(f"CREATE TABLE {table.name} ")
        tables.append(_entry(table.name, body))
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            made = _one_line(str(CreateIndex(index).compile(dialect=dialect)))
            indexes.append(_entry(str(index.name), re.sub(r"^CREATE (UNIQUE )?INDEX \w+ ON ", "", made)))
    return HEADER + "".join(tables) + "}\n\nINDEXES = {\n" + "".join(indexes) + "}\n" + TRIGGERS


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
