"""Sets of age bands of the desk's own, beside those that others ask for."""

from dataclasses import dataclass

from casa_desktop.domain.access import Action
from casa_desktop.domain.ages import MOST_BANDS, OLDEST, own_bands
from casa_desktop.domain.definitions import DefinitionKind, Named
from casa_desktop.domain.errors import Code, Problems
from casa_desktop.services import definitions
from casa_desktop.services.context import Context, verb


@dataclass(frozen=True, slots=True)
class OwnBands:
    """A set by the first age of each of its bands, from 0 on."""

    named: Named
    starts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BandsQuery:
    """Asks for every set of the desk's own."""


@dataclass(frozen=True, slots=True)
class SaveBands:
    """A new set (version 0), or one over the version that was seen. *starts* in any order, with or without 0."""

    named: Named
    starts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RemoveBands:
    """Takes a set out of the list; a view that was kept with it keeps its ages."""

    uuid: str
    version: int


@verb(Action.STATISTICS_VIEW)
def own_sets(ctx: Context, query: BandsQuery) -> tuple[OwnBands, ...]:
    """The sets of the desk, by name."""
    found = ((named, own_bands(kept.get("starts", ()))) for named, kept in definitions.kept(ctx, DefinitionKind.BANDS))
    return tuple(OwnBands(named, starts) for named, starts in found if starts is not None)


@verb(Action.REPORT_DEFINE)
def save_bands(ctx: Context, command: SaveBands) -> OwnBands:
    """Keeps a set. Errors: BAD_BANDS (field ``starts``), and those of a definition."""
    problems, starts = Problems(), own_bands(command.starts)
    if starts is None:
        problems.add(Code.BAD_BANDS, "starts", most=MOST_BANDS, oldest=OLDEST)
        starts = ()
    named = definitions.keep(ctx, DefinitionKind.BANDS, command.named, {"starts": list(starts)}, problems)
    return OwnBands(named, starts)


@verb(Action.REPORT_DEFINE)
def remove_bands(ctx: Context, command: RemoveBands) -> None:
    """Takes a set out of the list. Errors: NOT_FOUND, CONFLICT."""
    definitions.remove(ctx, DefinitionKind.BANDS, command.uuid, command.version)
