"""Builds the set that all methods are timed on: 200,000 sentences and 150 patterns, the same for everyone (seeded).

Run by the environment of the peers, which has the public word list (wordfreq, its list of Indonesian):

    python benchmarks/bench_set.py FOLDER [SENTENCES]

A sentence is one of the shipped segments in which every second word, at random, is replaced by a word drawn from the
list by its frequency; short ones are filled up. The patterns are drawn from the shipped codebook: 89 words, 37 phrases
without gaps, and 24 words with a trailing wildcard, in its seven categories. They are drawn several times, so that no
lucky draw decides; each draw is by the hash of the pattern, so that a change of the codebook changes little of it.
"""

from __future__ import annotations

import csv
import hashlib
import json
import random
import re
import sys
from pathlib import Path

SEED = 20_161_104
DRAWS = 5
ROOT = Path(__file__).resolve().parent.parent


def sentences(count: int, rng: random.Random) -> list[str]:
    import wordfreq

    with (ROOT / "data/coded/lampung-timur/segments.csv").open(encoding="utf-8") as file:
        segments = [row["text"] for row in csv.DictReader(file)]
    words = [word for word in wordfreq.top_n_list("id", 200_000) if word.isalpha()]
    pool = iter(rng.choices(words, [wordfreq.word_frequency(word, "id") for word in words], k=count * 12))
    made = []
    for _ in range(count):
        said = rng.choice(segments).split()
        for place, word in enumerate(said):
            match = re.fullmatch(r"(\W*)(\w+)(\W*)", word)
            if match and rng.random() < 0.5:
                said[place] = match[1] + next(pool) + match[3]
        while len(said) < 14:
            said.insert(rng.randrange(len(said)), next(pool))
        made.append(" ".join(said))
    return made


def patterns(draw: int) -> dict[str, list[str]]:
    """Category → patterns, drawn from the codebook's simple ones."""
    import yaml

    book = yaml.safe_load((ROOT / "data/codebook.yml").read_text(encoding="utf-8"))
    words, phrases = [], []
    for indicator in book["indicators"]:
        for entry in indicator["keywords"]:
            listed = entry["match"] if isinstance(entry, dict) else entry
            for pattern in listed if isinstance(listed, list) else [listed]:
                text = str(pattern)
                if re.fullmatch(r"[a-z]{4,}", text):
                    words.append((str(indicator["code"]), text))
                elif re.fullmatch(r"[a-z]{3,} [a-z]{3,}", text):
                    phrases.append((str(indicator["code"]), text))
    for listed in (words, phrases):
        listed.sort(key=lambda pair: hashlib.sha256(f"{draw} {' '.join(pair)}".encode()).digest())
    chosen = words[:89] + phrases[:37] + [(code, f"{word}*") for code, word in words[89:113]]
    found: dict[str, list[str]] = {}
    for code, pattern in chosen:
        found.setdefault(code, []).append(pattern)
    return found


def main() -> None:
    folder, count = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 200_000
    rng = random.Random(SEED)
    folder.mkdir(parents=True, exist_ok=True)
    made, chosen = sentences(count, rng), [patterns(draw) for draw in range(1, DRAWS + 1)]
    (folder / "sentences.txt").write_text("\n".join(made) + "\n", encoding="utf-8")
    (folder / "patterns.json").write_text(json.dumps(chosen, indent=1, sort_keys=True), encoding="utf-8")
    forms = {word for sentence in made for word in re.findall(r"\w+", sentence.lower())}
    print(
        json.dumps(
            {
                "sentences": len(made),
                "words": sum(len(sentence.split()) for sentence in made),
                "bytes": sum(len(sentence.encode()) for sentence in made),
                "forms": len(forms),
                "patterns": [sum(map(len, one.values())) for one in chosen],
            }
        )
    )


if __name__ == "__main__":
    main()
