"""The numbers: what the desk defines for its reports, and the texts of its counting rules.

SQL in text, because a revision must do in ten years what it did when it was written: nothing of the program is
imported.
"""

from alembic import op

revision = "0004_the_numbers"
down_revision = "0003_the_walk_in_lane"

TABLES = {
    "counting_rule": """
        (rule VARCHAR(24) NOT NULL, version INTEGER NOT NULL, text TEXT NOT NULL, from_month INTEGER NOT NULL,
        reason TEXT NOT NULL, at VARCHAR(32) NOT NULL, by_id INTEGER NOT NULL,
        CONSTRAINT pk_counting_rule PRIMARY KEY (rule, version),
        CONSTRAINT fk_counting_rule_by_id_user_account FOREIGN KEY(by_id) REFERENCES user_account (id))
        """,
    "definition": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, kind VARCHAR(20) NOT NULL, name VARCHAR(80) NOT NULL,
        content TEXT NOT NULL, at VARCHAR(32) NOT NULL, by_id INTEGER NOT NULL, removed_at VARCHAR(32),
        version INTEGER DEFAULT '1' NOT NULL, CONSTRAINT pk_definition PRIMARY KEY (id),
        CONSTRAINT uq_definition_uuid UNIQUE (uuid), CONSTRAINT fk_definition_by_id_user_account FOREIGN KEY(by_id)
        REFERENCES user_account (id))
        """,
}

INDEXES = {
    "uq_definition_current": "definition (kind, name) WHERE removed_at IS NULL",
}


def upgrade() -> None:
    for name, body in TABLES.items():
        op.execute(f"CREATE TABLE {name} {body}")
    for name, body in INDEXES.items():
        op.execute(f"CREATE {'UNIQUE ' if name.startswith('uq_') else ''}INDEX {name} ON {body}")


def downgrade() -> None:
    for name in reversed(TABLES):
        op.execute(f"DROP TABLE {name}")
