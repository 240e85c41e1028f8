"""The walk-in lane: what matching, merging, imports and the queue keep.

SQL in text, because a revision must do in ten years what it did when it was written: nothing of the program is
imported.
"""

from alembic import op

revision = "0003_the_walk_in_lane"
down_revision = "0002_everything_offered"

TABLES = {
    "lane_turn": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, date DATE NOT NULL, number INTEGER NOT NULL,
        person_id INTEGER, family BOOLEAN NOT NULL, priorities VARCHAR(120) NOT NULL, "after" INTEGER NOT NULL,
        arrived_at VARCHAR(32) NOT NULL, created_by_id INTEGER NOT NULL, CONSTRAINT pk_lane_turn PRIMARY KEY (id),
        CONSTRAINT uq_lane_turn_date_number UNIQUE (date, number), CONSTRAINT uq_lane_turn_uuid UNIQUE (uuid),
        CONSTRAINT fk_lane_turn_person_id_person FOREIGN KEY(person_id) REFERENCES person (id),
        CONSTRAINT fk_lane_turn_created_by_id_user_account FOREIGN KEY(created_by_id) REFERENCES user_account (id))
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
}

INDEXES = {
    "ix_lane_turn_person_id": "lane_turn (person_id)",
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
