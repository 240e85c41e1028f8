"""The walk-in lane: what matching, merging, imports and the queue keep.

SQL in text, because a revision must do in ten years what it did when it was written: nothing of the program is
imported.
"""

from alembic import op

revision = "0003_the_walk_in_lane"
down_revision = "0002_everything_offered"

TABLES = {
    "month_draw": """
        (month INTEGER NOT NULL, seed VARCHAR(32) NOT NULL, at VARCHAR(32) NOT NULL,
        CONSTRAINT pk_month_draw PRIMARY KEY (month))
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
    "publication_cell": """
        (publication_id INTEGER NOT NULL, month INTEGER NOT NULL, indicator VARCHAR(24) NOT NULL,
        records BLOB NOT NULL, CONSTRAINT pk_publication_cell PRIMARY KEY (publication_id, month, indicator),
        CONSTRAINT fk_publication_cell_publication_id_publication FOREIGN KEY(publication_id)
        REFERENCES publication (id))
        """,
}

INDEXES: dict[str, str] = {}


def upgrade() -> None:
    for name, body in TABLES.items():
        op.execute(f"CREATE TABLE {name} {body}")
    for name, body in INDEXES.items():
        op.execute(f"CREATE {'UNIQUE ' if name.startswith('uq_') else ''}INDEX {name} ON {body}")


def downgrade() -> None:
    for name in reversed(TABLES):
        op.execute(f"DROP TABLE {name}")
