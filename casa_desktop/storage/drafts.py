"""Drafts of open forms, as sealed bytes: one a form and user."""

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from casa_desktop.domain.ids import new_id
from casa_desktop.storage.office_tables import draft

_mine = (
    select(draft.c.form, draft.c.sealed, draft.c.saved_at)
    .where(draft.c.user_id == bindparam("user"))
    .order_by(draft.c.id)
)


class Drafts:
    """Reads and writes ``draft``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, user_id: int, form: str, sealed: bytes, saved_at: str) -> None:
        """Replaces the draft of *form* of one user."""
        written = self._connection.execute(
            update(draft)
            .where(draft.c.user_id == user_id, draft.c.form == form)
            .values(sealed=sealed, saved_at=saved_at)
        )
        if written.rowcount == 0:
            self._connection.execute(
                insert(draft).values(uuid=new_id(), user_id=user_id, form=form, sealed=sealed, saved_at=saved_at)
            )

    def of_user(self, user_id: int) -> tuple[tuple[str, bytes, str], ...]:
        """(form, sealed, saved at) of one user."""
        return tuple((form, sealed, at) for form, sealed, at in self._connection.execute(_mine, {"user": user_id}))

    def discard(self, user_id: int, form: str) -> bool:
        """Removes the draft of *form*; False where there was none."""
        done = self._connection.execute(delete(draft).where(draft.c.user_id == user_id, draft.c.form == form))
        return done.rowcount > 0
