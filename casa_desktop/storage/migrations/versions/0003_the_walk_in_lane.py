"""The walk-in lane: what matching, merging, imports and the queue keep.

SQL in text, because a revision must do in ten years what it did when it was written: nothing of the program is
imported.
"""

from alembic import op

revision = "0003_the_walk_in_lane"
down_revision = "0002_everything_offered"

TABLES = {
    "match_key": """
        ("key" INTEGER NOT NULL, person_id INTEGER NOT NULL,
        CONSTRAINT pk_match_key PRIMARY KEY ("key", person_id)) WITHOUT ROWID
        """,
    "match_near": """
        (form VARCHAR(40) NOT NULL, word VARCHAR(40) NOT NULL,
        CONSTRAINT pk_match_near PRIMARY KEY (form, word)) WITHOUT ROWID
        """,
    "match_word": """
        (word VARCHAR(40) NOT NULL, persons INTEGER NOT NULL,
        CONSTRAINT pk_match_word PRIMARY KEY (word)) WITHOUT ROWID
        """,
    "match_record": """
        (person_id INTEGER NOT NULL, known TEXT NOT NULL, CONSTRAINT pk_match_record PRIMARY KEY (person_id),
        CONSTRAINT fk_match_record_person_id_person FOREIGN KEY(person_id) REFERENCES person (id))
        """,
    "person_reference": """
        (external VARCHAR(60) NOT NULL, source VARCHAR(60) NOT NULL, person_id INTEGER NOT NULL,
        CONSTRAINT pk_person_reference PRIMARY KEY (external, source),
        CONSTRAINT fk_person_reference_person_id_person FOREIGN KEY(person_id) REFERENCES person (id)) WITHOUT ROWID
        """,
}

INDEXES = {
    "ix_person_reference_person_id": "person_reference (person_id)",
}


def upgrade() -> None:
    for name, body in TABLES.items():
        op.execute(f"CREATE TABLE {name} {body}")
    for name, body in INDEXES.items():
        op.execute(f"CREATE {'UNIQUE ' if name.startswith('uq_') else ''}INDEX {name} ON {body}")


def downgrade() -> None:
    for name in reversed(TABLES):
        op.execute(f"DROP TABLE {name}")
