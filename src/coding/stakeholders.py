"""Stakeholders and channels: who they are, and how they are recognised in speech."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from coding import paths, yamls
from coding.errors import CodingError, together
from coding.files import read_text
from coding.keywords import Matcher, longest
from coding.labels import Text
from coding.patterns import PatternError, Phrase, parse
from coding.words import Words


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


@dataclass(frozen=True)
class Directory:
    """All stakeholders, levels and channels that a district knows."""

    levels: dict[str, Text]
    stakeholders: dict[str, Stakeholder]
    channels: tuple[Channel, ...]

    @cached_property
    def _mentions(self) -> Matcher[tuple[str, bool]]:
        return _matcher(self.stakeholders.values())

    @cached_property
    def _channels(self) -> Matcher[str]:
        return Matcher((phrase, one.key) for one in self.channels for phrase in one.phrases)

    def mentions(self, text: str) -> list[str]:
        """Keys of the stakeholders named in a text, in the order of their first mention."""
        words = Words(text)
        hits = longest(self._mentions.find(words))
        return list(dict.fromkeys(hit.key[0] for hit in hits if hit.key[1]))

    def channels_in(self, text: str) -> list[str]:
        """Keys of the channels named in a text."""
        return list(dict.fromkeys(hit.key for hit in longest(self._channels.find(Words(text)))))


def _matcher(stakeholders: Iterable[Stakeholder]) -> Matcher[tuple[str, bool]]:
    return Matcher(
        (phrase, (one.key, counts))
        for one in stakeholders
        for phrases, counts in ((one.variants, True), (one.exceptions, False))
        for phrase in phrases
    )


def load(district: str) -> Directory:
    """The shared stakeholders, with those of the district's own stakeholders.yml added or put in their place."""
    own = paths.raw(district) / "stakeholders.yml"
    return _load(paths.reference("stakeholders.yml"), own)


def shared() -> Directory:
    """The stakeholders that all districts know."""
    return _load(paths.reference("stakeholders.yml"))


def survey(district: str) -> tuple[Directory | None, list[CodingError]]:
    """The directory, or None where faults leave open whom it knows; and the faults."""
    faults: list[CodingError] = []
    directory = _survey([paths.reference("stakeholders.yml"), paths.raw(district) / "stakeholders.yml"], faults)
    return directory, faults


def _load(*files: Path) -> Directory:
    faults: list[CodingError] = []
    directory = _survey(files, faults)
    if faults or directory is None:
        raise together(faults)
    return directory


def _survey(files: Sequence[Path], faults: list[CodingError]) -> Directory | None:
    levels: dict[str, Text] = {}
    stakeholders: dict[str, Stakeholder] = {}
    channels: dict[str, Channel] = {}
    readable = True
    for path in files:
        try:
            if path.exists():
                _read(yamls.parse(read_text(path), paths.shown(path), faults), levels, stakeholders, channels)
        except CodingError as fault:
            faults.append(fault)
            readable = False
    return Directory(levels, stakeholders, tuple(channels.values())) if readable and "" not in stakeholders else None


def _read(
    top: yamls.Mapping, levels: dict[str, Text], stakeholders: dict[str, Stakeholder], channels: dict[str, Channel]
) -> None:
    top.only(("levels", "stakeholders", "channels"))
    for entry in top.mappings_of("levels", "levels with key and label"):
        levels[str(entry.need("key", str, "a short name"))] = entry.text("label")
    for entry in top.mappings_of("stakeholders", "stakeholders with key, level and name"):
        entry.only(("key", "level", "name", "short", "variants", "not", "note"))
        key = str(entry.need("key", str, "a short name"))
        stakeholders[key] = Stakeholder(
            key,
            _level(entry, key, levels),
            entry.text("name"),
            entry.text("short") if "short" in entry else entry.text("name"),
            _phrases(entry, "variants"),
            _phrases(entry, "not"),
        )
    for entry in top.mappings_of("channels", "channels with key, formal and label"):
        key = str(entry.need("key", str, "a short name"))
        formal = bool(yamls.is_true(entry.need("formal", (bool, str), "true or false")))
        channels[key] = Channel(key, formal, entry.text("label"), _phrases(entry, "match"))


def _level(entry: yamls.Mapping, key: str, levels: Mapping[str, Text]) -> str:
    level = str(entry.need("level", str, "the key of a level"))
    if level and level not in levels and "" not in levels:
        entry.refuse(f"the level {level!r} of stakeholder {key!r} is unknown", f"Known: {', '.join(levels)}.", "level")
    return level


def _phrases(entry: yamls.Mapping, key: str) -> tuple[Phrase, ...]:
    phrases: list[Phrase] = []
    for pattern, line in entry.items_of(key, "patterns"):
        try:
            phrases += parse(str(pattern), inflect=False)
        except PatternError as error:
            entry.refuse(f"the pattern {pattern!r} cannot be read: {error}", "Correct it.", line=line)
    return tuple(phrases)
