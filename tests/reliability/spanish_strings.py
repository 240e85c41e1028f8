"""What people of the desk really type: names of the region, punctuation, slips of the keyboard, pasted cells."""

SPANISH = (
    "Ñ", "ñandú", "NUÑEZ", "Núñez", "Nun\u0303ez", "Peña y Lillo", "De la Hoz", "D'Angelo", "O’Brien",
    "Jean-Baptiste", "María José", "María\u00a0José", "  Ana   María ", "ÁNGELA", "güiza", "Íñigo", "Úrsula",
    "Yhon", "Jhon Ányelo", "Wílmer", "José\tLuis", "José\r\nLuis", "«Chela»", "“Nena”", "(a) El Flaco",
    "Ma. del Carmen", "M.ª Eugenia", "Sr. Pérez, Juan", "PÉREZ/GÓMEZ", "Pérez & Hijos", "Pérez;Gómez",
    "Pérez,Gómez", "=Pérez", "+57 300 123 4567", "-Rojas", "@Rojas", "'=1+1", "V-12.345.678", "v 12345678",
    "E-84.123.456", "CC 1.098.765.432", "PPT 5512345", "0414-1234567", "+58 (414) 123-45-67", "¿Juan?",
    "¡Juan!", "Juan…", "Juan—Pedro", "30 años", "3 meses", "treinta", "05/03/1987", "1987-03-05", "5 mar 87",
    "Epiayú Ipuana", "Wa'aya", "Pushaina Uriana", "Barí Aschundá", "Étienne Désir", "Fène Chérubin", "Łukasz",
    "Çelik", "Ẅ", "ǎǐǒ", "Ἀ", "Иван", "محمد", "李小龙", "田中", "한국", "אבג", "ภาษาไทย", "ไท", "हिन्दी", "👩\u200d👧",
    "🇨🇴", "🇻🇪", "e\u0301", "\ufeffAna", "Ana\u200b María", "Ana\u202eaíraM", "Ana\u2066", "\u00adAna", "ﬁn",
    "Ⅷ", "²", "½", "№ 5", "%", "100 %", "$ 1.000", "<b>Ana</b>", "<img src=x>", "&aacute;", "&lt;", "{nombre}",
    "%s", "%d%n", "${HOME}", "`ls`", "$(ls)", "a\\b", "C:\\casa", "../../etc", "NULL", "null", "None", "nan",
    "true", "Sin nombre", "N/A", "n/d", "s/n", "xx", ".", "-", "_", "*", "?", '"', "''", "--", "/*", ";",
    "' OR 1=1 --", 'AND "', "NEAR(a b)", "a* OR b", "(", ")", "^", "col:x", "+a -b", "\\", "//", "|", "a" * 80,
    "ñ" * 80, "W" * 80, "a " * 40, "🦜" * 40, "María " * 13, "x" * 200, "Q" * 5000, "\u0301" * 30,
    "a" + "\u0301" * 60, "\x00", "a\x00b", "\x07", "\x1b[31mrojo", "\ud800", "a\udfffb", "\x7f", "\x85",
    "\u2028", "\u2029", "\n", "\t", " ", "",
)  # fmt: skip
