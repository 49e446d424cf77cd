"""The codebook: indicators, keywords and status cues, as a researcher wrote them in YAML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, get_args

from coding import yamls
from coding.files import sha256
from coding.keywords import Matcher, PatternError, Phrase, parse
from coding.labels import Text

Status = Literal["present", "partial", "absent", "unclear"]
STATUSES: tuple[Status, ...] = get_args(Status)


@dataclass(frozen=True)
class Keyword:
    """A pattern, or several that count as one, that suggests an indicator.

    weight: 1 when the words say it by themselves, less when they need their context.
    status: what the words say by themselves when no cue stands near ("" for nothing).
    """

    name: str
    indicator: str
    phrases: tuple[Phrase, ...]
    exceptions: tuple[Phrase, ...] = ()
    weight: float = 1.0
    subcode: str = ""
    status: str = ""


@dataclass(frozen=True)
class Example:
    text: Text
    status: str = ""
    subcode: str = ""


@dataclass(frozen=True)
class Subcode:
    key: str
    label: Text


@dataclass(frozen=True)
class Indicator:
    """A code of the codebook, with what a coder needs to apply it. Texts are keyed by language."""

    code: str
    label: Text
    short: Text
    definition: Text
    include: dict[str, list[str]]
    exclude: dict[str, list[str]]
    examples: tuple[Example, ...]
    counter_examples: tuple[Example, ...]
    subcodes: tuple[Subcode, ...]
    keywords: tuple[Keyword, ...]


@dataclass(frozen=True)
class CueRule:
    """Cue phrases of one status ("none" takes the words out of play)."""

    number: int
    status: str
    phrases: tuple[Phrase, ...]
    weight: float = 1.0
    indicators: frozenset[str] = frozenset()


@dataclass(frozen=True)
class StatusCues:
    window: int
    boundaries: tuple[Phrase, ...]
    turning: tuple[Phrase, ...]
    tags: tuple[Phrase, ...]
    rules: tuple[CueRule, ...]

    @cached_property
    def matcher(self) -> Matcher[CueRule]:
        return Matcher((phrase, rule) for rule in self.rules for phrase in rule.phrases)


@dataclass(frozen=True)
class Codebook:
    """All indicators with the status cues; `hash` names this very version of the file."""

    version: str
    framework: Text
    hash: str
    indicators: tuple[Indicator, ...]
    status_cues: StatusCues

    @property
    def codes(self) -> list[str]:
        return [indicator.code for indicator in self.indicators]

    def __getitem__(self, code: str) -> Indicator:
        return next(indicator for indicator in self.indicators if indicator.code == code)

    @property
    def keywords(self) -> Iterator[Keyword]:
        return (keyword for indicator in self.indicators for keyword in indicator.keywords)

    @cached_property
    def matcher(self) -> Matcher[Keyword]:
        return Matcher((phrase, word) for word in self.keywords for phrase in word.phrases)

    @cached_property
    def exceptions(self) -> Matcher[Keyword]:
        return Matcher((phrase, word) for word in self.keywords for phrase in word.exceptions)


_FIELDS = ("version", "framework", "indicators", "status_cues")
_INDICATOR = ("code", "label", "short", "definition", "include", "exclude", "examples", "counter_examples")
_KEYWORD = ("match", "not", "case", "weight", "subcode", "status", "note")


def load(path: Path) -> Codebook:
    """Read and check a codebook. Raises CodebookError with file, line and mending."""
    top = yamls.load(path)
    top.only(_FIELDS)
    indicators: list[Indicator] = []
    for entry in _mappings(top, "indicators", "the list of indicators"):
        indicator = _indicator(entry)
        if any(indicator.code == other.code for other in indicators):
            raise entry.fault(
                f"the indicator {indicator.code!r} stands twice", "Give one of the two another code.", "code"
            )
        indicators.append(indicator)
    cues = top.need("status_cues", yamls.Mapping, "the cue phrases of each status")
    return Codebook(
        version=str(top.need("version", (str, int, float), "the version of the codebook, for instance '1.0'")),
        framework=top.text("framework"),
        hash=sha256(path.read_bytes()),
        indicators=tuple(indicators),
        status_cues=_status_cues(cues, {indicator.code for indicator in indicators}),
    )


def _mappings(parent: yamls.Mapping, key: str, what: str) -> Iterator[yamls.Mapping]:
    entries = parent.need(key, list, what)
    if not entries:
        raise parent.fault(f"the list {key!r} is empty", f"It holds {what}.", key)
    for number, entry in enumerate(entries, start=1):
        if not isinstance(entry, yamls.Mapping):
            raise parent.fault(f"entry {number} of {key!r} has no fields", f"It holds {what}.", key)
        yield entry


def _texts(parent: yamls.Mapping, key: str) -> dict[str, list[str]]:
    value = parent.get(key) or {}
    if isinstance(value, list):
        return {language: [str(text) for text in value] for language in ("id", "en")}
    if not isinstance(value, yamls.Mapping):
        raise parent.fault(f"the field {key!r} is no list", "Write one text a line, each behind a dash.", key)
    value.only(("id", "en"))
    lists = {language: [str(text) for text in texts or []] for language, texts in value.items()}
    first = next(iter(lists.values()), [])
    return {language: lists.get(language, first) for language in ("id", "en")}


def _indicator(entry: yamls.Mapping) -> Indicator:
    entry.only((*_INDICATOR, "subcodes", "keywords"))
    code = str(entry.need("code", (int, str), "the code of the indicator, for instance 1"))
    subcodes = tuple(
        Subcode(str(sub.need("key", str, "a short name")), sub.text("label"))
        for sub in (_mappings(entry, "subcodes", "the parts of the indicator") if entry.get("subcodes") else ())
    )
    known = {subcode.key for subcode in subcodes}
    keywords: list[Keyword] = []
    for item, line in _items(entry, "keywords"):
        keyword = _keyword(item, line, code, known, entry)
        if any(keyword.name == other.name for other in keywords):
            raise _at(entry, line, f"the keyword {keyword.name!r} stands twice in indicator {code}", "Keep one.")
        keywords.append(keyword)
    return Indicator(
        code=code,
        label=entry.text("label"),
        short=entry.text("short") if "short" in entry else entry.text("label"),
        definition=entry.text("definition"),
        include=_texts(entry, "include"),
        exclude=_texts(entry, "exclude"),
        examples=tuple(_examples(entry, "examples", known)),
        counter_examples=tuple(_examples(entry, "counter_examples", known)),
        subcodes=subcodes,
        keywords=tuple(keywords),
    )


def _items(entry: yamls.Mapping, key: str) -> Iterator[tuple[Any, int]]:
    items = entry.get(key) or []
    if not isinstance(items, list):
        raise entry.fault(f"the field {key!r} is no list", "Write one keyword a line, each behind a dash.", key)
    for item in items:
        yield item, item.line if isinstance(item, yamls.Mapping) else entry.lines[key]


def _at(entry: yamls.Mapping, line: int, problem: str, mend: str) -> Exception:
    fault = entry.fault(problem, mend)
    return type(fault)(problem, file=fault.file, line=line, mend=mend)


def _examples(entry: yamls.Mapping, key: str, subcodes: set[str]) -> Iterator[Example]:
    for example in _mappings(entry, key, "examples, as {id: …, en: …}") if entry.get(key) else ():
        example.only(("id", "en", "status", "subcode"))
        status, subcode = str(example.get("status", "")), str(example.get("subcode", ""))
        _check_status(example, status)
        _check_subcode(example, subcode, subcodes)
        texts = {language: str(example[language]) for language in ("id", "en") if language in example}
        yield Example(texts, status, subcode)


def _check_status(entry: yamls.Mapping, status: str, extra: tuple[str, ...] = ("",)) -> None:
    if status not in (*STATUSES, *extra):
        raise entry.fault(f"the status {status!r} is unknown", f"Use one of {', '.join(STATUSES)}.", "status")


def _check_subcode(entry: yamls.Mapping, subcode: str, known: set[str]) -> None:
    if subcode and subcode not in known:
        raise entry.fault(
            f"the subcode {subcode!r} is unknown",
            f"Known here: {', '.join(sorted(known)) or 'none'}.",
            "subcode",
        )


def _keyword(item: Any, line: int, code: str, subcodes: set[str], parent: yamls.Mapping) -> Keyword:
    if not isinstance(item, yamls.Mapping):
        return Keyword(str(item), code, _phrases([item], False, parent, line))
    item.only(_KEYWORD)
    patterns = item.need("match", (list, str), "one pattern or a list of them")
    patterns = patterns if isinstance(patterns, list) else [patterns]
    case = bool(yamls.is_true(item.get("case", False)))
    weight, status, subcode = (
        item.get("weight", 1.0),
        str(item.get("status", "")),
        str(item.get("subcode", "")),
    )
    if not isinstance(weight, int | float) or not 0 < weight <= 1:
        raise item.fault(f"the weight {weight!r} is not between 0 and 1", "Write 1, 0.5 or 0.3.", "weight")
    _check_status(item, status)
    _check_subcode(item, subcode, subcodes)
    if not patterns:
        raise item.fault("the keyword has no pattern", "Write one behind match.", "match")
    return Keyword(
        name=str(patterns[0]),
        indicator=code,
        phrases=_phrases(patterns, case, item, item.lines["match"]),
        exceptions=_phrases(item.get("not") or [], case, item, item.lines.get("not", line)),
        weight=float(weight),
        subcode=subcode,
        status=status,
    )


def _phrases(patterns: Any, case: bool, entry: yamls.Mapping, line: int) -> tuple[Phrase, ...]:
    phrases: list[Phrase] = []
    for pattern in patterns if isinstance(patterns, list) else [patterns]:
        try:
            phrases += parse(str(pattern), case=case)
        except PatternError as error:
            raise _at(
                entry,
                line,
                f"the pattern {str(pattern)!r} cannot be read: {error}",
                "See the head of the codebook.",
            ) from error
    return tuple(dict.fromkeys(phrases))


def _status_cues(entry: yamls.Mapping, codes: set[str]) -> StatusCues:
    entry.only(("window", "boundaries", "turning", "tags", "rules"))
    window = entry.need("window", int, "the number of words a cue reaches")
    rules = []
    for number, rule in enumerate(_mappings(entry, "rules", "the cue phrases of each status"), start=1):
        rule.only(("status", "match", "weight", "indicators", "note"))
        status = str(rule.need("status", str, "a status or none"))
        _check_status(rule, status, ("none",))
        indicators = frozenset(map(str, rule.get("indicators") or ()))
        if unknown := indicators - codes:
            raise rule.fault(
                f"the indicator {min(unknown)!r} is unknown",
                f"Known here: {', '.join(sorted(codes))}.",
                "indicators",
            )
        weight = rule.get("weight", 1.0)
        if not isinstance(weight, int | float) or not 0 < weight <= 1:
            raise rule.fault(f"the weight {weight!r} is not between 0 and 1", "Write 1, 0.5 or 0.3.", "weight")
        patterns = rule.need("match", list, "the cue phrases")
        phrases = _phrases(patterns, False, rule, rule.lines["match"])
        rules.append(CueRule(number, status, phrases, float(weight), indicators))

    def words(key: str) -> tuple[Phrase, ...]:
        return _phrases(entry.get(key) or [], False, entry, entry.lines.get(key, entry.line))

    return StatusCues(window, words("boundaries"), words("turning"), words("tags"), tuple(rules))
