"""The codebook's file: indicators, keywords and status cues as a researcher wrote them in YAML, read and checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from coding import yamls
from coding.codes import (
    STATUSES,
    Codebook,
    CueExample,
    CueRule,
    Example,
    Indicator,
    Keyword,
    Matter,
    Relevance,
    StatusCues,
    Subcode,
)
from coding.files import read_text, sha256
from coding.paths import shown
from coding.patterns import PatternError, Phrase, parse

_TOP = ("version", "framework", "indicators", "status_cues", "relevance")
_INDICATOR = ("code", "label", "short", "definition", "include", "exclude", "examples", "counter_examples")
_KEYWORD = ("name", "match", "not", "near", "within", "case", "weight", "subcode", "status", "note")
_ASKED = ("name", "match", "not", "near", "within", "case", "weight", "note")
_RULE = ("status", "match", "weight", "indicators", "name", "opening", "examples", "note")


def load(path: Path) -> Codebook:
    """Read and check a codebook. Raises CodebookError with file, line and mending."""
    return parse_codebook(read_text(path), shown(path))


def parse_codebook(content: str, file: str = "codebook.yml") -> Codebook:
    """A codebook from the text of its file; `file` names it in messages. Raises CodebookError."""
    top = yamls.parse(content, file)
    top.only(_TOP)
    relevance = _relevance(top.get("relevance"))
    groups = {name for name, _ in relevance.groups}
    indicators: list[Indicator] = []
    for entry in _mappings(top, "indicators", "the list of indicators"):
        indicator = _indicator(entry, groups)
        if any(indicator.code == other.code for other in indicators):
            raise entry.fault(
                f"the indicator {indicator.code!r} stands twice", "Give one of the two another code.", "code"
            )
        indicators.append(indicator)
    cues = top.get("status_cues")
    if cues is not None and not isinstance(cues, yamls.Mapping):
        raise top.fault("status_cues has no fields", "It holds window and rules.", "status_cues")
    return Codebook(
        version=str(top.need("version", (str, int, float), "the version of the codebook, for instance '1.0'")),
        framework=top.text("framework"),
        hash=sha256(content),
        indicators=tuple(indicators),
        status_cues=_status_cues(cues, {indicator.code for indicator in indicators}),
        relevance=relevance,
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


def _indicator(entry: yamls.Mapping, groups: set[str]) -> Indicator:
    entry.only((*_INDICATOR, "subcodes", "keywords", "questions"))
    code = str(entry.need("code", (int, str), "the code of the indicator, for instance 1"))
    subcodes = tuple(
        Subcode(str(sub.need("key", str, "a short name")), sub.text("label"))
        for sub in (_mappings(entry, "subcodes", "the parts of the indicator") if entry.get("subcodes") else ())
    )
    known = {subcode.key for subcode in subcodes}
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
        keywords=tuple(_keywords(entry, "keywords", code, known, groups)),
        questions=tuple(_keywords(entry, "questions", code, known, groups)),
    )


def _keywords(
    entry: yamls.Mapping, key: str, code: str, subcodes: set[str], groups: set[str]
) -> Iterator[Keyword]:
    seen: set[str] = set()
    for item, line in _items(entry, key):
        keyword = _keyword(item, line, code, subcodes, groups, entry, asked=key == "questions")
        if keyword.name in seen:
            raise _at(entry, line, f"the keyword {keyword.name!r} stands twice in indicator {code}", "Keep one.")
        seen.add(keyword.name)
        yield keyword


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
        _check_known(example, "subcode", subcode, subcodes)
        texts = {language: str(example[language]) for language in ("id", "en") if language in example}
        yield Example(texts, status, subcode)


def _check_status(entry: yamls.Mapping, status: str, extra: tuple[str, ...] = ("",)) -> None:
    if status not in (*STATUSES, *extra):
        raise entry.fault(f"the status {status!r} is unknown", f"Use one of {', '.join(STATUSES)}.", "status")


def _check_known(entry: yamls.Mapping, field: str, name: str, known: set[str]) -> None:
    if name and name not in known:
        what = "group" if field == "near" else field
        raise entry.fault(
            f"the {what} {name!r} is unknown", f"Known here: {', '.join(sorted(known)) or 'none'}.", field
        )


def _keyword(
    item: Any, line: int, code: str, subcodes: set[str], groups: set[str], parent: yamls.Mapping, *, asked: bool
) -> Keyword:
    if not isinstance(item, yamls.Mapping):
        return Keyword(str(item), code, _phrases([item], parent, line), asked=asked)
    item.only(_ASKED if asked else _KEYWORD)
    patterns = item.need("match", (list, str), "one pattern or a list of them")
    patterns = patterns if isinstance(patterns, list) else [patterns]
    case = bool(yamls.is_true(item.get("case", False)))
    status, subcode, near = (str(item.get(field) or "") for field in ("status", "subcode", "near"))
    within = item.get("within", 0)
    if not isinstance(within, int) or isinstance(within, bool) or within < 0:
        raise item.fault(f"within is {within!r}, no number of words", "Write for instance 8.", "within")
    _check_status(item, status)
    _check_known(item, "subcode", subcode, subcodes)
    _check_known(item, "near", near, groups)
    if not patterns:
        raise item.fault("the keyword has no pattern", "Write one behind match.", "match")
    return Keyword(
        name=str(item.get("name") or patterns[0]),
        indicator=code,
        phrases=_phrases(patterns, item, item.lines["match"], case=case),
        exceptions=_phrases(item.get("not") or [], item, item.lines.get("not", line), case=case),
        near=near,
        within=within,
        weight=_weight(item),
        subcode=subcode,
        status=status,
        asked=asked,
    )


def _weight(entry: yamls.Mapping) -> float:
    weight = entry.get("weight", 1.0)
    if not isinstance(weight, int | float) or isinstance(weight, bool) or not 0 < weight <= 1:
        raise entry.fault(f"the weight {weight!r} is not between 0 and 1", "Write 1, 0.5 or 0.3.", "weight")
    return float(weight)


def _phrases(
    patterns: Any, entry: yamls.Mapping, line: int, *, case: bool = False, inflect: bool = True
) -> tuple[Phrase, ...]:
    phrases: list[Phrase] = []
    for pattern in patterns if isinstance(patterns, list) else [patterns]:
        try:
            phrases += parse(str(pattern), case=case, inflect=inflect)
        except PatternError as error:
            raise _at(
                entry,
                line,
                f"the pattern {str(pattern)!r} cannot be read: {error}",
                "See the head of the codebook.",
            ) from error
    return tuple(dict.fromkeys(phrases))


def _status_cues(entry: yamls.Mapping | None, codes: set[str]) -> StatusCues:
    if entry is None:
        return StatusCues(6, (), (), (), ())
    entry.only(("window", "boundaries", "turning", "tags", "rules"))
    window = entry.need("window", int, "the number of words a cue reaches")
    rules = []
    for number, rule in enumerate(_mappings(entry, "rules", "the cue phrases of each status"), start=1):
        rule.only(_RULE)
        status = str(rule.need("status", str, "a status or none"))
        _check_status(rule, status, ("none",))
        indicators = frozenset(map(str, rule.get("indicators") or ()))
        if unknown := indicators - codes:
            raise rule.fault(
                f"the indicator {min(unknown)!r} is unknown",
                f"Known here: {', '.join(sorted(codes))}.",
                "indicators",
            )
        patterns = rule.need("match", list, "the cue phrases")
        phrases = _phrases(patterns, rule, rule.lines["match"], inflect=False)
        name = str(rule.get("name", f"{number}"))
        opening = bool(yamls.is_true(rule.get("opening", False)))
        examples = tuple(_cue_examples(rule))
        rules.append(CueRule(number, status, phrases, _weight(rule), indicators, name, opening, examples))

    def words(key: str) -> tuple[Phrase, ...]:
        return _phrases(entry.get(key) or [], entry, entry.lines.get(key, entry.line), inflect=False)

    return StatusCues(window, words("boundaries"), words("turning"), words("tags"), tuple(rules))


def _cue_examples(rule: yamls.Mapping) -> Iterator[CueExample]:
    for example in _mappings(rule, "examples", "examples, as {text: …, keyword: …}") if rule.get("examples") else ():
        example.only(("text", "keyword", "status", "indicator"))
        status = str(example.get("status", rule["status"]))
        _check_status(example, status)
        text = str(example.need("text", str, "a sentence"))
        keyword = str(example.need("keyword", str, "the words in it that are judged"))
        if keyword not in text:
            raise example.fault(f"{keyword!r} does not stand in {text!r}", "Write its words as they stand.", "keyword")
        yield CueExample(text, keyword, status, str(example.get("indicator", "")))


def _relevance(entry: Any) -> Relevance:
    if entry is None:
        return Relevance()
    if not isinstance(entry, yamls.Mapping):
        raise yamls.Mapping().fault("relevance has no fields", "It holds groups, about and other.")
    entry.only(("groups", "about", "other", "small_talk"))
    matters = [_matter(item, entry, about=key == "about") for key in ("about", "other") for item in entry.get(key) or ()]
    groups = entry.get("groups") or {}
    if not isinstance(groups, Mapping):
        raise entry.fault("groups has no names", "Write a name, a colon and its patterns.", "groups")
    named = ((str(name), _phrases(patterns, entry, entry.lines["groups"])) for name, patterns in groups.items())
    talk = _phrases(entry.get("small_talk") or [], entry, entry.lines.get("small_talk", entry.line), inflect=False)
    return Relevance(tuple(matters), tuple(named), talk)


def _matter(item: Any, parent: yamls.Mapping, *, about: bool) -> Matter:
    if not isinstance(item, yamls.Mapping):
        return Matter(about, _phrases([item], parent, parent.line), (), 1.0)
    item.only(("match", "not", "weight", "note", "case"))
    case = bool(yamls.is_true(item.get("case", False)))
    patterns = item.need("match", (list, str), "one pattern or a list of them")
    phrases = _phrases(patterns, item, item.lines["match"], case=case)
    exceptions = _phrases(item.get("not") or [], item, item.lines.get("not", item.line), case=case)
    return Matter(about, phrases, exceptions, _weight(item))
