"""Children who came alone or apart from their family: the card, who was told, and its closing. It never blocks."""

from dataclasses import dataclass, replace

from casa_desktop.domain.access import Action
from casa_desktop.domain.children import Adult, ChildCard, NewNotice, checked_adult, checked_notice
from casa_desktop.domain.errors import Code, Problems, fault
from casa_desktop.services.context import Context, verb
from casa_desktop.services.recording import reader, user_id


@dataclass(frozen=True, slots=True)
class OpenCardsQuery:
    """Asks for every card that is open."""


@dataclass(frozen=True, slots=True)
class SaveAdult:
    """Who came with the child. *uuid* names the card: its own, or a new one where nothing stands on it yet."""

    uuid: str
    person_uuid: str
    version: int
    adult: Adult


@dataclass(frozen=True, slots=True)
class NotifyChild:
    """Somebody was told. *uuid* as in :class:`SaveAdult`."""

    uuid: str
    person_uuid: str
    notice: NewNotice


@dataclass(frozen=True, slots=True)
class CloseCard:
    """Somebody answers for the child now. *uuid* as in :class:`SaveAdult`; the reason is kept, erasable."""

    uuid: str
    person_uuid: str
    version: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReopenCard:
    """Undoes a closing."""

    uuid: str


@verb(Action.CHILD_CARD)
def open_cards(ctx: Context, query: OpenCardsQuery) -> tuple[ChildCard, ...]:
    """The cards that are open, of the visits that the actor may see."""
    return ctx.work.children.open_cards(reader(ctx), ctx.clock.today())


@verb(Action.CHILD_CARD)
def save_adult(ctx: Context, command: SaveAdult) -> None:
    """Writes who came with the child. Errors: NOT_FOUND, CONFLICT and those of the fields."""
    problems = Problems()
    adult = checked_adult(command.adult, ctx.work.catalog.snapshot(), problems)
    problems.raise_if_any()
    card = _open_card(ctx, command.person_uuid)
    if card.adult == adult:
        return
    if not card.uuid:
        _begin(ctx, replace(card, adult=adult), command.uuid)
    else:
        values = {"adult_name": adult.name, "adult_kinship": adult.kinship, "adult_document": adult.document}
        if command.uuid != card.uuid or not ctx.work.children.change_card(card.uuid, command.version, values):
            raise fault(Code.CONFLICT, kind="child")
    ctx.audit("child.adult", command.uuid, ("adult",))
    ctx.changed("child", command.uuid)


@verb(Action.CHILD_CARD)
def notify(ctx: Context, command: NotifyChild) -> None:
    """Notes who was told and when; the card stays open. Repeating it changes nothing. Errors: NOT_FOUND, BAD dates."""
    if ctx.work.children.has_notice(command.notice.uuid):
        return
    card = _open_card(ctx, command.person_uuid)
    problems = Problems()
    notice = checked_notice(command.notice, card.since, ctx.clock.now(), problems)
    problems.raise_if_any()
    uuid = card.uuid or command.uuid
    if not card.uuid:
        _begin(ctx, card, uuid)
    ctx.work.children.add_notice(
        uuid,
        {
            "uuid": notice.uuid,
            "told": str(notice.told),
            "told_at": notice.at.isoformat(),
            "about": notice.about,
            "recorded_by_id": user_id(ctx),
        },
    )
    ctx.audit("child.notify", uuid, ("notices",))
    ctx.changed("child", uuid)


@verb(Action.CHILD_CARD)
def close(ctx: Context, command: CloseCard) -> None:
    """Closes the card for every visit up to today. Repeating it changes nothing. Errors: NOT_FOUND, CONFLICT."""
    if (done := ctx.work.children.closed(command.uuid)) is not None and done[1] is not None:
        return
    card = _open_card(ctx, command.person_uuid)
    version = card.version
    if not card.uuid:
        _begin(ctx, card, command.uuid)
        version = 1
    elif (command.uuid, command.version) != (card.uuid, card.version):
        raise fault(Code.CONFLICT, kind="child")
    values = {"closed_on": ctx.clock.today(), "closed_at": ctx.stamp, "closed_by_id": user_id(ctx)}
    ctx.work.children.change_card(command.uuid, version, values)
    ctx.audit("child.close", command.uuid, reason=command.reason)
    ctx.changed("child", command.uuid)


@verb(Action.CHILD_CARD)
def reopen(ctx: Context, command: ReopenCard) -> None:
    """Undoes a closing. Errors: NOT_FOUND."""
    found = ctx.work.children.closed(command.uuid)
    if found is None:
        raise fault(Code.NOT_FOUND, kind="child")
    version, closed_on = found
    if closed_on is not None:
        values = {"closed_on": None, "closed_at": None, "closed_by_id": None}
        ctx.work.children.change_card(command.uuid, version, values)
        ctx.audit("child.reopen", command.uuid)
        ctx.changed("child", command.uuid)


def _open_card(ctx: Context, person_uuid: str) -> ChildCard:
    for card in ctx.work.children.open_cards(reader(ctx), ctx.clock.today()):
        if card.person_uuid == person_uuid:
            return card
    raise fault(Code.NOT_FOUND, kind="child")


def _begin(ctx: Context, card: ChildCard, uuid: str) -> None:
    ctx.work.children.add_card(card, uuid, created_at=ctx.stamp, created_by_id=user_id(ctx))
