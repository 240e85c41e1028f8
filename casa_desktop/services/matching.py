"""Who somebody at the desk may already be: candidates in order, with reasons, and whether to stop for one."""

from dataclasses import dataclass
from typing import NamedTuple

from casa_desktop.domain.access import Action
from casa_desktop.domain.documents import normalise_number
from casa_desktop.domain.matching.comparing import compare
from casa_desktop.domain.matching.described import Described, Reason, described
from casa_desktop.domain.person_views import PersonHit
from casa_desktop.services.context import Context, verb
from casa_desktop.services.recording import reader


@dataclass(frozen=True, slots=True)
class MatchQuery:
    """*except_for* is the uuid of the person whom the description is of, when they are in the base already."""

    described: Described
    limit: int = 10
    except_for: str = ""


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
    numbers = frozenset(normalise_number(code, number) for code, number in query.described.documents if number)
    ids = people.with_number(numbers, ())
    words = query.described.name.words
    for word in words:
        ids += [match.person_id for match in ctx.work.words.find((word,), query.limit).matches]
    own = people.whole(query.except_for) if query.except_for else None
    found: list[Candidate] = []
    for each in people.listed(list(dict.fromkeys(ids)), reader(ctx), ctx.clock.today()):
        row = people.whole(each.hit.uuid)
        if row is None or (own is not None and row.id == own.id):
            continue
        records = people.ids_of(row)
        match = compare(query.described, described(people.details(row), people.numbers(records)))
        external = ctx.work.references.externals(records)
        imported = next(iter(external.values()), "")
        found.append(Candidate(each.hit, imported, match.score, match.alert, match.reasons))
    found.sort(key=lambda each: (-each.score, each.hit.code))
    return tuple(found[: query.limit])
