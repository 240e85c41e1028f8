"""Everything, as it was at the first release: tables, indexes, the triggers that keep the audit as written.

SQL in text, because a revision must do in ten years what it did when it was written: nothing of the program is
imported.
"""

from alembic import op

revision = "0001_the_house"
down_revision = None

TABLES = {
    "audit": """
        (seq INTEGER NOT NULL, at VARCHAR(32) NOT NULL, user VARCHAR(60) NOT NULL, action VARCHAR(40) NOT NULL,
        record VARCHAR(60) NOT NULL, fields TEXT NOT NULL, reason_digest VARCHAR(64), previous VARCHAR(64) NOT NULL,
        hash VARCHAR(64) NOT NULL, CONSTRAINT pk_audit PRIMARY KEY (seq))
        """,
    "catalog_item": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, kind VARCHAR(30) NOT NULL, code VARCHAR(40) NOT NULL,
        name VARCHAR(160) NOT NULL, position INTEGER NOT NULL, active_from DATE, active_to DATE,
        version INTEGER DEFAULT '1' NOT NULL, CONSTRAINT pk_catalog_item PRIMARY KEY (id),
        CONSTRAINT uq_catalog_item_kind_code UNIQUE (kind, code), CONSTRAINT uq_catalog_item_uuid UNIQUE (uuid))
        """,
    "desk_setting": """
        ("key" VARCHAR(60) NOT NULL, value TEXT NOT NULL, CONSTRAINT pk_desk_setting PRIMARY KEY ("key"))
        """,
    "household": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, created_at VARCHAR(32) NOT NULL,
        CONSTRAINT pk_household PRIMARY KEY (id), CONSTRAINT uq_household_uuid UNIQUE (uuid))
        """,
    "report_row": """
        (report VARCHAR(20) NOT NULL, position INTEGER NOT NULL, indicator VARCHAR(24) NOT NULL,
        label VARCHAR(60) NOT NULL, shown BOOLEAN NOT NULL, CONSTRAINT pk_report_row PRIMARY KEY (report, position))
        """,
    "user_account": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, username VARCHAR(60) NOT NULL,
        full_name VARCHAR(120) NOT NULL, active BOOLEAN NOT NULL, created_at VARCHAR(32) NOT NULL,
        version INTEGER DEFAULT '1' NOT NULL, CONSTRAINT pk_user_account PRIMARY KEY (id),
        CONSTRAINT uq_user_account_uuid UNIQUE (uuid), CONSTRAINT uq_user_account_username UNIQUE (username))
        """,
    "audit_reason": """
        (seq INTEGER NOT NULL, salt VARCHAR(32) NOT NULL, text TEXT NOT NULL,
        CONSTRAINT pk_audit_reason PRIMARY KEY (seq), CONSTRAINT fk_audit_reason_seq_audit FOREIGN KEY(seq)
        REFERENCES audit (seq))
        """,
    "draft": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, user_id INTEGER NOT NULL, form VARCHAR(40) NOT NULL,
        sealed BLOB NOT NULL, saved_at VARCHAR(32) NOT NULL, CONSTRAINT pk_draft PRIMARY KEY (id),
        CONSTRAINT uq_draft_uuid UNIQUE (uuid), CONSTRAINT fk_draft_user_id_user_account FOREIGN KEY(user_id)
        REFERENCES user_account (id))
        """,
    "historical_figure": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, month INTEGER NOT NULL, indicator VARCHAR(24) NOT NULL,
        label VARCHAR(60) NOT NULL, value INTEGER NOT NULL, provisional BOOLEAN NOT NULL, source VARCHAR(200) NOT NULL,
        folio VARCHAR(40) NOT NULL, note TEXT NOT NULL, entered_at VARCHAR(32) NOT NULL,
        entered_by_id INTEGER NOT NULL, replaced_at VARCHAR(32), CONSTRAINT pk_historical_figure PRIMARY KEY (id),
        CONSTRAINT uq_historical_figure_uuid UNIQUE (uuid),
        CONSTRAINT fk_historical_figure_entered_by_id_user_account FOREIGN KEY(entered_by_id)
        REFERENCES user_account (id))
        """,
    "month_event": """
        (id INTEGER NOT NULL, month INTEGER NOT NULL, state VARCHAR(12) NOT NULL, reason TEXT NOT NULL,
        same_hands BOOLEAN NOT NULL, at VARCHAR(32) NOT NULL, by_id INTEGER NOT NULL,
        CONSTRAINT pk_month_event PRIMARY KEY (id), CONSTRAINT fk_month_event_by_id_user_account FOREIGN KEY(by_id)
        REFERENCES user_account (id))
        """,
    "month_state": """
        (month INTEGER NOT NULL, state VARCHAR(12) NOT NULL, changed_at VARCHAR(32) NOT NULL,
        changed_by_id INTEGER NOT NULL, version INTEGER DEFAULT '1' NOT NULL,
        CONSTRAINT pk_month_state PRIMARY KEY (month),
        CONSTRAINT fk_month_state_changed_by_id_user_account FOREIGN KEY(changed_by_id) REFERENCES user_account (id))
        """,
    "person": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, code VARCHAR(12) NOT NULL, canonical_id INTEGER NOT NULL,
        anonymous BOOLEAN NOT NULL, sex VARCHAR(2) NOT NULL, birth_date DATE, age_from INTEGER, age_to INTEGER,
        age_stated_on DATE, country VARCHAR(3), ethnicity VARCHAR(2), disability VARCHAR(2), language VARCHAR(40),
        reserved BOOLEAN DEFAULT 0 NOT NULL, safe_contact TEXT, created_at VARCHAR(32) NOT NULL,
        created_by_id INTEGER NOT NULL, version INTEGER DEFAULT '1' NOT NULL, CONSTRAINT pk_person PRIMARY KEY (id),
        CONSTRAINT ck_person_age_range CHECK (age_from IS NULL OR (age_from >= 0 AND age_to >= age_from)),
        CONSTRAINT uq_person_uuid UNIQUE (uuid), CONSTRAINT uq_person_code UNIQUE (code),
        CONSTRAINT fk_person_canonical_id_person FOREIGN KEY(canonical_id) REFERENCES person (id),
        CONSTRAINT fk_person_created_by_id_user_account FOREIGN KEY(created_by_id) REFERENCES user_account (id))
        """,
    "published_total": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, first_month INTEGER NOT NULL, last_month INTEGER NOT NULL,
        indicator VARCHAR(24) NOT NULL, value INTEGER NOT NULL, source VARCHAR(200) NOT NULL,
        entered_at VARCHAR(32) NOT NULL, entered_by_id INTEGER NOT NULL,
        CONSTRAINT pk_published_total PRIMARY KEY (id),
        CONSTRAINT uq_published_total_first_month_last_month_indicator UNIQUE (first_month, last_month, indicator),
        CONSTRAINT uq_published_total_uuid UNIQUE (uuid),
        CONSTRAINT fk_published_total_entered_by_id_user_account FOREIGN KEY(entered_by_id)
        REFERENCES user_account (id))
        """,
    "service_type": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, code VARCHAR(12) NOT NULL, name VARCHAR(120) NOT NULL,
        label VARCHAR(60) NOT NULL, form VARCHAR(20) NOT NULL, by_quantity BOOLEAN NOT NULL, compartment VARCHAR(30),
        roles VARCHAR(200) NOT NULL, default_funder_id INTEGER, default_place_id INTEGER, position INTEGER NOT NULL,
        active_from DATE, active_to DATE, version INTEGER DEFAULT '1' NOT NULL,
        CONSTRAINT pk_service_type PRIMARY KEY (id), CONSTRAINT uq_service_type_uuid UNIQUE (uuid),
        CONSTRAINT uq_service_type_code UNIQUE (code),
        CONSTRAINT fk_service_type_default_funder_id_catalog_item FOREIGN KEY(default_funder_id)
        REFERENCES catalog_item (id),
        CONSTRAINT fk_service_type_default_place_id_catalog_item FOREIGN KEY(default_place_id)
        REFERENCES catalog_item (id))
        """,
    "source_choice": """
        (month INTEGER NOT NULL, indicator VARCHAR(24) NOT NULL, source VARCHAR(12) NOT NULL, reason TEXT NOT NULL,
        chosen_at VARCHAR(32) NOT NULL, chosen_by_id INTEGER NOT NULL,
        CONSTRAINT pk_source_choice PRIMARY KEY (month, indicator),
        CONSTRAINT fk_source_choice_chosen_by_id_user_account FOREIGN KEY(chosen_by_id) REFERENCES user_account (id))
        """,
    "user_role": """
        (user_id INTEGER NOT NULL, role VARCHAR(20) NOT NULL, CONSTRAINT pk_user_role PRIMARY KEY (user_id, role),
        CONSTRAINT fk_user_role_user_id_user_account FOREIGN KEY(user_id) REFERENCES user_account (id))
        """,
    "consent": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, person_id INTEGER NOT NULL, purpose VARCHAR(20) NOT NULL,
        granted BOOLEAN NOT NULL, channel VARCHAR(20) NOT NULL, text_version VARCHAR(20) NOT NULL,
        folio VARCHAR(40) NOT NULL, witness VARCHAR(120) NOT NULL, given_on DATE NOT NULL, revoked_on DATE,
        recorded_by_id INTEGER NOT NULL, CONSTRAINT pk_consent PRIMARY KEY (id),
        CONSTRAINT uq_consent_uuid UNIQUE (uuid), CONSTRAINT fk_consent_person_id_person FOREIGN KEY(person_id)
        REFERENCES person (id), CONSTRAINT fk_consent_recorded_by_id_user_account FOREIGN KEY(recorded_by_id)
        REFERENCES user_account (id))
        """,
    "counting_option": """
        (service_type_id INTEGER NOT NULL, from_month INTEGER NOT NULL, in_persons BOOLEAN NOT NULL,
        reach VARCHAR(12) NOT NULL, outcome VARCHAR(12) NOT NULL, remote BOOLEAN NOT NULL,
        CONSTRAINT pk_counting_option PRIMARY KEY (service_type_id, from_month),
        CONSTRAINT fk_counting_option_service_type_id_service_type FOREIGN KEY(service_type_id)
        REFERENCES service_type (id))
        """,
    "household_member": """
        (id INTEGER NOT NULL, household_id INTEGER NOT NULL, person_id INTEGER NOT NULL, kinship VARCHAR(30) NOT NULL,
        head BOOLEAN NOT NULL, since DATE NOT NULL, until DATE, CONSTRAINT pk_household_member PRIMARY KEY (id),
        CONSTRAINT fk_household_member_household_id_household FOREIGN KEY(household_id) REFERENCES household (id),
        CONSTRAINT fk_household_member_person_id_person FOREIGN KEY(person_id) REFERENCES person (id))
        """,
    "person_address": """
        (person_id INTEGER NOT NULL, municipality VARCHAR(5), place VARCHAR(160) NOT NULL,
        CONSTRAINT pk_person_address PRIMARY KEY (person_id),
        CONSTRAINT fk_person_address_person_id_person FOREIGN KEY(person_id) REFERENCES person (id))
        """,
    "person_document": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, person_id INTEGER NOT NULL, type VARCHAR(4) NOT NULL,
        subtype VARCHAR(4) NOT NULL, number_typed VARCHAR(60) NOT NULL, number VARCHAR(60) NOT NULL,
        country VARCHAR(3), issued_on DATE, expires_on DATE, known_how VARCHAR(12) NOT NULL,
        principal BOOLEAN NOT NULL, CONSTRAINT pk_person_document PRIMARY KEY (id),
        CONSTRAINT uq_person_document_uuid UNIQUE (uuid),
        CONSTRAINT fk_person_document_person_id_person FOREIGN KEY(person_id) REFERENCES person (id))
        """,
    "person_name": """
        (person_id INTEGER NOT NULL, first_name VARCHAR(80) NOT NULL, other_names VARCHAR(80) NOT NULL,
        first_surname VARCHAR(80) NOT NULL, second_surname VARCHAR(80) NOT NULL, preferred_name VARCHAR(80) NOT NULL,
        CONSTRAINT pk_person_name PRIMARY KEY (person_id),
        CONSTRAINT fk_person_name_person_id_person FOREIGN KEY(person_id) REFERENCES person (id))
        """,
    "person_phone": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, person_id INTEGER NOT NULL, number_typed VARCHAR(60) NOT NULL,
        number VARCHAR(20) NOT NULL, note VARCHAR(120) NOT NULL, CONSTRAINT pk_person_phone PRIMARY KEY (id),
        CONSTRAINT uq_person_phone_uuid UNIQUE (uuid),
        CONSTRAINT fk_person_phone_person_id_person FOREIGN KEY(person_id) REFERENCES person (id))
        """,
    "person_word": """
        (word VARCHAR(60) NOT NULL, person_id INTEGER NOT NULL, kind VARCHAR(1) NOT NULL, rest VARCHAR(400) NOT NULL,
        CONSTRAINT pk_person_word PRIMARY KEY (word, person_id, kind),
        CONSTRAINT fk_person_word_person_id_person FOREIGN KEY(person_id) REFERENCES person (id)) WITHOUT ROWID
        """,
    "visit": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, person_id INTEGER NOT NULL, date DATE NOT NULL,
        profile VARCHAR(20) NOT NULL, intention VARCHAR(20), walker BOOLEAN DEFAULT 0 NOT NULL,
        origin VARCHAR(80) DEFAULT '' NOT NULL, destination VARCHAR(80) DEFAULT '' NOT NULL,
        sleeps_at VARCHAR(80) DEFAULT '' NOT NULL, created_at VARCHAR(32) NOT NULL, created_by_id INTEGER NOT NULL,
        version INTEGER DEFAULT '1' NOT NULL, CONSTRAINT pk_visit PRIMARY KEY (id),
        CONSTRAINT uq_visit_person_id_date UNIQUE (person_id, date), CONSTRAINT uq_visit_uuid UNIQUE (uuid),
        CONSTRAINT fk_visit_person_id_person FOREIGN KEY(person_id) REFERENCES person (id),
        CONSTRAINT fk_visit_created_by_id_user_account FOREIGN KEY(created_by_id) REFERENCES user_account (id))
        """,
    "service": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, visit_id INTEGER NOT NULL, person_id INTEGER NOT NULL,
        service_type_id INTEGER NOT NULL, date DATE NOT NULL, month INTEGER NOT NULL, quantity INTEGER NOT NULL,
        companion BOOLEAN NOT NULL, success BOOLEAN, staff_id INTEGER NOT NULL, place_id INTEGER, funder_id INTEGER,
        sheet VARCHAR(20) NOT NULL, line INTEGER, activity VARCHAR(32), details TEXT NOT NULL, late BOOLEAN NOT NULL,
        replaces_id INTEGER, created_at VARCHAR(32) NOT NULL, created_by_id INTEGER NOT NULL, voided_at VARCHAR(32),
        voided_by_id INTEGER, version INTEGER DEFAULT '1' NOT NULL, CONSTRAINT pk_service PRIMARY KEY (id),
        CONSTRAINT ck_service_quantity CHECK (quantity >= 1), CONSTRAINT uq_service_uuid UNIQUE (uuid),
        CONSTRAINT fk_service_visit_id_visit FOREIGN KEY(visit_id) REFERENCES visit (id),
        CONSTRAINT fk_service_person_id_person FOREIGN KEY(person_id) REFERENCES person (id),
        CONSTRAINT fk_service_service_type_id_service_type FOREIGN KEY(service_type_id) REFERENCES service_type (id),
        CONSTRAINT fk_service_staff_id_user_account FOREIGN KEY(staff_id) REFERENCES user_account (id),
        CONSTRAINT fk_service_place_id_catalog_item FOREIGN KEY(place_id) REFERENCES catalog_item (id),
        CONSTRAINT fk_service_funder_id_catalog_item FOREIGN KEY(funder_id) REFERENCES catalog_item (id),
        CONSTRAINT fk_service_replaces_id_service FOREIGN KEY(replaces_id) REFERENCES service (id),
        CONSTRAINT fk_service_created_by_id_user_account FOREIGN KEY(created_by_id) REFERENCES user_account (id),
        CONSTRAINT fk_service_voided_by_id_user_account FOREIGN KEY(voided_by_id) REFERENCES user_account (id))
        """,
    "visit_vulnerability": """
        (visit_id INTEGER NOT NULL, code VARCHAR(20) NOT NULL,
        CONSTRAINT pk_visit_vulnerability PRIMARY KEY (visit_id, code),
        CONSTRAINT fk_visit_vulnerability_visit_id_visit FOREIGN KEY(visit_id) REFERENCES visit (id))
        """,
    "psychology_session": """
        (service_id INTEGER NOT NULL, follow_up BOOLEAN NOT NULL, modality VARCHAR(12) NOT NULL,
        CONSTRAINT pk_psychology_session PRIMARY KEY (service_id),
        CONSTRAINT fk_psychology_session_service_id_service FOREIGN KEY(service_id) REFERENCES service (id))
        """,
    "rcf_contact": """
        (service_id INTEGER NOT NULL, modality VARCHAR(40) NOT NULL, country VARCHAR(3), result VARCHAR(40),
        minutes INTEGER, CONSTRAINT pk_rcf_contact PRIMARY KEY (service_id),
        CONSTRAINT fk_rcf_contact_service_id_service FOREIGN KEY(service_id) REFERENCES service (id))
        """,
    "sealed_note": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, service_id INTEGER NOT NULL, compartment VARCHAR(30) NOT NULL,
        revision INTEGER NOT NULL, sealed BLOB NOT NULL, written_at VARCHAR(32) NOT NULL, author_id INTEGER NOT NULL,
        CONSTRAINT pk_sealed_note PRIMARY KEY (id),
        CONSTRAINT uq_sealed_note_service_id_revision UNIQUE (service_id, revision),
        CONSTRAINT uq_sealed_note_uuid UNIQUE (uuid),
        CONSTRAINT fk_sealed_note_service_id_service FOREIGN KEY(service_id) REFERENCES service (id),
        CONSTRAINT fk_sealed_note_author_id_user_account FOREIGN KEY(author_id) REFERENCES user_account (id))
        """,
    "service_item": """
        (service_id INTEGER NOT NULL, item_id INTEGER NOT NULL,
        CONSTRAINT pk_service_item PRIMARY KEY (service_id, item_id),
        CONSTRAINT fk_service_item_service_id_service FOREIGN KEY(service_id) REFERENCES service (id),
        CONSTRAINT fk_service_item_item_id_catalog_item FOREIGN KEY(item_id) REFERENCES catalog_item (id))
        """,
}

INDEXES = {
    "ix_draft_user_id": "draft (user_id)",
    "uq_historical_figure_current": "historical_figure (month, indicator) WHERE replaced_at IS NULL",
    "ix_month_event_month": "month_event (month)",
    "ix_person_anonymous": "person (id, canonical_id) WHERE anonymous = 1",
    "ix_person_canonical_id": "person (canonical_id) WHERE canonical_id <> id",
    "ix_person_merged": "person (id, canonical_id) WHERE canonical_id <> id",
    "ix_person_reserved": "person (id) WHERE reserved = 1",
    "ix_consent_person_id": "consent (person_id)",
    "ix_household_member_household": "household_member (household_id, until, person_id)",
    "ix_household_member_person": "household_member (person_id, until, household_id)",
    "uq_household_member_current": "household_member (person_id) WHERE until IS NULL",
    "ix_person_document_number": "person_document (number)",
    "ix_person_document_shown": "person_document (person_id, principal, type, subtype, number)",
    "ix_person_phone_number": "person_phone (number)",
    "ix_person_phone_person_id": "person_phone (person_id)",
    "ix_person_word_person_id_word": "person_word (person_id, word)",
    "ix_visit_date": "visit (date)",
    "ix_service_activity": """
        service (month, person_id, service_type_id, companion, success) WHERE activity IS NOT NULL AND voided_at IS NULL
        """,
    "ix_service_count": """
        service (month, person_id, visit_id, service_type_id, companion, success, quantity) WHERE voided_at IS NULL
        """,
    "ix_service_person": "service (person_id, month, service_type_id, companion, success, voided_at)",
    "ix_service_sheet": "service (sheet, line) WHERE sheet <> ''",
    "ix_service_visit": "service (visit_id, service_type_id, voided_at)",
}

TRIGGERS = {
    "audit_no_update": "BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is never changed'); END",
    "audit_no_delete": "BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is never deleted'); END",
    # A reason may be erased, never rewritten.
    "audit_reason_no_update": "BEFORE UPDATE ON audit_reason BEGIN SELECT RAISE(ABORT, 'never changed'); END",
}


def upgrade() -> None:
    for name, body in TABLES.items():
        op.execute(f"CREATE TABLE {name} {body}")
    for name, body in INDEXES.items():
        op.execute(f"CREATE {'UNIQUE ' if name.startswith('uq_') else ''}INDEX {name} ON {body}")
    for name, body in TRIGGERS.items():
        op.execute(f"CREATE TRIGGER {name} {body}")


def downgrade() -> None:
    for name in reversed(TABLES):
        op.execute(f"DROP TABLE {name}")
