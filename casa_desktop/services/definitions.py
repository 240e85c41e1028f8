"""Keeping what the desk defines for its reports. The verbs of each kind check what it says and call these."""

import json
from collections.abc import Mapping
from typing import Any

from casa_desktop.domain.definitions import LONGEST_NAME, MOST_OF_A_KIND, DefinitionKind, Named
from casa_desktop.domain.errors import Code, Problems, fault
from casa_desktop.domain.text import fold, taken
from casa_desktop.services.context import Context
from casa_desktop.services.recording import user_id
from casa_desktop.storage.definitions import DefinitionRow

Content = Mapping[str, Any]
"""JSON by name; never anything of a person."""


def kept(ctx: Context, kind: DefinitionKind) -> tuple[tuple[Named, Content], ...]:
    """Every definition of *kind*, by name."""
    return tuple(_read(row) for row in ctx.work.definitions.all(kind))


def of(ctx: Context, kind: DefinitionKind, uuid: str) -> tuple[Named, Content]:
    """The definition of that uuid. Errors: NOT_FOUND."""
    row = ctx.work.definitions.by_uuid(uuid)
    if row is None or row.kind != kind:
        raise fault(Code.NOT_FOUND, kind="definition")
    return _read(row)


def keep(ctx: Context, kind: DefinitionKind, named: Named, content: Content, problems: Problems) -> Named:
    """Writes a definition, new (version 0) or over the version that was seen; *problems* are those of its content.

    Repeating a new one changes nothing. Errors: REQUIRED, TOO_LONG, NOT_UNIQUE (name), OUT_OF_RANGE (too many of a
    kind), CONFLICT, and all in *problems*.
    """
    name = taken(problems, "name", named.name, LONGEST_NAME, required=True)
    stored = ctx.work.definitions
    rows = stored.all(kind)
    if any(fold(row.name) == fold(name) and row.uuid != named.uuid for row in rows):
        problems.add(Code.NOT_UNIQUE, "name")
    if not named.version and len(rows) >= MOST_OF_A_KIND:
        problems.add(Code.OUT_OF_RANGE, "name", low=1, high=MOST_OF_A_KIND)
    problems.raise_if_any()
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    standing = stored.by_uuid(named.uuid)
    if standing is not None and (standing.name, standing.content) == (name, text):
        return _read(standing)[0]
    values = {"name": name, "content": text, "at": ctx.stamp, "by_id": user_id(ctx)}
    if named.version == 0 and not stored.used(named.uuid):
        stored.add({"uuid": named.uuid, "kind": str(kind), **values})
    elif not stored.change(named.uuid, named.version, values):
        raise fault(Code.CONFLICT, kind="definition")
    ctx.audit("definition.keep", f"{kind}:{named.uuid[:8]}", ("name", "content"))
    ctx.changed("definition", named.uuid)
    return of(ctx, kind, named.uuid)[0]


def remove(ctx: Context, kind: DefinitionKind, uuid: str, version: int) -> None:
    """Takes a definition out of the list. Errors: NOT_FOUND, CONFLICT."""
    of(ctx, kind, uuid)
    if not ctx.work.definitions.remove(uuid, version, ctx.stamp):
        raise fault(Code.CONFLICT, kind="definition")
    ctx.audit("definition.remove", f"{kind}:{uuid[:8]}")
    ctx.changed("definition", uuid)


def _read(row: DefinitionRow) -> tuple[Named, Content]:
    return Named(row.uuid, row.name, row.at, row.by, row.version), json.loads(row.content)
