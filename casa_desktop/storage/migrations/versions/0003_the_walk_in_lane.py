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
    "month_draw": """
        (month INTEGER NOT NULL, seed VARCHAR(32) NOT NULL, at VARCHAR(32) NOT NULL,
        CONSTRAINT pk_month_draw PRIMARY KEY (month))
        """,
    "import_batch": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, file_name VARCHAR(120) NOT NULL,
        created_at VARCHAR(32) NOT NULL, created_by_id INTEGER NOT NULL, rows INTEGER NOT NULL,
        created INTEGER NOT NULL, joined INTEGER NOT NULL, known INTEGER NOT NULL, held INTEGER NOT NULL,
        refused INTEGER NOT NULL, matched INTEGER NOT NULL, doubtful INTEGER NOT NULL, warnings INTEGER NOT NULL,
        last_person INTEGER NOT NULL, undone_at VARCHAR(32), undone_by_id INTEGER, taken_back INTEGER NOT NULL,
        kept INTEGER NOT NULL, CONSTRAINT pk_import_batch PRIMARY KEY (id),
        CONSTRAINT uq_import_batch_uuid UNIQUE (uuid),
        CONSTRAINT fk_import_batch_created_by_id_user_account FOREIGN KEY(created_by_id) REFERENCES user_account (id),
        CONSTRAINT fk_import_batch_undone_by_id_user_account FOREIGN KEY(undone_by_id) REFERENCES user_account (id))
        """,
    "month_check": """
        (month INTEGER NOT NULL, "key" VARCHAR(200) NOT NULL, note TEXT NOT NULL, at VARCHAR(32) NOT NULL,
        by_id INTEGER NOT NULL, CONSTRAINT pk_month_check PRIMARY KEY (month, "key"),
        CONSTRAINT fk_month_check_by_id_user_account FOREIGN KEY(by_id) REFERENCES user_account (id))
        """,
    "publication": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, first_month INTEGER NOT NULL, last_month INTEGER NOT NULL,
        edition INTEGER NOT NULL, at VARCHAR(32) NOT NULL, by_id INTEGER NOT NULL, program VARCHAR(40) NOT NULL,
        reason TEXT NOT NULL, frozen TEXT NOT NULL, digest VARCHAR(64) NOT NULL, paper BLOB, paper_digest VARCHAR(64),
        CONSTRAINT pk_publication PRIMARY KEY (id),
        CONSTRAINT uq_publication_first_month_last_month_edition UNIQUE (first_month, last_month, edition),
        CONSTRAINT uq_publication_uuid UNIQUE (uuid), CONSTRAINT fk_publication_by_id_user_account FOREIGN KEY(by_id)
        REFERENCES user_account (id))
        """,
    "import_row": """
        (batch_id INTEGER NOT NULL, line INTEGER NOT NULL, external VARCHAR(60) NOT NULL, named BOOLEAN NOT NULL,
        outcome VARCHAR(10) NOT NULL, person_id INTEGER, version INTEGER NOT NULL, likeness VARCHAR(10) NOT NULL,
        other_id INTEGER, reasons VARCHAR(400) NOT NULL, added TEXT NOT NULL, odd TEXT NOT NULL,
        undone VARCHAR(10) NOT NULL, CONSTRAINT pk_import_row PRIMARY KEY (batch_id, line),
        CONSTRAINT fk_import_row_batch_id_import_batch FOREIGN KEY(batch_id) REFERENCES import_batch (id),
        CONSTRAINT fk_import_row_person_id_person FOREIGN KEY(person_id) REFERENCES person (id),
        CONSTRAINT fk_import_row_other_id_person FOREIGN KEY(other_id) REFERENCES person (id)) WITHOUT ROWID
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
    "publication_cell": """
        (publication_id INTEGER NOT NULL, month INTEGER NOT NULL, indicator VARCHAR(24) NOT NULL,
        records BLOB NOT NULL, CONSTRAINT pk_publication_cell PRIMARY KEY (publication_id, month, indicator),
        CONSTRAINT fk_publication_cell_publication_id_publication FOREIGN KEY(publication_id)
        REFERENCES publication (id))
        """,
}

INDEXES = {
    "ix_import_row_digest": "import_row (external) WHERE named = 0",
    "ix_import_row_other_id": "import_row (other_id) WHERE other_id IS NOT NULL",
    "ix_import_row_person_id": "import_row (person_id)",
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
