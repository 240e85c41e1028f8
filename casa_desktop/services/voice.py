"""What the desk decides about survey and PQRSF: kiosk, terms of the law, the external channel for PEAS."""

import csv
import json
import re
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from casa_desktop.domain.access import Action
from casa_desktop.domain.errors import Code, Problems, fault
from casa_desktop.domain.petitions import MOST_DAYS, PetitionKind, Term
from casa_desktop.domain.text import taken, tidy, tidy_lines
from casa_desktop.paths import resource
from casa_desktop.services.context import Context, verb

LIMITS = MappingProxyType({"peas_text": 600, "peas_phone": 80, "peas_email": 120, "peas_web": 160})
"""Letters that each text may have."""
_PREFIX = "voice."
_ADDRESS = re.compile(r"(\S+@\S+\.\S+)?")


@dataclass(frozen=True, slots=True)
class VoiceSettings:
    """*kiosk* is off until somebody wants it. Empty texts of the channel mean «Pregunte a coordinación»."""

    kiosk: bool = False
    peas_text: str = ""
    peas_phone: str = ""
    peas_email: str = ""
    peas_web: str = ""
    terms: tuple[Term, ...] = ()
    """One for each kind, in the order of the kinds."""
    version: int = 0

    def term(self, kind: PetitionKind) -> Term:
        """The time to answer *kind*."""
        return next((term for term in self.terms if term.kind is kind), Term(kind, 0))


@dataclass(frozen=True, slots=True)
class VoiceQuery:
    """Asks for the settings."""


def legal_terms() -> tuple[Term, ...]:
    """The terms of ``resources/catalogo/plazos.csv``, each with the law that it stands in."""
    with resource("catalogo/plazos.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(
            Term(PetitionKind(row["kind"]), int(row["days"]), int(row["extension"]), row["source"])
            for row in csv.DictReader(lines)
        )


def read(ctx: Context) -> VoiceSettings:
    """As stored; for the verbs of survey and PQRSF."""
    stored = {key.removeprefix(_PREFIX): value for key, value in ctx.work.desk.all().items() if key.startswith(_PREFIX)}
    days: dict[str, list[int]] = json.loads(stored.get("terms", "{}"))
    terms = tuple(
        replace(term, days=days[term.kind][0], extension=days[term.kind][1]) if term.kind in days else term
        for term in legal_terms()
    )
    texts: dict[str, Any] = {name: stored.get(name, "") for name in LIMITS}
    return VoiceSettings(
        kiosk=stored.get("kiosk") == "1", terms=terms, version=int(stored.get("version", "0")), **texts
    )


@verb(Action.SURVEY_VIEW)
def settings(ctx: Context, query: VoiceQuery) -> VoiceSettings:
    """Everybody who sees the page sees the channel."""
    return read(ctx)


@verb(Action.VOICE_SETTINGS)
def save(ctx: Context, wanted: VoiceSettings) -> VoiceSettings:
    """Writes the settings. Terms hold for what comes in from now on: a deadline that was told does not move.

    Errors: TOO_LONG, BAD_TEXT, OUT_OF_RANGE (``terms``), CONFLICT.
    """
    problems = Problems()
    texts: dict[str, Any] = {
        name: taken(problems, name, getattr(wanted, name), limit, tidy_lines if name == "peas_text" else tidy)
        for name, limit in LIMITS.items()
    }
    if not _ADDRESS.fullmatch(texts["peas_email"]):
        problems.add(Code.BAD_TEXT, "peas_email")
    for term in wanted.terms:
        if not (0 <= term.days <= MOST_DAYS and 0 <= term.extension <= MOST_DAYS):
            problems.add(Code.OUT_OF_RANGE, f"{term.kind}_days", low=0, high=MOST_DAYS)
    problems.raise_if_any()
    before = read(ctx)
    wanted = replace(wanted, **texts)
    names = ("kiosk", *LIMITS, "terms")
    changed = tuple(name for name in names if getattr(before, name) != getattr(wanted, name))
    if not changed:
        return before
    if wanted.version != before.version:
        raise fault(Code.CONFLICT, kind="voice")
    wanted = replace(wanted, version=before.version + 1)
    values = {name: str(getattr(wanted, name)) for name in LIMITS}
    values |= {
        "kiosk": "1" if wanted.kiosk else "",
        "terms": json.dumps({str(term.kind): [term.days, term.extension] for term in wanted.terms}),
        "version": str(wanted.version),
    }
    ctx.work.desk.put({f"{_PREFIX}{name}": value for name, value in values.items()})
    ctx.audit("voice.edit", "desk", changed)
    ctx.changed("voice", "desk")
    return wanted
