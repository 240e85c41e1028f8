"""The PDF417 at the back of a Colombian cédula de ciudadanía (and of a tarjeta de identidad), as readers type it.

Nobody publishes the layout; it is known from what readers give: serial, ``PubDSK_1``, eight digits of the fingerprint
card and ten of the number with zeros before it, four names of 23 places each filled up with NUL, a 0, the sex, the
birth date as year-month-day, six digits of the municipality and the blood group; then binary data that is not read. A
reader that plays a keyboard drops NULs or types blanks for them, and may write ñ and _ as another keyboard would.
"""

import re
from datetime import date

from casa_desktop.domain.mrz import from_units
from casa_desktop.domain.names import NO_NAME, Name
from casa_desktop.domain.persons import Sex
from casa_desktop.domain.scans import Scan, ScanKind, ScanProblem

_MARK = re.compile(r"PUB\s*DSK\W?_?1")
_PLACES = 23
_LETTERS = "A-ZÁÉÍÓÚÜÑÀÈÌÒÙÂÊÎÔÛÇ"
_ENYE = re.compile(r"[Ð¥╤:¤]")
"""Ñ as it arrives in another encoding, or from the key where another keyboard has it."""
_TWO_BYTES = re.compile("Ã([\x80-\xbf‘“‰š€])")
_SECOND = {"‘": "Ñ", "“": "Ó", "‰": "É", "š": "Ú", "€": "À"}
"""UTF-8 taken for the encoding of Windows."""
_LOST = re.compile(rf"(?<=[{_LETTERS}])[?#\ufffd](?=[{_LETTERS}])|(?<=\d)[?#\ufffd](?=[{_LETTERS}]{{2}})")
_BODY = re.compile(
    rf"(\d{{10,}})[ ]*([{_LETTERS}][{_LETTERS}'’.\- ]*?)[ ]*0?[ ]*([MF])[ ]*((?:19|20)\d{{6}})(?=\d{{6}})"
)
_BEGINNING = re.compile(r"I?\d{6,}\s*PUB|I?\d{8,}\s{6,}")
_DIGITS = 10
_SEXES = {"M": Sex.MAN, "F": Sex.WOMAN}


def begins(text: str) -> bool:
    """Whether *text* may be the first part of it, so that more is to come."""
    return _BEGINNING.match(_cleaned(text)) is not None


def read(text: str, today: date) -> Scan | None:
    """What the code says; None where *text* is none of these."""
    cleaned = _cleaned(text)
    marked = _MARK.search(cleaned)
    doubts: list[ScanProblem] = []
    whole = cleaned[marked.end() :] if marked else cleaned
    arrived = _ENYE.sub("Ñ", whole)
    mended = _LOST.sub("Ñ", arrived)
    body = _BODY.search(mended)
    if body is None:
        return Scan(ScanKind.CEDULA, problems=(ScanProblem.INCOMPLETE,)) if marked else None
    number = body[1][-_DIGITS:].lstrip("0")
    if not number:
        return Scan(ScanKind.CEDULA, problems=(ScanProblem.INCOMPLETE,))
    if arrived[body.start() : body.end()] != body[0]:
        doubts.append(ScanProblem.LETTER_LOST)
    dropped = marked is not None and cleaned[: marked.start()].endswith(tuple("0123456789"))
    name = _name("" if dropped else mended[body.end(1) : body.start(3)], doubts)
    return Scan(
        ScanKind.CEDULA,
        "TI" if marked and cleaned.startswith("I") else "CC",
        number,
        name,
        _SEXES[body[3]],
        _birth(body[4], today, doubts),
        "COL",
        "COL",
        glued="" if name else body[2].strip(),
        problems=tuple(doubts),
    )


def _cleaned(text: str) -> str:
    """In capitals, with a blank for each control character, so that places keep their number."""
    text = _TWO_BYTES.sub(lambda pair: _SECOND.get(pair[1]) or chr(ord(pair[1]) + 64), text)
    letters = "".join(" " if ord(c) < 32 or ord(c) == 127 or c == "@" else c for c in text)
    return letters.upper().lstrip()


def _name(field: str, doubts: list[ScanProblem]) -> Name:
    """*field* runs from the number to the sex. By its places where all are there, else by what stands between.

    Empty where the reader drops what stands between: a blank is then one of «De la Hoz».
    """
    places = re.sub(r"0 *$", "", field)
    if len(places) == 4 * _PLACES:
        parts = [places[at : at + _PLACES].strip() for at in range(0, 4 * _PLACES, _PLACES)]
        return _by_parts(parts)
    names = places.strip()
    if " " not in names:
        doubts.append(ScanProblem.NAMES_GLUED)
        return NO_NAME
    doubts.append(ScanProblem.NAMES_SPLIT)
    apart = [part for part in re.split(r" {2,}", names) if part]
    if len(apart) == 4:
        return _by_parts(apart)
    units = from_units(names if len(apart) == 1 else " ".join(apart), "")
    return _by_order([units.first_surname, *_units(units.second_surname)])


def _units(text: str) -> list[str]:
    """The words of *text*, those that do not stand alone with the one that they belong to."""
    found: list[str] = []
    while text:
        name = from_units(text, "")
        found.append(name.first_surname)
        text = name.second_surname
    return found


def _by_parts(parts: list[str]) -> Name:
    first, second, given, others = parts
    family, own = from_units(first, given), from_units(second, others)
    return Name(
        _whole(family.first_name, family.other_names),
        _whole(own.first_name, own.other_names),
        _whole(family.first_surname, family.second_surname),
        _whole(own.first_surname, own.second_surname),
    )


def _by_order(units: list[str]) -> Name:
    """Surnames come first. Of three words two are surnames, of two one is."""
    match units:
        case [surname, given]:
            return Name(given, "", surname)
        case [surname, second, given, *others]:
            return Name(given, " ".join(others), surname, second)
    return Name(first_surname=" ".join(units))


def _whole(*parts: str) -> str:
    return " ".join(filter(None, parts))


def _birth(text: str, today: date, doubts: list[ScanProblem]) -> date | None:
    try:
        found = date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        found = None
    if found is None or found > today:
        doubts.append(ScanProblem.BAD_BIRTH)
        return None
    return found
