"""The keys of «Personas y familias», each for who may do what it does."""

from casa_desktop.domain.access import Action
from casa_desktop.texts import ui_families, ui_followups, ui_merging, ui_referrals, ui_scanning, ui_timeline
from casa_desktop.texts import ui_people as texts
from casa_desktop.ui import hotkeys
from casa_desktop.ui.merging.merged import PART_KEY
from casa_desktop.ui.page import Key
from casa_desktop.ui.people.card import CARD_KEY
from casa_desktop.ui.people.model import FAMILY_KEY
from casa_desktop.ui.people.timeline import LINE_KEY, PRINT_KEY, SAVE_KEY
from casa_desktop.ui.session import Session

PAIRS_KEY, MERGE_KEY = hotkeys.DUPLICATES, hotkeys.MERGE
_KEYS = (
    (hotkeys.NEW, texts.KEY_NEW, Action.PERSON_REGISTER),
    (FAMILY_KEY, ui_families.SAVE_KEY, Action.PERSON_REGISTER),
    (hotkeys.OTHER_SIDE, texts.KEY_LIST, Action.PERSON_SEARCH),
    (hotkeys.ATTEND, texts.KEY_ATTEND, Action.VISIT_RECORD),
    (hotkeys.EDIT, texts.KEY_EDIT, Action.PERSON_EDIT),
    (hotkeys.REVEAL, texts.KEY_REVEAL, Action.PERSON_REVEAL),
    (hotkeys.ADD_RELATIVE, texts.KEY_FAMILY, Action.PERSON_EDIT),
    (hotkeys.REFER, ui_referrals.KEY_REFER, Action.REFERRAL_WRITE),
    (hotkeys.FOLLOW_UP, ui_followups.KEY_FOLLOW_UP, Action.FOLLOW_UP_WRITE),
    (LINE_KEY, ui_timeline.KEY_LINE, Action.PERSON_VIEW),
    (PRINT_KEY, ui_timeline.KEY_PRINT, Action.PERSON_PRINT),
    (SAVE_KEY, ui_timeline.KEY_SAVE, Action.PERSON_PRINT),
    (MERGE_KEY, ui_merging.KEY_MERGE, Action.PERSON_MERGE),
    (PART_KEY, ui_merging.KEY_PART, Action.PERSON_MERGE),
    (PAIRS_KEY, ui_merging.KEY_PAIRS, Action.PERSON_MERGE),
)


def keys_of(session: Session) -> tuple[Key, ...]:
    """Those that the card of keys shows."""
    cards = ((CARD_KEY, ui_scanning.KEY_CARD, Action.PERSON_PRINT),) if session.settings.readers else ()
    return tuple(Key(key, does) for key, does, action in (*_KEYS, *cards) if session.can(action))
