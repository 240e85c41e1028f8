"""Who may do what: one table of role × action. An action without a row cannot be done by anybody."""

import re
from enum import StrEnum, unique
from types import MappingProxyType

_USERNAME = re.compile(r"[a-zñ0-9][a-zñ0-9._-]{1,39}")


def is_username(text: str) -> bool:
    """Whether somebody may enter by this name: it is typed at every keyboard, in any hurry, so it is plain."""
    return _USERNAME.fullmatch(text) is not None


@unique
class Role(StrEnum):
    """The eight roles of the desk; one person may hold several."""

    RECEPTION = "recepcion"
    PSYCHOLOGY = "psicologia"
    RCF = "rcf"
    HEALTH = "salud"
    VOLUNTEER = "voluntariado"
    COORDINATION = "coordinacion"
    ADMINISTRATION = "administracion"
    CONSULTATION = "consulta"


@unique
class Compartment(StrEnum):
    """What is sealed under a key of its own; holding the file and the data key does not open it."""

    PSYCHOLOGY = "psicologia"
    RCF = "rcf"
    PROTECTION = "proteccion"


BEHIND_THE_DOOR = frozenset({Compartment.PSYCHOLOGY, Compartment.PROTECTION})
"""What is done in the private room, where nobody else knows who was attended."""
COMPARTMENTS_OF_ROLE = MappingProxyType(
    {Role.PSYCHOLOGY: (Compartment.PSYCHOLOGY, Compartment.PROTECTION), Role.RCF: (Compartment.RCF,)}
)
"""The compartment keys that a role needs; a role may be held before its key has been granted."""


def holders(compartment: str) -> frozenset[Role]:
    """The roles that need the key of a compartment, and so may record what it seals; none where nobody does yet."""
    return frozenset(role for role, held in COMPARTMENTS_OF_ROLE.items() if compartment in held)


@unique
class Action(StrEnum):
    """Everything that a verb can be; its permission row is below."""

    PERSON_SEARCH = "person.search"
    PERSON_VIEW = "person.view"
    PERSON_REGISTER = "person.register"
    PERSON_EDIT = "person.edit"
    PERSON_REVEAL = "person.reveal"
    PERSON_RESERVE = "person.reserve"
    PERSON_PRINT = "person.print"
    PERSON_MERGE = "person.merge"
    PERSON_PART = "person.part"
    PERSON_IMPORT = "person.import"
    VISIT_RECORD = "visit.record"
    VISIT_TODAY = "visit.today"
    VISIT_VIEW = "visit.view"
    VISIT_CORRECT = "visit.correct"
    VISIT_VOID = "visit.void"
    RECORD_PSYCHOLOGY = "visit.record.psychology"
    RECORD_RCF = "visit.record.rcf"
    RCF_NUMBERS = "rcf.numbers"
    RCF_SUMMARY = "rcf.summary"
    RCF_KEEP = "rcf.keep"
    NOTE_READ = "note.read"
    NOTE_WRITE = "note.write"
    AGENDA = "agenda"
    PASS_SEND = "pass.send"
    PASS_ATTEND = "pass.attend"
    PASS_COUNT = "pass.count"
    LANE_ARRIVE = "lane.arrive"
    LANE_VIEW = "lane.view"
    CHILD_CARD = "child.card"
    CARE_VIEW = "care.view"
    CARE_EDIT = "care.edit"
    AID_VIEW = "aid.view"
    AID_DELIVER = "aid.deliver"
    AID_RECEIVE = "aid.receive"
    AID_STOCK = "aid.stock"
    WORKSHOP_VIEW = "workshop.view"
    WORKSHOP_RECORD = "workshop.record"
    OUTING_VIEW = "outing.view"
    OUTING_RECORD = "outing.record"
    SHEET_VIEW = "sheet.view"
    SHEET_ISSUE = "sheet.issue"
    SHEET_PASS = "sheet.pass"
    SHEET_EXPLAIN = "sheet.explain"
    TALLY_CHECK = "tally.check"
    TRANSFER_VIEW = "transfer.view"
    TRANSFER_RECORD = "transfer.record"
    TRANSFER_MANIFEST = "transfer.manifest"
    REFERRAL_VIEW = "referral.view"
    REFERRAL_WRITE = "referral.write"
    DIRECTORY_EDIT = "directory.edit"
    FOLLOW_UP_VIEW = "follow_up.view"
    FOLLOW_UP_WRITE = "follow_up.write"
    CATALOG_VIEW = "catalog.view"
    CATALOG_EDIT = "catalog.edit"
    SURVEY_RECORD = "survey.record"
    SURVEY_VIEW = "survey.view"
    PETITION_RECORD = "petition.record"
    PETITION_VIEW = "petition.view"
    VOICE_SETTINGS = "voice.settings"
    STATISTICS_VIEW = "statistics.view"
    STATISTICS_CELL = "statistics.cell"
    REPORT_EXPORT = "report.export"
    REPORT_DEFINE = "report.define"
    REPORT_NAMES = "report.names"
    FIGURE_VIEW = "figure.view"
    FIGURE_EDIT = "figure.edit"
    MONTH_VIEW = "month.view"
    MONTH_CLOSE = "month.close"
    MONTH_REOPEN = "month.reopen"
    MONTH_PUBLISH = "month.publish"
    DESK_VIEW = "desk.view"
    DESK_EDIT = "desk.edit"
    USER_VIEW = "user.view"
    USER_EDIT = "user.edit"
    OWN_ACCOUNT = "user.own"
    KEY_GRANT = "key.grant"
    SHEETS_REPLACE = "sheets.replace"
    DRAFT = "draft"
    AUDIT_VIEW = "audit.view"
    COPY_MAKE = "copy.make"
    COPY_RESTORE = "copy.restore"
    BASE_VERIFY = "base.verify"


_DESK = frozenset({Role.RECEPTION, Role.PSYCHOLOGY, Role.RCF, Role.HEALTH, Role.COORDINATION})
_INTAKE = _DESK | {Role.VOLUNTEER}
_AID = frozenset({Role.RECEPTION, Role.HEALTH, Role.COORDINATION})
_ALL = frozenset(Role)
_GROUPS = frozenset({Role.RECEPTION, Role.PSYCHOLOGY, Role.HEALTH, Role.COORDINATION})
_COORDINATION = frozenset({Role.COORDINATION})
_TRANSFERS = frozenset({Role.RECEPTION, Role.COORDINATION})
_ADMIN = frozenset({Role.ADMINISTRATION})
_COUNTER = frozenset({Role.RECEPTION, Role.COORDINATION})

PERMISSIONS = MappingProxyType(
    {
        Action.PERSON_SEARCH: _DESK,
        Action.PERSON_VIEW: _DESK,
        Action.PERSON_REGISTER: _INTAKE,
        Action.PERSON_EDIT: _DESK,
        Action.PERSON_REVEAL: _DESK,
        Action.PERSON_RESERVE: _COORDINATION | {Role.PSYCHOLOGY},
        Action.PERSON_PRINT: _DESK,
        Action.PERSON_MERGE: _COUNTER,
        Action.PERSON_PART: _COORDINATION,
        Action.PERSON_IMPORT: _COORDINATION,
        Action.VISIT_RECORD: _INTAKE,
        Action.VISIT_TODAY: _INTAKE,
        Action.VISIT_VIEW: _DESK,
        Action.VISIT_CORRECT: _DESK,
        Action.VISIT_VOID: _DESK,
        Action.RECORD_PSYCHOLOGY: frozenset({Role.PSYCHOLOGY}),
        Action.RECORD_RCF: frozenset({Role.RCF, Role.RECEPTION, Role.COORDINATION}),
        Action.RCF_NUMBERS: frozenset({Role.RCF}),
        Action.RCF_SUMMARY: _COORDINATION | {Role.RCF},
        Action.RCF_KEEP: _COORDINATION,
        Action.NOTE_READ: frozenset({Role.PSYCHOLOGY}),
        Action.NOTE_WRITE: frozenset({Role.PSYCHOLOGY}),
        Action.AGENDA: frozenset({Role.PSYCHOLOGY}),
        Action.PASS_SEND: _INTAKE,
        Action.PASS_ATTEND: frozenset({Role.PSYCHOLOGY}),
        Action.PASS_COUNT: _COORDINATION | {Role.PSYCHOLOGY},
        Action.LANE_ARRIVE: _INTAKE,
        Action.LANE_VIEW: _DESK,
        Action.CHILD_CARD: _INTAKE,
        Action.CARE_VIEW: _INTAKE,
        Action.CARE_EDIT: _COORDINATION,
        Action.AID_VIEW: _AID,
        Action.AID_DELIVER: _AID,
        Action.AID_RECEIVE: frozenset({Role.HEALTH, Role.COORDINATION}),
        Action.AID_STOCK: _COORDINATION,
        Action.WORKSHOP_VIEW: _GROUPS,
        Action.WORKSHOP_RECORD: _GROUPS,
        Action.OUTING_VIEW: _COORDINATION | {Role.HEALTH},
        Action.OUTING_RECORD: _COORDINATION | {Role.HEALTH},
        Action.SHEET_VIEW: _COUNTER,
        Action.SHEET_ISSUE: _COUNTER,
        Action.SHEET_PASS: _COUNTER,
        Action.SHEET_EXPLAIN: _COUNTER,
        Action.TALLY_CHECK: _COUNTER,
        Action.TRANSFER_VIEW: _TRANSFERS,
        Action.TRANSFER_RECORD: _TRANSFERS,
        Action.TRANSFER_MANIFEST: _TRANSFERS,
        Action.REFERRAL_VIEW: _DESK,
        Action.REFERRAL_WRITE: _DESK,
        Action.DIRECTORY_EDIT: _COORDINATION | {Role.RECEPTION},
        Action.FOLLOW_UP_VIEW: _DESK,
        Action.FOLLOW_UP_WRITE: _DESK,
        Action.CATALOG_VIEW: _INTAKE | {Role.CONSULTATION},
        Action.CATALOG_EDIT: _COORDINATION,
        Action.SURVEY_RECORD: _INTAKE,
        Action.SURVEY_VIEW: _INTAKE | {Role.CONSULTATION},
        Action.PETITION_RECORD: frozenset({Role.RECEPTION, Role.COORDINATION}),
        Action.PETITION_VIEW: frozenset({Role.RECEPTION, Role.COORDINATION}),
        Action.VOICE_SETTINGS: _COORDINATION,
        Action.STATISTICS_VIEW: _DESK | {Role.CONSULTATION},
        Action.STATISTICS_CELL: _DESK,
        Action.REPORT_EXPORT: _COORDINATION | {Role.CONSULTATION},
        Action.REPORT_DEFINE: _COORDINATION,
        Action.REPORT_NAMES: _COORDINATION,
        Action.FIGURE_VIEW: _COORDINATION | {Role.CONSULTATION},
        Action.FIGURE_EDIT: _COORDINATION,
        Action.MONTH_VIEW: _DESK | {Role.CONSULTATION},
        Action.MONTH_CLOSE: _COORDINATION,
        Action.MONTH_REOPEN: _COORDINATION,
        Action.MONTH_PUBLISH: _COORDINATION,
        Action.DESK_VIEW: _ALL,
        Action.DESK_EDIT: _COORDINATION | _ADMIN,
        Action.USER_VIEW: _COORDINATION | _ADMIN,
        Action.USER_EDIT: _ADMIN,
        Action.OWN_ACCOUNT: _ALL,
        Action.KEY_GRANT: frozenset({Role.ADMINISTRATION, Role.PSYCHOLOGY, Role.RCF, Role.COORDINATION}),
        Action.SHEETS_REPLACE: _ADMIN,
        Action.DRAFT: _ALL,
        Action.AUDIT_VIEW: _COORDINATION | _ADMIN,
        Action.COPY_MAKE: _COORDINATION | _ADMIN,
        Action.COPY_RESTORE: _ADMIN,
        Action.BASE_VERIFY: _COORDINATION | _ADMIN,
    }
)
"""Deny by default: role × action. The cryptographic limits (compartment keys) stand above it."""


def allowed(roles: frozenset[Role], action: Action) -> bool:
    """Whether somebody who holds *roles* may do *action*."""
    return not roles.isdisjoint(PERMISSIONS.get(action, frozenset()))
