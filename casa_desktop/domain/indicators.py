"""The counting rules of the desk, named and versioned, and what a printed row refers to.

Source: the rules agreed with the desk (PER-MES … TOT-DIS). A report stores the id and version of each rule that it
used and prints its text, which stands in ``texts/rules.py`` under the same id.
"""

from dataclasses import dataclass
from enum import StrEnum, unique


@unique
class Rule(StrEnum):
    """A counting rule. ``SERVICES`` and ``PERSONS_OF_SERVICE`` are completed by a service type."""

    PERSONS = "PER-MES"
    NEW_PERSONS = "PER-NUE"
    NEW_IN_YEAR = "PER-NUE-A"
    VISITS = "VIS"
    SERVICES = "SRV"
    PERSONS_OF_SERVICE = "PER"
    FAMILIES = "FAM"
    COVERED = "BEN"
    MONTHLY_SUM = "TOT-SUM"
    DISTINCT = "TOT-DIS"


RULE_VERSION = 1
"""All rules are in their first version; a changed rule gets the next number and the old one keeps its text."""

_PLAIN = frozenset({Rule.PERSONS, Rule.NEW_PERSONS, Rule.NEW_IN_YEAR, Rule.VISITS, Rule.FAMILIES, Rule.COVERED})
_BY_SERVICE = (Rule.NEW_IN_YEAR, Rule.SERVICES, Rule.PERSONS_OF_SERVICE)
"""The longer prefix first: ``PER-NUE-A-ORI`` is not the service type ``NUE-A-ORI``."""
COUNTS_PERSONS = frozenset(
    {Rule.PERSONS, Rule.NEW_PERSONS, Rule.NEW_IN_YEAR, Rule.PERSONS_OF_SERVICE, Rule.COVERED},
)
"""Rules whose monthly values are persons, so that a total over months has two readings."""


@dataclass(frozen=True, slots=True, order=True)
class Indicator:
    """A rule, and for the rules by service the code of the service type (``ORI``).

    ``PER-NUE-A`` may stand alone (the whole desk is the activity) or name the service type that is the activity.
    """

    rule: Rule
    service_type: str = ""

    @property
    def id(self) -> str:
        """``PER-MES``, ``SRV-ORI``, ``PER-RCF``…; how reports, files and history name it."""
        return f"{self.rule}-{self.service_type}" if self.service_type else str(self.rule)

    @classmethod
    def parse(cls, text: str) -> "Indicator | None":
        """The inverse of :attr:`id`; None where the text names no rule."""
        for rule in _PLAIN:
            if text == rule:
                return cls(rule)
        for rule in _BY_SERVICE:
            prefix = f"{rule}-"
            if text.startswith(prefix) and len(text) > len(prefix):
                return cls(rule, text[len(prefix) :])
        return None


@dataclass(frozen=True, slots=True)
class RowChoice:
    """A row that a table prints: what it counts and the label that stands before it."""

    indicator: Indicator
    label: str


class TotalMode(StrEnum):
    """Which totals of persons a table prints."""

    SUM = "suma"
    DISTINCT = "distintas"
    BOTH = "ambas"


class Outcome(StrEnum):
    """What a service type counts. A service without a result (an orientation, wifi) was done: it is successful."""

    SERVICES = "services"
    SUCCESSFUL = "successful"
    """Without those that did not succeed."""
    ATTEMPTS = "attempts"
    """Every try, as SERVICES; the footnote says that they are tries."""


class Reach(StrEnum):
    """Whom a service type counts."""

    RECIPIENT = "recipient"
    """Not the rows of those who only accompanied."""
    PRESENT = "present"
