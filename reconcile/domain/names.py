"""Spellings of one name folded together, so that they can be looked up and compared."""

import re
import unicodedata
from collections.abc import Sequence

from rapidfuzz.distance import JaroWinkler, Levenshtein

KEYS_VERSION = "3"
"""Raised when keys or skeletons change: gazetteers are then brought into a database anew."""
ALIKE = 0.97
"""Jaro-Winkler similarity of keys from which two names count as one whatever their consonants."""
ALIKE_SHORT = 0.9
"""The same for names of one skeleton; Tessalit and Tessit reach 0.95 and are two towns."""
ALIKE_LONG = 0.78
"""The same for names of one skeleton that both have at least `LONG` letters."""
LONG = 5
ALIKE_ONE_OFF = 0.85
"""The same for long names that `one_consonant_apart` tells."""
VERY_LONG = 9
"""Letters from which on a consonant more or less makes no other name, where nearly all else is the same."""
_MANY_CONSONANTS = 6
"""Consonants from which on one more or less leaves the name to be told."""
_MOST_EDITS = 2
"""The consonant, and one vowel beside it."""

_ARTICLES = re.compile(r"^(?:the|le|la|les|al|el)\s+(?=\S)")
_FOLDS = (
    ("gh", "g"),
    ("rh", "r"),
    ("dj", "j"),
    ("ck", "k"),
    ("ch", "sh"),
    ("ph", "f"),
    ("kh", "k"),
    ("q", "k"),
    ("c", "k"),
    ("p", "b"),
    ("v", "f"),
    ("z", "s"),
)
_LETTERS = str.maketrans("ٱىیےةہھکں٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "ايييهههكن01234567890123456789", "ـ")
"""Letters of Arabic, Persian and Urdu and their digits that stand for one another in writing; أإآؤئ lose their hamza as
accents are lost."""
_CONSONANTS = str.maketrans("بپتٹثجچخدڈذرڑزژسشصضطظغڤفقکكگلمن", "bbtttjskdddrrsjsssdtsgffkkkglmn", "اوياهحعءؤئى")
"""Arabic consonants as the Latin ones that `skeleton` keeps; what it drops of Latin names is dropped here too."""
_SOUNDS = _CONSONANTS | str.maketrans("اويع", "auia")
"""The same with the long vowels, which Arabic writes, for names too short to be told by their consonants."""
_LATIN_SOUNDS = str.maketrans("eoyw", "iuiu", "h")
_ARABIC_ARTICLE = re.compile(r"^ال(?=...)")
_ARABIC_HEADS = ("ا", "ع")
SHORTEST_ACROSS = 3
"""Consonants that names in two scripts must share to count as one: fewer are shared by chance."""
_VOWELS = re.compile(r"[aeiouywh]")
_BETWEEN = re.compile(r"[\W_]+")
_DOUBLES = re.compile(r"(.)\1+")


def plain(name: str) -> str:
    """Lower case without accents; apostrophes dropped, other punctuation as single spaces.

    >>> plain("Gourma-Rharous, Aguel'hoc")
    'gourma rharous aguelhoc'
    >>> plain("مُؤسّسة إسلاميّة ٢٠١٧")
    'موسسه اسلاميه 2017'
    """
    letters = name.replace("'", "").replace("’", "")
    if not letters.isascii():
        decomposed = unicodedata.normalize("NFKD", letters)
        letters = "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_LETTERS)
    return _BETWEEN.sub(" ", letters.casefold()).strip()


def name_key(name: str) -> str:
    """The key under which a name is looked up: `plain` without spaces and a leading article.

    >>> name_key("Ke-Macina") == name_key("Ké Macina")
    True
    """
    return _ARTICLES.sub("", plain(name)).replace(" ", "")


def skeleton(name: str) -> str:
    """The consonants that survive transliteration; the first letter stands even if it is a vowel ("a").

    Drops vowels, w, y and h; folds gh/g, rh/r, dj/j, q/k, p/b, v/f and doubles.

    >>> skeleton("Boulikessi") == skeleton("Boulkessy")
    True
    >>> skeleton("تمبكتو") == skeleton("Timbuktu")
    True
    """
    key = name_key(name)
    if not key:
        return ""
    if in_arabic(key):
        bare = _ARABIC_ARTICLE.sub("", key)
        head = "a" if bare.startswith(_ARABIC_HEADS) else ""
        return head + _DOUBLES.sub(r"\1", bare.translate(_CONSONANTS))
    for written, folded in _FOLDS:
        key = key.replace(written, folded)
    body = _VOWELS.sub("", key)
    head = "a" if key[0] in "aeiou" else ""
    return head + _DOUBLES.sub(r"\1", body)


def skeletons(names: Sequence[str]) -> list[str]:
    """`skeleton` of each of many names: those that are keys in plain letters already are folded in one text.

    >>> skeletons(["boulikessi", "Boulkessy", "ouagadougou"])
    ['blks', 'blks', 'agdg']
    """
    plain_keys = [at for at, name in enumerate(names) if name.isascii() and name.isalnum() and name.islower()]
    found = list(names)
    for at in set(range(len(found))).difference(plain_keys):
        found[at] = skeleton(found[at])
    text = "\n".join(found[at] for at in plain_keys)
    for written, folded in _FOLDS:
        text = text.replace(written, folded)
    bodies = _DOUBLES.sub(r"\1", _VOWELS.sub("", text)).split("\n")
    for at, body in zip(plain_keys, bodies, strict=False):
        found[at] = ("a" if found[at][0] in "aeiou" else "") + body
    return found


def skeletons_read(name: str) -> tuple[str, ...]:
    """The skeletons under which other spellings of a name stand: Arabic writes the g of other languages as it writes j
    too.

    >>> skeletons_read("باندياجارا"), skeletons_read("Bandiagara")
    (('bndjr', 'bndgr'), ('bndgr',))
    """
    bones = skeleton(name)
    return (bones, bones.replace("j", "g")) if "j" in bones and in_arabic(name_key(name)) else (bones,)


ARABIC = "\u0600", "\u06ff"
"""The first and the last letter of the script."""


def in_arabic(name: str) -> bool:
    """Whether a name begins in Arabic script."""
    return ARABIC[0] <= name[:1] <= ARABIC[1]


def likeness(one: str, other: str) -> float:
    """Jaro-Winkler similarity of two folded names; in two scripts 1 or 0, by their consonants (`skeletons_read`)."""
    if in_arabic(one) == in_arabic(other):
        return float(JaroWinkler.similarity(one, other))
    arabic, latin = (one, other) if in_arabic(one) else (other, one)
    consonants = skeleton(latin)
    if consonants not in skeletons_read(arabic):
        return 0.0
    return float(len(consonants) >= SHORTEST_ACROSS or (bool(consonants) and _sound_alike(one, other)))


def _sound_alike(one: str, other: str) -> bool:
    """Whether names of few consonants share their long vowels too, which Arabic writes: تيليا and Tillia."""
    arabic, latin = (one, other) if in_arabic(one) else (other, one)
    for written, folded in _FOLDS:
        latin = latin.replace(written, folded)
    heard = (_DOUBLES.sub(r"\1", name) for name in (arabic.translate(_SOUNDS), latin.translate(_LATIN_SOUNDS)))
    return float(JaroWinkler.similarity(*heard)) >= ALIKE_SHORT


def same_ends(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two roads, each by the keys of its two ends, run between towns of the same names."""
    straight = all(alike(a, b) for a, b in zip(one, other, strict=True))
    return straight or all(alike(a, b) for a, b in zip(one, reversed(other), strict=True))


def alike(one: str, other: str) -> bool:
    """Whether two name keys are spellings of one name.

    >>> alike("chinegodar", "chinagoder"), alike("tessalit", "tessit"), alike("kpekankandi", "kpinkankandi")
    (True, False, True)
    """
    score = likeness(one, other)
    if skeleton(one) != skeleton(other):
        return score >= ALIKE or (score >= ALIKE_ONE_OFF and one_consonant_apart(one, other))
    return score >= (ALIKE_LONG if min(len(one), len(other)) >= LONG else ALIKE_SHORT)


def one_consonant_apart(one: str, other: str) -> bool:
    """Whether two name keys are long and differ in a consonant that one of them lacks and at most one more letter.

    Of 2,500 names each of Niger, Burkina Faso and Mali (Who's On First), compared with all that lie 12 to 100 km off,
    this takes 28 pairs for one where the other rules of `alike` take 2,398.
    """
    if min(len(one), len(other)) < VERY_LONG or in_arabic(one) or in_arabic(other):
        return False
    bones, others = skeleton(one), skeleton(other)
    if min(len(bones), len(others)) < _MANY_CONSONANTS or abs(len(bones) - len(others)) != 1:
        return False
    return Levenshtein.distance(bones, others) == 1 and Levenshtein.distance(one, other) <= _MOST_EDITS
