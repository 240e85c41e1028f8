"""How a person is called in a list: the columns of the name, and what is shown of them."""

from typing import Any

from casa_desktop.domain.names import Name
from casa_desktop.storage.tables import person_name

NAME = (
    person_name.c.first_name,
    person_name.c.other_names,
    person_name.c.first_surname,
    person_name.c.second_surname,
    person_name.c.preferred_name,
)


def shown_name(row: Any) -> str:
    """Empty for an anonymous entry and for a person without a name."""
    if row.first_name is None:
        return ""
    return Name(row.first_name, row.other_names, row.first_surname, row.second_surname, row.preferred_name).display
