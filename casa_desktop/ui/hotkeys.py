"""Every key with a modifier or an F: one meaning each, whatever the page. A letter alone is its page's own.

A page takes its key from here. A new act takes the key of what it is to the person at the desk, or a new line.
"""

# The window
SEARCH, HELP, REFRESH, MENU, UNDO = "Ctrl+K", "F1", "F5", "F10", "F9"
LOCK, SWITCH_USER, QUIT = "Ctrl+L", "Ctrl+Shift+L", "Ctrl+Q"
NEXT_PAGE, PREVIOUS_PAGE = "Ctrl+Shift+PgDown", "Ctrl+Shift+PgUp"
NEXT_SECTION, PREVIOUS_SECTION = "Ctrl+PgDown", "Ctrl+PgUp"
GO_ON = "Shift+F9"
"""To what was being typed when the program stopped."""
OTHER_SIDE = "F6"
"""From the list to what stands beside it, and back."""

# Records
SAVE, SAVE_TOO = "Ctrl+Return", "Ctrl+Enter"
"""Both Enter keys."""
NEW = "Ctrl+N"
"""Another of what the page is for."""
NEW_OTHER = "Ctrl+Shift+N"
"""The second thing that a page registers: a family, an organisation, an article, a SIM card."""
EDIT, EDIT_COUNTING = "Ctrl+E", "Ctrl+Shift+E"
CANCEL, RESTORE = "Ctrl+Del", "Ctrl+Shift+R"
"""Called off, and as it was before: «Reabrir», «Retomar», «Volver al paso anterior»."""
NEXT_STEP = "Ctrl+I"
"""What is open goes on to the state that follows."""
OPEN = "Ctrl+O"
"""What is kept apart: a sealed note, a file."""
COPY = "Ctrl+C"
COPY_DAY = "Ctrl+Shift+C"
"""The day in a message."""
HISTORY = "Ctrl+H"
"""What happened before: of a person, of an article, in earlier years."""

# A person
ATTEND = "Ctrl+T"
"""Takes on who or what is pointed at: a person, an answer, a sheet of paper."""
REFER = "Ctrl+R"
"""Hands over to somebody else."""
FOLLOW_UP = "Ctrl+G"
REVEAL = "Ctrl+D"
"""Shows what is masked; audited."""
ADD_RELATIVE = "Ctrl+J"
ANONYMOUS = "Alt+N"
"""Without a person."""
NAMELESS = "Alt+S"
"""A person is registered, whose name nobody knows."""
ADD_PERSON = "Alt+A"
"""One more person in what is being written."""
KNOWN = "Alt+R"
"""Somebody who is registered already."""
FAMILY = "Alt+H"
TWIN, NOT_TWIN = "F2", "Shift+F2"
"""Takes the person who has that document or resembles who is being registered; or says that it is somebody else."""
AGAIN = "F4"
"""As the last time."""
ARRIVE, ARRIVE_WITH, TURN_SLIP, CALL_NEXT = "F12", "Shift+F12", "Ctrl+F12", "Alt+F12"
"""The waiting room: somebody came, with all that is to be said of it, the slip of the number, and who is next."""
FURTHER_DATA, DUE, PASS, PASS_SLIP, PROTECTION = "F3", "F7", "F8", "Shift+F8", "F11"

MERGE, PART, DUPLICATES = "Ctrl+U", "Ctrl+Shift+U", "Ctrl+Shift+D"
"""Two records of one person are joined, and parted; the list of those that may be one."""

# Paper and files
PAPER, OTHER_PAPER, SAVE_FILE = "Ctrl+P", "Ctrl+Shift+P", "Ctrl+Shift+S"
"""The paper is shown first; there the same key prints it."""
NOMINAL = "Ctrl+Shift+X"
"""A list with names leaves, sealed."""
WHOLE_PAGE, WHOLE_WIDTH = "Alt+P", "Alt+W"

PHOTO = "Ctrl+Shift+O"
"""A picture of a document is read."""

# Lists
EARLIER, LATER, NOW = "Alt+PgUp", "Alt+PgDown", "Alt+Home"
UP, DOWN, RETIRE = "Alt+Up", "Alt+Down", "Alt+Del"
FIND, CLOSED_TOO, MORE = "Alt+B", "Alt+T", "Alt+M"
COUNT, TAKE_OUT, EVERYBODY = "Alt+C", "Alt+X", "Ctrl+Shift+T"
"""How many there are; what leaves the shelf; all at once."""
APART, FILTER = "Ctrl+B", "Ctrl+F"
"""A number taken apart, and a part of it only."""
MISSED, NEXT_SHEET, REASONS, KIOSK, OFFERED = "Alt+V", "Alt+O", "Ctrl+M", "Alt+K", "Alt+G"
DAY, CODE = "Alt+D", "Alt+I"
"""Fields that are gone to by their underlined letter, where F1 tells of it."""


def part(number: int) -> str:
    """The parts of a page (and the usual periods of a report), from left to right."""
    return f"Alt+{number}"


def is_part(keys: str) -> bool:
    """Whether it is the key of a part."""
    return keys in {part(number) for number in range(1, 10)}


def page(number: int) -> str:
    """The page of that place among all the pages: a digit for the first ten (0 for the tenth), one with the shift key
    for the others. It is the page's own, whoever sits there: on a shared keyboard nobody counts lines."""
    return f"Ctrl+{number % 10}" if number <= 10 else f"Ctrl+Shift+{number - 10}"
