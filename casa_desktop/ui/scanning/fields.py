"""What a scan fills of the form of a person, without Qt."""

from typing import Any

from casa_desktop.domain.ages import Age
from casa_desktop.domain.documents import KnownHow
from casa_desktop.domain.scans import TYPED, Scan

_NAMES = ("first_name", "other_names", "first_surname", "second_surname")


def fields_of(scan: Scan) -> dict[str, Any]:
    """The fields that it knows; nothing of one that is wrong, and nobody's own words are emptied."""
    if scan.wrong:
        return {}
    seen = scan.document_number and scan.kind not in TYPED
    values: dict[str, Any] = {
        # A whole name replaces what stood there, its empty parts too.
        **({name: getattr(scan.name, name) for name in _NAMES} if scan.name else {}),
        "sex": scan.sex or None,
        "age": Age(birth_date=scan.birth_date) if scan.birth_date else None,
        "country": scan.country or None,
        "document_type": scan.document_type or None,
        "number": scan.document_number or None,
        "phone": scan.phone or None,
        "known_how": str(KnownHow.SEEN) if seen else None,
        "expires_on": scan.expires_on,
        "issuing_country": scan.issuing_country or None,
    }
    return {name: value for name, value in values.items() if value is not None}
