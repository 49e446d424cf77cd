"""One warning of `coding check`: where, what, why it matters, what one may do; its words are those of warnings.yml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

import yaml

from coding.labels import LANGUAGES, Text

# Thresholds of the rules, as warnings.yml tells them.
THRESHOLDS = {
    "silent_words": 40,  # words of an informant
    "silent_share": 2,  # per cent of all informants' words of a transcript
    "often": 5,  # turns that name a stakeholder
    "long_sentence": 40,  # words of a sentence, on average
    "several": 4,  # transcripts of one method
    "alike": 80,  # per cent of runs of five words
    "run": 8,  # words in a row that make a quotation
}

Value = str | Text


@dataclass(frozen=True)
class Notice:
    """One warning. kind: its entry in warnings.yml. values: what is put into its words, in each language if need be."""

    kind: str
    file: str
    line: int | None = None
    values: Mapping[str, Value] = field(default_factory=dict, hash=False)

    def told(self, part: str, language: str) -> str:
        """One of its words: what, why or may (what one may do), in a language."""
        values = {key: one if isinstance(one, str) else one[language] for key, one in self.values.items()}
        return catalogue()[self.kind][part][language].format_map(values)


@lru_cache(maxsize=1)
def catalogue() -> dict[str, dict[str, Text]]:
    """kind → rule, what, why, may; each in both languages, thresholds put into the rules."""
    content = (files("coding") / "check" / "warnings.yml").read_text(encoding="utf-8")
    found: dict[str, dict[str, Text]] = yaml.load(content, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    for one in found.values():
        one["rule"] = {language: one["rule"][language].format_map(THRESHOLDS) for language in LANGUAGES}
    return found
