"""Alembic's side of a migration. It is handed a connection whose transaction is already open, and opens none itself.

Nothing of the program is imported here or in ``versions``: a migration must do in ten years what it did when it was
written.
"""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
