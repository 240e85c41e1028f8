"""Everything that C.A.S.A. offers: the tables of its services, and what the first ones gained.

SQL in text, because a revision must do in ten years what it did when it was written: nothing of the program is
imported. What a desk was called and counted stays as it is; the new service types are offered in the catalogue.
"""

from alembic import op

revision = "0002_everything_offered"
down_revision = "0001_the_house"

ADDED = ("service_type ADD COLUMN audience VARCHAR(12) DEFAULT 'family' NOT NULL",)

TABLES = {
    "aid_item": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, name VARCHAR(60) NOT NULL, unit VARCHAR(20) NOT NULL,
        minimum INTEGER NOT NULL, interval_days INTEGER NOT NULL, per_family BOOLEAN NOT NULL,
        retired BOOLEAN NOT NULL, version INTEGER DEFAULT '1' NOT NULL, CONSTRAINT pk_aid_item PRIMARY KEY (id),
        CONSTRAINT uq_aid_item_uuid UNIQUE (uuid))
        """,
    "tracing_request": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, reference VARCHAR(40) NOT NULL, state VARCHAR(16) NOT NULL,
        created_at VARCHAR(32) NOT NULL, version INTEGER DEFAULT '1' NOT NULL,
        CONSTRAINT pk_tracing_request PRIMARY KEY (id), CONSTRAINT uq_tracing_request_uuid UNIQUE (uuid),
        CONSTRAINT uq_tracing_request_reference UNIQUE (reference))
        """,
    "aid_lot": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, item_id INTEGER NOT NULL, donor_id INTEGER,
        code VARCHAR(40) NOT NULL, expires_on DATE, CONSTRAINT pk_aid_lot PRIMARY KEY (id),
        CONSTRAINT uq_aid_lot_uuid UNIQUE (uuid), CONSTRAINT fk_aid_lot_item_id_aid_item FOREIGN KEY(item_id)
        REFERENCES aid_item (id), CONSTRAINT fk_aid_lot_donor_id_catalog_item FOREIGN KEY(donor_id)
        REFERENCES catalog_item (id))
        """,
    "organisation": """
        (item_id INTEGER NOT NULL, services TEXT NOT NULL, hours VARCHAR(160) NOT NULL, address VARCHAR(160) NOT NULL,
        phone VARCHAR(80) NOT NULL, contact VARCHAR(120) NOT NULL, bring TEXT NOT NULL, notes TEXT NOT NULL,
        version INTEGER DEFAULT '1' NOT NULL, CONSTRAINT pk_organisation PRIMARY KEY (item_id),
        CONSTRAINT fk_organisation_item_id_catalog_item FOREIGN KEY(item_id) REFERENCES catalog_item (id))
        """,
    "outing": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, date DATE NOT NULL, municipality VARCHAR(5) NOT NULL,
        sector VARCHAR(120) NOT NULL, vehicle VARCHAR(60) NOT NULL, starts_at VARCHAR(5) NOT NULL,
        ends_at VARCHAR(5) NOT NULL, closed BOOLEAN DEFAULT 0 NOT NULL, created_at VARCHAR(32) NOT NULL,
        created_by_id INTEGER NOT NULL, version INTEGER DEFAULT '1' NOT NULL, CONSTRAINT pk_outing PRIMARY KEY (id),
        CONSTRAINT uq_outing_uuid UNIQUE (uuid),
        CONSTRAINT fk_outing_created_by_id_user_account FOREIGN KEY(created_by_id) REFERENCES user_account (id))
        """,
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
    "survey_figure": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, first_month INTEGER NOT NULL, last_month INTEGER NOT NULL,
        n INTEGER, source VARCHAR(160) NOT NULL, note VARCHAR(160) NOT NULL, entered_at VARCHAR(32) NOT NULL,
        entered_by_id INTEGER NOT NULL, withdrawn_at VARCHAR(32), CONSTRAINT pk_survey_figure PRIMARY KEY (id),
        CONSTRAINT uq_survey_figure_uuid UNIQUE (uuid),
        CONSTRAINT fk_survey_figure_entered_by_id_user_account FOREIGN KEY(entered_by_id) REFERENCES user_account (id))
        """,
    "tally_check": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, day DATE NOT NULL, note TEXT NOT NULL,
        complete BOOLEAN NOT NULL, checked_at VARCHAR(32) NOT NULL, checked_by_id INTEGER NOT NULL,
        version INTEGER DEFAULT '1' NOT NULL, CONSTRAINT pk_tally_check PRIMARY KEY (id),
        CONSTRAINT uq_tally_check_uuid UNIQUE (uuid),
        CONSTRAINT fk_tally_check_checked_by_id_user_account FOREIGN KEY(checked_by_id) REFERENCES user_account (id))
        """,
    "tracing_step": """
        (id INTEGER NOT NULL, request_id INTEGER NOT NULL, state VARCHAR(16) NOT NULL, begun_on DATE NOT NULL,
        created_at VARCHAR(32) NOT NULL, created_by_id INTEGER NOT NULL, CONSTRAINT pk_tracing_step PRIMARY KEY (id),
        CONSTRAINT fk_tracing_step_request_id_tracing_request FOREIGN KEY(request_id) REFERENCES tracing_request (id),
        CONSTRAINT fk_tracing_step_created_by_id_user_account FOREIGN KEY(created_by_id) REFERENCES user_account (id))
        """,
    "transfer": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, country VARCHAR(3) NOT NULL, municipality VARCHAR(5) NOT NULL,
        city VARCHAR(80) NOT NULL, reason VARCHAR(40) NOT NULL, means VARCHAR(40) NOT NULL, planned_on DATE,
        departure VARCHAR(160) NOT NULL, cost_centre VARCHAR(40) NOT NULL, funder VARCHAR(40) NOT NULL,
        profile VARCHAR(20) NOT NULL, folio VARCHAR(20) NOT NULL, notes TEXT NOT NULL, created_at VARCHAR(32) NOT NULL,
        created_by_id INTEGER NOT NULL, version INTEGER DEFAULT '1' NOT NULL, CONSTRAINT pk_transfer PRIMARY KEY (id),
        CONSTRAINT uq_transfer_uuid UNIQUE (uuid),
        CONSTRAINT fk_transfer_created_by_id_user_account FOREIGN KEY(created_by_id) REFERENCES user_account (id))
        """,
    "aid_movement": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, lot_id INTEGER NOT NULL, kind VARCHAR(12) NOT NULL,
        date DATE NOT NULL, quantity INTEGER NOT NULL, document VARCHAR(40) NOT NULL, reason TEXT NOT NULL,
        created_at VARCHAR(32) NOT NULL, created_by_id INTEGER NOT NULL, voided_at VARCHAR(32), voided_by_id INTEGER,
        CONSTRAINT pk_aid_movement PRIMARY KEY (id), CONSTRAINT uq_aid_movement_uuid UNIQUE (uuid),
        CONSTRAINT fk_aid_movement_lot_id_aid_lot FOREIGN KEY(lot_id) REFERENCES aid_lot (id),
        CONSTRAINT fk_aid_movement_created_by_id_user_account FOREIGN KEY(created_by_id) REFERENCES user_account (id),
        CONSTRAINT fk_aid_movement_voided_by_id_user_account FOREIGN KEY(voided_by_id) REFERENCES user_account (id))
        """,
    "outing_member": """
        (outing_id INTEGER NOT NULL, position INTEGER NOT NULL, user_id INTEGER, name VARCHAR(80) NOT NULL,
        CONSTRAINT pk_outing_member PRIMARY KEY (outing_id, position),
        CONSTRAINT fk_outing_member_outing_id_outing FOREIGN KEY(outing_id) REFERENCES outing (id),
        CONSTRAINT fk_outing_member_user_id_user_account FOREIGN KEY(user_id) REFERENCES user_account (id))
        """,
    "petition": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, code VARCHAR(12) NOT NULL, kind VARCHAR(20) NOT NULL,
        channel VARCHAR(20) NOT NULL, received DATE NOT NULL, due DATE, extended BOOLEAN NOT NULL,
        state VARCHAR(20) NOT NULL, text TEXT NOT NULL, person_id INTEGER, contact VARCHAR(200) NOT NULL,
        answer TEXT NOT NULL, answered_on DATE, transferred_to VARCHAR(120) NOT NULL, created_at VARCHAR(32) NOT NULL,
        created_by_id INTEGER NOT NULL, handled_by_id INTEGER, version INTEGER DEFAULT '1' NOT NULL,
        CONSTRAINT pk_petition PRIMARY KEY (id), CONSTRAINT uq_petition_uuid UNIQUE (uuid),
        CONSTRAINT uq_petition_code UNIQUE (code), CONSTRAINT fk_petition_person_id_person FOREIGN KEY(person_id)
        REFERENCES person (id), CONSTRAINT fk_petition_created_by_id_user_account FOREIGN KEY(created_by_id)
        REFERENCES user_account (id), CONSTRAINT fk_petition_handled_by_id_user_account FOREIGN KEY(handled_by_id)
        REFERENCES user_account (id))
        """,
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
    "rcf_number": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, person_id INTEGER NOT NULL, country VARCHAR(3) NOT NULL,
        sealed BLOB NOT NULL, used_on DATE NOT NULL, CONSTRAINT pk_rcf_number PRIMARY KEY (id),
        CONSTRAINT uq_rcf_number_uuid UNIQUE (uuid), CONSTRAINT fk_rcf_number_person_id_person FOREIGN KEY(person_id)
        REFERENCES person (id))
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
    "survey_share": """
        (figure_id INTEGER NOT NULL, answer VARCHAR(20) NOT NULL, percent INTEGER NOT NULL,
        CONSTRAINT pk_survey_share PRIMARY KEY (figure_id, answer),
        CONSTRAINT fk_survey_share_figure_id_survey_figure FOREIGN KEY(figure_id) REFERENCES survey_figure (id))
        """,
    "tally_count": """
        (check_id INTEGER NOT NULL, code VARCHAR(12) NOT NULL, position INTEGER NOT NULL, paper INTEGER NOT NULL,
        program INTEGER NOT NULL, CONSTRAINT pk_tally_count PRIMARY KEY (check_id, code),
        CONSTRAINT fk_tally_count_check_id_tally_check FOREIGN KEY(check_id) REFERENCES tally_check (id))
        """,
    "transfer_traveller": """
        (id INTEGER NOT NULL, transfer_id INTEGER NOT NULL, person_id INTEGER NOT NULL, kinship VARCHAR(30) NOT NULL,
        planned BOOLEAN NOT NULL, CONSTRAINT pk_transfer_traveller PRIMARY KEY (id),
        CONSTRAINT uq_transfer_traveller_transfer_id_person_id UNIQUE (transfer_id, person_id),
        CONSTRAINT fk_transfer_traveller_transfer_id_transfer FOREIGN KEY(transfer_id) REFERENCES transfer (id),
        CONSTRAINT fk_transfer_traveller_person_id_person FOREIGN KEY(person_id) REFERENCES person (id))
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
    "aid_delivery": """
        (service_id INTEGER NOT NULL, number INTEGER NOT NULL, for_family BOOLEAN NOT NULL,
        override_reason TEXT NOT NULL, CONSTRAINT pk_aid_delivery PRIMARY KEY (service_id),
        CONSTRAINT fk_aid_delivery_service_id_service FOREIGN KEY(service_id) REFERENCES service (id),
        CONSTRAINT uq_aid_delivery_number UNIQUE (number))
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
    "outing_service": """
        (service_id INTEGER NOT NULL, outing_id INTEGER NOT NULL,
        CONSTRAINT pk_outing_service PRIMARY KEY (service_id),
        CONSTRAINT fk_outing_service_service_id_service FOREIGN KEY(service_id) REFERENCES service (id),
        CONSTRAINT fk_outing_service_outing_id_outing FOREIGN KEY(outing_id) REFERENCES outing (id))
        """,
    "rcf_turn": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, date DATE NOT NULL, person_id INTEGER NOT NULL,
        state VARCHAR(12) NOT NULL, profile VARCHAR(20) NOT NULL, vulnerabilities VARCHAR(200) NOT NULL,
        modality VARCHAR(40) NOT NULL, country VARCHAR(3) NOT NULL, number_id INTEGER, chain VARCHAR(32) NOT NULL,
        service_id INTEGER, created_at VARCHAR(32) NOT NULL, started_at VARCHAR(32), ended_at VARCHAR(32),
        created_by_id INTEGER NOT NULL, version INTEGER DEFAULT '1' NOT NULL, CONSTRAINT pk_rcf_turn PRIMARY KEY (id),
        CONSTRAINT uq_rcf_turn_uuid UNIQUE (uuid), CONSTRAINT fk_rcf_turn_person_id_person FOREIGN KEY(person_id)
        REFERENCES person (id), CONSTRAINT fk_rcf_turn_number_id_rcf_number FOREIGN KEY(number_id)
        REFERENCES rcf_number (id), CONSTRAINT fk_rcf_turn_service_id_service FOREIGN KEY(service_id)
        REFERENCES service (id), CONSTRAINT fk_rcf_turn_created_by_id_user_account FOREIGN KEY(created_by_id)
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
    "transfer_step": """
        (id INTEGER NOT NULL, uuid VARCHAR(32) NOT NULL, transfer_id INTEGER NOT NULL, step VARCHAR(12) NOT NULL,
        day DATE NOT NULL, reason TEXT NOT NULL, service_id INTEGER, at VARCHAR(32) NOT NULL, by_id INTEGER NOT NULL,
        undone_at VARCHAR(32), CONSTRAINT pk_transfer_step PRIMARY KEY (id),
        CONSTRAINT uq_transfer_step_uuid UNIQUE (uuid),
        CONSTRAINT fk_transfer_step_transfer_id_transfer FOREIGN KEY(transfer_id) REFERENCES transfer (id),
        CONSTRAINT fk_transfer_step_service_id_service FOREIGN KEY(service_id) REFERENCES service (id),
        CONSTRAINT fk_transfer_step_by_id_user_account FOREIGN KEY(by_id) REFERENCES user_account (id))
        """,
    "aid_line": """
        (service_id INTEGER NOT NULL, lot_id INTEGER NOT NULL, quantity INTEGER NOT NULL,
        CONSTRAINT pk_aid_line PRIMARY KEY (service_id, lot_id), CONSTRAINT ck_aid_line_quantity CHECK (quantity >= 1),
        CONSTRAINT fk_aid_line_service_id_aid_delivery FOREIGN KEY(service_id) REFERENCES aid_delivery (service_id),
        CONSTRAINT fk_aid_line_lot_id_aid_lot FOREIGN KEY(lot_id) REFERENCES aid_lot (id))
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
    "ix_aid_lot_item_id": "aid_lot (item_id)",
    "ix_outing_date": "outing (date)",
    "uq_sheet_explained_current": "sheet_explained (series, number) WHERE withdrawn_at IS NULL",
    "ix_sheet_issued_batch": "sheet_issued (batch)",
    "ix_tally_check_day": "tally_check (day)",
    "ix_tracing_step_request_id": "tracing_step (request_id)",
    "ix_aid_movement_lot_id": "aid_movement (lot_id)",
    "ix_petition_person_id": "petition (person_id)",
    "ix_petition_received": "petition (received)",
    "ix_private_pass_open": "private_pass (id) WHERE state IN ('waiting', 'taken')",
    "ix_rcf_number_person_id": "rcf_number (person_id)",
    "ix_transfer_traveller_person_id": "transfer_traveller (person_id)",
    "ix_workshop_date": "workshop (date)",
    "ix_child_card_person_id": "child_card (person_id)",
    "ix_appointment_date": "appointment (date)",
    "ix_child_notice_card_id": "child_notice (card_id)",
    "ix_follow_up_due": "follow_up (state, due)",
    "ix_follow_up_person_id": "follow_up (person_id)",
    "ix_outing_service_outing": "outing_service (outing_id, service_id)",
    "ix_rcf_turn_date": "rcf_turn (date)",
    "ix_rcf_turn_service_id": "rcf_turn (service_id)",
    "ix_referral_compartment": "referral (compartment, service_id) WHERE compartment IS NOT NULL",
    "ix_referral_partner_id": "referral (partner_id)",
    "ix_referral_state": "referral (state, service_id)",
    "ix_transfer_step_transfer_id": "transfer_step (transfer_id)",
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
