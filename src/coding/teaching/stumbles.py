"""The first stumbling blocks of somebody who knows no Python, told in their own language instead of a traceback."""

from __future__ import annotations

import sys
import textwrap
from typing import Any

from coding.errors import CodingError
from coding.labels import Text, text
from coding.teaching import current

WIDTH = 88  # letters that a cell's output has room for on a small laptop


def tell_briefly() -> None:
    """In a notebook, let faults that the reader can mend be told in plain words, without the program's lines."""
    from IPython.core.getipython import get_ipython

    shell: Any = get_ipython()
    if shell is not None:
        shell.set_custom_exc((CodingError, SyntaxError, NameError), _tell)


def _tell(_shell: object, _kind: object, error: BaseException, _trace: object, **_: object) -> None:
    told = explained(error, current.language()).splitlines()
    print(*(textwrap.fill(line, WIDTH, break_long_words=False) for line in told), sep="\n", file=sys.stderr)


def explained(error: BaseException, language: str) -> str:
    """What is off and how to mend it.

    >>> explained(NameError("no such name", name="dikode"), "en").partition(". ")[0]
    'The word dikode is unknown'
    """
    if isinstance(error, SyntaxError):
        return _sign(error.lineno or 1)[language]
    if isinstance(error, NameError):
        return _name(error.name or "…")[language]
    return str(error)


def _sign(line: int) -> Text:
    return text(
        f'Baris {line} sel ini tidak terbaca: biasanya ada tanda kutip " atau koma yang terhapus. Tekan Ctrl+Z sampai '
        'selnya seperti semula, lalu tulis lagi di antara kedua tanda kutip, misalnya "a": "jawaban saya",',
        f'Line {line} of this cell cannot be read: most often a quote " or a comma is gone. Press Ctrl+Z until the cell '
        'is as it was, then write again between the two quotes, for instance "a": "my answer",',
    )


def _name(name: str) -> Text:
    return text(
        f'Kata {name} tidak dikenal. Apakah itu jawaban Anda? Apit dengan tanda kutip: "{name}". Bila bukan, jalankan '
        "dulu sel pertama buku catatan ini, lalu sel ini lagi.",
        f'The word {name} is unknown. Is it your answer? Put it between quotes: "{name}". If not, run the first cell of '
        "this notebook, then this one again.",
    )
