"""Persons whom somebody registered a second time, as it happens at a desk: a letter, a digit, a surname left out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random

from casa_desktop.demo.attending import Attending
from casa_desktop.demo.inventing import Invented, Inventor
from casa_desktop.demo.team import Crew
from casa_desktop.domain.access import Role
from casa_desktop.domain.ids import new_id
from casa_desktop.services import merging, people
from casa_desktop.services.merging import MergePersons
from casa_desktop.services.people import PersonQuery

ONE_IN = 40
_SOUNDS = (("Y", "J"), ("v", "b"), ("z", "s"), ("c", "s"), ("ll", "y"), ("h", ""), ("i", "y"), ("á", "a"), ("é", "e"))


class Duplicates:
    """One in forty persons comes back to somebody who does not find them; the first of them were joined since."""

    def __init__(self, crew: Crew, chance: Random) -> None:
        self._crew, self._chance = crew, chance
        self._attending = Attending(crew, chance, Inventor(chance))
        self._known: list[tuple[str, Invented]] = []
        self._first: tuple[str, str] | None = None

    def family(self, persons: Sequence[Invented], members: list[str], day: date) -> None:
        """Notes who was registered; now and then somebody is registered again."""
        self._known += zip(members, persons, strict=True)
        for _ in persons:
            if len(self._known) > ONE_IN and self._chance.random() < 1 / ONE_IN:
                self._again(day)

    def _again(self, day: date) -> None:
        uuid, who = self._chance.choice(self._known)
        if not who.document_number:
            return
        twice = self._attending.register(replace(self._wrong(who), stated_on=day))
        self._attending.visit(twice, day, self._attending.usual_services())
        self._first = self._first or (uuid, twice)

    def _wrong(self, who: Invented) -> Invented:
        error = self._chance.choice(("spelling", "digit", "surname", "swapped"))
        if error == "spelling":
            return replace(who, first_name=_respelt(who.first_name), other_names="")
        if error == "digit":
            at = self._chance.randrange(1, len(who.document_number))
            digit = str((int(who.document_number[at]) + 1) % 10) if who.document_number[at].isdigit() else "0"
            number = who.document_number[:at] + digit + who.document_number[at + 1 :]
            return replace(who, document_number=number)
        if error == "surname":
            return replace(who, second_surname="", other_names="")
        return replace(who, first_surname=who.second_surname or who.first_surname, second_surname=who.first_surname)

    def end(self) -> None:
        """The first pair was found out, and joined."""
        if self._first is None:
            return
        kept, other = (self._crew.act(Role.COORDINATION, people.page, PersonQuery(uuid)) for uuid in self._first)
        command = MergePersons(new_id(), kept.uuid, other.uuid, kept.version, other.version, reason="Registro repetido")
        self._crew.act(Role.COORDINATION, merging.merge, command)


def _respelt(name: str) -> str:
    return next((name.replace(right, wrong, 1) for right, wrong in _SOUNDS if right in name), name)
