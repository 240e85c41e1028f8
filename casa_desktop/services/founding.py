"""The first act of a desk: its name, its first coordinator and administrator, its catalogue."""

from dataclasses import dataclass

from casa_desktop.domain.access import Action
from casa_desktop.domain.text import taken, tidy
from casa_desktop.services import seeding
from casa_desktop.services.context import Context, verb
from casa_desktop.services.desk import LIMITS, DeskProfile, to_settings
from casa_desktop.services.users import check_new_user


@dataclass(frozen=True, slots=True)
class Found:
    """Name and municipality (DIVIPOLA code) of the new desk; the actor is its first user."""

    desk_name: str
    municipality: str
    municipality_name: str = ""


def check(desk_name: str, username: str, full_name: str, password: str) -> None:
    """Tells everything that is wrong before a key is made. Errors: REQUIRED, BAD_TEXT, TOO_LONG, WEAK_PASSWORD."""
    problems = check_new_user(username, full_name, password)
    taken(problems, "desk_name", desk_name, LIMITS["name"], required=True)
    problems.raise_if_any()


@verb(Action.DESK_EDIT)
def found(ctx: Context, command: Found) -> None:
    """Enters the first user, the desk's name and the catalogue into an empty base."""
    ctx.work.users.add(
        uuid=ctx.actor.uuid,
        username=ctx.actor.username,
        full_name=ctx.actor.full_name,
        created_at=ctx.stamp,
        roles=ctx.actor.roles,
    )
    desk = DeskProfile(
        name=tidy(command.desk_name),
        municipality=command.municipality,
        municipality_name=command.municipality_name,
    )
    ctx.work.desk.put(to_settings(desk))
    ctx.audit("desk.found", "desk", ("name", "municipality"))
    seeding.seed(ctx)
