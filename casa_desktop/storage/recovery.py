"""Opening the keys with what somebody types: what does not open them is noted beside them, for the audit."""

from casa_desktop.domain.clock import Clock
from casa_desktop.domain.errors import CasaError, Code, fault
from casa_desktop.storage.headfile import HeadFile
from casa_desktop.storage.keyfile import KeyFile, KeyRing


def unlock_noted(keys: KeyFile, head: HeadFile, username: str, password: str, clock: Clock) -> KeyRing:
    """The keys that *password* opens for *username*: each wrong one makes the next try wait longer.

    Raises WAIT_BEFORE_RETRY, or as :meth:`KeyFile.unlock`.
    """
    user_id = keys.user_id(username)
    head.require_no_wait(user_id, clock)
    try:
        ring = keys.unlock(username, password)
    except CasaError as error:
        if error.code is Code.WRONG_PASSWORD:
            head.note_failure(user_id, clock)
        raise
    head.note_success(user_id)
    return ring


def open_noted(keys: KeyFile, head: HeadFile, username: str, sheet: str, clock: Clock) -> KeyRing:
    """The keys that *sheet* opens for *username*. Raises BAD_SHEET or UNKNOWN_USER.

    A sheet of another base, or one that was replaced, is noted for the audit; a slip of the finger is not.
    """
    user_id = keys.user_id(username)
    try:
        ring = keys.open_sheet(sheet)
    except CasaError as error:
        if error.code is Code.BAD_SHEET and error.problems[0].values["reason"] == "other":
            head.note_bad_sheet(user_id, clock)
        raise
    if not user_id:
        raise fault(Code.UNKNOWN_USER, "username")
    return ring
