"""How the forms of a keyword meet a treebank's lemmas, beside stemmers: python benchmarks/affixes.py FOLDER PEERS TREEBANK

TREEBANK is a folder with the .conllu files of UD Indonesian GSD, dev and test (Universal Dependencies, CC BY-SA:
universaldependencies.org; not part of this compendium). Each of its lemmas is taken for a keyword, each of its nouns',
verbs', adjectives' and adverbs' forms for a word of a text: a method is right when it joins a form with its own lemma.
The same on pairs of the codebook's field (benchmarks/pairs.tsv). PEERS is the Python of the peers' environment.
Writes FOLDER/affixes.json.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from coding.language import morphology

PAIRS = Path(__file__).with_name("pairs.tsv")
WORD_CLASSES = ("NOUN", "VERB", "ADJ", "ADV")


def treebank(folder: Path) -> dict[str, set[str]]:
    """Form → its lemmas."""
    lemmas: dict[str, set[str]] = defaultdict(set)
    for path in sorted(folder.glob("*.conllu")):
        for line in path.read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            if len(cells) == 10 and cells[0].isdigit() and cells[3] in WORD_CLASSES:
                form, lemma = cells[1].lower(), cells[2].lower()
                if form.isalpha() and lemma.isalpha():
                    lemmas[form].add(lemma)
    return lemmas


def pairs() -> list[tuple[str, str, bool]]:
    """(keyword, word of a text, whether it belongs to the keyword)."""
    lines = PAIRS.read_text(encoding="utf-8").splitlines()[1:]
    return [(keyword, word, belongs == "yes") for keyword, word, belongs in (line.split("\t") for line in lines)]


def scores(joined: int, wrong: int, missed: int) -> dict[str, float]:
    return {
        "precision": joined / (joined + wrong),
        "recall": joined / (joined + missed),
        "f1": 2 * joined / (2 * joined + wrong + missed),
    }


def generated(lemmas: dict[str, set[str]]) -> dict[str, Any]:
    """Our way: the forms of each lemma."""
    keywords = sorted(set().union(*lemmas.values()))
    tables = {keyword: morphology.table(keyword) for keyword in keywords}
    starts: dict[str, list[str]] = defaultdict(list)
    for keyword, table in tables.items():
        for stem in table:
            starts[stem].append(keyword)
    joined = wrong = missed = 0
    for form, own in lemmas.items():
        got = {
            keyword
            for stem, suffix in morphology.splits(form)
            for keyword in starts.get(stem, ())
            if suffix in tables[keyword][stem]
        }
        joined, wrong, missed = joined + len(got & own), wrong + len(got - own), missed + len(own - got)
    right = sum(morphology.belongs(word, keyword) == belongs for keyword, word, belongs in pairs())
    return {"method": "forms generated (this engine)", **scores(joined, wrong, missed), "pairs": right / len(pairs())}


def main() -> None:
    folder, python, source = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    lemmas = treebank(source)
    if not lemmas:
        raise SystemExit(f"{source} holds no .conllu file: get UD Indonesian GSD from universaldependencies.org")
    task = {"lemmas": {form: sorted(own) for form, own in lemmas.items()}, "pairs": pairs()}
    command = [python, str(Path(__file__).with_name("stemmers.py"))]
    answer = subprocess.run(command, input=json.dumps(task), capture_output=True, text=True, check=True)
    results = [generated(lemmas), *json.loads(answer.stdout)]
    (folder / "affixes.json").write_text(json.dumps(results, indent=1), encoding="utf-8")
    for row in results:
        print(f"[affixes] {row['method']}: F1 {row['f1']:.3f}, pairs {row['pairs']:.2f}", flush=True)


if __name__ == "__main__":
    main()
