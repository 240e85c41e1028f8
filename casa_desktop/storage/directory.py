"""The directory of organisations: the list of partners, and what is written of each."""

from typing import Any

from sqlalchemy import Connection, insert, select, update

from casa_desktop.domain.catalog import Kind
from casa_desktop.domain.referrals import ORGANISATION_LIMITS, Organisation
from casa_desktop.storage.referral_tables import organisation
from casa_desktop.storage.tables import catalog_item

_all = (
    select(
        catalog_item.c.id,
        catalog_item.c.uuid,
        catalog_item.c.code,
        catalog_item.c.name,
        catalog_item.c.active_to,
        organisation.c.version,
        *(organisation.c[name] for name in ORGANISATION_LIMITS),
    )
    .select_from(catalog_item)
    .outerjoin(organisation, organisation.c.item_id == catalog_item.c.id)
    .where(catalog_item.c.kind == str(Kind.PARTNER))
    .order_by(catalog_item.c.position, catalog_item.c.id)
)


class Directory:
    """Reads and writes ``organisation``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[tuple[int, Organisation], ...]:
        """(key of the partner, organisation), retired ones too, in the order of the list. Whoever shows them says
        which are in use."""
        found = []
        for row in self._connection.execute(_all):
            texts: dict[str, Any] = {name: getattr(row, name) or "" for name in ORGANISATION_LIMITS}
            found.append((row.id, Organisation(row.uuid, row.code, row.name, version=row.version or 0, **texts)))
        return tuple(found)

    def save(self, item_id: int, entry: Organisation) -> bool:
        """Writes the texts of *entry* if nobody changed them since it was read."""
        texts = {name: getattr(entry, name) for name in ORGANISATION_LIMITS}
        if entry.version == 0:
            known = self._connection.execute(
                select(organisation.c.item_id).where(organisation.c.item_id == item_id)
            ).first()
            if known is None:
                self._connection.execute(insert(organisation).values(item_id=item_id, **texts))
            return known is None
        done = self._connection.execute(
            update(organisation)
            .where(organisation.c.item_id == item_id, organisation.c.version == entry.version)
            .values(version=entry.version + 1, **texts)
        )
        return done.rowcount == 1
