"""``casa usuarios``: who may enter, without a window."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from casa_desktop.cli.entering import entered, first_line
from casa_desktop.domain.access import Compartment, Role
from casa_desktop.domain.clock import SystemClock
from casa_desktop.domain.errors import Code, fault
from casa_desktop.services import users
from casa_desktop.texts import labels
from casa_desktop.wiring import Desk, Door

LIST, CREATE, PASSWORD, GRANT, RECOVER = "listar", "crear", "clave", "conceder", "recuperar"


def options(parser: ArgumentParser) -> None:
    """Declares what ``usuarios`` understands."""
    parser.add_argument(
        "acto",
        choices=[LIST, CREATE, PASSWORD, GRANT, RECOVER],
        nargs="?",
        default=LIST,
        help="listar (si no se dice), crear, clave (poner una nueva), conceder (la llave de psicología o RCF) o "
        "recuperar (entrar de nuevo con una hoja de recuperación, si la clave se perdió)",
    )
    parser.add_argument("nombre", nargs="?", metavar="NOMBRE", help="usuario que se crea, o cuya clave se cambia")
    parser.add_argument("--nombre-completo", metavar="N", default="", help="nombre y apellidos")
    parser.add_argument(
        "--rol", metavar="ROL", action="append", default=[], choices=[str(r) for r in Role], help="se puede repetir"
    )
    parser.add_argument(
        "--clave-nueva-archivo", metavar="F", type=Path, help="archivo cuya primera línea es la clave nueva"
    )
    parser.add_argument("--compartimento", choices=[str(c) for c in Compartment], help="la llave que se concede")
    parser.add_argument(
        "--hoja-archivo", metavar="F", type=Path, help="archivo cuya primera línea es una hoja de recuperación"
    )


def run(given: Namespace) -> int:
    """Lists, creates, gives a new password, grants a compartment key, or lets in by a recovery sheet."""
    if given.acto != LIST and not given.nombre:
        raise fault(Code.REQUIRED, "username")
    if given.acto == RECOVER:
        if given.hoja_archivo is None:
            raise fault(Code.REQUIRED, "--hoja-archivo")
        door = Door(given.perfil, SystemClock())
        door.require_base()
        door.recover(given.nombre, first_line(given.hoja_archivo), _new_password(given))
        return 0
    with entered(given) as desk:
        if given.acto == LIST:
            for user in desk.runner.run(users.list_users, users.UserQuery()).result:
                roles = ", ".join(labels.ROLES[role] for role in sorted(user.roles))
                print("\t".join((user.username, user.full_name, roles, "activo" if user.active else "inactivo")))
        elif given.acto == CREATE:
            held = frozenset(map(Role, given.rol))
            new = users.new_user(given.nombre, given.nombre_completo, _new_password(given), held)
            desk.runner.run(users.create, new)
        elif given.acto == PASSWORD:
            desk.runner.run(users.reset_password, users.ResetPassword(_uuid(desk, given.nombre), _new_password(given)))
        else:
            if given.compartimento is None:
                raise fault(Code.REQUIRED, "compartment")
            sheet = first_line(given.hoja_archivo) if given.hoja_archivo else ""
            key = users.GrantKey(_uuid(desk, given.nombre), Compartment(given.compartimento), sheet)
            desk.runner.run(users.grant_key, key)
    return 0


def _new_password(given: Namespace) -> str:
    if given.clave_nueva_archivo is None:
        raise fault(Code.REQUIRED, "--clave-nueva-archivo")
    return first_line(given.clave_nueva_archivo)


def _uuid(desk: Desk, username: str) -> str:
    found = next(
        (u for u in desk.runner.run(users.list_users, users.UserQuery()).result if u.username == username), None
    )
    if found is None:
        raise fault(Code.UNKNOWN_USER, "username")
    return found.uuid
