"""Who somebody at the desk may already be: candidates in order, with reasons, and whether to stop for one."""

from dataclasses import dataclass
from typing import NamedTuple

from casa_desktop.domain.access import Action
from casa_desktop.domain.matching.described import Described, Reason
from casa_desktop.domain.matching.record import record_of
from casa_desktop.domain.person_views import PersonHit
from casa_desktop.services.context import Context, verb
from casa_desktop.services.recording import reader

_SPARE = 4
"""Records beyond those asked for: reserved contacts and merged ones fall out."""


@dataclass(frozen=True, slots=True)
class MatchQuery:
    """*except_for* is the uuid of the person whom the description is of, when they are in the base already."""

    described: Described
    limit: int = 10
    except_for: str = ""


@dataclass(frozen=True, slots=True)
class MatchedFile:
    """Says that the persons of a whole file were held against the base."""


class Candidate(NamedTuple):
    """Somebody in the base who may be the person described."""

    hit: PersonHit
    imported_id: str
    """The id in the file that they were imported from, or empty."""
    score: float
    alert: bool
    reasons: tuple[Reason, ...]


@verb(Action.PERSON_SEARCH)
def candidates(ctx: Context, query: MatchQuery) -> tuple[Candidate, ...]:
    """At most *limit* persons, the likeliest first; without whom the actor may not know. Merged records count as the
    person that they stand for."""
    people = ctx.work.people
    own = people.whole(query.except_for) if query.except_for else None
    ids = people.ids_of(own) if own else []
    likely = ctx.work.lookup.find(record_of(query.described), query.limit + _SPARE, ids)
    by_record = {each.person_id: each for each in likely}
    listed = people.listed(list(by_record), reader(ctx), ctx.clock.today())[: query.limit]
    imported = ctx.work.references.externals([each.found_id for each in listed])
    return tuple(
        Candidate(each.hit, imported.get(each.found_id, ""), match.score, match.alert, match.reasons)
        for each in listed
        for match in (by_record[each.found_id].match,)
    )


@verb(Action.PERSON_SEARCH)
def matched_file(ctx: Context, command: MatchedFile) -> None:
    """Enters into the audit that candidates for a whole file were written out."""
    ctx.audit("person.match_file", "base")
