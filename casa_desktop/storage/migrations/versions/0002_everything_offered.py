"""Everything that C.A.S.A. offers: the tables of its services, and what the first ones gained.

SQL in text, because a revision must do in ten years what it did when it was written: nothing of the program is
imported. What a desk was called and counted stays as it is; the new service types are offered in the catalogue.
"""

from alembic import op

revision = "0002_everything_offered"
down_revision = "0001_the_house"

ADDED = ("service_type ADD COLUMN audience VARCHAR(12) DEFAULT 'family' NOT NULL",)

TABLES = {
    "transfer": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, country VARCHAR(3) NOT NULL, municipality VARCHAR(5) NOT NULL,
        city VARCHAR(80) NOT NULL, reason VARCHAR(40) NOT NULL, means VARCHAR(40) NOT NULL, planned_on DATE,
        departure VARCHAR(160) NOT NULL, cost_centre VARCHAR(40) NOT NULL, funder VARCHAR(40) NOT NULL,
        profile VARCHAR(20) NOT NULL, folio VARCHAR(20) NOT NULL, notes TEXT NOT NULL, created_at VARCHAR(32) NOT NULL,
        created_by_id INTEGER NOT NULL, version INTEGER DEFAULT '1' NOT NULL, CONSTRAINT pk_transfer PRIMARY KEY (id),
        CONSTRAINT uq_transfer_uuid UNIQUE (uuid),
        CONSTRAINT fk_transfer_created_by_id_user_account FOREIGN KEY(created_by_id) REFERENCES user_account (id))
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
    "transfer_traveller": """
        (id INTEGER NOT NULL, transfer_id INTEGER NOT NULL, person_id INTEGER NOT NULL, kinship VARCHAR(30) NOT NULL,
        planned BOOLEAN NOT NULL, CONSTRAINT pk_transfer_traveller PRIMARY KEY (id),
        CONSTRAINT uq_transfer_traveller_transfer_id_person_id UNIQUE (transfer_id, person_id),
        CONSTRAINT fk_transfer_traveller_transfer_id_transfer FOREIGN KEY(transfer_id) REFERENCES transfer (id),
        CONSTRAINT fk_transfer_traveller_person_id_person FOREIGN KEY(person_id) REFERENCES person (id))
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
    "transfer_step": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, transfer_id INTEGER NOT NULL, step VARCHAR(12) NOT NULL,
        day DATE NOT NULL, reason TEXT NOT NULL, service_id INTEGER, at VARCHAR(32) NOT NULL, by_id INTEGER NOT NULL,
        undone_at VARCHAR(32), CONSTRAINT pk_transfer_step PRIMARY KEY (id),
        CONSTRAINT uq_transfer_step_uuid UNIQUE (uuid),
        CONSTRAINT fk_transfer_step_transfer_id_transfer FOREIGN KEY(transfer_id) REFERENCES transfer (id),
        CONSTRAINT fk_transfer_step_service_id_service FOREIGN KEY(service_id) REFERENCES service (id),
        CONSTRAINT fk_transfer_step_by_id_user_account FOREIGN KEY(by_id) REFERENCES user_account (id))
        """,
}

INDEXES = {
    "ix_transfer_traveller_person_id": "transfer_traveller (person_id)",
    "ix_transfer_step_transfer_id": "transfer_step (transfer_id)",
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
