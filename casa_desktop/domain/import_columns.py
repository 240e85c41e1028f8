"""Which column of a spreadsheet holds what: guessed from headings and contents, shown, changed, and kept as a map."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from casa_desktop.domain.errors import Code, fault
from casa_desktop.domain.import_codes import DOCUMENT_NAMES, MEN, WOMEN, squeezed
from casa_desktop.domain.importing import MANY, NAMES, PLAIN_COLUMNS, Column
from casa_desktop.domain.text import words

LETTER_M = "letra_m"
"""Key of the map that says whether M means «mujer» or «hombre» (masculino)."""
WOMAN, MAN = "mujer", "hombre"

_HEAD_WITHIN = 40
_LOOKED_AT = 300
_MOST_OF = 0.7
"""The part of a column's values that must look alike before its content tells what it holds."""
_NUMBER = r"(?:(?:n|no|nro|num|numero|numeros)(?: de)? )?"
_RULES: tuple[tuple[Column, str], ...] = (
    (Column.ID, r"id|ids|id (?:de )?(?:la )?persona|codigo(?: .*)?|cod|identificador"),
    (
        Column.SURNAMES_FIRST,
        r"apellidos?(?: y)? nombres?(?: completos?)?(?: .*)?",
    ),
    (
        Column.FULL_NAME,
        (
            r"nombres?(?: y)? apellidos?(?: .*)?|nombres? completos?(?: .*)?|nombres? (?:del|de la|de los) .*"
            r"|beneficiari[oa]s?|usuari[oa]s?|personas?|migrantes?|asistentes?|participantes?"
        ),
    ),
    (Column.FIRST_NAME, r"(?:primer|1er|1ro|1|p|1o) nombre|nombre ?1"),
    (Column.OTHER_NAMES, r"(?:segundos?|2do|2|s|2o|otros?) nombres?|nombre ?2"),
    (Column.FIRST_SURNAME, r"(?:primer|1er|1ro|1|p|1o) apellido|apellido ?1|apellido paterno"),
    (Column.SECOND_SURNAME, r"(?:segundo|2do|2|s|2o|otros?) apellidos?|apellido ?2|apellido materno"),
    (Column.GIVEN_NAMES, r"nombres?(?: s)?|nombres? de pila|primer(?:o|os)? y segundo nombre"),
    (Column.SURNAMES, r"apellidos?(?: s)?|primer y segundo apellido"),
    (
        Column.DOCUMENT_TYPE,
        r"(?:tipo|clase)(?: de)?(?: doc\w*(?: .*)?| identificacion| identidad| id)?|t ?doc\w*|t ?d|tipo ?doc\w*",
    ),
    (
        Column.DOCUMENT,
        _NUMBER + r"(?:documentos?|doc|identificacion|identidad|cedula|c ?i|c ?c|ppt|pep|pasaporte|dni|nuip|rumv)"
        r"(?: (?:de|del) .*| n\w*| no .*)?|documento(?: .*)?|cedula(?: .*)?",
    ),
    (
        Column.PHONE,
        _NUMBER + r"(?:telefonos?|tel|telf|tlf|tfno|celular(?:es)?|cel|movil|whatsapp|wsp|contacto)(?: .*)?",
    ),
    (Column.BIRTH_DATE, r"(?:fecha|f|fec|fch|dia)? ?(?:de )?(?:nacimiento|nac|nacim|nacido)(?: .*)?|f ?nac|f ?n"),
    (Column.AGE, r"edad(?: .*)?|anos(?: cumplidos)?"),
    (Column.SEX, r"sexo(?: .*)?|genero(?: .*)?|gen|s f m|sex"),
    (Column.COUNTRY, r"pais(?: .*)?|nacionalidad(?: .*)?|nacion|origen"),
    (
        Column.ADDRESS,
        (
            r"direccion(?: .*)?|dir|domicilio(?: .*)?|residencia|lugar de residencia|barrio(?: .*)?|vive en|donde vive"
            r"|vivienda"
        ),
    ),
)
_HEADINGS = tuple((column, re.compile(pattern)) for column, pattern in _RULES)
_LETTERS = re.compile(r"[A-Za-z]{1,2}")

_FIELDS = {str(column): column for column in Column}

Rows = Sequence[Sequence[object]]


def heading_means(text: str) -> Column | None:
    """What a heading says its column holds, or None."""
    told = " ".join(words(text))
    if squeezed(text) in _PLAIN:
        return _PLAIN[squeezed(text)]
    return next((column for column, pattern in _HEADINGS if pattern.fullmatch(told)), None)


_PLAIN = {squeezed(column): column for column in PLAIN_COLUMNS}


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """What each column of a sheet holds. *head* is the index of the row of headings, -1 where there is none."""

    headings: tuple[str, ...]
    means: tuple[Column | None, ...]
    head: int = 0
    m_is_woman: bool = True
    """What the letter M says in the column of the sex: mujer, or masculino."""

    def placed(self, at: int, column: Column | None) -> "ColumnMap":
        """The map with the column *at* holding *column*; one that may stand only once leaves where it stood."""
        means = list(self.means)
        if column is not None and column not in MANY:
            means = [None if each is column else each for each in means]
        means[at] = column
        return replace(self, means=tuple(means))

    def with_letter(self, *, woman: bool) -> "ColumnMap":
        """The map with M meaning mujer, or masculino."""
        return replace(self, m_is_woman=woman)

    def as_json(self) -> dict[str, object]:
        """``{"telefono": ["Cel", "Otro cel"], "documento": "Cédula", "letra_m": "hombre"}``."""
        found: dict[str, object] = {}
        for column in Column:
            held = [self._name(at) for at, each in enumerate(self.means) if each is column]
            if held:
                found[str(column)] = held[0] if len(held) == 1 else held
        if Column.SEX in self.means:
            found[LETTER_M] = WOMAN if self.m_is_woman else MAN
        return found

    def with_json(self, given: object) -> "ColumnMap":
        """The map that a file asks for, also written the other way round (heading: column).

        Raises ``CasaError`` with FILE_NOT_UNDERSTOOD (with *key* and *fields* where a word is neither a heading nor a
        field), or COLUMN_MISSING where the sheet has no such heading.
        """
        pairs = list(_pairs(_without_letter(given)))
        letter = _without_letter(given, keep=True).get(LETTER_M, WOMAN if self.m_is_woman else MAN)
        means: list[Column | None] = [None] * len(self.headings)
        for column, heading in pairs:
            at = self._find(heading)
            if at is None and heading in _without_letter(given) and heading not in _FIELDS:
                raise fault(Code.FILE_NOT_UNDERSTOOD, key=heading, fields=", ".join(_FIELDS))
            if at is None:
                raise fault(Code.COLUMN_MISSING, column=heading)
            means[at] = column
        if letter not in (WOMAN, MAN) or not pairs:
            raise fault(Code.FILE_NOT_UNDERSTOOD)
        return replace(self, means=tuple(means), m_is_woman=letter == WOMAN)

    def _name(self, at: int) -> str:
        heading = self.headings[at]
        return heading if heading and self.headings.index(heading) == at else letters(at)

    def _find(self, heading: str) -> int | None:
        wanted = squeezed(heading)
        for at, each in enumerate(self.headings):
            if each == heading or (wanted and squeezed(each) == wanted):
                return at
        by_letter = {letters(at): at for at in range(len(self.headings))}
        if _LETTERS.fullmatch(heading) and heading.upper() in by_letter:
            return by_letter[heading.upper()]
        return None


def mapped(rows: Rows, given: object) -> ColumnMap:
    """The map that somebody gives for a sheet; its headings tell which row they stand in, whatever they say.

    Raises as :meth:`ColumnMap.with_json`.
    """
    found = guess(rows)
    wanted = {squeezed(heading) for _, heading in _pairs(_without_letter(given))} - {""}
    best, most = found.head, sum(squeezed(heading) in wanted for heading in found.headings)
    for at, row in enumerate(rows[:_HEAD_WITHIN]):
        named = len(wanted & {squeezed(value) for value in row if isinstance(value, str)})
        if named > most:
            best, most = at, named
    if best != found.head:
        told = [value if isinstance(value, str) else "" for value in rows[best]]
        told += [""] * (len(found.headings) - len(told))
        found = replace(found, headings=tuple(told), head=best, means=(None,) * len(told))
    made = found.with_json(given)
    if LETTER_M not in _without_letter(given, keep=True) and Column.SEX in made.means:
        values = _column(rows, made.head, made.means.index(Column.SEX))
        made = made.with_letter(woman=_m_is_woman(values))
    return made


def _without_letter(given: object, *, keep: bool = False) -> dict[object, object]:
    if not isinstance(given, dict):
        raise fault(Code.FILE_NOT_UNDERSTOOD)
    return {key: value for key, value in given.items() if keep or key != LETTER_M}


def _pairs(given: Mapping[object, object]) -> Iterable[tuple[Column, str]]:
    turned = not set(given) <= _FIELDS.keys()
    for key, value in given.items():
        for each in value if isinstance(value, list) else [value]:
            if each is None or each == "":
                continue
            name, heading = (each, key) if turned else (key, each)
            if not isinstance(name, str) or not isinstance(heading, str):
                raise fault(Code.FILE_NOT_UNDERSTOOD)
            if name not in _FIELDS:
                wrong = name if heading in _FIELDS else heading
                raise fault(Code.FILE_NOT_UNDERSTOOD, key=wrong, fields=", ".join(_FIELDS))
            yield Column(name), heading


def letters(at: int) -> str:
    """``A``, ``Z``, ``AA``: how a spreadsheet names its columns."""
    text, at = "", at + 1
    while at:
        at, rest = divmod(at - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def guess(rows: Rows) -> ColumnMap:
    """The map of a sheet by its first rows; the row of headings is found under a title, or may be missing."""
    head, headings, means = _find_head(rows)
    width = max((len(row) for row in rows[:_LOOKED_AT]), default=0)
    headings += [""] * (width - len(headings))
    means += [None] * (width - len(means))
    columns = [_column(rows, head, at) for at in range(width)]
    for at, values in enumerate(columns):
        heading_tells = bool(headings[at]) and head >= 0
        if means[at] is None and not heading_tells and values:
            found = _by_content(values)
            free = found not in means or (found in MANY and found not in NAMES)
            means[at] = found if free else None
    sex = next((at for at, each in enumerate(means) if each is Column.SEX), None)
    return ColumnMap(
        tuple(headings),
        tuple(_lasting(means, columns)),
        head,
        m_is_woman=sex is None or _m_is_woman(columns[sex]),
    )


def _find_head(rows: Rows) -> tuple[int, list[str], list[Column | None]]:
    best: tuple[int, list[str], list[Column | None]] = (-1, [], [])
    most = 0
    for at, row in enumerate(rows[:_HEAD_WITHIN]):
        told = [str(value) if isinstance(value, str) else "" for value in row]
        if len({text for text in told if text}) < min(2, len(row)):
            continue  # a title over merged cells says one thing everywhere
        above = [str(value) if isinstance(value, str) else "" for value in rows[at - 1]] if at else []
        if len({text for text in above if text}) < 2:
            above = []  # a title, no groups of columns
        means: list[Column | None] = []
        for place, text in enumerate(told):
            found = heading_means(text) if text else None
            group = above[place] if place < len(above) else ""
            if text and group and (found is None or found in (Column.ID, Column.DOCUMENT_TYPE)):
                found = heading_means(f"{text} {group}") or found  # «Nombres» over «Primer» and «Segundo»
            means.append(found)
        distinct = len({each for each in means if each is not None})
        if distinct > most:
            best, most = (at, told, means), distinct
    enough = most >= 2 or (most == 1 and max((len(row) for row in rows[:_HEAD_WITHIN]), default=0) == 1)
    return best if enough else (-1, [], [])


def _lasting(means: list[Column | None], columns: list[list[object]]) -> list[Column | None]:
    """Of two columns that claim the same, the fuller one keeps it, unless several may."""
    kept = list(means)
    for column, times in Counter(each for each in means if each is not None).items():
        if times > 1 and column not in MANY:
            places = [at for at, each in enumerate(means) if each is column]
            fullest = max(places, key=lambda at: len(columns[at]))
            kept = [None if at in places and at != fullest else each for at, each in enumerate(kept)]
    return kept


def _column(rows: Rows, head: int, at: int) -> list[object]:
    return [row[at] for row in rows[head + 1 : head + 1 + _LOOKED_AT] if at < len(row) and row[at] is not None]


_CONTENTS: tuple[tuple[Column, re.Pattern[str]], ...] = (
    (Column.SEX, re.compile(r"[fmh]|mujer|hombre|femenin[oa]|masculin[oa]")),
    (Column.PHONE, re.compile(r"(?:\+?57)?3\d{9}|(?:\+?58|0)4[12]\d{8}")),
    (Column.DOCUMENT, re.compile(r"[ve]\d{6,9}|\d{7,10}")),
    (Column.BIRTH_DATE, re.compile(r"(?:19|20)\d\d[01]\d[0-3]\d|[0-3]?\d[01]?\d(?:19|20)\d\d")),
    (Column.AGE, re.compile(r"\d{1,2}(?:anos)?")),
)


def _by_content(values: list[object]) -> Column | None:
    """What a column without a heading that says it holds, by most of its values."""

    def most(found: Iterable[bool]) -> bool:
        return sum(found) >= _MOST_OF * len(values)

    if most(isinstance(value, date) for value in values):
        return Column.BIRTH_DATE
    told = [squeezed(str(value)) for value in values]
    if most(text in DOCUMENT_NAMES for text in told):
        return Column.DOCUMENT_TYPE
    for column, pattern in _CONTENTS:
        if most(pattern.fullmatch(text) is not None for text in told):
            return column
    if most(isinstance(value, str) and _looks_like_a_name(value) for value in values):
        return Column.FULL_NAME
    return None


def _looks_like_a_name(text: str) -> bool:
    parts = text.split()
    return 2 <= len(parts) <= 7 and all(
        part.replace("'", "").replace("-", "").replace(".", "").isalpha() for part in parts
    )


def _m_is_woman(values: list[object]) -> bool:
    """M is «masculino» beside F, and «mujer» beside H."""
    told = Counter(squeezed(str(value)) for value in values)
    if told["f"] != told["h"]:  # the letter beside it decides, whatever whole words stand there too
        return told["h"] > told["f"]
    women, men = (sum(n for text, n in told.items() if text in known) for known in (WOMEN, MEN))
    return not women > men
