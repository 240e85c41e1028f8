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
    "possible_pair": """
        (low_id INTEGER NOT NULL, high_id INTEGER NOT NULL, permille INTEGER NOT NULL,
        CONSTRAINT pk_possible_pair PRIMARY KEY (low_id, high_id))
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
    "lane_turn": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, date DATE NOT NULL, number INTEGER NOT NULL,
        person_id INTEGER, family BOOLEAN NOT NULL, priorities VARCHAR(120) NOT NULL, "after" INTEGER NOT NULL,
        arrived_at VARCHAR(32) NOT NULL, created_by_id INTEGER NOT NULL, CONSTRAINT pk_lane_turn PRIMARY KEY (id),
        CONSTRAINT uq_lane_turn_date_number UNIQUE (date, number), CONSTRAINT uq_lane_turn_uuid UNIQUE (uuid),
        CONSTRAINT fk_lane_turn_person_id_person FOREIGN KEY(person_id) REFERENCES person (id),
        CONSTRAINT fk_lane_turn_created_by_id_user_account FOREIGN KEY(created_by_id) REFERENCES user_account (id))
        """,
    "match_record": """
        (person_id INTEGER NOT NULL, known TEXT NOT NULL, CONSTRAINT pk_match_record PRIMARY KEY (person_id),
        CONSTRAINT fk_match_record_person_id_person FOREIGN KEY(person_id) REFERENCES person (id))
        """,
    "person_apart": """
        (low_id INTEGER NOT NULL, high_id INTEGER NOT NULL, reasons VARCHAR(400) NOT NULL, at VARCHAR(32) NOT NULL,
        by_id INTEGER NOT NULL, CONSTRAINT pk_person_apart PRIMARY KEY (low_id, high_id),
        CONSTRAINT fk_person_apart_low_id_person FOREIGN KEY(low_id) REFERENCES person (id),
        CONSTRAINT fk_person_apart_high_id_person FOREIGN KEY(high_id) REFERENCES person (id),
        CONSTRAINT fk_person_apart_by_id_user_account FOREIGN KEY(by_id) REFERENCES user_account (id))
        """,
    "person_merge": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, kept_id INTEGER NOT NULL, other_id INTEGER NOT NULL,
        at VARCHAR(32) NOT NULL, by_id INTEGER NOT NULL, undone_at VARCHAR(32), undone_by_id INTEGER,
        CONSTRAINT pk_person_merge PRIMARY KEY (id), CONSTRAINT uq_person_merge_uuid UNIQUE (uuid),
        CONSTRAINT fk_person_merge_kept_id_person FOREIGN KEY(kept_id) REFERENCES person (id),
        CONSTRAINT fk_person_merge_other_id_person FOREIGN KEY(other_id) REFERENCES person (id),
        CONSTRAINT fk_person_merge_by_id_user_account FOREIGN KEY(by_id) REFERENCES user_account (id),
        CONSTRAINT fk_person_merge_undone_by_id_user_account FOREIGN KEY(undone_by_id) REFERENCES user_account (id))
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
    "lane_stop": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, turn_id INTEGER NOT NULL, queue VARCHAR(12) NOT NULL,
        types VARCHAR(200) NOT NULL, state VARCHAR(12) NOT NULL, call INTEGER, called_at VARCHAR(32),
        started_at VARCHAR(32), ended_at VARCHAR(32), moved_by_id INTEGER, version INTEGER DEFAULT '1' NOT NULL,
        CONSTRAINT pk_lane_stop PRIMARY KEY (id), CONSTRAINT uq_lane_stop_turn_id_queue UNIQUE (turn_id, queue),
        CONSTRAINT uq_lane_stop_uuid UNIQUE (uuid), CONSTRAINT fk_lane_stop_turn_id_lane_turn FOREIGN KEY(turn_id)
        REFERENCES lane_turn (id), CONSTRAINT fk_lane_stop_moved_by_id_user_account FOREIGN KEY(moved_by_id)
        REFERENCES user_account (id))
        """,
    "person_merge_value": """
        (merge_id INTEGER NOT NULL, part VARCHAR(20) NOT NULL, "before" TEXT NOT NULL, "after" TEXT NOT NULL,
        CONSTRAINT pk_person_merge_value PRIMARY KEY (merge_id, part),
        CONSTRAINT fk_person_merge_value_merge_id_person_merge FOREIGN KEY(merge_id) REFERENCES person_merge (id))
        """,
}

INDEXES = {
    "ix_possible_pair_permille": "possible_pair (permille)",
    "ix_import_row_digest": "import_row (external) WHERE named = 0",
    "ix_import_row_other_id": "import_row (other_id) WHERE other_id IS NOT NULL",
    "ix_import_row_person_id": "import_row (person_id)",
    "ix_lane_turn_person_id": "lane_turn (person_id)",
    "ix_person_apart_high_id": "person_apart (high_id)",
    "ix_person_merge_kept_id": "person_merge (kept_id)",
    "ix_person_merge_other_id": "person_merge (other_id)",
    "uq_person_merge_other": "person_merge (other_id) WHERE undone_at IS NULL",
    "ix_person_reference_person_id": "person_reference (person_id)",
    "ix_lane_stop_open": "lane_stop (turn_id) WHERE state IN ('espera', 'llamado', 'atencion')",
}


def upgrade() -> None:
    for name, body in TABLES.items():
        op.execute(f"CREATE TABLE {name} {body}")
    for name, body in INDEXES.items():
        op.execute(f"CREATE {'UNIQUE ' if name.startswith('uq_') else ''}INDEX {name} ON {body}")


def downgrade() -> None:
    for name in reversed(TABLES):
        op.execute(f"DROP TABLE {name}")
