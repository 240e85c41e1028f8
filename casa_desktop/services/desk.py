"""The desk itself: its name, its municipality and what it prints around a report."""

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass, fields, replace
from types import MappingProxyType
from typing import Any

from casa_desktop.domain.access import Action
from casa_desktop.domain.errors import Code, Problems, fault
from casa_desktop.domain.persons import LONGEST_TEXT_VERSION
from casa_desktop.domain.table import Letterhead
from casa_desktop.domain.text import taken, tidy, tidy_lines
from casa_desktop.services.context import Context, verb

LARGEST_LOGO = 2 * 1024 * 1024
"""Bytes. A logo travels in every copy and every PDF."""

HIGHEST_MARGIN = 80
"""Millimetres: a third of a letter page."""

LIMITS = MappingProxyType(
    {
        "name": 120,
        "municipality_name": 80,
        "organisation": 160,
        "phone": 60,
        "report_title": 160,
        "quality_code": 40,
        "quality_version": 40,
        "prepared_by": 120,
        "reviewed_by": 120,
        "approved_by": 120,
        "consent_version": LONGEST_TEXT_VERSION,
    }
)
"""Letters that each text may have."""

LONGEST_CONSENT = 20_000
"""Letters: several pages."""
_CONSENT_OF = "consent.text."
"""Before a version: every text that was in force stays, for the authorisations that name it."""
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_MUNICIPALITY = re.compile(r"(\d{5})?")


@dataclass(frozen=True, slots=True)
class DeskProfile:
    """Who the desk is and how its papers look. *logo* is a PNG or JPEG, or None."""

    name: str
    municipality: str = ""
    """DIVIPOLA code, five digits as text."""
    municipality_name: str = ""
    organisation: str = ""
    phone: str = ""
    """Where people reach the desk, as it stands on what they take home."""
    report_title: str = ""
    logo: bytes | None = None
    top_margin_mm: int = 15
    quality_code: str = ""
    quality_version: str = ""
    prepared_by: str = ""
    reviewed_by: str = ""
    approved_by: str = ""
    show_quality_box: bool = False
    show_signatures: bool = False
    consent_version: str = ""
    """What an authorisation recorded from now on says that was read; empty until the desk gives its text."""
    consent_text: str = ""
    z_scores: bool = False
    """Whether the form of nutrition tells z-scores: for a desk that has a height board."""
    version: int = 0
    """Counts the saves: two edits of one profile are a conflict, not a silent overwrite."""

    def letterhead(self, title: str = "") -> Letterhead:
        """What a report prints around itself; *title* where the desk gave none of its own."""
        return Letterhead(
            desk=self.name,
            municipality=self.municipality_name,
            title=self.report_title or title,
            organisation=self.organisation,
            phone=self.phone,
            logo=self.logo,
            top_margin_mm=float(self.top_margin_mm),
            code=self.quality_code,
            version=self.quality_version,
            prepared_by=self.prepared_by,
            reviewed_by=self.reviewed_by,
            approved_by=self.approved_by,
            show_quality_box=self.show_quality_box,
            show_signatures=self.show_signatures,
        )


@dataclass(frozen=True, slots=True)
class DeskQuery:
    """Asks for the desk's profile."""


def _to_text(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, bytes):
        return b64encode(value).decode("ascii")
    return "" if value is None else str(value)


def to_settings(desk: DeskProfile) -> dict[str, str]:
    """The profile as the texts that storage keeps."""
    return {f"desk.{f.name}": _to_text(getattr(desk, f.name)) for f in fields(desk)}


def from_settings(stored: dict[str, str]) -> DeskProfile:
    """The inverse of :func:`to_settings`; what is missing takes its default."""
    values: dict[str, Any] = {}
    for f in fields(DeskProfile):
        text = stored.get(f"desk.{f.name}")
        if text is None:
            continue
        if isinstance(f.default, bool):
            values[f.name] = text == "1"
        elif isinstance(f.default, int):
            values[f.name] = int(text or 0)
        elif f.name == "logo":
            values[f.name] = b64decode(text) or None
        else:
            values[f.name] = text
    return DeskProfile(**{"name": "", **values})


@verb(Action.DESK_VIEW)
def profile(ctx: Context, query: DeskQuery) -> DeskProfile:
    """The desk's profile; everybody may see it."""
    return from_settings(ctx.work.desk.all())


@verb(Action.DESK_EDIT)
def save_profile(ctx: Context, desk: DeskProfile) -> DeskProfile:
    """Writes the desk's profile and gives it as stored.

    Errors: REQUIRED, TOO_LONG, BAD_TEXT, BAD_CHOICE (municipality), OUT_OF_RANGE, FILE_TOO_LARGE, FILE_NOT_UNDERSTOOD
    (logo), NOT_UNIQUE (another text of the authorisation had that version), CONFLICT where *desk* is not the version
    that is stored.
    """
    problems = Problems()
    tidied: dict[str, Any] = {
        name: taken(problems, name, getattr(desk, name), limit, tidy, required=name == "name")
        for name, limit in LIMITS.items()
    }
    if not _MUNICIPALITY.fullmatch(desk.municipality):
        problems.add(Code.BAD_CHOICE, "municipality")
    if not 0 <= desk.top_margin_mm <= HIGHEST_MARGIN:
        problems.add(Code.OUT_OF_RANGE, "top_margin_mm", low=0, high=HIGHEST_MARGIN)
    if desk.logo is not None:
        if len(desk.logo) > LARGEST_LOGO:
            problems.add(Code.FILE_TOO_LARGE, "logo", bytes=LARGEST_LOGO)
        elif not desk.logo.startswith((_PNG, _JPEG)):
            problems.add(Code.FILE_NOT_UNDERSTOOD, "logo")
    stored = ctx.work.desk.all()
    text = taken(problems, "consent_text", desk.consent_text, LONGEST_CONSENT, tidy_lines)
    named = tidied["consent_version"]
    if text and not named:
        problems.add(Code.REQUIRED, "consent_version")
    elif text and stored.get(_CONSENT_OF + named, text) != text:
        problems.add(Code.NOT_UNIQUE, "consent_version")
    problems.raise_if_any()
    before = from_settings(stored)
    desk = replace(desk, consent_text=text, **tidied)
    changed = tuple(
        f.name for f in fields(desk) if f.name != "version" and getattr(before, f.name) != getattr(desk, f.name)
    )
    if not changed:
        return before
    if desk.version != before.version:
        raise fault(Code.CONFLICT, kind="desk")
    desk = replace(desk, version=before.version + 1)
    ctx.work.desk.put(to_settings(desk) | ({_CONSENT_OF + named: text} if text else {}))
    ctx.audit("desk.edit", "desk", changed)
    ctx.changed("desk", "desk")
    return desk
