"""Everything that C.A.S.A. offers: the tables of its services, and what the first ones gained.

SQL in text, because a revision must do in ten years what it did when it was written: nothing of the program is
imported. What a desk was called and counted stays as it is; the new service types are offered in the catalogue.
"""

from alembic import op

revision = "0002_everything_offered"
down_revision = "0001_the_house"

ADDED = ("service_type ADD COLUMN audience VARCHAR(12) DEFAULT 'family' NOT NULL",)

TABLES = {
    "sheet_explained": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, series VARCHAR(20) NOT NULL, number INTEGER NOT NULL,
        reason VARCHAR(12) NOT NULL, note TEXT NOT NULL, explained_at VARCHAR(32) NOT NULL,
        explained_by_id INTEGER NOT NULL, withdrawn_at VARCHAR(32), CONSTRAINT pk_sheet_explained PRIMARY KEY (id),
        CONSTRAINT uq_sheet_explained_uuid UNIQUE (uuid),
        CONSTRAINT fk_sheet_explained_explained_by_id_user_account FOREIGN KEY(explained_by_id)
        REFERENCES user_account (id))
        """,
    "sheet_issued": """
        (id INTEGER NOT NULL, batch VARCHAR(32) NOT NULL, series VARCHAR(10) NOT NULL, number INTEGER NOT NULL,
        issued_at VARCHAR(32) NOT NULL, issued_by_id INTEGER NOT NULL, CONSTRAINT pk_sheet_issued PRIMARY KEY (id),
        CONSTRAINT uq_sheet_issued_series_number UNIQUE (series, number),
        CONSTRAINT fk_sheet_issued_issued_by_id_user_account FOREIGN KEY(issued_by_id) REFERENCES user_account (id))
        """,
    "tally_check": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, day DATE NOT NULL, note TEXT NOT NULL,
        complete BOOLEAN NOT NULL, checked_at VARCHAR(32) NOT NULL, checked_by_id INTEGER NOT NULL,
        version INTEGER DEFAULT '1' NOT NULL, CONSTRAINT pk_tally_check PRIMARY KEY (id),
        CONSTRAINT uq_tally_check_uuid UNIQUE (uuid),
        CONSTRAINT fk_tally_check_checked_by_id_user_account FOREIGN KEY(checked_by_id) REFERENCES user_account (id))
        """,
    "service_field": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, service_type_id INTEGER NOT NULL, code VARCHAR(20) NOT NULL,
        label VARCHAR(80) NOT NULL, kind VARCHAR(12) NOT NULL, required BOOLEAN NOT NULL, unit VARCHAR(12) NOT NULL,
        low VARCHAR(16), high VARCHAR(16), decimals INTEGER NOT NULL, position INTEGER NOT NULL, active_to DATE,
        CONSTRAINT pk_service_field PRIMARY KEY (id),
        CONSTRAINT uq_service_field_service_type_id_code UNIQUE (service_type_id, code),
        CONSTRAINT uq_service_field_uuid UNIQUE (uuid),
        CONSTRAINT fk_service_field_service_type_id_service_type FOREIGN KEY(service_type_id)
        REFERENCES service_type (id))
        """,
    "tally_count": """
        (check_id INTEGER NOT NULL, code VARCHAR(12) NOT NULL, position INTEGER NOT NULL, paper INTEGER NOT NULL,
        program INTEGER NOT NULL, CONSTRAINT pk_tally_count PRIMARY KEY (check_id, code),
        CONSTRAINT fk_tally_count_check_id_tally_check FOREIGN KEY(check_id) REFERENCES tally_check (id))
        """,
    "field_option": """
        (field_id INTEGER NOT NULL, code VARCHAR(20) NOT NULL, name VARCHAR(80) NOT NULL, position INTEGER NOT NULL,
        retired BOOLEAN NOT NULL, CONSTRAINT pk_field_option PRIMARY KEY (field_id, code),
        CONSTRAINT fk_field_option_field_id_service_field FOREIGN KEY(field_id) REFERENCES service_field (id))
        """,
    "sealed_answers": """
        (service_id INTEGER NOT NULL, compartment VARCHAR(30) NOT NULL, sealed BLOB NOT NULL,
        CONSTRAINT pk_sealed_answers PRIMARY KEY (service_id),
        CONSTRAINT fk_sealed_answers_service_id_service FOREIGN KEY(service_id) REFERENCES service (id))
        """,
    "service_answer": """
        (service_id INTEGER NOT NULL, field_id INTEGER NOT NULL, value TEXT NOT NULL,
        CONSTRAINT pk_service_answer PRIMARY KEY (service_id, field_id),
        CONSTRAINT fk_service_answer_service_id_service FOREIGN KEY(service_id) REFERENCES service (id),
        CONSTRAINT fk_service_answer_field_id_service_field FOREIGN KEY(field_id) REFERENCES service_field (id))
        """,
}

INDEXES = {
    "uq_sheet_explained_current": "sheet_explained (series, number) WHERE withdrawn_at IS NULL",
    "ix_sheet_issued_batch": "sheet_issued (batch)",
    "ix_tally_check_day": "tally_check (day)",
}


def upgrade() -> None:
    for column in ADDED:
        op.execute(f"ALTER TABLE {column}")
    # Until now a call reached whoever made it, and nobody else.
    op.execute("UPDATE service_type SET audience = 'individual' WHERE form = 'rcf'")
    for name, body in TABLES.items():
        op.execute(f"CREATE TABLE {name} {body}")
    for name, body in INDEXES.items():
        op.execute(f"CREATE {'UNIQUE ' if name.startswith('uq_') else ''}INDEX {name} ON {body}")


def downgrade() -> None:
    for name in reversed(TABLES):
        op.execute(f"DROP TABLE {name}")
    for column in ADDED:
        table, column = column.split()[0], column.split()[3]
        op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
