"""Everything that C.A.S.A. offers: the tables of its services, and what the first ones gained.

SQL in text, because a revision must do in ten years what it did when it was written: nothing of the program is
imported. What a desk was called and counted stays as it is; the new service types are offered in the catalogue.
"""

from alembic import op

revision = "0002_everything_offered"
down_revision = "0001_the_house"

ADDED = ("service_type ADD COLUMN audience VARCHAR(12) DEFAULT 'family' NOT NULL",)

TABLES = {
    "private_pass": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, date DATE NOT NULL, number INTEGER NOT NULL,
        state VARCHAR(12) NOT NULL, person_id INTEGER, called_at VARCHAR(32) NOT NULL, called_by_id INTEGER NOT NULL,
        taken_at VARCHAR(32), taken_by_id INTEGER, closed_at VARCHAR(32), version INTEGER DEFAULT '1' NOT NULL,
        CONSTRAINT pk_private_pass PRIMARY KEY (id), CONSTRAINT uq_private_pass_date_number UNIQUE (date, number),
        CONSTRAINT uq_private_pass_uuid UNIQUE (uuid),
        CONSTRAINT fk_private_pass_person_id_person FOREIGN KEY(person_id) REFERENCES person (id),
        CONSTRAINT fk_private_pass_called_by_id_user_account FOREIGN KEY(called_by_id) REFERENCES user_account (id),
        CONSTRAINT fk_private_pass_taken_by_id_user_account FOREIGN KEY(taken_by_id) REFERENCES user_account (id))
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
    "child_card": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, person_id INTEGER NOT NULL, visit_id INTEGER NOT NULL,
        adult_name VARCHAR(120) NOT NULL, adult_kinship VARCHAR(30) NOT NULL, adult_document VARCHAR(60) NOT NULL,
        created_at VARCHAR(32) NOT NULL, created_by_id INTEGER NOT NULL, closed_on DATE, closed_at VARCHAR(32),
        closed_by_id INTEGER, version INTEGER DEFAULT '1' NOT NULL, CONSTRAINT pk_child_card PRIMARY KEY (id),
        CONSTRAINT uq_child_card_uuid UNIQUE (uuid), CONSTRAINT fk_child_card_person_id_person FOREIGN KEY(person_id)
        REFERENCES person (id), CONSTRAINT fk_child_card_visit_id_visit FOREIGN KEY(visit_id) REFERENCES visit (id),
        CONSTRAINT fk_child_card_created_by_id_user_account FOREIGN KEY(created_by_id) REFERENCES user_account (id),
        CONSTRAINT fk_child_card_closed_by_id_user_account FOREIGN KEY(closed_by_id) REFERENCES user_account (id))
        """,
    "field_option": """
        (field_id INTEGER NOT NULL, code VARCHAR(20) NOT NULL, name VARCHAR(80) NOT NULL, position INTEGER NOT NULL,
        retired BOOLEAN NOT NULL, CONSTRAINT pk_field_option PRIMARY KEY (field_id, code),
        CONSTRAINT fk_field_option_field_id_service_field FOREIGN KEY(field_id) REFERENCES service_field (id))
        """,
    "appointment": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, compartment VARCHAR(30) NOT NULL, date DATE NOT NULL,
        start VARCHAR(5) NOT NULL, minutes INTEGER NOT NULL, state VARCHAR(12) NOT NULL, sealed BLOB NOT NULL,
        staff_id INTEGER NOT NULL, service_id INTEGER, created_at VARCHAR(32) NOT NULL, created_by_id INTEGER NOT NULL,
        version INTEGER DEFAULT '1' NOT NULL, CONSTRAINT pk_appointment PRIMARY KEY (id),
        CONSTRAINT uq_appointment_uuid UNIQUE (uuid),
        CONSTRAINT fk_appointment_staff_id_user_account FOREIGN KEY(staff_id) REFERENCES user_account (id),
        CONSTRAINT fk_appointment_service_id_service FOREIGN KEY(service_id) REFERENCES service (id),
        CONSTRAINT fk_appointment_created_by_id_user_account FOREIGN KEY(created_by_id) REFERENCES user_account (id))
        """,
    "child_notice": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, card_id INTEGER NOT NULL, told VARCHAR(20) NOT NULL,
        told_at VARCHAR(32) NOT NULL, about VARCHAR(300) NOT NULL, recorded_by_id INTEGER NOT NULL,
        CONSTRAINT pk_child_notice PRIMARY KEY (id), CONSTRAINT uq_child_notice_uuid UNIQUE (uuid),
        CONSTRAINT fk_child_notice_card_id_child_card FOREIGN KEY(card_id) REFERENCES child_card (id),
        CONSTRAINT fk_child_notice_recorded_by_id_user_account FOREIGN KEY(recorded_by_id)
        REFERENCES user_account (id))
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
    "ix_private_pass_open": "private_pass (id) WHERE state IN ('waiting', 'taken')",
    "ix_child_card_person_id": "child_card (person_id)",
    "ix_appointment_date": "appointment (date)",
    "ix_child_notice_card_id": "child_notice (card_id)",
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
