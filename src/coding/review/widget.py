"""The review in JupyterLab: an anywidget whose front end is one plain ES module and one style sheet."""

from __future__ import annotations

import gc
import json
import os
import re
import sys
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from coding import labels, pipeline
from coding.codebooks.codes import STATUSES, Codebook, Indicator
from coding.decisions import coders
from coding.errors import CodingError
from coding.pipeline import Study
from coding.review.screen import Message
from coding.review.session import MODES, Session

STATIC = Path(__file__).parent / "static"
# The front end: ES modules, each using those before it only. An anywidget takes one, so they are joined.
MODULES = ("dom", "transcript", "kernel", "drawing", "card", "moving", "deciding", "panels", "review")


def front_end() -> str:
    """The modules of the front end as one: behind each other, without what they say of one another."""
    joined = "\n".join((STATIC / f"{name}.js").read_text(encoding="utf-8") for name in MODULES)
    return re.sub(r"^import .*\n|^export (?!default)", "", joined, flags=re.MULTILINE)


class Review(anywidget.AnyWidget):
    """Shows one district to one coder and keeps each decision as it is made.

    The front end sends numbered messages; each is answered once, in the order sent: with ``ok`` and what changed, or
    with the problem in words. What is answered with ``ok`` is on the disk.
    """

    _esm = front_end()
    _css = STATIC / "review.css"
    setup = traitlets.Dict().tag(sync=True)

    def __init__(self, study: Study, coder: str, mode: str, language: str, sample: int) -> None:
        self.study, self.sample = study, sample
        self.session: Session | None = None
        super().__init__(setup=_setup(study, language, mode))
        self.on_msg(self._answer)
        if coder:
            self.setup = {**self.setup, "begun": self._begin(coder, mode)}

    def _begin(self, coder: str, mode: str) -> Message:
        coders.register(self.study.name, coder)
        self.session = Session(Study(self.study.name), coder, mode, sample=self.sample)
        # What has been read so far stays: searching it for garbage would stop a key press for a third of a second.
        gc.collect()
        gc.freeze()
        return {"coder": coder, "mode": mode, **self.session.overview()}

    def _answer(self, _: Any, message: Message, __: Any) -> None:
        try:
            answer = {"ok": True, **self._do(message)}
        except CodingError as error:
            answer = {"ok": False, "problem": str(error)}
        except Exception as error:
            # Whatever went wrong, the coder must see that this key press is not saved.
            answer = {"ok": False, "problem": f"{type(error).__name__}: {error}"}
        self.send({"n": message.get("n"), "view": message.get("view"), **answer})

    def _do(self, message: Message) -> Message:
        what = message["do"]
        if what == "begin":
            return {"begun": self._begin(str(message["coder"]).strip(), str(message["mode"]))}
        if self.session is None:
            raise CodingError("no coder has begun", mend="Run the cell again.")
        if what == "open":
            return {"opened": self.session.open(message["transcript"])}
        if what == "decide":
            return self.session.decide(message["transcript"], message["lines"])
        if what == "undo":
            return self.session.undo()
        if what == "redo":
            return self.session.redo()
        if what == "search":
            return {"found": self.session.search(message["word"])}
        if what == "refresh":
            return {**self.session.refresh(), "overview": self.session.overview()}
        raise CodingError(f"the front end asked for {what!r}, which is unknown")


def show(district: str, coder: str, mode: str, language: str, sample: int) -> object:
    """The widget; where nobody is there to decide, because make runs the notebooks, a sentence. See `review`."""
    if os.environ.get("CODING_BUILD"):
        return labels.text(
            "Di JupyterLab, di sini terbuka layar tinjauan (make review).",
            "In JupyterLab, the review opens here (make review).",
        )[language]
    _tell_briefly()
    if mode not in MODES:
        raise CodingError(f"the mode {mode!r} is unknown", mend=f"Use one of {', '.join(MODES)}.")
    return Review(pipeline.prepare(district), coder, mode, language, sample)


def _tell_briefly() -> None:
    """In a notebook, a fault of the data is told in its own words, without the lines of the program that found it."""
    from IPython.core.getipython import get_ipython

    shell: Any = get_ipython()
    if shell is not None:
        shell.set_custom_exc((CodingError,), lambda _shell, _kind, error, _trace, **_: print(error, file=sys.stderr))


def _setup(study: Study, language: str, mode: str) -> Message:
    return {
        "district": study.name,
        "title": study.district.title,
        "reconstructed": study.district.reconstructed,
        "language": language,
        "mode": mode,
        "modes": list(MODES),
        "codebook": _codebook(study.codebook),
        "words": _words(),
        "begun": None,
    }


def _words() -> dict[str, labels.Text]:
    """What the screen says in both languages: its own words, and those that stand elsewhere too."""
    words: dict[str, labels.Text] = json.loads((STATIC / "words.json").read_text(encoding="utf-8"))
    words |= {status: labels.STATUS[status] for status in STATUSES}
    words |= {f"lost_{how}": said for how, said in labels.LOST.items()}
    return words | {"reconstruction": labels.RECONSTRUCTED}


def _codebook(book: Codebook) -> list[Message]:
    return [_indicator(one) for one in book.indicators]


def _indicator(one: Indicator) -> Message:
    return {
        "code": one.code,
        "label": one.label,
        "short": one.short,
        "definition": one.definition,
        "include": one.include,
        "exclude": one.exclude,
        "examples": [{"text": example.text, "status": example.status} for example in one.examples],
        "counter_examples": [{"text": example.text} for example in one.counter_examples],
        "subcodes": [{"key": sub.key, "label": sub.label} for sub in one.subcodes],
    }
