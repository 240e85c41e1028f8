"""What is typed into the one box, split into the fields of a person: «ana rojas V-12.345.678 34 años 300 123 4567».

The text is cut into pieces that lie side by side and leave nothing out; each piece goes to one field, in whatever order
the kinds come. What no field takes stays in the name, where whoever registers sees it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum, unique

from casa_desktop.domain.ages import OLDEST, Age, parse_age
from casa_desktop.domain.documents import CEDULA_VENEZOLANA, DOCUMENT_TYPES
from casa_desktop.domain.names import Name, split_listed, split_typed
from casa_desktop.domain.persons import Sex
from casa_desktop.domain.phones import normalise_phone
from casa_desktop.domain.typed import parse_date, plain

_TYPES = {
    **{code.lower(): code for code in DOCUMENT_TYPES if code not in ("AS", "MS", "DE")},
    "cedula": "CC",
    "tarjeta": "TI",
    "pasaporte": "PA",
    "ppt": "PT",
    "pep": "PE",
    "ci": CEDULA_VENEZOLANA,
    "v": CEDULA_VENEZOLANA,
    "e": CEDULA_VENEZOLANA,
}
"""What is written before a number to say of which document it is."""
_PHONE_WORDS = frozenset({"tel", "telefono", "cel", "celular", "movil", "whatsapp"})
_NUMBER_WORDS = frozenset({"no", "nro", "num", "numero", "#"})
_SEXES = {"mujer": Sex.WOMAN, "femenino": Sex.WOMAN, "hombre": Sex.MAN, "masculino": Sex.MAN}
_VENEZUELAN = re.compile(r"\s*(?:C\.?I\.?\s*)?[VE]\s*[-. ]?\s*\d", re.IGNORECASE)
_GROUPED_CEDULA = re.compile(r"[VE][-.]?\d{1,3}", re.IGNORECASE)
_GLUED_AGE = re.compile(r"\d{1,3}(?:anos?|a|m)|\d{1,3}-\d{1,3}|\d{1,3}\+|\d{1,2}(?:meses|mes|dias?|semanas?)")
_AGE_UNITS = frozenset({"ano", "anos", "mes", "meses", "dia", "dias", "semana", "semanas"})
_AGE_WORDS = frozenset({"de", "edad", "nacio", "nacido", "nacida", "el"})
_SEPARATED_DATE = re.compile(r"\d{1,4}[/.\-]\d{1,2}[/.\-]\d{2,4}")
_WHOLE = 6
"""So many digits in one word are a number of their own; fewer may be a part of one («300 123 4567»)."""
_LONGEST_AGE = 5
"""Words of «menor de un año», «5 de marzo de 1990»."""


_NO_NAME = Name()


@unique
class Kind(StrEnum):
    """Where a piece of the text belongs."""

    NAME = "name"
    DOCUMENT = "document"
    PHONE = "phone"
    AGE = "age"
    SEX = "sex"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of the text that belong together. *text* is what its field takes, without the words that only name it."""

    kind: Kind
    words: tuple[str, ...]
    text: str
    document_type: str = ""


@dataclass(frozen=True, slots=True)
class TypedPerson:
    """The fields of what was typed; each may be empty."""

    name: Name = _NO_NAME
    document_type: str = ""
    """The code that was written with the number or that it tells by itself, or empty."""
    number: str = ""
    phone: str = ""
    age: Age | None = None
    sex: str = ""
    name_words: str = field(default="", compare=False)
    """What the name was made of, as typed."""


def read_typed(text: str, today: date) -> TypedPerson:
    """The fields that *text* fills. A second number, age or sex stays in the name: nothing is lost."""
    names: list[str] = []
    found: dict[Kind, Piece] = {}
    for piece in pieces(text, today):
        if piece.kind is Kind.NAME or piece.kind in found:
            names += piece.words
        else:
            found[piece.kind] = piece
    document, phone = found.get(Kind.DOCUMENT), found.get(Kind.PHONE)
    age, sex = found.get(Kind.AGE), found.get(Kind.SEX)
    return TypedPerson(
        name=_name(names),
        document_type=document.document_type if document else "",
        number=document.text if document else "",
        phone=phone.text if phone else "",
        age=parse_age(age.text, today) if age else None,
        sex=_SEXES[plain(sex.text)] if sex else "",
        name_words=" ".join(names),
    )


def _name(words: Sequence[str]) -> Name:
    """As said («ana rojas»), or as lists write it: «Rojas Peña, Ana María»."""
    before, comma, after = " ".join(words).strip(" ,;").partition(",")
    if comma and not {",", ";"} & set(after) and (name := split_listed(before, after)) is not None:
        return name
    return split_typed(" ".join(part for word in words if (part := word.strip(",;"))))


def pieces(text: str, today: date) -> tuple[Piece, ...]:
    """*text* cut into pieces; their words, one after the other, are the words of the text."""
    return tuple(_cut(tuple(text.split()), today))


def guessed_type(number: str) -> str | None:
    """The type that a number tells by itself: a cédula venezolana by its V- or E-."""
    return CEDULA_VENEZOLANA if _VENEZUELAN.match(number) else None


def _cut(words: tuple[str, ...], today: date) -> Iterator[Piece]:
    readers: tuple[Callable[[tuple[str, ...], date], Piece | None], ...] = (_age, _sex, _marked)
    at = 0
    while at < len(words):
        rest = words[at:]
        piece = next((each for read in readers if (each := read(rest, today)) is not None), None)
        if piece is not None:
            yield piece
            at += len(piece.words)
        elif run := _numbers(rest, today):
            yield from _split_numbers(run, today)
            at += len(run)
        else:
            yield _of_word(words[at])
            at += 1


def _of_word(word: str) -> Piece:
    """A word by itself: with a digit in it, it is the number of a document (a passport's «AB123456»)."""
    if any(map(str.isdigit, word)):
        return Piece(Kind.DOCUMENT, (word,), word, guessed_type(word) or "")
    return Piece(Kind.NAME, (word,), word)


def _age(words: Sequence[str], today: date) -> Piece | None:
    """An age with its unit or a birth date with separators or the month's name, and «de» or «edad» before it."""
    lead = 0
    while lead < len(words) and plain(words[lead]).rstrip(":") in _AGE_WORDS:
        lead += 1
    for length in range(min(_LONGEST_AGE, len(words) - lead), 0, -1):
        text = " ".join(words[lead : lead + length]).rstrip(",;")
        if _is_age(text, today, sure=lead > 0):
            return Piece(Kind.AGE, tuple(words[: lead + length]), text)
    return None


def _is_age(text: str, today: date, *, sure: bool) -> bool:
    said = plain(text)
    first, *others = said.split() or [""]
    if not others:
        dated = _SEPARATED_DATE.fullmatch(said) and parse_date(said, today) is not None
        aged = _GLUED_AGE.fullmatch(said) or (sure and re.fullmatch(r"\d{1,2}", said))
        return bool(dated or (aged and parse_age(said, today)) or said == "rn")
    if others[-1] in _AGE_UNITS or (others[-1] in ("nacido", "nacida") and first == "recien"):
        return parse_age(said, today) is not None
    # A date in words: the month has letters, so that «5 3 1990» stays what it may be, a number.
    born = parse_date(said, today) if any(map(str.isalpha, others)) or first.isalpha() else None
    return born is not None and born <= today and any(map(str.isdigit, said))


def _sex(words: Sequence[str], _today: date) -> Piece | None:
    return Piece(Kind.SEX, (words[0],), words[0].rstrip(",;")) if plain(words[0]).rstrip(",;") in _SEXES else None


def _marked(words: Sequence[str], today: date) -> Piece | None:
    """A number after the word that says what it is: «cc 1098765432», «pasaporte AB123456», «cel 300 123 4567»."""
    if _GROUPED_CEDULA.fullmatch(words[0]) and len(run := _numbers(words[1:], today)) > 0 and _grouped(("1", *run)):
        return Piece(Kind.DOCUMENT, (words[0], *run), " ".join((words[0], *run)), CEDULA_VENEZOLANA)
    mark = plain(words[0]).replace(".", "").rstrip(":-")
    kind = _TYPES.get(mark)
    if kind is None and mark not in _PHONE_WORDS:
        return None
    at = 1
    extra = {"de", "extranjeria", "ciudadania", "identidad", "venezolana"} if len(mark) > 3 else set()
    while at < len(words) and (plain(words[at]).rstrip(".:") in _NUMBER_WORDS or plain(words[at]) in extra):
        kind = {"extranjeria": "CE", "venezolana": CEDULA_VENEZOLANA}.get(plain(words[at]), kind)
        at += 1
    run = _numbers(words[at:], today) or tuple(words[at : at + 1])
    if not run or not any(map(str.isdigit, "".join(run))):
        return None
    if kind is None:
        run = _phone_first(run)
        return Piece(Kind.PHONE, tuple(words[:at]) + run, " ".join(run))
    run = run if _grouped(run) else run[:1]
    lead = f"{words[0]} " if mark in ("v", "e") else ""
    return Piece(Kind.DOCUMENT, tuple(words[:at]) + run, lead + " ".join(run), guessed_type(run[0]) or kind)


def _numbers(words: Sequence[str], today: date) -> tuple[str, ...]:
    """The words at the beginning that are nothing but digits with what people put between them, up to an age."""
    run: list[str] = []
    for at, word in enumerate(words):
        if not re.fullmatch(r"\(?\+?\d[\d().\-]*[,;]?", word) or _age(words[at:], today) is not None:
            break
        run.append(word)
    return tuple(run)


def _split_numbers(run: tuple[str, ...], today: date) -> Iterator[Piece]:
    """Numbers side by side: phones first, then thousands written apart, then each word by itself."""
    for test, kind in ((_is_phone, Kind.PHONE), (_grouped, Kind.DOCUMENT)):
        for length in range(len(run), 0, -1):
            for at in range(len(run) - length + 1):
                part = run[at : at + length]
                if test(part):
                    yield from _split_numbers(run[:at], today)
                    yield Piece(kind, part, _joined(part))
                    yield from _split_numbers(run[at + length :], today)
                    return
    for word in run:
        bare = word.rstrip(",;")
        if bare.isdigit() and len(bare) <= 2 and int(bare) <= OLDEST:
            yield Piece(Kind.AGE, (word,), bare)
        else:
            yield Piece(Kind.DOCUMENT, (word,), bare)


def _digits(words: Sequence[str]) -> str:
    return re.sub(r"\D", "", "".join(words))


def _is_phone(words: Sequence[str]) -> bool:
    abroad = words[0].startswith(("+", "(+"))
    apart = words[1:] if abroad else words
    if len(apart) > 1 and any(len(_digits((word,))) > _WHOLE + 1 for word in apart):
        return False  # a whole number stands among them
    digits = _digits(words)
    return (abroad and len(digits) > _WHOLE) or normalise_phone(digits).startswith(("+57", "+58"))


def _phone_first(run: tuple[str, ...]) -> tuple[str, ...]:
    """As many words as make a phone, or else the first one."""
    return next((run[:length] for length in range(len(run), 0, -1) if _is_phone(run[:length])), run[:1])


def _grouped(words: Sequence[str]) -> bool:
    """«12 345 678»: thousands apart, or one word that is long enough to be a number."""
    first, *others = (_digits((word,)) for word in words)
    if not others:
        return len(first) >= _WHOLE
    return len(first) <= 3 and all(len(other) == 3 for other in others) and len(first) + 3 * len(others) >= _WHOLE


def _joined(words: Sequence[str]) -> str:
    return "".join(word.rstrip(",;") for word in words)
