"""What is typed from the cells of a planilla: short marks, as the paper has them, read without guessing."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from casa_desktop.domain.catalog import Catalog, Form, Kind, ServiceType
from casa_desktop.domain.documents import DOCUMENT_TYPES, UNIDENTIFIED, normalise_number
from casa_desktop.domain.periods import Month
from casa_desktop.domain.persons import Sex
from casa_desktop.domain.typed import plain
from casa_desktop.domain.visits import ACHIEVED, Guidance, Rcf

CALL, NO_ANSWER = "LLAMADA", "NO_CONTESTA"
NOT_ACHIEVED = "-"
"""Behind the code of a call: somebody tried, and nobody answered."""

_SEXES = {"h": Sex.MAN, "m": Sex.WOMAN, "f": Sex.WOMAN, "i": Sex.INTERSEX, "s": Sex.UNKNOWN}
_DOCUMENTS = {"V": "CV", "E": "CV", "CI": "CV", "PPT": "PT", "PEP": "PE", "PAS": "PA", "PAP": "PA", "SAL": "SC"}
"""What people write for a type, besides its code."""
_DOCUMENT = re.compile(r"([a-z]{1,3})?[\s.:-]*(.*)")


@dataclass(frozen=True, slots=True)
class Mark:
    """A service ticked on a line."""

    code: str
    achieved: bool = True

    @property
    def written(self) -> str:
        """``ORI``, ``RCF-``."""
        return self.code if self.achieved else f"{self.code}{NOT_ACHIEVED}"


def parse_sex(text: str) -> str | None:
    """Reads h, m (or f), i and s, or the beginning of the word; None = not understood."""
    said = plain(text)
    words = {"hombre": Sex.MAN, "mujer": Sex.WOMAN, "femenino": Sex.WOMAN, "intersexual": Sex.INTERSEX}
    if said in _SEXES:
        return str(_SEXES[said])
    found = {sex for word, sex in {**words, "sin dato": Sex.UNKNOWN}.items() if said and word.startswith(said)}
    return str(found.pop()) if len(found) == 1 else None


def parse_yes(text: str) -> bool | None:
    """Reads s, si, x and n, no; None = not understood or not said."""
    said = plain(text)
    return True if said in ("s", "si", "x") else False if said in ("n", "no") else None


def parse_document(text: str, *, adult: bool) -> tuple[str, str] | None:
    """Reads «CC 1098765432», «V-12.345.678», «PPT 123»: (type, number). «sin» is without identification.

    None where the type is not said or not known: a number alone could be of three countries.
    """
    said = plain(text).strip()
    if said in ("sin", "no", "no tiene", "sin documento"):
        return ("AS" if adult else "MS", "")
    match = _DOCUMENT.fullmatch(said)
    if match is None or not match[1]:
        return None
    word = match[1].upper()
    code = word if word in DOCUMENT_TYPES else _DOCUMENTS.get(word, "")
    number = match[2].strip().upper()
    if not code or (not number and code not in UNIDENTIFIED) or (number and not normalise_number(code, number)):
        return None
    return code, number


def choose(text: str, options: Iterable[tuple[str, str]]) -> str | None:
    """The key of the one option (key, words) that *text* begins or is, by its words or its key."""
    said = plain(text)
    listed = [(key, plain(words)) for key, words in options]
    if not said:
        return None
    for key, words in listed:
        if said in (words, plain(key)):
            return key
    found = [key for key, words in listed if said in words.split()]
    if len(found) != 1:
        found = [key for key, words in listed if words.startswith(said) or plain(key).startswith(said)]
    if not found:
        found = [key for key, words in listed if any(word.startswith(said) for word in words.split())]
    return found[0] if len(found) == 1 else None


def short_codes(codes: Iterable[str], shortest: int = 2) -> dict[str, str]:
    """The beginning of each code that no other one has: what a person writes into a cell by hand."""
    listed = list(codes)
    found = {}
    for code in listed:
        length = shortest
        while length < len(code) and any(o != code and o.startswith(code[:length]) for o in listed):
            length += 1
        found[code] = code[:length]
    return found


def on_sheet(kind: ServiceType) -> bool:
    """Whether a tick says all that must be known of such a service."""
    plain_form = kind.form in (Form.GENERAL, Form.GUIDANCE, Form.RCF)
    return plain_form and not kind.compartment and not any(f.required and f.active_to is None for f in kind.fields)


def parse_marks(text: str, kinds: Iterable[ServiceType]) -> tuple[Mark, ...] | None:
    """Reads «or rcf», «ORI,RCF-», «o r»; each mark is the beginning of one code or name. None = not understood."""
    listed = [(kind.code, kind.name) for kind in kinds]
    found: dict[str, Mark] = {}
    for word in re.split(r"[\s,;+]+", text.strip()):
        if not word:
            continue
        bare = word.rstrip(NOT_ACHIEVED)
        code = choose(bare, listed)
        if code is None:
            return None
        found[code] = Mark(code, achieved=word == bare)
    return tuple(found.values())


def mark_form(kind: ServiceType, mark: Mark, catalog: Catalog) -> Guidance | Rcf | None:
    """What a tick says of a service of that kind: of a call, that it was one and whether somebody answered."""
    if kind.form is Form.GUIDANCE:
        return Guidance()
    if kind.form is Form.RCF:
        return Rcf(_there(catalog, Kind.RCF_MODALITY, CALL), result=ACHIEVED if mark.achieved else NO_ANSWER)
    return None


def _there(catalog: Catalog, kind: Kind, code: str) -> str:
    """*code*, or the first of a desk that has lists of its own."""
    if catalog.item(kind, code) is not None:
        return code
    return next((item.code for item in catalog.of(kind)), code)


def boxes(catalog: Catalog, day: date) -> Mapping[str, str]:
    """(code → name) of the services that a planilla may have a box for: none that is sealed, none by phone alone."""
    return {
        kind.code: kind.name
        for kind in catalog.service_types
        if kind.active_on(day)
        and not kind.compartment
        and kind.form is not Form.SURVEY
        and not kind.option_in(Month.of(day)).remote
    }
