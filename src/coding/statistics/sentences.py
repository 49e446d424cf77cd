"""Sentences with figures in them, in Indonesian and English at once."""

from __future__ import annotations

from collections.abc import Callable

from coding.labels import LANGUAGES, Text, interval, number, text
from coding.statistics.bootstrap import Estimate

EMPTY = text("", "")
Say = Callable[[str], str]


def say(indonesian: str, english: str, **figures: Say) -> Text:
    """Both sentences, each with the figures as its language prints them.

    >>> say("{n} kali", "{n} times", n=count(1234.5, 1))
    {'id': '1.234,5 kali', 'en': '1,234.5 times'}
    """
    words = {"id": indonesian, "en": english}
    return {one: words[one].format(**{name: say(one) for name, say in figures.items()}) for one in LANGUAGES}


def count(value: float, digits: int = 0) -> Say:
    """A number."""
    return lambda language: number(value, digits, language)


def figure(one: Estimate, digits: int = 2, factor: int = 1) -> Say:
    """A figure with its interval."""
    return lambda language: interval(factor * one.value, factor * one.low, factor * one.high, digits, language)


def joined(*parts: Text) -> Text:
    """Sentences one after the other; empty ones leave no gap."""
    return {language: " ".join(part[language] for part in parts if part[language]) for language in LANGUAGES}
