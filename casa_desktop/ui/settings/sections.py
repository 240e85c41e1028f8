"""The parts of «Ajustes», in the order of their list. Each is a page of its own, read when it is first shown."""

from collections.abc import Iterable

from casa_desktop.domain.access import Action, Role
from casa_desktop.texts import ui_importing as importing
from casa_desktop.texts import ui_listening as care
from casa_desktop.texts import ui_rules as rules
from casa_desktop.texts import ui_settings as texts
from casa_desktop.ui.pages import PageSpec, pages_for

SECTIONS = (
    PageSpec("desk", texts.DESK, "sheet", Action.DESK_EDIT, "casa_desktop.ui.settings.desk:DeskSection"),
    PageSpec("users", texts.USERS, "people", Action.USER_VIEW, "casa_desktop.ui.users.section:UsersSection"),
    PageSpec("keys", texts.KEYS, "key", Action.KEY_GRANT, "casa_desktop.ui.users.keys:KeysSection"),
    PageSpec("catalog", texts.CATALOG, "edit", Action.CATALOG_EDIT, "casa_desktop.ui.catalogs.page:CatalogPage"),
    PageSpec("rules", rules.TITLE, "statistics", Action.REPORT_DEFINE, "casa_desktop.ui.rules.section:RulesSection"),
    PageSpec("care", care.SETTINGS, "heart", Action.CARE_EDIT, "casa_desktop.ui.listening.settings:CareSection"),
    PageSpec(
        "importing", importing.TITLE, "import", Action.PERSON_IMPORT, "casa_desktop.ui.importing.section:ImportSection"
    ),
    PageSpec("copies", texts.COPIES, "copy", Action.COPY_MAKE, "casa_desktop.ui.copies.section:CopiesSection"),
    PageSpec(
        "machine", texts.MACHINE, "settings", Action.OWN_ACCOUNT, "casa_desktop.ui.settings.machine:MachineSection"
    ),
    PageSpec("audit", texts.AUDIT, "shield", Action.AUDIT_VIEW, "casa_desktop.ui.settings.audit:AuditSection"),
)


def sections_for(roles: Iterable[Role]) -> tuple[PageSpec, ...]:
    """The sections that somebody with *roles* sees."""
    return pages_for(roles, SECTIONS)
