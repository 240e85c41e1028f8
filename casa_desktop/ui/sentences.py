"""The Spanish of errors, read when one is first told: its labels know the domain, the login page needs none."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casa_desktop.domain.errors import CasaError, Problem


def sentence(problem: "Problem") -> str:
    """See :func:`casa_desktop.texts.errors.sentence`."""
    from casa_desktop.texts import errors

    return errors.sentence(problem)


def message(error: "CasaError") -> str:
    """See :func:`casa_desktop.texts.errors.message`."""
    from casa_desktop.texts import errors

    return errors.message(error)
