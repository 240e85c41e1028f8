"""Everything that C.A.S.A. offers: the tables of its services, and what the first ones gained.

SQL in text, because a revision must do in ten years what it did when it was written: nothing of the program is
imported. What a desk was called and counted stays as it is; the new service types are offered in the catalogue.
"""

from alembic import op

revision = "0002_everything_offered"
down_revision = "0001_the_house"

ADDED = ("service_type ADD COLUMN audience VARCHAR(12) DEFAULT 'family' NOT NULL",)

TABLES = {
    "outing": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, date DATE NOT NULL, municipality VARCHAR(5) NOT NULL,
        sector VARCHAR(120) NOT NULL, vehicle VARCHAR(60) NOT NULL, starts_at VARCHAR(5) NOT NULL,
        ends_at VARCHAR(5) NOT NULL, closed BOOLEAN DEFAULT 0 NOT NULL, created_at VARCHAR(32) NOT NULL,
        created_by_id INTEGER NOT NULL, version INTEGER DEFAULT '1' NOT NULL, CONSTRAINT pk_outing PRIMARY KEY (id),
        CONSTRAINT uq_outing_uuid UNIQUE (uuid),
        CONSTRAINT fk_outing_created_by_id_user_account FOREIGN KEY(created_by_id) REFERENCES user_account (id))
        """,
    "outing_member": """
        (outing_id INTEGER NOT NULL, position INTEGER NOT NULL, user_id INTEGER, name VARCHAR(80) NOT NULL,
        CONSTRAINT pk_outing_member PRIMARY KEY (outing_id, position),
        CONSTRAINT fk_outing_member_outing_id_outing FOREIGN KEY(outing_id) REFERENCES outing (id),
        CONSTRAINT fk_outing_member_user_id_user_account FOREIGN KEY(user_id) REFERENCES user_account (id))
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
    "workshop": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, service_type_id INTEGER NOT NULL, date DATE NOT NULL,
        starts_at VARCHAR(5) NOT NULL, topic VARCHAR(160) NOT NULL, place_id INTEGER, venue VARCHAR(120) NOT NULL,
        partner_id INTEGER, funder_id INTEGER, staff_id INTEGER NOT NULL, capacity INTEGER, sheet VARCHAR(20) NOT NULL,
        cancelled BOOLEAN DEFAULT 0 NOT NULL, created_at VARCHAR(32) NOT NULL, created_by_id INTEGER NOT NULL,
        version INTEGER DEFAULT '1' NOT NULL, CONSTRAINT pk_workshop PRIMARY KEY (id),
        CONSTRAINT uq_workshop_uuid UNIQUE (uuid),
        CONSTRAINT fk_workshop_service_type_id_service_type FOREIGN KEY(service_type_id) REFERENCES service_type (id),
        CONSTRAINT fk_workshop_place_id_catalog_item FOREIGN KEY(place_id) REFERENCES catalog_item (id),
        CONSTRAINT fk_workshop_partner_id_catalog_item FOREIGN KEY(partner_id) REFERENCES catalog_item (id),
        CONSTRAINT fk_workshop_funder_id_catalog_item FOREIGN KEY(funder_id) REFERENCES catalog_item (id),
        CONSTRAINT fk_workshop_staff_id_user_account FOREIGN KEY(staff_id) REFERENCES user_account (id),
        CONSTRAINT fk_workshop_created_by_id_user_account FOREIGN KEY(created_by_id) REFERENCES user_account (id))
        """,
    "field_option": """
        (field_id INTEGER NOT NULL, code VARCHAR(20) NOT NULL, name VARCHAR(80) NOT NULL, position INTEGER NOT NULL,
        retired BOOLEAN NOT NULL, CONSTRAINT pk_field_option PRIMARY KEY (field_id, code),
        CONSTRAINT fk_field_option_field_id_service_field FOREIGN KEY(field_id) REFERENCES service_field (id))
        """,
    "workshop_entry": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, workshop_id INTEGER NOT NULL, person_id INTEGER NOT NULL,
        line INTEGER NOT NULL, created_at VARCHAR(32) NOT NULL, created_by_id INTEGER NOT NULL,
        CONSTRAINT pk_workshop_entry PRIMARY KEY (id),
        CONSTRAINT uq_workshop_entry_workshop_id_person_id UNIQUE (workshop_id, person_id),
        CONSTRAINT uq_workshop_entry_uuid UNIQUE (uuid),
        CONSTRAINT fk_workshop_entry_workshop_id_workshop FOREIGN KEY(workshop_id) REFERENCES workshop (id),
        CONSTRAINT fk_workshop_entry_person_id_person FOREIGN KEY(person_id) REFERENCES person (id),
        CONSTRAINT fk_workshop_entry_created_by_id_user_account FOREIGN KEY(created_by_id)
        REFERENCES user_account (id))
        """,
    "outing_service": """
        (service_id INTEGER NOT NULL, outing_id INTEGER NOT NULL,
        CONSTRAINT pk_outing_service PRIMARY KEY (service_id),
        CONSTRAINT fk_outing_service_service_id_service FOREIGN KEY(service_id) REFERENCES service (id),
        CONSTRAINT fk_outing_service_outing_id_outing FOREIGN KEY(outing_id) REFERENCES outing (id))
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
    "ix_outing_date": "outing (date)",
    "ix_workshop_date": "workshop (date)",
    "ix_outing_service_outing": "outing_service (outing_id, service_id)",
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
