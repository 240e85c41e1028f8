"""Sealed notes of a service: every revision is kept, and none is readable here."""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, insert, select

from casa_desktop.storage.office_tables import user_account
from casa_desktop.storage.tables import sealed_note, service, service_type

_of_service = (
    select(
        sealed_note.c.uuid,
        sealed_note.c.compartment,
        sealed_note.c.revision,
        sealed_note.c.sealed,
        sealed_note.c.written_at,
        user_account.c.full_name,
    )
    .join(user_account, user_account.c.id == sealed_note.c.author_id)
    .where(sealed_note.c.service_id == bindparam("service"))
    .order_by(sealed_note.c.revision)
)
_compartment = (
    select(service_type.c.compartment)
    .join(service, service.c.service_type_id == service_type.c.id)
    .where(service.c.id == bindparam("service"))
)


@dataclass(frozen=True, slots=True)
class SealedNote:
    """One revision as stored."""

    uuid: str
    compartment: str
    revision: int
    sealed: bytes
    written_at: str
    author: str


class Notes:
    """Reads and writes ``sealed_note``; a revision is never changed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_service(self, service_id: int) -> tuple[SealedNote, ...]:
        """Every revision, oldest first."""
        return tuple(SealedNote(*row) for row in self._connection.execute(_of_service, {"service": service_id}))

    def compartment_of(self, service_id: int) -> str:
        """Whose key seals what is said in a service; empty where its type has no compartment."""
        found: str | None = self._connection.execute(_compartment, {"service": service_id}).scalar()
        return found or ""

    def add(
        self,
        *,
        uuid: str,
        service_id: int,
        compartment: str,
        revision: int,
        sealed: bytes,
        written_at: str,
        author_id: int,
    ) -> None:
        """Appends a revision."""
        self._connection.execute(
            insert(sealed_note).values(
                uuid=uuid,
                service_id=service_id,
                compartment=compartment,
                revision=revision,
                sealed=sealed,
                written_at=written_at,
                author_id=author_id,
            )
        )
