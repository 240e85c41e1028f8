"""The search held against a plain reading of every person, with bounds so small that every way through it is gone."""

import random
from dataclasses import replace

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.names import Name
from casa_desktop.domain.persons import Numbers, search_tokens
from casa_desktop.domain.phones import Phone
from casa_desktop.services import people
from casa_desktop.services.people import RegisterPerson
from casa_desktop.storage import words
from tests.services.desk import Desk
from tests.services.test_people import MARIA, cedula

GIVEN = ("María", "Mariana", "Mario", "Marta", "Ana", "Anabel", "Ñáñez", "José", "Josefa", "Yusmari")
SURNAMES = ("Gómez", "Gomes", "González", "Gonzaga", "Marcano", "Mar", "De la Hoz", "Núñez", "Uriana", "Gon")
WANTED = 5


def answer(name: Name, number: str, tokens: tuple[str, ...]) -> bool:
    """Whether each token begins a word of its own, as far as two tokens can be told apart."""
    own = list(name.words)
    if any(token[0].isdigit() for token in tokens):
        own.append(number)
    if len(tokens) == 1:
        return any(word.startswith(tokens[0]) for word in own)
    first, second = tokens
    return any(a.startswith(first) and b.startswith(second) for a in own for b in own if a != b)


@pytest.mark.parametrize("seed", range(4))
def test_the_search_finds_whom_a_plain_reading_finds(desk: Desk, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    monkeypatch.setattr(words, "_STRETCHES", (4, 20, -1))
    monkeypatch.setattr(words, "MOST_CANDIDATES", 12)
    chance = random.Random(seed)
    persons: dict[int, tuple[Name, str]] = {}
    with desk.runner(Role.RECEPTION).batch() as ctx:
        for i in range(1, 151):
            parts = [
                chance.choice(GIVEN),
                chance.choice((*GIVEN, "")),
                chance.choice(SURNAMES),
                chance.choice(SURNAMES),
            ]
            number = str(chance.randrange(100, 140))
            persons[i] = (Name(*parts), number)
            details = replace(MARIA, name=persons[i][0])
            numbers = Numbers((cedula(number),), (Phone(new_id(), f"300000{i:04}"),))
            people.register(ctx, RegisterPerson(new_id(), details, numbers))
        for _ in range(300):
            begun = [chance.choice(GIVEN + SURNAMES).split()[-1] for _ in range(chance.choice((1, 2, 2)))]
            begun = [word[: chance.randint(1, len(word))] for word in begun]
            if chance.random() < 0.2:
                begun.append(str(chance.randrange(100, 140))[: chance.randint(2, 3)])
            tokens = search_tokens(" ".join(begun[:2]))
            found = ctx.work.words.find(tokens, WANTED)
            ids = [match.person_id for match in found.matches]
            expected = {i for i, (name, number) in persons.items() if answer(name, number, tokens)}
            assert len(set(ids)) == len(ids)
            assert set(ids) <= expected, tokens
            if found.complete:
                assert set(ids) == expected, tokens
            else:
                assert len(ids) >= min(WANTED, len(expected)), tokens
            whole = [sum(token in persons[i][0].words for token in tokens[:-1]) for i in ids[:WANTED]]
            assert whole == sorted(whole, reverse=True) or found.complete, tokens
