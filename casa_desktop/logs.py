"""``registro.log``: what the program did, in codes. Never a name, a document, a value of a record, a reason or a path.

A message is a constant with codes and numbers as arguments; an argument of another shape is written as its type. An
exception is written as its types and the places it passed through: its message may quote what somebody typed, so
neither the message nor the lines of source are kept.
"""

import logging
import re
import time
import traceback
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from casa_desktop.domain.errors import CasaError

_BYTES = 512 * 1024
_OLDER_FILES = 3
_ROOT = "casa_desktop"
_CODE = re.compile(r"[A-Za-z0-9_.:+-]{1,64}")
_DEEPEST_CHAIN = 8


def start(path: Path, level: int = logging.INFO) -> logging.Handler:
    """Sends what the program logs to *path*; give the handler to :func:`stop` at the end. A log that cannot be written
    is no reason to stop working: the file is opened at the first line, and later trouble with it is ignored."""
    handler = _QuietFile(path, maxBytes=_BYTES, backupCount=_OLDER_FILES, encoding="utf-8", delay=True)
    handler.setFormatter(PersonFreeFormatter())
    logger = logging.getLogger(_ROOT)
    logger.addHandler(handler)
    logger.setLevel(level)
    return handler


def stop(handler: logging.Handler) -> None:
    """Undoes :func:`start`."""
    logging.getLogger(_ROOT).removeHandler(handler)
    handler.close()


def describe(error: BaseException) -> str:
    """The error without a word that a person may have typed: types, codes, modules, functions and line numbers.

    For the log, and for the dialog of a bug, whose details can be copied into a message.
    """
    return "\n".join(_lines(error))


class PersonFreeFormatter(logging.Formatter):
    """UTC, level, logger and message; exceptions as :func:`describe` tells them."""

    def __init__(self) -> None:
        super().__init__("%(asctime)sZ %(levelname)s %(name)s %(message)s", "%Y-%m-%dT%H:%M:%S")
        self.converter = time.gmtime

    def format(self, record: logging.LogRecord) -> str:
        safe = logging.makeLogRecord(record.__dict__)
        safe.stack_info = None
        if isinstance(safe.args, tuple):
            safe.args = tuple(_safe(argument) for argument in safe.args)
        elif safe.args:
            safe.args = {name: _safe(argument) for name, argument in safe.args.items()}
        # Another handler may have left its own full text of the exception here.
        safe.exc_text = None
        if not isinstance(safe.msg, str):
            safe.msg = str(_safe(safe.msg))
        return super().format(safe)

    def formatException(  # noqa: N802 - the name is logging's
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        return describe(ei[1]) if ei[1] is not None else ""


class _QuietFile(RotatingFileHandler):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name is logging's
        """Without this a full disk would print the record, arguments and all, on standard error."""


def _safe(argument: object) -> object:
    if isinstance(argument, BaseException):
        return _name(argument)
    if argument is None or isinstance(argument, bool | int | float):
        return argument
    if isinstance(argument, str) and _CODE.fullmatch(argument):
        return argument
    return f"<{type(argument).__name__}>"


def _lines(error: BaseException) -> Iterator[str]:
    seen: BaseException | None = error
    for _ in range(_DEEPEST_CHAIN):
        if seen is None:
            return
        yield _name(seen)
        for frame in traceback.extract_tb(seen.__traceback__):
            yield f"  {_module(frame.filename)}:{frame.lineno} {frame.name}"
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)


def _name(error: BaseException) -> str:
    codes = f" [{', '.join(problem.code for problem in error.problems)}]" if isinstance(error, CasaError) else ""
    return f"{type(error).__module__}.{type(error).__qualname__}{codes}"


def _module(filename: str) -> str:
    """``casa_desktop/services/visits.py``: where the program lies on this machine may hold somebody's name."""
    parts = Path(filename).parts
    for anchor in ("casa_desktop", "site-packages"):
        if anchor in parts:
            at = len(parts) - 1 - parts[::-1].index(anchor)
            return "/".join(parts[at if anchor == "casa_desktop" else at + 1 :])
    return parts[-1] if parts else ""
