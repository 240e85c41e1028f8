"""The history: every choice of a source stays, with its reason, and so do the notes of each week.

SQL in text, because a revision must do in ten years what it did when it was written: nothing of the program is
imported.
"""

from alembic import op

revision = "0005_the_history"
down_revision = "0004_the_numbers"

TABLES = {
    "chosen_source": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, month INTEGER NOT NULL, indicator VARCHAR(24) NOT NULL,
        source VARCHAR(12), reason TEXT NOT NULL, chosen_at VARCHAR(32) NOT NULL, chosen_by_id INTEGER NOT NULL,
        CONSTRAINT pk_chosen_source PRIMARY KEY (id), CONSTRAINT uq_chosen_source_uuid UNIQUE (uuid),
        CONSTRAINT fk_chosen_source_chosen_by_id_user_account FOREIGN KEY(chosen_by_id) REFERENCES user_account (id))
        """,
    "week_note": """
        (id INTEGER NOT NULL, week DATE NOT NULL, text TEXT NOT NULL, written_at VARCHAR(32) NOT NULL,
        written_by_id INTEGER NOT NULL, version INTEGER DEFAULT '1' NOT NULL, CONSTRAINT pk_week_note PRIMARY KEY (id),
        CONSTRAINT uq_week_note_week UNIQUE (week),
        CONSTRAINT fk_week_note_written_by_id_user_account FOREIGN KEY(written_by_id) REFERENCES user_account (id))
        """,
}

INDEXES = {
    "ix_chosen_source_month_indicator": "chosen_source (month, indicator)",
}

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
