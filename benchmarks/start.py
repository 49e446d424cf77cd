"""Start-up and one interview: python benchmarks/start.py FOLDER

Import of the package, compiling the shipped codebook, suggestions for one interview of about 5,000 words once all is
loaded, and one keyword tried on all shipped segments. Writes FOLDER/start.json.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from coding import paths
from coding.codebooks import codebook
from coding.language import discover
from coding.pipeline import Study
from coding.suggestions.suggest import suggest
from coding.transcripts.talks import talks
from coding.transcripts.turns import split_turns

RUNS = 5


def fastest(work: Callable[[], Any]) -> float:
    times = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return min(times)


def imported(what: str) -> float:
    code = f"import time; begun = time.perf_counter(); import {what}; print(time.perf_counter() - begun)"
    return min(float(subprocess.check_output([sys.executable, "-c", code], text=True)) for _ in range(RUNS))


def main() -> None:
    study = Study("lampung-timur")
    text = "\n\n".join(study.texts[name] for name in ("DSN1", "LSM1"))
    words = len(text.split())
    path = paths.codebook()

    def compile_codebook() -> None:
        book = codebook.load(path)
        assert book.matcher and book.question_matcher and book.relevance.matcher and book.status_cues.matcher

    book = codebook.load(path)

    def one_interview() -> None:
        turns = split_turns(text)
        assert list(suggest(talks("x", [(turn, text[turn.start : turn.end]) for turn in turns]), book))

    result = {
        "import": imported("coding"),
        "import_suggest": imported("coding.suggestions.suggest"),
        "compile": fastest(compile_codebook),
        "interview_words": words,
        "interview": fastest(one_interview),
        "segments": len(study.segments),
        "keyword": fastest(lambda: discover.try_keyword(study.segments, "undang")),
    }
    (Path(sys.argv[1]) / "start.json").write_text(json.dumps(result, indent=1), encoding="utf-8")
    print(f"[start] import {result['import']:.3f} s, interview {result['interview']:.3f} s", flush=True)


if __name__ == "__main__":
    main()
