"""What is typed into the forms that a page opens over a record: an answer, a note, a correction.

Pages keep what they are for themselves (``Page.draft``). These stand together in one draft more; after a lock or a
crash each waits until its form is opened for the same record again, and is put back there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import shiboken6

from casa_desktop.services.drafts import SEALED
from casa_desktop.texts import ui_kept as texts
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.ports import Draft

_OPEN_TO_ALL = "forms"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a form is opened: the page, its target, and the words of the form. *compartment* seals what is typed."""

    page_id: str
    target: str
    words: str
    compartment: str = ""


class KeptForms:
    """The forms of one session that are open, and what waits of those of an earlier one."""

    def __init__(self) -> None:
        self._open: dict[Form, tuple[str, Place]] = {}
        self._waiting: dict[str, tuple[Place, Draft]] = {}
        self._sealed: dict[str, Any] = {}

    def keep(self, form: Form, place: Place, record: str = "") -> None:
        """*form*, as it was filled for a record (*record*, or the target), is what the user types into from now on."""
        key = " ".join((place.page_id, record or place.target, form.objectName()))
        self._open = {each: of for each, of in self._open.items() if shiboken6.isValid(each) and each is not form}
        self._open[form] = (key, place)
        if (waiting := self._waiting.pop(key, None)) is not None:
            before = form.values()
            form.restore(waiting[1])
            form.suggest(texts.FORM_BACK, texts.START_OVER, lambda: form.load(before))

    def draft(self) -> Draft | None:
        """Everything typed and not saved, in the shape in which compartments are sealed; None where nothing is."""
        found: dict[str, Any] = dict(self._sealed)
        typed = {key: (place, dict(form.draft())) for form, (key, place) in self._open.items() if _holds(form)}
        for key, (place, draft) in (self._waiting | typed).items():
            where = found.setdefault(place.compartment or _OPEN_TO_ALL, {})
            where[key] = {"place": [place.page_id, place.target, place.words], "form": dict(draft)}
        return found or None

    def restore(self, draft: Draft) -> None:
        """What waits from now on. A part whose key is not at hand is handed back as it is."""
        for compartment, part in draft.items():
            if not isinstance(part, Mapping):
                continue
            if SEALED in part:
                self._sealed[compartment] = dict(part)
                continue
            for key, kept in part.items():
                page_id, target, words = map(str, kept["place"])
                place = Place(page_id, target, words, "" if compartment == _OPEN_TO_ALL else compartment)
                self._waiting[key] = (place, kept["form"])

    def waiting(self) -> tuple[Place, ...]:
        """Where there is something to go on with."""
        return tuple(place for place, _ in self._waiting.values())

    def drop(self, place: Place) -> None:
        """What waits there is not wanted any more."""
        self._waiting = {key: kept for key, kept in self._waiting.items() if kept[0] != place}


def _holds(form: Form) -> bool:
    return shiboken6.isValid(form) and form.dirty
