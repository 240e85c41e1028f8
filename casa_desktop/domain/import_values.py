"""A row of somebody's spreadsheet, read as a person: nothing is guessed in silence, and no odd value is dropped."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from casa_desktop.domain.ages import EARLIEST_BIRTH, OLDEST, Age, AgeRange, parse_age
from casa_desktop.domain.documents import CEDULA_VENEZOLANA, FOREIGN, UNIDENTIFIED, Document, normalise_number
from casa_desktop.domain.documents import LONGEST_TYPED as LONGEST_DOCUMENT
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.import_codes import (
    CEDULA,
    DOCUMENT_NAMES,
    INTERSEX,
    MAY_BE_A_NAME,
    MEN,
    NO_NUMBER,
    NOTHING,
    UNKNOWN_SEX,
    WOMEN,
    national_names,
    squeezed,
)
from casa_desktop.domain.import_columns import ColumnMap
from casa_desktop.domain.import_names import name_of
from casa_desktop.domain.importing import LONGEST_KEY, MOST_KEPT, NAMES, Column, Incoming, Odd, Oddity
from casa_desktop.domain.names import LONGEST_NAME, Name
from casa_desktop.domain.persons import LONGEST_ADDRESS, Details, Numbers, Sex
from casa_desktop.domain.phones import LONGEST_NOTE, Phone
from casa_desktop.domain.phones import LONGEST_TYPED as LONGEST_PHONE
from casa_desktop.domain.text import tidy, tidy_name
from casa_desktop.domain.typed import parse_date, plain

_BROKEN = re.compile(r"#(?:ERROR|FÓRMULA|N/?A|REF!|¡REF!|VALUE!|¡VALOR!|DIV/0!|¡DIV/0!|NAME\?|¿NOMBRE\?|NUM!|¡NUM!)")
_DAY_ZERO = date(1899, 12, 30)
"""Of Excel's serial dates, once its day that never was (29 February 1900) is passed over."""
_SERIALS = range(2_500, 60_000)
_YEARS = range(1900, 2100)
_PREFIX = re.compile(r"(cc|ti|rc|ce|cv|ci|ppt|pep|pt|pe|pasaporte|pas|pa|nuip|dni|v|e)(?=[^a-z0-9]*\d)")
_CALL_APART = re.compile(r"\s*(?:/|;|,|\||\by\b|\bo\b|\n)\s*")
_FEWEST_DIGITS, _MOST_DIGITS = 6, 15
_MANY_PHONES = 8
_WORDS = re.compile(r"[^\W\d_]{2,}")
_LETTERS = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d", re.ASCII)
_SHORTENED = re.compile(r"(?<![\w.,])(\d)(?:[.,](\d+))?e\+(\d{1,2})(?!\w)", re.ASCII | re.IGNORECASE)
"""A long number as a spreadsheet shows it in a narrow column and then writes it into a csv: ``1,09E+09``."""
_PART_COLUMNS = (Column.FIRST_NAME, Column.OTHER_NAMES, Column.FIRST_SURNAME, Column.SECOND_SURNAME)
_HEADED_TYPES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\bppt\b"), "PT"),
    (re.compile(r"\bpep\b"), "PE"),
    (re.compile(r"pasaporte"), "PA"),
    (re.compile(r"venezolana|\bcv\b"), "CV"),
    (re.compile(r"extranjeria"), "CE"),
    (re.compile(r"ciudadania|\bcc\b"), "CC"),
)


@dataclass(slots=True)
class _Reading:
    """What one row has given so far."""

    texts: dict[Column, list[str]] = field(default_factory=dict)
    raw: dict[Column, object] = field(default_factory=dict)
    headed: list[str] = field(default_factory=list)
    """Beside each document the type that the heading of its column says, or empty."""
    odd: list[Oddity] = field(default_factory=list)

    def one(self, column: Column) -> str:
        found = self.texts.get(column)
        return found[0] if found else ""

    def note(self, odd: Odd, column: Column, typed: str = "") -> None:
        self.odd.append(Oddity(odd, column, typed[:MOST_KEPT]))


class RowReader:
    """Reads the rows of one sheet. *countries*: squeezed names and codes → alpha-3; ages were said on *stated_on*.

    Nobody was born after *today*, which is that day unless another is given.
    """

    def __init__(
        self, columns: ColumnMap, countries: Mapping[str, str], stated_on: date, today: date | None = None
    ) -> None:
        self._places = [(at, means) for at, means in enumerate(columns.means) if means is not None]
        self._headings = columns.headings
        self._types = {
            at: next((code for pattern, code in _HEADED_TYPES if pattern.search(plain(self._headings[at]))), "")
            for at, means in self._places
            if means is Column.DOCUMENT
        }
        self._countries = {**national_names(), **countries}
        self._day, self._today = stated_on, today or stated_on
        self._sexes = {
            **dict.fromkeys(WOMEN, Sex.WOMAN),
            **dict.fromkeys(MEN, Sex.MAN),
            **dict.fromkeys(INTERSEX, Sex.INTERSEX),
            **dict.fromkeys(UNKNOWN_SEX, Sex.UNKNOWN),
            "m": Sex.WOMAN if columns.m_is_woman else Sex.MAN,
        }

    def read(self, line: int, cells: Sequence[object]) -> Incoming | None:
        """The person of a row; None where it is empty, or the headings once more."""
        found = self._collect(cells)
        if not found.texts and not found.odd:
            return None
        if all(each == self._headings[at] for at, _ in self._places if (each := _text(_at(cells, at)))):
            return None
        details = Details(
            name=_name(found),
            sex=self._sex(found),
            age=self._age(found),
            country=self._country(found),
            address=_address(found),
        )
        numbers = Numbers(tuple(self._documents(found, details)), tuple(_phones(found)))
        details = details if details.name else replace(details, nameless=True)
        given = key = found.one(Column.ID)
        named = bool(key)
        if len(key) > LONGEST_KEY:
            found.note(Odd.ID_CUT, Column.ID, key)
            key = key[: LONGEST_KEY - 17] + "~" + hashlib.sha256(key.encode()).hexdigest()[:16]
        return Incoming(line, key or _digest(found), details, numbers, tuple(found.odd), named, given)

    def _collect(self, cells: Sequence[object]) -> _Reading:
        found = _Reading()
        for at, column in self._places:
            value = _at(cells, at)
            if value is None or value == "":
                continue
            text = _text(value)
            if not text:
                continue
            if text[0] == "#" and _BROKEN.match(text):
                found.note(Odd.FORMULA, column, text)
                continue
            found.texts.setdefault(column, []).append(text)
            found.raw.setdefault(column, value)
            if column is Column.DOCUMENT:
                found.headed.append(self._types[at])
        return found

    def _country(self, found: _Reading) -> str:
        text = found.one(Column.COUNTRY)
        told = squeezed(text)
        if not told or told in NOTHING:
            return ""
        code = self._countries.get(told, "")
        if not code:
            first = squeezed(text.split("(")[0].split("-")[0].split("/")[0])
            code = self._countries.get(first, "")
        if not code:
            found.note(Odd.COUNTRY_UNKNOWN, Column.COUNTRY, text)
        return code

    def _sex(self, found: _Reading) -> str:
        text = found.one(Column.SEX)
        if not text:
            return Sex.UNKNOWN
        told = self._sexes.get(squeezed(text))
        if told is None:
            found.note(Odd.SEX_UNCLEAR, Column.SEX, text)
            return Sex.UNKNOWN
        return told

    # ages

    def _age(self, found: _Reading) -> Age:
        born = self._born(found)
        stated = self._stated(found)
        if born.birth_date is None or stated is None:
            return born if born.known else stated or Age()
        then = born.on(self._day)
        said = stated.stated
        if then is not None and said is not None and not said.first - 1 <= then.first <= said.last + 1:
            found.note(Odd.AGE_DIFFERS, Column.AGE, found.one(Column.AGE))
        return born

    def _born(self, found: _Reading) -> Age:
        text = found.one(Column.BIRTH_DATE)
        if not text or squeezed(text) in NO_NUMBER or not squeezed(text):
            return Age()
        value = found.raw[Column.BIRTH_DATE]
        day = _day(value) or _serial(text) or parse_date(text, self._today)
        if day is not None:
            if EARLIEST_BIRTH <= day <= self._today:
                return Age(birth_date=day)
            found.note(Odd.DATE_IMPOSSIBLE, Column.BIRTH_DATE, text)
            return Age()
        if text.isdecimal() and int(text) in _YEARS and int(text) <= self._today.year:
            # A birth date is never invented: somebody of 1990 is one of two ages on any day but the last of the year.
            found.note(Odd.YEAR_ONLY, Column.BIRTH_DATE, text)
            on = self._day if int(text) <= self._day.year else self._today
            last = on.year - int(text)
            return Age(stated=AgeRange(max(0, last - 1), last), stated_on=on) if last <= OLDEST else Age()
        stated = parse_age(text, self._day)
        if stated is None:
            found.note(Odd.DATE_UNCLEAR, Column.BIRTH_DATE, text)
            return Age()
        return stated

    def _stated(self, found: _Reading) -> Age | None:
        text = found.one(Column.AGE)
        if not text or squeezed(text) in NO_NUMBER or not squeezed(text):
            return None
        value = found.raw[Column.AGE]
        if isinstance(value, date):
            day = _day(value)
            stated = Age(birth_date=day) if day and EARLIEST_BIRTH <= day <= self._today else None
        else:
            match = re.match(r"(\d{1,3})(?:[.,]\d+)?(?: ?(?:anos?|a)\b.*)?$", plain(text))
            stated = parse_age(match[1] if match else text, self._day)
        if stated is None:
            found.note(Odd.AGE_UNCLEAR, Column.AGE, text)
        return stated

    # documents

    def _documents(self, found: _Reading, details: Details) -> list[Document]:
        typed = found.one(Column.DOCUMENT_TYPE)
        told = DOCUMENT_NAMES.get(squeezed(typed), "")
        if typed and not told and squeezed(typed) not in NO_NUMBER:
            found.note(Odd.TYPE_UNKNOWN, Column.DOCUMENT_TYPE, typed)
        made: list[Document] = []
        for at, number in enumerate(found.texts.get(Column.DOCUMENT, ())):
            if squeezed(number) in NO_NUMBER:
                continue
            code = told if at == 0 and told else found.headed[at]
            document = self._document(found, code, number, details, typed=bool(typed) and at == 0)
            made += [document] if document else []
        if not made and told in UNIDENTIFIED:
            return [Document(new_id(), told, principal=True)]
        if not made and told and not found.texts.get(Column.DOCUMENT):
            found.note(Odd.NUMBER_MISSING, Column.DOCUMENT_TYPE, typed)
        return made

    def _document(self, found: _Reading, code: str, text: str, details: Details, *, typed: bool) -> Document | None:
        text = _unshortened(found, Column.DOCUMENT, text)
        if not text:
            return None
        number = text.removesuffix(".0") if text[:-2].isdecimal() else text
        prefix = _PREFIX.match(number.lower())
        said = DOCUMENT_NAMES.get(prefix[1], "") if prefix else ""
        if prefix and prefix[1] == "e":
            said = CEDULA_VENEZOLANA
        if code in ("", CEDULA):
            code = said or _cedula_of(code, number, details.country)
            if not said and not (code != FOREIGN and typed):
                found.note(Odd.TYPE_GUESSED, Column.DOCUMENT, number)
        elif code in UNIDENTIFIED:
            code = said or FOREIGN
            found.note(Odd.NUMBER_UNUSUAL, Column.DOCUMENT, number)
        if prefix and said == code and prefix[1] not in ("v", "e"):
            number = number[prefix.end() :].lstrip(" .:-#")
        normal = normalise_number(code, number)
        weak = len(normal) < 4 or not _DIGITS.search(normal) or len(set(normal)) == 1
        if len(number) > LONGEST_DOCUMENT or not normal or (weak and details.name):
            found.note(Odd.NUMBER_UNUSUAL, Column.DOCUMENT, number)
            return None
        if weak:
            found.note(Odd.NUMBER_UNUSUAL, Column.DOCUMENT, number)
        venezuelan = code == CEDULA_VENEZOLANA
        return Document(
            new_id(),
            FOREIGN if venezuelan else code,
            number,
            CEDULA_VENEZOLANA if venezuelan else "",
            "VEN" if venezuelan else "",
        )


def _cedula_of(code: str, number: str, country: str) -> str:
    """Which document a bare number is: a cédula of the person's own country, where its length allows."""
    digits = normalise_number(CEDULA_VENEZOLANA, number)
    short = digits.isdecimal() and 6 <= len(digits) <= 8
    if country == "VEN" and (short or code == CEDULA):
        return CEDULA_VENEZOLANA
    if country == "COL" and digits.isdecimal():
        return "CC"
    return "CC" if code == CEDULA and digits.isdecimal() and len(digits) == 10 else FOREIGN


def _unshortened(found: _Reading, column: Column, text: str) -> str:
    """*text* with the numbers that a spreadsheet shortened written out, without those whose last digits it dropped.

    Two numbers that lost their last digits look alike: kept as they stand they would make one person of two.
    """
    for shortened in _SHORTENED.finditer(text):
        digits = shortened[1] + (shortened[2] or "")
        whole = len(digits) == int(shortened[3]) + 1
        if not whole:
            found.note(Odd.DIGITS_LOST, column, shortened[0])
        text = text.replace(shortened[0], digits if whole else "", 1).strip(" /;,|")
    return text


def _phones(found: _Reading) -> list[Phone]:
    made: list[Phone] = []
    for cell in found.texts.get(Column.PHONE, ()):
        if squeezed(cell) in NO_NUMBER:
            continue
        text = _unshortened(found, Column.PHONE, cell)
        parts = _CALL_APART.split(text) if len(text) > 12 else [text]
        if any(len(_DIGITS.findall(part)) < _FEWEST_DIGITS for part in parts if part):
            parts = [text]
        for part in filter(None, parts[:_MANY_PHONES]):
            number = part.removesuffix(".0") if part[:-2].isdecimal() else part
            note = " ".join(_WORDS.findall(number))[:LONGEST_NOTE]
            bare = _LETTERS.sub(" ", number).strip(" ()-.:,;") if note else number
            digits = len(_DIGITS.findall(bare))
            if not _FEWEST_DIGITS <= digits <= _MOST_DIGITS:
                found.note(Odd.PHONE_UNUSUAL, Column.PHONE, part)
            if digits and len(bare) <= LONGEST_PHONE:
                made.append(Phone(new_id(), " ".join(bare.split()), note))
    return made


def _address(found: _Reading) -> str:
    text = ", ".join(part for part in found.texts.get(Column.ADDRESS, ()) if squeezed(part) not in NOTHING)
    if len(text) > LONGEST_ADDRESS:
        found.note(Odd.ADDRESS_CUT, Column.ADDRESS, text)
    return text[:LONGEST_ADDRESS].strip()


def _name(found: _Reading) -> Name:
    """The name, its parts cut to what fits; a cell without a single letter is told, and stays."""
    texts = {
        column: [each for text in found.texts[column] if (each := tidy_name(text)) and _is_name(found, column, each)]
        for column in NAMES & found.texts.keys()
    }
    name = name_of(texts)
    parts: list[str] = []
    for part, column in zip(
        (name.first_name, name.other_names, name.first_surname, name.second_surname), _PART_COLUMNS, strict=True
    ):
        if len(part) > LONGEST_NAME:
            found.note(Odd.NAME_CUT, column, part)
        elif part and (any(c.isdigit() for c in part) or not any(c.isalpha() for c in part)):
            found.note(Odd.NAME_UNUSUAL, column, part)
        parts.append(part[:LONGEST_NAME].strip())
    return Name(*parts)


def _is_name(found: _Reading, column: Column, text: str) -> bool:
    told = squeezed(text)
    if told in NOTHING:
        found.note(Odd.NAME_NOTHING, column, text)
        return told in MAY_BE_A_NAME
    return bool(told) or not set(text) <= set("-–—._*/ ")


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def _serial(text: str) -> date | None:
    """The day of a serial number, where a cell of dates was formatted as a number."""
    whole = text.partition(".")[0] if re.fullmatch(r"\d{4,5}(?:\.\d+)?", text) else ""
    return _DAY_ZERO + timedelta(days=int(whole)) if whole and int(whole) in _SERIALS else None


def _text(value: object) -> str:
    """A cell as somebody would read it aloud."""
    if value is None:
        return ""
    if isinstance(value, str):
        text = value
    elif isinstance(value, datetime):
        return value.date().isoformat()
    elif isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    else:
        return str(value)
    if not text.isascii():
        text = tidy(text.encode("utf-8", "replace").decode("utf-8"))
    elif not text.isprintable():
        text = tidy(text)
    text = text.strip()
    return text[1:] if text.startswith(("'=", "'+", "'-", "'@", "''")) else text


def _at(cells: Sequence[object], at: int) -> object:
    return cells[at] if at < len(cells) else None


def _digest(found: _Reading) -> str:
    """Stands for a row without an id: the same row brings it again."""
    told = "\x1f".join(f"{column}\x1e{text}" for column in sorted(found.texts) for text in found.texts[column])
    return hashlib.sha256(told.encode()).hexdigest()[:32]
