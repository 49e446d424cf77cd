"""Stemmers as matchers, in the environment of the peers: reads a task from standard input, writes scores."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Callable
from importlib.metadata import version
from typing import Any


def stemmers() -> dict[str, Callable[[str], str]]:
    import simplemma
    import Stemmer
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

    snowball = Stemmer.Stemmer("indonesian")
    sastrawi = StemmerFactory().create_stemmer()
    return {
        "the very form": lambda word: word,
        f"PyStemmer {version('PyStemmer')} (Snowball)": snowball.stemWord,
        f"PySastrawi {version('PySastrawi')}": sastrawi.stem,
        f"simplemma {version('simplemma')}": lambda word: simplemma.lemmatize(word, lang="id").lower(),
    }


def main() -> None:
    task = json.load(sys.stdin)
    lemmas = {form: set(own) for form, own in task["lemmas"].items()}
    results: list[dict[str, Any]] = []
    for name, stem in stemmers().items():
        by_stem: dict[str, set[str]] = defaultdict(set)
        for lemma in set().union(*lemmas.values()):
            by_stem[stem(lemma)].add(lemma)
        joined = wrong = missed = 0
        for form, own in lemmas.items():
            got = by_stem[stem(form)]
            joined, wrong, missed = joined + len(got & own), wrong + len(got - own), missed + len(own - got)
        right = sum((stem(word) == stem(keyword)) == belongs for keyword, word, belongs in task["pairs"])
        results.append(
            {
                "method": name,
                "precision": joined / (joined + wrong),
                "recall": joined / (joined + missed),
                "f1": 2 * joined / (2 * joined + wrong + missed),
                "pairs": right / len(task["pairs"]),
            }
        )
    print(json.dumps(results))


if __name__ == "__main__":
    main()
