"""Spanish of Qt's own dialogs: what its translation leaves in English, and what it says otherwise than in Colombia."""

from types import MappingProxyType

_FILES = {
    "&Look in:": "&Buscar en:",
    "Files of &type:": "&Tipo de archivo:",
    "File &name:": "&Nombre del archivo:",
    "Directory:": "Carpeta:",
    "Directories": "Carpetas",
    "All Files (*)": "Todos los archivos (*)",
    "Parent Directory": "Carpeta superior",
    "Go to the parent directory": "Ir a la carpeta superior",
    "Show &hidden files": "Mostrar los arc&hivos ocultos",
    "Find Directory": "Buscar carpeta",
    "Could not delete directory.": "No se pudo borrar la carpeta.",
    "%1 already exists.\nDo you want to replace it?": "El archivo %1 ya existe.\n¿Desea reemplazarlo?",
    "%1\nFile not found.\nPlease verify the correct file name was given.": (
        "%1\nNo se encontró el archivo.\nRevise que el nombre esté bien escrito."
    ),
    "%1\nDirectory not found.\nPlease verify the correct directory name was given.": (
        "%1\nNo se encontró la carpeta.\nRevise que el nombre esté bien escrito."
    ),
}
_MODEL = {
    '<b>The name "%1" cannot be used.</b>': "<b>No se puede usar el nombre «%1».</b>",
    "Try using another name, with fewer characters or no punctuation marks.": (
        "Pruebe con otro nombre, más corto o sin signos de puntuación."
    ),
}
_KINDS = {
    "Drive": "Unidad",
    "File": "Archivo",
    "%1 File": "Archivo %1",
    "Folder": "Carpeta",
    "File Folder": "Carpeta de archivos",
    "Shortcut": "Acceso directo",
    "Alias": "Alias",
    "Unknown": "Desconocido",
}
_PRINTER = {"Output &file:": "&Archivo de salida:", "Preview": "Vista previa"}
_OUTPUT = {
    "Pages": "Páginas",
    "Print range": "Qué se imprime",
    "Collate": "Intercalar",
    "Reverse": "En orden inverso",
    "Current Page": "Página actual",
    "Page &Set:": "&Páginas:",
    "Double Sided Printing": "Impresión por las dos caras",
    "Off": "No",
    "Long side binding": "Se pasa por el lado largo",
    "Short side binding": "Se pasa por el lado corto",
    "Specify pages or ranges separated by commas. Ranges are specified by two numbers separated by a hyphen. "
    "E.g: 3,5-7,9 prints pages 3, 5, 6, 7 and 9.": (
        "Escriba páginas o intervalos separados por comas; un intervalo son dos números con un guion. "
        "Por ejemplo, 3,5-7,9 imprime las páginas 3, 5, 6, 7 y 9."
    ),
}
_JOB = {
    "&Billing information:": "Datos de &cobro:",
    "&Start:": "Al &comienzo:",
    "&End:": "Al &final:",
    "Job &priority:": "&Prioridad:",
    "Scheduled &printing:": "&Cuándo se imprime:",
    "Second Shift (16:00 to 23:59)": "Segundo turno (16:00 a 23:59)",
    "Third Shift (00:00 to 07:59)": "Tercer turno (00:00 a 07:59)",
}
_PAGE = {"Page &order:": "&Orden de las páginas:", "Pages &per sheet:": "&Páginas por hoja:"}
_PROPERTIES = {
    "Advanced": "Avanzadas",
    "There are conflicts in some options. Please fix them.": "Hay opciones que no van juntas. Corríjalas.",
}
_PRINT = {
    "File exists": "El archivo ya existe",
    "<qt>Do you want to overwrite it?</qt>": "<qt>¿Desea reemplazarlo?</qt>",
    "File %1 is not writable.\nPlease choose a different file name.": (
        "No se puede escribir en el archivo %1.\nElija otro nombre."
    ),
    "%1 is a directory.\nPlease choose a different file name.": "%1 es una carpeta.\nElija otro nombre.",
    "Print To File ...": "Imprimir en un archivo…",
    "Invalid Pages Definition": "Las páginas no se entienden",
    "%1 does not follow the correct syntax. Please use ',' to separate ranges and pages, '-' to define ranges and make "
    "sure ranges do not intersect with each other.": (
        "«%1» no se entiende. Separe páginas e intervalos con comas, escriba cada intervalo con guion "
        "y no repita páginas."
    ),
    "Duplex Settings Conflicts": "Las dos caras no van con lo demás",
}

WORDS = MappingProxyType(
    {
        (context, said): spanish
        for context, words in {
            "QFileDialog": _FILES,
            "QFileSystemModel": _MODEL,
            "QAbstractFileIconProvider": _KINDS,
            "QPrintWidget": _PRINTER,
            "QPrintSettingsOutput": _OUTPUT,
            "QCupsJobWidget": _JOB,
            "QPageSetupWidget": _PAGE,
            "QPrintPropertiesWidget": _PROPERTIES,
            "QPrintDialog": _PRINT,
        }.items()
        for said, spanish in words.items()
    }
)
"""By (context, what Qt says in English), as Qt asks for them."""
