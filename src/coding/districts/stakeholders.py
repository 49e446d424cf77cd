"""Stakeholders, channels and first steps: how they are recognised in speech."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, TypeVar

from coding import paths, yamls
from coding.errors import CodingError, together
from coding.files import read_text
from coding.labels import Text
from coding.language.keywords import Hit, Matcher, longest
from coding.language.patterns import PatternError, Phrase, parse
from coding.language.words import Words

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
    steps: list[Step] = []
    readable = True
    for path in files:
        try:
            if path.exists():
                _read(yamls.parse(read_text(path), paths.shown(path), faults), levels, stakeholders, channels, steps)
        except CodingError as fault:
            faults.append(fault)
            readable = False
    known = readable and "" not in stakeholders
    return Directory(levels, stakeholders, tuple(channels.values()), tuple(steps)) if known else None


def _read(
    top: yamls.Mapping,
    levels: dict[str, Text],
    stakeholders: dict[str, Stakeholder],
    channels: dict[str, Channel],
    steps: list[Step],
) -> None:
    top.only(("levels", "stakeholders", "channels", "initiative"))
    for entry in top.mappings_of("levels", "levels with key and label"):
        levels[str(entry.need("key", str, "a short name"))] = entry.text("label")
    for entry in top.mappings_of("stakeholders", "stakeholders with key, level and name"):
        one = _stakeholder(entry, levels)
        stakeholders[one.key] = one
    for entry in top.mappings_of("channels", "channels with key, formal and label"):
        entry.only(("key", "formal", "label", "match", "not"))
        key = str(entry.need("key", str, "a short name"))
        formal = bool(yamls.is_true(entry.need("formal", (bool, str), "true or false")))
        channels[key] = Channel(key, formal, entry.text("label"), _phrases(entry, "match"), _phrases(entry, "not"))
    for entry in top.mappings_of("initiative", "steps with by and match"):
        steps.append(_step(entry))


def _stakeholder(entry: yamls.Mapping, levels: Mapping[str, Text]) -> Stakeholder:
    entry.only(("key", "level", "name", "short", "variants", "not", "note"))
    key = str(entry.need("key", str, "a short name"))
    return Stakeholder(
        key,
        _level(entry, key, levels),
        entry.text("name"),
        entry.text("short") if "short" in entry else entry.text("name"),
        _phrases(entry, "variants"),
        _phrases(entry, "not"),
    )


def _step(entry: yamls.Mapping) -> Step:
    entry.only(("by", "match", "not"))
    by = entry.need("by", str, "named or teller")
    if by not in ("named", "teller") and by is entry.get("by"):
        entry.refuse(f"by is {by!r}", "Write named (the body named began) or teller (the speaker's own).", "by")
    return Step("named" if by == "named" else "teller", _phrases(entry, "match"), _phrases(entry, "not"))


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
