"""The page of a person: what happened, newest first, what is still open, and the summary that is printed of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum, unique
from types import MappingProxyType
from typing import TypeAlias

from casa_desktop.domain.ages import AgeRange
from casa_desktop.domain.aid_views import Delivery
from casa_desktop.domain.followups import FollowUpRow
from casa_desktop.domain.person_views import ConsentShown, DocumentShown, Member
from casa_desktop.domain.referrals import ReferralRow
from casa_desktop.domain.transfers import TransferRow
from casa_desktop.domain.visit_views import VisitRow
from casa_desktop.domain.workshops import Workshop

SHOWN = 30
"""Entries before «más»."""
PRINTED = 12


@unique
class Group(StrEnum):
    """What a timeline may be narrowed to."""

    VISITS = "visits"
    AID = "aid"
    REFERRALS = "referrals"
    FOLLOW_UPS = "follow_ups"
    TRANSFERS = "transfers"
    WORKSHOPS = "workshops"
    FAMILY = "family"
    CONSENTS = "consents"


@unique
class EntryKind(StrEnum):
    """What happened."""

    VISIT = "visit"
    DELIVERY = "delivery"
    REFERRAL = "referral"
    FOLLOW_UP = "follow_up"
    TRANSFER = "transfer"
    WORKSHOP = "workshop"
    JOINED = "joined"
    """The person came into the household of today; *FamilyChange* tells who was there."""
    MEMBER_JOINED = "member_joined"
    MEMBER_LEFT = "member_left"
    LEFT = "left"
    """The person left an earlier household."""
    CONSENT = "consent"
    REVOKED = "revoked"


GROUP_OF = MappingProxyType(
    {
        EntryKind.VISIT: Group.VISITS,
        EntryKind.DELIVERY: Group.AID,
        EntryKind.REFERRAL: Group.REFERRALS,
        EntryKind.FOLLOW_UP: Group.FOLLOW_UPS,
        EntryKind.TRANSFER: Group.TRANSFERS,
        EntryKind.WORKSHOP: Group.WORKSHOPS,
        EntryKind.JOINED: Group.FAMILY,
        EntryKind.MEMBER_JOINED: Group.FAMILY,
        EntryKind.MEMBER_LEFT: Group.FAMILY,
        EntryKind.LEFT: Group.FAMILY,
        EntryKind.CONSENT: Group.CONSENTS,
        EntryKind.REVOKED: Group.CONSENTS,
    }
)


@dataclass(frozen=True, slots=True)
class FamilyChange:
    """Who came or went. *uuid* is one of them, to be opened; empty where their page is not told."""

    uuid: str
    names: tuple[str, ...]


Subject: TypeAlias = (
    VisitRow | Delivery | ReferralRow | FollowUpRow | TransferRow | Workshop | FamilyChange | ConsentShown
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline: the record *of* a feature, as its own page reads it."""

    date: date
    kind: EntryKind
    of: Subject

    @property
    def group(self) -> Group:
        return GROUP_OF[self.kind]

    @property
    def record(self) -> str:
        """The uuid of the record."""
        return self.of.uuid


@dataclass(frozen=True, slots=True)
class Timeline:
    """The newest entries; *more* = there are older ones."""

    entries: tuple[Entry, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class OpenMatters:
    """What is not finished: pending follow-ups, referrals without an outcome, transfers that have not arrived."""

    follow_ups: tuple[FollowUpRow, ...] = ()
    referrals: tuple[ReferralRow, ...] = ()
    transfers: tuple[TransferRow, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.follow_ups or self.referrals or self.transfers)


@dataclass(frozen=True, slots=True)
class PersonSummary:
    """What is printed of a person. Of a reserved contact (*quiet*) nothing tells who it is or what they came for."""

    code: str
    quiet: bool
    name: str
    about: tuple[str, str]
    """(sex, country) as codes."""
    age: AgeRange | None
    documents: tuple[DocumentShown, ...]
    members: tuple[Member, ...]
    open: OpenMatters
    entries: tuple[Entry, ...]
    more: bool
