"""Forms of an Indonesian word: which written and spoken words belong to a keyword, and by which affixes.

A root takes a prefix with its sound change, a suffix and a clitic (Sneddon, Adelaar, Djenar and Ewing, Indonesian
Reference Grammar, 2010, ch. 1; the spoken nasal prefix and -in: Sneddon, Colloquial Jakartan Indonesian, 2006; -e, -ke
and -no are Javanese). No word of the text is stemmed: a keyword's beginnings (*di-*, *men-*, *ber-* …) are written out
once, and a word belongs to it when it is one of these with an ending that the beginning allows. So what a keyword
matches can be listed in full (`forms`), read, and cut by its exceptions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from coding.language.wordlists import closed_class, lexicalised, unaffixed, whole_words

Level = Literal["lemma", "inflected", "plain"]

CLITICS = ("nya", "lah", "kah", "pun", "ku", "mu", "e", "ne", "nyalah", "nyakah", "nyapun")
SUFFIXES = ("kan", "i", "an", "in", "ke", "no")

# prefix → the suffixes that go with it. Inflection (voice, object) leaves the word what it is; derivation makes
# another of the same root. A phrase's words take the first only, a keyword of one word both.
_VERBAL = ("", "kan", "i", "in", "ke", "no")
INFLECTION: dict[str, tuple[str, ...]] = {
    "": _VERBAL,
    "meN": ("", "kan", "i", "in"),
    "di": _VERBAL,
    "N": _VERBAL,
    "ter": ("", "kan", "i"),
    "ku": ("", "kan", "i"),
    "kau": ("", "kan", "i"),
    "memper": ("", "kan", "i"),
    "diper": ("", "kan", "i"),
    "member": ("kan",),
    "diber": ("kan",),
    "menke": ("kan", "i"),
    "dike": ("kan", "i"),
}
DERIVATION: dict[str, tuple[str, ...]] = {
    "": ("an",),
    "N": ("an",),
    "ber": ("", "an", "kan"),
    "peN": ("", "an"),
    "pe": ("", "an"),
    "per": ("", "an", "kan", "i"),
    "ke": ("an",),
    "pember": ("an",),
    "keber": ("an",),
    "keter": ("an",),
    "berke": ("an",),
}
# Roots that take ke- under another prefix: mengetahui, dikemukakan.
_TO = frozenset(["tahu", "muka", "depan", "samping", "tengah", "belakang"])
# A word that has an affix already is that word: a verb changes its voice, a noun or a ber- word takes a clitic only.
VOICE = ("", "meN", "di", "N", "ter", "ku", "kau")

# What may stand behind a beginning → the suffixes it may hold ("annya" is -an with the clitic -nya; "ine" -i or -in).
ENDINGS: dict[str, tuple[str, ...]] = {}
for _suffix in ("", *SUFFIXES):
    for _clitic in ("", *CLITICS):
        ENDINGS[f"{_suffix}{_clitic}"] = (*ENDINGS.get(f"{_suffix}{_clitic}", ()), _suffix)
LONGEST_ENDING = max(map(len, ENDINGS))


def nasal(root: str) -> list[str]:
    """The root as it stands behind *me-* or *pe-*, in the spellings in use.

    >>> nasal("sepakat"), nasal("koordinasi"), nasal("sah")
    (['nyepakat', 'nsepakat'], ['ngoordinasi', 'ngkoordinasi'], ['ngesah', 'nyah', 'nsah'])
    """
    first, rest = root[:1], root[1:]
    short = [f"nge{root}"] if syllables(root) == 1 else []
    if first in "aeiou":
        return [f"ng{root}"]
    if root.startswith("sy"):
        return [*short, f"n{root}", f"ny{rest[1:]}"]
    if first == "s":
        return [*short, f"ny{rest}", f"n{root}"]
    if first == "k":
        return [*short, *([] if root.startswith("kh") else [f"ng{rest}"]), f"ng{root}"]
    if first in "pt":
        return [*short, *([f"{'mn'[first == 't']}{rest}"]), f"{'mn'[first == 't']}{root}"]
    if first in "bfv":
        return [*short, f"m{root}"]
    if first in "cdjz":
        return [*short, f"n{root}"]
    if first in "ghqx":
        return [*short, f"ng{root}"]
    return [*short, root]


def spoken_nasal(root: str) -> list[str]:
    """The verb of speech, without *me-*: *ngundang*, *nyampein*, *mbantu*, *nglapor*.

    >>> spoken_nasal("cari"), spoken_nasal("lapor")
    (['nyari', 'ncari', 'ngecari'], ['nglapor', 'ngelapor'])
    """
    if root[:1] in "lrw":
        return [f"ng{root}", f"nge{root}"]
    first = [f"ny{root[1:]}"] if root[:1] == "c" else []
    slow = [f"nge{root}"] if root[:1] in "bcdgj" else []
    return [
        *first,
        *(one for one in nasal(root) if one not in (root, *slow) and not one.startswith(("ns", "ngk"))),
        *slow,
    ]


def syllables(word: str) -> int:
    """Groups of vowels; *ai*, *au* and *oi* at the end are one (*pakai*), elsewhere two vowels are two (*usaha*)."""
    return len(re.findall(r"(?:ai|au|oi)$|[aeiou]", word))


def _with_r(prefix: str, root: str) -> list[str]:
    """ber-, ter-, per- before a root: no second r in be-rapat, be-kerja, te-rasa, mempe-kerja-kan; bel-ajar."""
    if root == "ajar":
        return [f"{prefix}l{root}", f"{prefix}r{root}"]
    if root[:1] == "r" or re.match(r"[^aeiou]er[^aeiou]", root):
        return [f"{prefix}{root}", f"{prefix}r{root}"]
    return [f"{prefix}r{root}"]


def beginnings(root: str) -> Iterator[tuple[str, str]]:
    """(beginning written out, its prefix) for every prefix and the root itself.

    >>> ("mengundang", "meN") in beginnings("undang")
    True
    """
    yield root, ""
    for one in nasal(root):
        yield f"me{one}", "meN"
        yield f"pe{one}", "peN"
    for one in spoken_nasal(root):
        yield one, "N"
    for one in _with_r("be", root):
        yield from ((one, "ber"), (f"mem{one}", "member"), (f"di{one}", "diber"), (f"pem{one}", "pember"))
        yield f"ke{one}", "keber"
    for one in _with_r("te", root):
        yield from ((one, "ter"), (f"ke{one}", "keter"))
    for one in _with_r("pe", root):
        yield from ((one, "per"), (f"mem{one}", "memper"), (f"di{one}", "diper"))
    yield f"berke{root}", "berke"
    if root in _TO:
        yield from ((f"menge{root}", "menke"), (f"dike{root}", "dike"))
    for prefix in ("di", "ku", "kau", "pe", "ke"):
        yield f"{prefix}{root}", prefix


@lru_cache(maxsize=20_000)
def table(word: str, level: Level = "lemma", *, root: bool = False) -> dict[str, frozenset[str]]:
    """Beginning → suffixes allowed behind it, for one word at a level; clitics may follow any.

    plain: the word alone. inflected: its voice and object too. lemma: every word of its root. A word that has an
    affix already (*masukan*, *mengundang*) is a lemma of its own: see `affixed`; root: take it for a root all the same.

    >>> sorted(table("masukan"))
    ['masukan']
    >>> "penyepakat" in table("sepakat"), "penyepakat" in table("sepakat", "inflected")
    (True, False)
    """
    if level == "plain" or len(word) < 3 or not word.isalpha() or word in closed_class():
        return {word: frozenset([""])}
    found: dict[str, set[str]] = {word: {""}}
    inner = None if root else affixed(word)
    if inner is None:
        for written, prefix in beginnings(word):
            allowed = set(INFLECTION.get(prefix, ()))
            if level == "lemma":
                allowed.update(DERIVATION.get(prefix, ()))
            if allowed:
                found.setdefault(written, set()).update(allowed)
    elif inner.verb:
        for inside in inner.roots:
            for written, prefix in beginnings(inside):
                if prefix in VOICE and (prefix or inner.suffix):
                    suffixes = {inner.suffix, "in"} if inner.suffix in ("kan", "i") else {""}
                    found.setdefault(written, set()).update(suffixes & {*INFLECTION[prefix], "in"})
    for form in lexicalised().get(word, ()):
        for suffix in ("", *SUFFIXES):
            stem = form.removesuffix(suffix) if suffix else form
            if stem in found and (not suffix or form.endswith(suffix)):
                found[stem] = found[stem] - {suffix}
    for stem, allowed in found.items():
        allowed.difference_update([suffix for suffix in allowed if f"{stem}{suffix}" in whole_words() - {word}])
    return {written: frozenset(allowed) for written, allowed in found.items() if allowed}


def splits(form: str) -> Iterator[tuple[str, str]]:
    """(beginning, suffix) for every way to take an ending off a word.

    >>> list(splits("sanksinya"))
    [('sanksinya', ''), ('sanksi', ''), ('sanks', 'i')]
    """
    yield form, ""
    if form in whole_words():
        return
    for length in range(1, min(LONGEST_ENDING, len(form) - 2) + 1):
        for suffix in ENDINGS.get(form[-length:], ()):
            yield form[:-length], suffix


def bare(form: str) -> list[str]:
    """The word, and what it is without the clitics at its end.

    >>> bare("sanksinya")
    ['sanksinya', 'sanksi']
    """
    return [stem for stem, suffix in splits(form) if not suffix]


def belongs(form: str, word: str, level: Level = "lemma") -> bool:
    """Whether a word of the text is a form of `word`. Both in lower case.

    >>> [belongs(one, "sadar") for one in ("menyadari", "kesadarannya", "sandar", "menyandarkan")]
    [True, True, False, False]
    """
    if form in whole_words():
        return form == word
    allowed = table(word, level)
    return any(suffix in allowed.get(stem, ()) for stem, suffix in splits(form))


def forms(word: str, level: Level = "lemma") -> list[str]:
    """Every form of a word without its clitics, in alphabetical order: what a keyword can match.

    >>> "disepakati" in forms("sepakat"), "merapat" in forms("rapat")
    (True, False)
    """
    return sorted({f"{stem}{suffix}" for stem, allowed in table(word, level).items() for suffix in allowed})


class Affixed:
    """An affixed word taken apart: a verb by its roots (several when the nasal hides the first sound) and suffix."""

    def __init__(self, *, verb: bool, roots: tuple[str, ...] = (), suffix: str = "") -> None:
        self.verb, self.roots, self.suffix = verb, roots, suffix


@lru_cache(maxsize=20_000)
def affixed(word: str) -> Affixed | None:
    """Whether a word has an affix already, or is a root (None).

    Roots of Indonesian mostly have two syllables: a word is taken for affixed when it has an affix's letters, in
    their place, and two syllables are left. Roots that only look affixed (*disiplin*, *perintah*) are listed in
    language/roots.txt.

    >>> affixed("kesepakatan").verb, affixed("mengundang").roots, affixed("perintah")
    (False, ('kundang', 'undang'), None)
    """
    if word in unaffixed() or syllables(word) < 3:
        return None
    for suffix in ("kan", "an", "i", ""):
        if suffix and not word.endswith(suffix):
            continue
        stem = word.removesuffix(suffix) if suffix else word
        if roots := _voice_roots(stem):
            if suffix == "an":
                continue
            return Affixed(verb=True, roots=roots, suffix=suffix)
    if re.match(r"(ber|bel|ter)", word) and _whole(word[3:].removesuffix("an")):
        return Affixed(verb=False)
    if word.endswith("an") and _whole(word[:-2]):
        return Affixed(verb=False)
    if re.match(r"pe(?:ng(?=[aeioughk])|ny(?=[aeiou])|m(?=[aeioubf])|n(?=[aeioudcj])|r)", word) and _whole(word[4:]):
        return Affixed(verb=False)
    if re.match(r"pe[lwy]", word) and _whole(word[2:]):
        return Affixed(verb=False)
    return None


def _whole(rest: str) -> bool:
    return syllables(rest) >= 2 and re.match(r"[^aeiou]?[^aeiou]?[aeiou]", rest) is not None and len(rest) >= 4


def _voice_roots(stem: str) -> tuple[str, ...]:
    """Roots of a word that begins with *di-* or *meN-*."""
    if stem.startswith("di") and _whole(stem[2:]):
        return (stem[2:],)
    if not stem.startswith("me") or not _whole(stem[3:]):
        return ()
    rest = stem[2:]
    for nasals, lost, kept in (("ng", "k", "ghk"), ("ny", "s", ""), ("m", "p", "bf"), ("n", "t", "cdjz")):
        if rest.startswith(nasals):
            root = rest.removeprefix(nasals)
            if root[0] in "aeiou":
                # The nasal may be the root's own (minta, nilai), or hide its first sound; before a vowel it is added.
                return (f"{lost}{root}", root if nasals == "ng" else rest)
            return (root,) if root[0] in kept else ()
    return (rest,) if rest[0] in "lrwy" else ()
