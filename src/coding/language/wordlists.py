"""Lists of Indonesian words that the matching needs, as plain text in the folder language/."""

from __future__ import annotations

from functools import cache
from importlib import resources


def _lines(name: str) -> list[str]:
    text = (resources.files("coding") / "language" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def closed_class() -> frozenset[str]:
    """Function words: they are never inflected."""
    return frozenset(word for line in _lines("function_words.txt") for word in line.split())


@cache
def common() -> frozenset[str]:
    """Frequent words, those of grammar among them: poor ones to begin a search with."""
    return closed_class() | frozenset(word for line in _lines("common_words.txt") for word in line.split())


@cache
def particles() -> frozenset[str]:
    """Particles, fillers and forms of address."""
    return frozenset(word for line in _lines("particles.txt") for word in line.split())


@cache
def whole_words() -> frozenset[str]:
    """Words that are never taken apart, though a shorter word seems to stand in them."""
    return frozenset(word for line in _lines("whole_words.txt") for word in line.split())


@cache
def unaffixed() -> frozenset[str]:
    """Roots that look affixed."""
    return frozenset(word for line in _lines("roots.txt") for word in line.split())


@cache
def lexicalised() -> dict[str, frozenset[str]]:
    """Root → forms that became words of another sense; they are not taken for the root's."""
    rows = (line.split(":") for line in _lines("lexicalised.txt"))
    return {root.strip(): frozenset(rest.split()) for root, rest in rows}


@cache
def roles() -> frozenset[str]:
    """Offices, roles and forms of address that may follow Pak, Bu, Mas …"""
    return frozenset(word for line in _lines("roles.txt") for word in line.split())
