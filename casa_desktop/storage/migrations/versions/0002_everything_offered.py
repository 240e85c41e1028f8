"""Everything that C.A.S.A. offers: the tables of its services, and what the first ones gained.

SQL in text, because a revision must do in ten years what it did when it was written: nothing of the program is
imported. What a desk was called and counted stays as it is; the new service types are offered in the catalogue.
"""

from alembic import op

revision = "0002_everything_offered"
down_revision = "0001_the_house"

ADDED = ("service_type ADD COLUMN audience VARCHAR(12) DEFAULT 'family' NOT NULL",)

TABLES = {
    "organisation": """
        (item_id INTEGER NOT NULL, services TEXT NOT NULL, hours VARCHAR(160) NOT NULL, address VARCHAR(160) NOT NULL,
        phone VARCHAR(80) NOT NULL, contact VARCHAR(120) NOT NULL, bring TEXT NOT NULL, notes TEXT NOT NULL,
        version INTEGER DEFAULT '1' NOT NULL, CONSTRAINT pk_organisation PRIMARY KEY (item_id),
        CONSTRAINT fk_organisation_item_id_catalog_item FOREIGN KEY(item_id) REFERENCES catalog_item (id))
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
    "field_option": """
        (field_id INTEGER NOT NULL, code VARCHAR(20) NOT NULL, name VARCHAR(80) NOT NULL, position INTEGER NOT NULL,
        retired BOOLEAN NOT NULL, CONSTRAINT pk_field_option PRIMARY KEY (field_id, code),
        CONSTRAINT fk_field_option_field_id_service_field FOREIGN KEY(field_id) REFERENCES service_field (id))
        """,
    "follow_up": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, person_id INTEGER NOT NULL, due DATE NOT NULL,
        reason TEXT NOT NULL, owner_id INTEGER, owner_role VARCHAR(20), service_id INTEGER, compartment VARCHAR(30),
        sealed BLOB, state VARCHAR(20) NOT NULL, closed_on DATE, created_at VARCHAR(32) NOT NULL,
        created_by_id INTEGER NOT NULL, version INTEGER DEFAULT '1' NOT NULL, CONSTRAINT pk_follow_up PRIMARY KEY (id),
        CONSTRAINT uq_follow_up_uuid UNIQUE (uuid), CONSTRAINT fk_follow_up_person_id_person FOREIGN KEY(person_id)
        REFERENCES person (id), CONSTRAINT fk_follow_up_owner_id_user_account FOREIGN KEY(owner_id)
        REFERENCES user_account (id), CONSTRAINT fk_follow_up_service_id_service FOREIGN KEY(service_id)
        REFERENCES service (id), CONSTRAINT fk_follow_up_created_by_id_user_account FOREIGN KEY(created_by_id)
        REFERENCES user_account (id))
        """,
    "referral": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, number INTEGER NOT NULL, service_id INTEGER NOT NULL,
        partner_id INTEGER NOT NULL, urgency VARCHAR(12) NOT NULL, motive TEXT NOT NULL, asked TEXT NOT NULL,
        bring TEXT NOT NULL, discreet BOOLEAN NOT NULL, compartment VARCHAR(30), sealed BLOB,
        state VARCHAR(20) NOT NULL, state_on DATE NOT NULL, version INTEGER DEFAULT '1' NOT NULL,
        CONSTRAINT pk_referral PRIMARY KEY (id), CONSTRAINT uq_referral_uuid UNIQUE (uuid),
        CONSTRAINT uq_referral_number UNIQUE (number), CONSTRAINT uq_referral_service_id UNIQUE (service_id),
        CONSTRAINT fk_referral_service_id_service FOREIGN KEY(service_id) REFERENCES service (id),
        CONSTRAINT fk_referral_partner_id_catalog_item FOREIGN KEY(partner_id) REFERENCES catalog_item (id))
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
    "follow_up_event": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, follow_up_id INTEGER NOT NULL, state VARCHAR(20) NOT NULL,
        due DATE NOT NULL, note TEXT NOT NULL, sealed BLOB, at VARCHAR(32) NOT NULL, by_id INTEGER NOT NULL,
        CONSTRAINT pk_follow_up_event PRIMARY KEY (id), CONSTRAINT uq_follow_up_event_uuid UNIQUE (uuid),
        CONSTRAINT fk_follow_up_event_follow_up_id_follow_up FOREIGN KEY(follow_up_id) REFERENCES follow_up (id),
        CONSTRAINT fk_follow_up_event_by_id_user_account FOREIGN KEY(by_id) REFERENCES user_account (id))
        """,
    "referral_event": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, referral_id INTEGER NOT NULL, state VARCHAR(20) NOT NULL,
        "on" DATE NOT NULL, reason TEXT NOT NULL, at VARCHAR(32) NOT NULL, by_id INTEGER NOT NULL,
        CONSTRAINT pk_referral_event PRIMARY KEY (id), CONSTRAINT uq_referral_event_uuid UNIQUE (uuid),
        CONSTRAINT fk_referral_event_referral_id_referral FOREIGN KEY(referral_id) REFERENCES referral (id),
        CONSTRAINT fk_referral_event_by_id_user_account FOREIGN KEY(by_id) REFERENCES user_account (id))
        """,
}

INDEXES = {
    "ix_follow_up_due": "follow_up (state, due)",
    "ix_follow_up_person_id": "follow_up (person_id)",
    "ix_referral_compartment": "referral (compartment, service_id) WHERE compartment IS NOT NULL",
    "ix_referral_partner_id": "referral (partner_id)",
    "ix_referral_state": "referral (state, service_id)",
    "ix_follow_up_event_follow_up_id": "follow_up_event (follow_up_id)",
    "ix_referral_event_referral_id": "referral_event (referral_id)",
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
