"""``ajustes.toml``: how this machine shows the program. Never what the desk counts; of persons only the last username.

Every setting is declared once, in :class:`Settings`. What else the file holds is kept as it is, so that the settings
of a newer program survive an older one.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum, unique
from pathlib import Path
from types import MappingProxyType
from typing import Any

from casa_desktop.domain.errors import Code, Problem, fault
from casa_desktop.storage.files import explain, read_bounded, write_atomically

_LARGEST_FILE = 256 * 1024


@unique
class Theme(StrEnum):
    """Light and dark follow the system unless somebody prefers otherwise."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


TEXT_SCALES = (100, 125, 150, 200)
"""Percent."""
LOCK_MINUTES = range(3, 16)


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings with their defaults."""

    theme: Theme = Theme.SYSTEM
    text_scale: int = 100
    lock_minutes: int = 5
    copy_folder: str = ""
    """Where copies go besides the profile, a USB stick for example; empty: nowhere."""
    last_copy_outside: date | None = None
    """When a copy last went there; a week without one deserves a banner."""
    last_user: str = ""
    """The username that the login page proposes."""
    sheets_confirmed: bool = False
    """Whether the recovery sheets were typed back at set-up."""
    welcome_seen: bool = False
    readers: bool = False
    """Whether the keys for photos of documents and for cards with a QR are shown."""


def _text(longest: int) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and len(value) <= longest and value.isprintable()


def _flag(value: object) -> bool:
    return isinstance(value, bool)


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


_ACCEPTS: Mapping[str, Callable[[object], bool]] = MappingProxyType(
    {
        "theme": lambda value: isinstance(value, str) and value in set(Theme),
        "text_scale": lambda value: _whole(value) and value in TEXT_SCALES,
        "lock_minutes": lambda value: _whole(value) and value in LOCK_MINUTES,
        "copy_folder": _text(4096),
        "last_copy_outside": lambda value: value is None or type(value) is date,
        "last_user": _text(60),
        "sheets_confirmed": _flag,
        "welcome_seen": _flag,
        "readers": _flag,
    }
)


class SettingsFile:
    """The settings of one profile. A file that is missing, broken or odd never stops the program.

    :attr:`warnings` says what was not understood: BAD_CHOICE with the field for a value (its default holds),
    FILE_NOT_UNDERSTOOD for a file that is no TOML (all defaults hold).
    """

    def __init__(self, path: Path) -> None:
        """Reads the file; raises CANNOT_READ only where one exists and the system refuses it."""
        self.path = path
        self.settings = Settings()
        self.warnings: tuple[Problem, ...] = ()
        self._plain: dict[str, Any] = {}
        self._read()

    def change(self, **values: object) -> Settings:
        """Sets and saves some settings; the same values again write nothing.

        Raises BAD_CHOICE with the field, or as :func:`write_atomically` does; then nothing has changed.
        """
        for name, value in values.items():
            if not _ACCEPTS[name](value):
                raise fault(Code.BAD_CHOICE, name)
        changed = _with(self.settings, values)
        if changed != self.settings:
            self._write(changed)
        return self.settings

    def _read(self) -> None:
        try:
            raw = read_bounded(self.path, _LARGEST_FILE)
        except FileNotFoundError:
            return
        except OSError as error:
            raise explain(error, writing=False) from error
        try:
            if len(raw) > _LARGEST_FILE:
                raise ValueError("too large")
            self._plain = tomllib.loads(raw.decode("utf-8"))
        except (ValueError, RecursionError):
            self.warnings = (Problem(Code.FILE_NOT_UNDERSTOOD),)
            return
        known = {name: self._plain[name] for name in _ACCEPTS if name in self._plain}
        bad = [name for name, value in known.items() if not _ACCEPTS[name](value)]
        self.warnings = tuple(Problem(Code.BAD_CHOICE, name) for name in bad)
        self.settings = _with(Settings(), {name: value for name, value in known.items() if name not in bad})

    def _write(self, settings: Settings) -> None:
        import tomli_w  # only where something changes: the login page reads

        plain = dict(self._plain)
        for each in fields(settings):
            value = getattr(settings, each.name)
            if value is None:
                plain.pop(each.name, None)
            else:
                plain[each.name] = str(value) if isinstance(value, StrEnum) else value
        write_atomically(self.path, tomli_w.dumps(plain).encode("utf-8"))
        self.settings, self._plain, self.warnings = settings, plain, ()


def _with(settings: Settings, values: Mapping[str, Any]) -> Settings:
    typed = dict(values)
    if "theme" in typed:
        typed["theme"] = Theme(typed["theme"])
    return replace(settings, **typed)
