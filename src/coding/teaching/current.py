"""The language of the notebook that is open: one notebook runs in one kernel, so one word is enough."""

from __future__ import annotations

import sys
from typing import Any

from coding.errors import CodingError
from coding.labels import LANGUAGES

_spoken = {"language": "id"}


def language() -> str:
    return _spoken["language"]


def speak(language: str) -> None:
    """Let checks answer in this language. Raises CodingError for one that the course does not know."""
    if language not in LANGUAGES:
        raise CodingError(f"the language {language!r} is unknown", mend=f"Use one of {', '.join(LANGUAGES)}.")
    _spoken["language"] = language


def tell_briefly() -> None:
    """In a notebook, a fault that its author can mend is told in its own words, without the program's lines."""
    from IPython.core.getipython import get_ipython

    shell: Any = get_ipython()
    if shell is not None:
        shell.set_custom_exc((CodingError,), lambda _shell, _kind, error, _trace, **_: print(error, file=sys.stderr))
