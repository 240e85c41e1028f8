"""How a name sounds in the Spanish of Venezuela and Colombia: one key for every spelling that is heard the same.

b/v, s/c/z/x, h, ll/y/j/g, k/c/qu, w/gu/hu, m/n at the end and before consonants, doubled letters, y/i. What Haitian and
English names bring (ph, th, ou, sh, ck, Jh, Yh) is heard as a Spanish speaker would write it down.
"""

import re
from functools import lru_cache

_RULES = tuple(
    (re.compile(pattern), heard)
    for pattern, heard in (
        ("[^a-z]", ""),
        ("eau", "o"),
        ("ou", "u"),
        ("lli(?=[aou])", "li"),
        ("ll(?=[iy](?![a-z]))", "l"),
        ("gn", "n"),
        ("ph", "f"),
        ("ch(?=[rl])", "k"),
        ("[cs]h", "X"),
        ("(?<![a-z])hu(?=[aeiou])|(?<=[aeiou])hu(?=[aeiou])", "W"),
        ("(?<![a-z])gu(?=[aeiou])", "W"),
        ("gu(?=[ao])", "W"),
        ("h", ""),
        ("gu(?=[ei])", "G"),
        ("wu?(?=[aeiouy])", "W"),
        ("w", "u"),
        ("(?<![a-z])x(?=i[aou])", "S"),
        ("(?<![a-z])x", "Y"),
        ("[ck]s|cc(?=[eiy])|x", "S"),
        ("c(?=[eiy])|[sz]", "S"),
        ("qu(?=[eiy])|ck|[ckq]", "K"),
        ("gi(?=[aou])", "Y"),
        ("g(?=[eiy])|j", "Y"),
        ("ll(?=[aeiouy])", "Y"),
        ("g", "G"),
        ("ny(?=[aou])", "n"),
        ("(?<![a-z])[iy](?=[aeiou])|(?<=[aeiou])[iy](?=[aeiou])|y(?=[aeiou])", "Y"),
        ("y", "i"),
        ("u(?=[aeio])", "W"),
        ("v", "b"),
        ("m(?=[bpfSKt])|m(?![a-zA-Z])", "n"),
        (r"(.)\1+", r"\1"),
    )
)


@lru_cache(maxsize=100_000)
def sound(word: str) -> str:
    """The key of a folded *word* (no accents, lower case); a word that leaves nothing is its own key."""
    heard = word
    for pattern, letters in _RULES:
        heard = pattern.sub(letters, heard)
    return heard.upper() or word.upper()
