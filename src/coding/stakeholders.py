"""Stakeholders, channels and first steps: how they are recognised in speech."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, TypeVar

from coding import paths, yamls
from coding.errors import CodingError
from coding.keywords import Hit, Matcher, longest
from coding.labels import Text
from coding.patterns import PatternError, Phrase, parse
from coding.words import Words

Key = TypeVar("Key", bound=str)
By = Literal["named", "teller"]
# In patterns of initiative: the body named, any other body, and the teller's own.
NAMED, OTHER, OWN = " X ", " Y ", " kami "


@dataclass(frozen=True)
class Stakeholder:
    key: str
    level: str
    name: Text
    short: Text
    variants: tuple[Phrase, ...]
    exceptions: tuple[Phrase, ...]


@dataclass(frozen=True)
class Channel:
    key: str
    formal: bool
    label: Text
    phrases: tuple[Phrase, ...]
    exceptions: tuple[Phrase, ...] = ()


@dataclass(frozen=True)
class Step:
    """How speech tells who took the first step: the body named or the teller's own."""

    by: By
    phrases: tuple[Phrase, ...]
    exceptions: tuple[Phrase, ...] = ()


@dataclass(frozen=True)
class Directory:
    """All stakeholders, levels, channels and first steps that a district knows."""

    levels: dict[str, Text]
    stakeholders: dict[str, Stakeholder]
    channels: tuple[Channel, ...]
    steps: tuple[Step, ...] = ()

    @cached_property
    def _mentions(self) -> Matcher[tuple[str, bool]]:
        # Names stand as they are spelt: the NGO Mulih is not the word it means, *pulang*.
        known = self.stakeholders.values()
        return _matcher(((one.key, one.variants, one.exceptions) for one in known), variants=False)

    @cached_property
    def _channels(self) -> Matcher[tuple[str, bool]]:
        return _matcher((one.key, one.phrases, one.exceptions) for one in self.channels)

    @cached_property
    def _steps(self) -> Matcher[tuple[By, bool]]:
        return _matcher((one.by, one.phrases, one.exceptions) for one in self.steps)

    @property
    def formal(self) -> frozenset[str]:
        """Keys of the formal channels."""
        return frozenset(one.key for one in self.channels if one.formal)

    def mentions(self, text: str) -> list[str]:
        """Keys of the stakeholders named in a text, in the order of their first mention."""
        return list(dict.fromkeys(hit.key[0] for hit in self._named(Words(text))))

    def channels_in(self, text: str) -> list[str]:
        """Keys of the channels named in a text."""
        return list(dict.fromkeys(hit.key[0] for hit in longest(self._channels.find(Words(text))) if hit.key[1]))

    def initiative_in(self, text: str, named: str, teller: str) -> list[By]:
        """Whose first step a text tells of, between the teller's body and one named in it; empty when it is not told.

        named, teller: keys of stakeholders. A hit that touches one of its exceptions (*ndak pernah diundang*) is none.
        """
        words = Words(text)
        marked, end = [], 0
        for hit in self._named(words):
            start, after = words.spans[hit.first][0], words.spans[hit.last][1]
            mark = NAMED if hit.key[0] == named else OWN if hit.key[0] == teller else OTHER
            marked += [text[end:start], mark]
            end = after
        hits = self._steps.find(Words("".join([*marked, text[end:]])))
        denied = [hit for hit in hits if not hit.key[1]]
        return sorted({hit.key[0] for hit in hits if hit.key[1] and not _touches(hit, denied)})

    def _named(self, words: Words) -> list[Hit[tuple[str, bool]]]:
        return [hit for hit in longest(self._mentions.find(words)) if hit.key[1]]


def _touches(hit: Hit[tuple[By, bool]], denied: Iterable[Hit[tuple[By, bool]]]) -> bool:
    return any(other.key[0] == hit.key[0] and other.overlaps(hit) for other in denied)


def _matcher(
    entries: Iterable[tuple[Key, tuple[Phrase, ...], tuple[Phrase, ...]]], *, variants: bool = True
) -> Matcher[tuple[Key, bool]]:
    """Keys of the hits: the entry's own, and whether it counts (False for what is excepted)."""
    return Matcher(
        (
            (phrase, (key, counts))
            for key, phrases, exceptions in entries
            for listed, counts in ((phrases, True), (exceptions, False))
            for phrase in listed
        ),
        variants=variants,
    )


def load(district: str) -> Directory:
    """The shared stakeholders, with those of the district's own stakeholders.yml added or put in their place."""
    own = paths.raw(district) / "stakeholders.yml"
    return _load(paths.reference("stakeholders.yml"), own)


def shared() -> Directory:
    """The stakeholders that all districts know."""
    return _load(paths.reference("stakeholders.yml"))


def _load(*files: Path) -> Directory:
    levels: dict[str, Text] = {}
    stakeholders: dict[str, Stakeholder] = {}
    channels: dict[str, Channel] = {}
    steps: list[Step] = []
    for path in files:
        if path.exists():
            _read(path, levels, stakeholders, channels, steps)
    for one in stakeholders.values():
        if one.level not in levels:
            raise CodingError(
                f"the level {one.level!r} of stakeholder {one.key!r} is unknown",
                file=paths.shown(files[-1]),
                mend=f"Known: {', '.join(levels)}.",
            )
    return Directory(levels, stakeholders, tuple(channels.values()), tuple(steps))


def _read(
    path: Path,
    levels: dict[str, Text],
    stakeholders: dict[str, Stakeholder],
    channels: dict[str, Channel],
    steps: list[Step],
) -> None:
    top = yamls.load(path)
    top.only(("levels", "stakeholders", "channels", "initiative"))
    for entry in top.get("levels") or []:
        levels[str(entry.need("key", str, "a short name"))] = entry.text("label")
    for entry in top.get("stakeholders") or []:
        one = _stakeholder(entry)
        stakeholders[one.key] = one
    for entry in top.get("channels") or []:
        entry.only(("key", "formal", "label", "match", "not"))
        key = str(entry.need("key", str, "a short name"))
        formal = bool(yamls.is_true(entry.need("formal", (bool, str), "true or false")))
        channels[key] = Channel(key, formal, entry.text("label"), _phrases(entry, "match"), _phrases(entry, "not"))
    for entry in top.get("initiative") or []:
        steps.append(_step(entry))


def _stakeholder(entry: yamls.Mapping) -> Stakeholder:
    entry.only(("key", "level", "name", "short", "variants", "not", "note"))
    return Stakeholder(
        str(entry.need("key", str, "a short name")),
        str(entry.need("level", str, "the key of a level")),
        entry.text("name"),
        entry.text("short") if "short" in entry else entry.text("name"),
        _phrases(entry, "variants"),
        _phrases(entry, "not"),
    )


def _step(entry: yamls.Mapping) -> Step:
    entry.only(("by", "match", "not"))
    by = entry.need("by", str, "named or teller")
    if by not in ("named", "teller"):
        raise entry.fault(f"by is {by!r}", "Write named (the body named began) or teller (the speaker's own).", "by")
    return Step("named" if by == "named" else "teller", _phrases(entry, "match"), _phrases(entry, "not"))


def _phrases(entry: yamls.Mapping, key: str) -> tuple[Phrase, ...]:
    phrases: list[Phrase] = []
    for pattern in entry.get(key) or []:
        try:
            phrases += parse(str(pattern), inflect=False)
        except PatternError as error:
            raise entry.fault(f"the pattern {pattern!r} cannot be read: {error}", "Correct it.", key) from error
    return tuple(phrases)
