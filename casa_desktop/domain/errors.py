"""What can go wrong, as codes and fields. The sentence of each code stands in ``texts/errors.py``."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from enum import StrEnum, unique
from types import MappingProxyType


@unique
class Code(StrEnum):
    """Every error that a user can meet; one Spanish sentence each."""

    # Fields of a form
    REQUIRED = "required"
    TOO_LONG = "too_long"
    BAD_TEXT = "bad_text"
    BAD_NUMBER = "bad_number"
    OUT_OF_RANGE = "out_of_range"
    BAD_DATE = "bad_date"
    BAD_TIME = "bad_time"
    ENDS_BEFORE = "ends_before"
    DATE_IN_FUTURE = "date_in_future"
    DATE_TOO_OLD = "date_too_old"
    BAD_AGE = "bad_age"
    BAD_BANDS = "bad_bands"
    AGE_AND_BIRTH = "age_and_birth"
    BAD_DOCUMENT = "bad_document"
    BAD_PHONE = "bad_phone"
    BAD_CHOICE = "bad_choice"
    NOT_UNIQUE = "not_unique"
    NO_SERVICE = "no_service"
    NEEDS_PROFILE = "needs_profile"
    NEEDS_AGE = "needs_age"
    NEEDS_SEX = "needs_sex"
    NEEDS_REASON = "needs_reason"
    # Rules of the desk
    FORBIDDEN = "forbidden"
    NEEDS_COMPARTMENT_KEY = "needs_compartment_key"
    NOT_FOUND = "not_found"
    CONFLICT = "conflict"
    ALREADY_VOIDED = "already_voided"
    ON_ITS_OWN_PAGE = "on_its_own_page"
    NOT_RECORDED_HERE = "not_recorded_here"
    NOT_TWICE = "not_twice"
    SHARES_DO_NOT_ADD_UP = "shares_do_not_add_up"
    HAS_ATTENDEES = "has_attendees"
    HAS_ATTENTIONS = "has_attentions"
    BAD_SHEET_NUMBER = "bad_sheet_number"
    SHEET_TAKEN = "sheet_taken"
    SHEET_USED = "sheet_used"
    LINE_PASSED = "line_passed"
    WRONG_STEP = "wrong_step"
    MONTH_CLOSED = "month_closed"
    MONTH_NOT_CLOSED = "month_not_closed"
    MONTH_NOT_OVER = "month_not_over"
    MONTH_EMPTY = "month_empty"
    MONTH_KEEPS_FIGURES = "month_keeps_figures"
    NOTHING_CLOSED = "nothing_closed"
    RULE_TOO_EARLY = "rule_too_early"
    DAMAGED_PAPER = "damaged_paper"
    NOTHING_DELIVERED = "nothing_delivered"
    NOT_ENOUGH_STOCK = "not_enough_stock"
    LOT_EXPIRED = "lot_expired"
    DELIVERED_LATELY = "delivered_lately"
    INACTIVE = "inactive"
    LAST_ADMINISTRATOR = "last_administrator"
    # Entering
    WRONG_PASSWORD = "wrong_password"
    WAIT_BEFORE_RETRY = "wait_before_retry"
    WEAK_PASSWORD = "weak_password"
    BAD_SHEET = "bad_sheet"
    WRONG_PIN = "wrong_pin"
    NO_PASSWORD_GIVEN = "no_password_given"
    UNKNOWN_USER = "unknown_user"
    # The file and the machine
    BASE_MISSING = "base_missing"
    BASE_EXISTS = "base_exists"
    BASE_DAMAGED = "base_damaged"
    BASE_NOT_ENCRYPTED = "base_not_encrypted"
    KEYS_MISSING = "keys_missing"
    KEYS_DAMAGED = "keys_damaged"
    BASE_NEWER = "base_newer"
    BASE_ROLLED_BACK = "base_rolled_back"
    BASE_IN_USE = "base_in_use"
    DISK_FULL = "disk_full"
    DISK_ERROR = "disk_error"
    CANNOT_WRITE = "cannot_write"
    CANNOT_READ = "cannot_read"
    COPY_DAMAGED = "copy_damaged"
    COPY_FOREIGN = "copy_foreign"
    CANCELLED = "cancelled"
    # Files in
    FILE_NOT_UNDERSTOOD = "file_not_understood"
    FILE_TOO_LARGE = "file_too_large"
    FILE_EMPTY = "file_empty"
    NO_CODE_IN_PICTURE = "no_code_in_picture"
    CODE_NOT_OURS = "code_not_ours"
    COLUMN_MISSING = "column_missing"
    ROW_NOT_UNDERSTOOD = "row_not_understood"
    # Reports
    NO_PERIOD = "no_period"
    WHOLE_MONTHS = "whole_months"
    WEEK_LASTS = "week_lasts"
    PERIOD_TOO_LONG = "period_too_long"
    UNKNOWN_ROW = "unknown_row"
    BUG = "bug"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    *field* is the name of the command's attribute (``"birth_date"``, ``"services[1].minutes"``) or empty;
    *values* fill the sentence (limits, dates, codes), never a person's data.
    """

    code: Code
    field: str = ""
    values: Mapping[str, object] = attribute(default_factory=lambda: MappingProxyType({}))


class CasaError(Exception):
    """An error of the user's world (not a bug): carries its problems, never a sentence."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(", ".join(str(p.code) for p in self.problems))

    @property
    def code(self) -> Code:
        """The code of the first problem."""
        return self.problems[0].code


def fault(code: Code, field: str = "", **values: object) -> CasaError:
    """A :class:`CasaError` with one problem: ``raise fault(Code.NOT_FOUND, kind="person")``."""
    return CasaError([Problem(code, field, MappingProxyType(values))])


class Problems:
    """Collects the problems of a form so that all are told at once."""

    def __init__(self) -> None:
        self._found: list[Problem] = []

    def add(self, code: Code, field: str = "", **values: object) -> None:
        """Notes one problem and goes on."""
        self._found.append(Problem(code, field, MappingProxyType(values)))

    def extend(self, problems: Iterable[Problem]) -> None:
        """Notes problems that somebody else found."""
        self._found.extend(problems)

    def __bool__(self) -> bool:
        return bool(self._found)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._found)

    def raise_if_any(self) -> None:
        """Raises :class:`CasaError` with everything noted, or does nothing."""
        if self._found:
            raise CasaError(self._found)
