"""Other spellings of a word: spoken, Javanese, abbreviated, misspelt. For matching only; the text is never changed.

language/variants.tsv names for each variant the standard word. Words with one standard count as one: a pattern with
*belum* finds *durung* and *blm*, and a pattern with *durung* finds *belum*.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from importlib import resources

from coding.language.morphology import splits


@cache
def _groups() -> dict[str, tuple[str, ...]]:
    text = (resources.files("coding") / "language" / "variants.tsv").read_text(encoding="utf-8")
    members: dict[str, list[str]] = defaultdict(list)
    for line in text.splitlines()[1:]:
        if line and not line.startswith("#"):
            variant, standard, _ = line.split("\t")
            members[standard].append(variant)
    groups: dict[str, tuple[str, ...]] = {}
    for standard, variants in members.items():
        group = (standard, *sorted(variants))
        for word in group:
            groups[word] = group
    return groups


@cache
def _by_stem() -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for variant, group in _groups().items():
        if variant != group[0]:
            for stem, suffix in splits(group[0]):
                found[stem].append((variant, suffix))
    return {stem: tuple(pairs) for stem, pairs in found.items()}


def variants_of(stem: str) -> tuple[tuple[str, str], ...]:
    """(variant, suffix) of every variant whose standard word is this beginning with the suffix.

    >>> ("diulemi", "") in variants_of("diundang")
    True
    """
    return _by_stem().get(stem, ())


def spellings(word: str) -> tuple[str, ...]:
    """The word and all that count as the same, the standard first.

    >>> spellings("durung")[0], "blm" in spellings("belum")
    ('belum', True)
    """
    return _groups().get(word, (word,))
