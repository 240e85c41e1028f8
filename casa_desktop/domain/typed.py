"""What people type or paste, read as Colombians mean it: day before month, «.» for thousands, months by name.

Every reader gives None where the text is not understood or could mean two things: asking again is better than a wrong
record. Writing the other way stands in ``texts``.
"""

import re
import unicodedata
from datetime import date, timedelta

from casa_desktop.domain.periods import Month

_MONTH_NAMES = (
    ("enero",),
    ("febrero",),
    ("marzo",),
    ("abril",),
    ("mayo",),
    ("junio",),
    ("julio",),
    ("agosto",),
    ("septiembre", "setiembre"),
    ("octubre",),
    ("noviembre",),
    ("diciembre",),
)
_WORD = r"([a-z]{3,10})\.?"
_BETWEEN = r"(?:\s*[/.\-]\s*|\s+(?:de\s+|del\s+)?)"
_DAY_FIRST = re.compile(rf"(\d{{1,2}}){_BETWEEN}(?:(\d{{1,2}})|{_WORD}){_BETWEEN}(\d{{4}}|\d{{2}})")
_MONTH_FIRST = re.compile(rf"{_WORD}\s+(\d{{1,2}}),?\s+(?:de\s+|del\s+)?(\d{{4}}|\d{{2}})")
_YEAR_FIRST = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})")
_MONTH_NUMBER = re.compile(r"(?:(\d{4})\s*[/\-]\s*(\d{1,2})|(\d{1,2})\s*[/\-]\s*(\d{4}))")
_MONTH_WORD = re.compile(rf"{_WORD}{_BETWEEN}(\d{{4}}|\d{{2}})")
_INTEGERS = (
    re.compile(r"([0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+)(?:,0{1,2})?"),
    re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+)"),
    re.compile(r"([0-9]{1,3}(?:[ '’][0-9]{3})+)"),
    re.compile(r"([0-9]+)\.0"),
)


def plain(text: str) -> str:
    """*text* without accents or doubled blanks, in lower case: «Mié.  5» and «mie. 5» are the same."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in spread if not unicodedata.combining(c)).split())


def parse_date(text: str, today: date) -> date | None:
    """Reads 5/3/87, 05-03-1987, 5 mar 1987, marzo 5 de 1987, 05031987, 1987-03-05, hoy and ayer.

    A year of two digits is the latest one that does not lie after *today*.
    """
    text = plain(text)
    if text in ("hoy", "ayer"):
        return today - timedelta(days=text == "ayer")
    if match := _YEAR_FIRST.fullmatch(text):
        return _date(match[1], match[2], match[3], today)
    if match := _DAY_FIRST.fullmatch(text):
        return _date(match[4], match[2] or _month_number(match[3]), match[1], today)
    if match := _MONTH_FIRST.fullmatch(text):
        return _date(match[3], _month_number(match[1]), match[2], today)
    if re.fullmatch(r"\d{6}|\d{8}", text):
        found = _date(text[4:], text[2:4], text[:2], today)
        return found if found or len(text) == 6 else _date(text[:4], text[4:6], text[6:], today)
    return None


def parse_month(text: str) -> Month | None:
    """Reads 2018-12, 12/2018, Dic 2018, dic-18 and diciembre de 2018. A year of two digits is in this century."""
    text = plain(text)
    if match := _MONTH_NUMBER.fullmatch(text):
        year, number = int(match[1] or match[4]), int(match[2] or match[3])
    elif match := _MONTH_WORD.fullmatch(text):
        year, number = int(match[2]), int(_month_number(match[1]) or 0)
        year += 2000 if len(match[2]) == 2 else 0
    else:
        return None
    return Month(year, number) if 1900 <= year <= 2999 and 1 <= number <= 12 else None


def parse_time(text: str) -> str | None:
    """Reads an hour of the day as ``HH:MM``: 15:30, 1530, 3:30 p. m., 3 pm, 8. Alone, 1 to 6 is the afternoon."""
    said = plain(text).replace(".", "").replace(" ", "")
    match = re.fullmatch(r"(\d{1,2})(?::?(\d{2}))?(?:h|horas)?(am|pm|m)?", said)
    if match is None:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if half and not 1 <= hour <= 12:
        return None
    if half in ("am", "pm"):
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif not half and len(match[1]) == 1 and 1 <= hour <= 6:
        hour += 12
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None


def is_time(text: str) -> bool:
    """Whether *text* is an hour as records keep it."""
    return re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text) is not None


def parse_integer(text: str) -> int | None:
    """Reads a count: 1372, 1.372, 1 372, 1,372 and 1372,00. A number with a fraction or a sign is no count."""
    text = " ".join(text.split())
    for form in _INTEGERS:
        if len(text) <= 20 and (match := form.fullmatch(text)):
            return int(re.sub(r"[^0-9]", "", match[1]))
    return None


def counted(text: str) -> int | str:
    """The count that *text* is, or the text as it is: «bolsa de 2.5 kg»."""
    number = parse_integer(text)
    return text if number is None else number


def _month_number(word: str) -> str | None:
    for index, names in enumerate(_MONTH_NAMES, start=1):
        if any(name.startswith(word) for name in names) and len(word) >= 3:
            return str(index)
    return None


def _date(year: str, month: str | None, day: str, today: date) -> date | None:
    if month is None:
        return None
    try:
        if len(year) == 4:
            return date(int(year), int(month), int(day)) if int(year) >= 1900 else None
        latest = date(today.year // 100 * 100 + int(year), int(month), int(day))
        return latest if latest <= today else latest.replace(year=latest.year - 100)
    except ValueError:
        return None
