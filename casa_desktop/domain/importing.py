"""What an import of persons is made of: columns, rows as they were understood, and what became of each of them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, unique

from casa_desktop.domain.persons import NO_NUMBERS, Details, Numbers

LONGEST_KEY = 60
"""Letters of an imported id."""
MOST_KEPT = 500
"""Letters of an odd value that are kept."""


@unique
class Column(StrEnum):
    """What a column may hold. The first thirteen are those of the file that needs no map."""

    ID = "id"
    FIRST_NAME = "primer_nombre"
    OTHER_NAMES = "otros_nombres"
    FIRST_SURNAME = "primer_apellido"
    SECOND_SURNAME = "segundo_apellido"
    DOCUMENT_TYPE = "tipo_documento"
    DOCUMENT = "documento"
    PHONE = "telefono"
    BIRTH_DATE = "fecha_nacimiento"
    AGE = "edad"
    SEX = "sexo"
    COUNTRY = "pais"
    ADDRESS = "direccion"
    FULL_NAME = "nombre_completo"
    SURNAMES_FIRST = "apellidos_y_nombres"
    GIVEN_NAMES = "nombres"
    SURNAMES = "apellidos"


PLAIN_COLUMNS = tuple(Column)[:13]
NAMES = frozenset(
    {
        Column.FIRST_NAME,
        Column.OTHER_NAMES,
        Column.FIRST_SURNAME,
        Column.SECOND_SURNAME,
        Column.FULL_NAME,
        Column.SURNAMES_FIRST,
        Column.GIVEN_NAMES,
        Column.SURNAMES,
    }
)
MANY = NAMES | {Column.DOCUMENT, Column.PHONE, Column.ADDRESS}
"""Columns of which a file may have several."""


@unique
class Odd(StrEnum):
    """Why a value was kept as it was typed, or was read with a doubt. It never holds a row back."""

    FORMULA = "formula"
    NAME_CUT = "name_cut"
    NAME_UNUSUAL = "name_unusual"
    NAME_NOTHING = "name_nothing"
    """It says that there is none: a sentence is no name, a word that somebody may be called stays."""
    TYPE_UNKNOWN = "type_unknown"
    TYPE_GUESSED = "type_guessed"
    NUMBER_UNUSUAL = "number_unusual"
    NUMBER_MISSING = "number_missing"
    PHONE_UNUSUAL = "phone_unusual"
    DIGITS_LOST = "digits_lost"
    """A spreadsheet wrote a long number as ``1,09E+09``: what it dropped is nowhere in the file."""
    DATE_UNCLEAR = "date_unclear"
    DATE_IMPOSSIBLE = "date_impossible"
    YEAR_ONLY = "year_only"
    AGE_UNCLEAR = "age_unclear"
    AGE_DIFFERS = "age_differs"
    SEX_UNCLEAR = "sex_unclear"
    COUNTRY_UNKNOWN = "country_unknown"
    ADDRESS_CUT = "address_cut"
    ID_MISSING = "id_missing"
    ID_CUT = "id_cut"
    ID_REPEATED = "id_repeated"


@dataclass(frozen=True, slots=True)
class Oddity:
    """One odd value, kept as *typed*."""

    odd: Odd
    column: Column
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A row as it was understood. *key* is the imported id, or a digest of the row where it brings none; *given* is
    that id as it was given, however long."""

    line: int
    key: str
    details: Details
    numbers: Numbers = NO_NUMBERS
    odd: tuple[Oddity, ...] = ()
    named: bool = True
    """Whether the key is an id of the file's, which a search may find."""
    given: str = ""

    @property
    def refused(self) -> bool:
        """Neither a name nor a document: nobody could ever be found by it."""
        return not self.details.name and not self.numbers.documents


@unique
class Outcome(StrEnum):
    """What becomes of a row."""

    CREATED = "created"
    JOINED = "joined"
    """The same person as one who is known: what was missing is added to them."""
    KNOWN = "known"
    """Its id was imported before, or stands on an earlier row."""
    HELD = "held"
    """Left out, because somebody said so."""
    REFUSED = "refused"


@unique
class Likeness(StrEnum):
    """Whether a row may be somebody who is known already."""

    NONE = ""
    DOUBTFUL = "doubtful"
    MATCHED = "matched"


@unique
class Kept(StrEnum):
    """Why a person of an import that is undone stays."""

    ATTENDED = "attended"
    """Something was recorded of them since."""
    EDITED = "edited"
    MERGED = "merged"
    FAMILY = "family"
    """They belong to a family now, or somebody joined theirs."""


@dataclass(frozen=True, slots=True)
class Tally:
    """An import in numbers. *matched* and *doubtful* rows are counted among created, joined or held too."""

    rows: int = 0
    created: int = 0
    joined: int = 0
    known: int = 0
    held: int = 0
    refused: int = 0
    matched: int = 0
    doubtful: int = 0
    warnings: int = 0


@dataclass(frozen=True, slots=True)
class ImportShown:
    """An import, for a list; *code* is how the audit calls it."""

    uuid: str
    code: str
    file_name: str
    created_at: datetime
    by: str
    tally: Tally
    undone: bool
    taken_back: int
    kept: int


@dataclass(frozen=True, slots=True)
class RowShown:
    """What became of one row, for a list."""

    line: int
    outcome: Outcome
    likeness: Likeness
    reasons: tuple[str, ...]
    odd: tuple[Oddity, ...]
    person_uuid: str
    person_code: str
    name: str
    other_code: str
    kept: Kept | None
    taken_back: bool
