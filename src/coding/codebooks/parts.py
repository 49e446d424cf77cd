"""The parts of a codebook's file: lists, keywords, examples, status cues, matters; read and checked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from coding import yamls
from coding.codebooks.codes import STATUSES, CueExample, CueRule, Example, Keyword, Matter, Relevance, StatusCues
from coding.language.patterns import PatternError, Phrase, parse

_KEYWORD = ("name", "match", "not", "near", "within", "case", "weight", "subcode", "status", "note")
_ASKED = ("name", "match", "not", "near", "within", "case", "weight", "note")
_RULE = ("status", "match", "weight", "indicators", "name", "opening", "asked", "examples", "note")


_UNREADABLE: tuple[tuple[str, tuple[Phrase, ...]], ...] = (("", ()),)

# Names that may be referred to; None where one of them could not be read, so that any may be meant.
Known = set[str] | None


def names(found: Iterable[str]) -> Known:
    names = set(found)
    return None if "" in names else names


def mappings(parent: yamls.Mapping, key: str, what: str) -> list[yamls.Mapping]:
    if not isinstance(parent.get(key), list):
        parent.need(key, list, what)
        return []
    if not parent[key]:
        parent.refuse(f"the list {key!r} is empty", f"It holds {what}.", key)
    return parent.mappings_of(key, what)


def texts(parent: yamls.Mapping, key: str) -> dict[str, list[str]]:
    value = parent.get(key)
    if value is None:
        return {"id": [], "en": []}
    if not isinstance(value, yamls.Mapping):
        texts = [str(text) for text, _ in parent.items_of(key, "one text a line")]
        return {"id": texts, "en": texts}
    value.only(("id", "en"))
    lists = {language: [str(text) for text, _ in value.items_of(language, "one text a line")] for language in value}
    first = next(iter(lists.values()), [])
    return {language: lists.get(language, first) for language in ("id", "en")}


def keywords(entry: yamls.Mapping, key: str, code: str, subcodes: Known, groups: Known) -> Iterator[Keyword]:
    seen: set[str] = set()
    for item, line in entry.items_of(key, "one keyword a line"):
        keyword = _keyword(item, line, code, subcodes, groups, entry, asked=key == "questions")
        if keyword.name and keyword.name in seen:
            problem = f"the keyword {keyword.name!r} stands twice in indicator {code}"
            entry.refuse(problem, "Keep one.", line=line)
        seen.add(keyword.name)
        yield keyword


def examples(entry: yamls.Mapping, key: str, subcodes: Known) -> Iterator[Example]:
    for example in mappings(entry, key, "examples, as {id: …, en: …}") if entry.get(key) else ():
        example.only(("id", "en", "status", "subcode"))
        status, subcode = str(example.get("status", "")), str(example.get("subcode", ""))
        _check_status(example, status)
        _check_known(example, "subcode", subcode, subcodes)
        texts = {language: str(example[language]) for language in ("id", "en") if language in example}
        yield Example(texts, status, subcode)


def _check_status(entry: yamls.Mapping, status: str, extra: tuple[str, ...] = ("",)) -> None:
    if status not in (*STATUSES, *extra):
        entry.refuse(f"the status {status!r} is unknown", f"Use one of {', '.join(STATUSES)}.", "status")


def _check_known(entry: yamls.Mapping, field: str, name: str, known: Known) -> None:
    if name and known is not None and name not in known:
        what = {"near": "group", "indicators": "indicator", "indicator": "indicator", "subcode": "subcode"}[field]
        entry.refuse(f"the {what} {name!r} is unknown", f"Known here: {', '.join(sorted(known)) or 'none'}.", field)


def _keyword(
    item: Any, line: int, code: str, subcodes: Known, groups: Known, parent: yamls.Mapping, *, asked: bool
) -> Keyword:
    if not isinstance(item, yamls.Mapping):
        return Keyword(str(item), code, _phrases([(item, line)], parent), asked=asked)
    item.only(_ASKED if asked else _KEYWORD)
    case = item.flag("case")
    patterns = _patterns(item, "match")
    status, subcode, near = (str(item.get(field) or "") for field in ("status", "subcode", "near"))
    within = item.get("within", 0)
    if not isinstance(within, int) or isinstance(within, bool) or within < 0:
        item.refuse(f"within is {within!r}, no number of words", "Write for instance 8.", "within")
        within = 0
    if within and not near:
        item.refuse("within stands without near", "Name the group of words behind near.", "within")
    _check_status(item, status)
    _check_known(item, "subcode", subcode, subcodes)
    _check_known(item, "near", near, groups)
    return Keyword(
        name=str(item.get("name") or (patterns[0][0] if patterns else "")),
        indicator=code,
        phrases=_phrases(patterns, item, case=case),
        exceptions=_phrases(_patterns(item, "not") if "not" in item else [], item, case=case),
        near=near,
        within=within,
        weight=_weight(item),
        subcode=subcode,
        status=status,
        asked=asked,
    )


def _patterns(entry: yamls.Mapping, key: str) -> list[tuple[Any, int]]:
    """The patterns of a field, one or a list, with their lines."""
    value = entry.need(key, (list, str, int, float), "one pattern or a list of them")
    if value is not entry.get(key):  # told already
        return []
    if value == []:
        entry.refuse(f"{key} holds no pattern", "Write one, or take the field away.", key)
    return entry.items_of(key, "patterns") if isinstance(value, list) else [(value, entry.lines[key])]


def _weight(entry: yamls.Mapping) -> float:
    weight = entry.get("weight", 1.0)
    if not isinstance(weight, int | float) or isinstance(weight, bool) or not 0 < weight <= 1:
        entry.refuse(f"the weight {weight!r} is not between 0 and 1", "Write 1, 0.5 or 0.3.", "weight")
        return 1.0
    return float(weight)


def _phrases(
    patterns: list[tuple[Any, int]], entry: yamls.Mapping, *, case: bool = False, inflect: bool = True
) -> tuple[Phrase, ...]:
    phrases: list[Phrase] = []
    for pattern, line in patterns:
        try:
            phrases += parse(str(pattern), case=case, inflect=inflect)
        except PatternError as error:
            problem = f"the pattern {str(pattern)!r} cannot be read: {error}"
            entry.refuse(problem, "See the head of the codebook.", line=line)
    return tuple(dict.fromkeys(phrases))


def status_cues(entry: yamls.Mapping | None, codes: Known) -> StatusCues:
    if entry is None:
        return StatusCues(6, (), (), (), ())
    entry.only(("window", "boundaries", "turning", "tags", "rules"))
    window = entry.need("window", int, "the number of words a cue reaches")
    rules: list[CueRule] = []
    for number, rule in enumerate(mappings(entry, "rules", "the cue phrases of each status"), start=1):
        rule.only(_RULE)
        status: str = rule.need("status", str, "a status or none")
        if isinstance(rule.get("status"), str):
            _check_status(rule, status, ("none",))
        indicators = frozenset(str(code) for code, _ in rule.items_of("indicators", "codes of indicators"))
        for code in sorted(indicators):
            _check_known(rule, "indicators", code, codes)
        name = str(rule.get("name", f"{number}"))
        if any(name == other.name for other in rules):
            rule.refuse(f"the rule {name!r} stands twice", "Give one of the two another name.", "name")
        phrases = _phrases(_patterns(rule, "match"), rule, inflect=False)
        examples = tuple(_cue_examples(rule, codes))
        opening, asked = rule.flag("opening"), rule.flag("asked")
        rules.append(CueRule(number, status, phrases, _weight(rule), indicators, name, opening, asked, examples))

    def words(key: str) -> tuple[Phrase, ...]:
        return _phrases(entry.items_of(key, "words"), entry, inflect=False)

    return StatusCues(window, words("boundaries"), words("turning"), words("tags"), tuple(rules))


def _cue_examples(rule: yamls.Mapping, codes: Known) -> Iterator[CueExample]:
    for example in mappings(rule, "examples", "examples, as {text: …, keyword: …}") if rule.get("examples") else ():
        example.only(("text", "keyword", "status", "indicator"))
        status = str(example.get("status", rule.get("status")))
        if "status" in example:
            _check_status(example, status)
        _check_known(example, "indicator", str(example.get("indicator", "")), codes)
        text = str(example.need("text", str, "a sentence"))
        keyword = str(example.need("keyword", str, "the words in it that are judged"))
        if text and keyword and not re.search(rf"(?<!\w){re.escape(keyword)}(?!\w)", text):
            example.refuse(f"{keyword!r} does not stand in {text!r}", "Write its words as they stand.", "keyword")
        yield CueExample(text, keyword, status, str(example.get("indicator", "")))


def relevance(top: yamls.Mapping) -> Relevance:
    entry = top.get("relevance")
    if entry is None:
        return Relevance()
    if not isinstance(entry, yamls.Mapping):
        top.refuse("relevance has no fields", "It holds groups, about, other and small_talk.", "relevance")
        return Relevance(groups=_UNREADABLE)
    entry.only(("groups", "about", "other", "small_talk"))
    groups = entry.get("groups") or yamls.Mapping()
    if not isinstance(groups, yamls.Mapping):
        entry.refuse("groups has no names", "Write a name, a colon and its patterns.", "groups")
    matters = [
        _matter(item, line, entry, about=key == "about")
        for key in ("about", "other")
        for item, line in entry.items_of(key, "words")
    ]
    named = _UNREADABLE
    if isinstance(groups, yamls.Mapping):
        named = tuple((str(name), _phrases(_patterns(groups, name), groups)) for name in groups)
    return Relevance(tuple(matters), named, _phrases(entry.items_of("small_talk", "words"), entry, inflect=False))


def _matter(item: Any, line: int, parent: yamls.Mapping, *, about: bool) -> Matter:
    if not isinstance(item, yamls.Mapping):
        return Matter(about, _phrases([(item, line)], parent), (), 1.0)
    item.only(("match", "not", "weight", "note", "case"))
    phrases = _phrases(_patterns(item, "match"), item, case=item.flag("case"))
    exceptions = _phrases(_patterns(item, "not") if "not" in item else [], item, case=item.flag("case"))
    return Matter(about, phrases, exceptions, _weight(item))
