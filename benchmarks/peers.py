"""Times one method on the set, in the environment of the peers: python benchmarks/peers.py FOLDER METHOD DRAW

Each method gets the sentences in memory and keeps its hits; set-up is timed apart. The faster of several ways to use a
library is taken (lower-cased text instead of a flag, a check of word boundaries after the search).
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

Hit = tuple[int, str, int, int]
Run = Callable[[list[str]], list[Hit]]


def regular_expressions(patterns: dict[str, list[str]]) -> tuple[Run, str]:
    """Each compiled pattern over each sentence."""
    compiled = [
        (code, re.compile(r"\b" + re.escape(text.rstrip("*")) + (r"\w*" if text.endswith("*") else "") + r"\b"))
        for code, listed in sorted(patterns.items())
        for text in listed
    ]

    def run(sentences: list[str]) -> list[Hit]:
        hits = []
        for number, sentence in enumerate(sentences):
            lowered = sentence.lower()
            for code, pattern in compiled:
                for match in pattern.finditer(lowered):
                    hits.append((number, code, match.start(), match.end()))
        return hits

    return run, f"re (Python {sys.version.split()[0]})"


def spacy_matcher(patterns: dict[str, list[str]]) -> tuple[Run, str]:
    """spaCy's blank Indonesian tokenizer with PhraseMatcher; it knows no wildcards, so those are left out."""
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("id")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    for code, listed in sorted(patterns.items()):
        matcher.add(code, [nlp.make_doc(text) for text in listed if not text.endswith("*")])

    def run(sentences: list[str]) -> list[Hit]:
        hits = []
        for number, sentence in enumerate(sentences):
            document = nlp.make_doc(sentence)
            for code, start, end in matcher(document):
                span = document[start:end]
                hits.append((number, nlp.vocab.strings[code], span.start_char, span.end_char))
        return hits

    return run, f"spaCy {version('spacy')}"


def aho_corasick(patterns: dict[str, list[str]]) -> tuple[Run, str]:
    """One pass of an Aho-Corasick automaton over lower-cased text, with a check of word boundaries."""
    import ahocorasick_rs

    listed = [
        (code, text.rstrip("*"), text.endswith("*")) for code, texts in sorted(patterns.items()) for text in texts
    ]
    automaton = ahocorasick_rs.AhoCorasick([text for _, text, _ in listed])

    def run(sentences: list[str]) -> list[Hit]:
        hits = []
        for number, sentence in enumerate(sentences):
            lowered = sentence.lower()
            for which, start, end in automaton.find_matches_as_indexes(lowered, overlapping=True):
                if start and lowered[start - 1].isalnum():
                    continue
                if not listed[which][2] and end < len(lowered) and lowered[end].isalnum():
                    continue
                hits.append((number, listed[which][0], start, end))
        return hits

    return run, f"ahocorasick-rs {version('ahocorasick-rs')}"


def tokens_only(patterns: dict[str, list[str]]) -> tuple[Run, str]:
    r"""Nothing but splitting into words (\w+): no search at all."""
    words = re.compile(r"\w+")

    def run(sentences: list[str]) -> list[Hit]:
        for sentence in sentences:
            words.findall(sentence)
        return []

    return run, "re, words only"


METHODS: dict[str, Callable[[dict[str, list[str]]], tuple[Run, str]]] = {
    "regular_expressions": regular_expressions,
    "spacy": spacy_matcher,
    "aho_corasick": aho_corasick,
    "tokens_only": tokens_only,
}


def main() -> None:
    folder, method, draw = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    sentences = (folder / "sentences.txt").read_text(encoding="utf-8").splitlines()
    patterns: dict[str, list[str]] = json.loads((folder / "patterns.json").read_text(encoding="utf-8"))[draw]
    begun = time.perf_counter()
    run, name = METHODS[method](patterns)
    ready = time.perf_counter()
    hits = run(sentences)
    done = time.perf_counter()
    result: dict[str, Any] = {
        "method": method,
        "version": name,
        "setup": ready - begun,
        "seconds": done - ready,
        "hits": len(hits),
        "sentences_hit": len({(hit[0], hit[1]) for hit in hits}),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
