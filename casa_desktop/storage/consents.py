"""Authorisations of data: given or refused, for what, how, and until when. None is ever deleted or overwritten."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from casa_desktop.domain.person_views import ConsentShown
from casa_desktop.domain.persons import NewConsent
from casa_desktop.storage.office_tables import user_account
from casa_desktop.storage.tables import consent, person

_add = insert(consent)
_columns = (
    consent.c.uuid,
    consent.c.purpose,
    consent.c.granted,
    consent.c.channel,
    consent.c.text_version,
    consent.c.folio,
    consent.c.witness,
    consent.c.given_on,
    consent.c.revoked_on,
    user_account.c.full_name,
)
_shown = select(*_columns).join(user_account, user_account.c.id == consent.c.recorded_by_id)
_of_persons = _shown.where(consent.c.person_id.in_(bindparam("persons", expanding=True))).order_by(
    consent.c.given_on.desc(), consent.c.id.desc()
)
_owner = (
    select(person.c.uuid).join(consent, consent.c.person_id == person.c.id).where(consent.c.uuid == bindparam("uuid"))
)
_by_uuid = _shown.where(consent.c.uuid == bindparam("uuid"))
_revoke = (
    update(consent)
    .where(consent.c.uuid == bindparam("which"), consent.c.revoked_on.is_(None))
    .values(revoked_on=bindparam("day"))
)


class Consents:
    """Reads and writes ``consent``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, person_id: int, consent: NewConsent, recorded_by_id: int) -> None:
        """Inserts an authorisation of a person."""
        self._connection.execute(
            _add,
            {
                "uuid": consent.uuid,
                "person_id": person_id,
                "purpose": str(consent.purpose),
                "granted": consent.granted,
                "channel": str(consent.channel),
                "text_version": consent.text_version,
                "folio": consent.folio,
                "witness": consent.witness,
                "given_on": consent.given_on,
                "recorded_by_id": recorded_by_id,
            },
        )

    def of(self, person_ids: list[int]) -> tuple[ConsentShown, ...]:
        """Every authorisation of a person's records, newest first."""
        return tuple(_consent(row) for row in self._connection.execute(_of_persons, {"persons": person_ids}))

    def by_uuid(self, uuid: str) -> tuple[str, ConsentShown] | None:
        """(uuid of the person, the authorisation), or None."""
        owner = self._connection.execute(_owner, {"uuid": uuid}).scalar()
        row = self._connection.execute(_by_uuid, {"uuid": uuid}).first()
        return (owner, _consent(row)) if owner is not None and row is not None else None

    def revoke(self, uuid: str, day: date) -> None:
        """Ends an authorisation on *day*."""
        self._connection.execute(_revoke, {"which": uuid, "day": day})


def _consent(row: Sequence[Any]) -> ConsentShown:
    return ConsentShown(*row)
