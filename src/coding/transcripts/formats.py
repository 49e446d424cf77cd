"""The canonical text of a transcript file: UTF-8, NFC, LF; every offset of the compendium refers to it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from coding.errors import TranscriptError
from coding.paths import shown
from coding.transcripts.turns import is_speaker, looks_like_label

# What Windows' western code page puts above ASCII in Indonesian office text: quotes, dashes, ellipsis, accents.
_PLAUSIBLE_WESTERN = frozenset({0x85, *range(0x91, 0x98), 0xA0, 0xB0, 0xB7, *range(0xE0, 0x100)})

# A sentence ends here, be it within quotes or brackets.
_ENDS = re.compile(r"[.?!…][\"'”’)\]]*$")
_VOICE = re.compile(r"<v(?:\.[^ >]*)? ([^>]+)>")


def read(path: Path) -> str:
    """The canonical text of one transcript file.

    A .txt in NFC with LF line ends is its own canonical text, so its offsets are the file's.
    Raises TranscriptError for an unknown kind of file, an unreadable or an empty one.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise TranscriptError(
            f"a file of the kind {path.suffix or 'without ending'} cannot be read",
            file=shown(path),
            mend=f"Save it as one of {', '.join(READERS)}.",
        )
    if not path.is_file():
        raise TranscriptError("the file does not exist", file=shown(path), mend="Check its name.")
    text = canonical(reader(path))
    if not text.strip():
        raise TranscriptError(
            "the file holds no text", file=shown(path), mend="Put the transcript in, or remove the file."
        )
    return text


def canonical(text: str) -> str:
    """NFC, LF line ends, no byte order mark.

    >>> canonical("\\ufeffcafe\\u0301\\r\\n")
    'café\\n'
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text)


def decode(content: bytes, path: Path) -> str:
    """Text of a plain file: UTF-8, UTF-16 with its mark, or plausible Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif _is_western(content):
        encodings = ["utf-8-sig", "cp1252"]
    else:
        encodings = ["utf-8-sig"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    bad = next((n for n, byte in enumerate(content) if byte > 0x7F or byte == 0), 0)
    raise TranscriptError(
        f"the text is in no known encoding (byte {bad} of the file)",
        file=shown(path),
        line=content[:bad].count(b"\n") + 1,
        mend="Open it in Word or a text editor and save it as plain text, UTF-8.",
    )


def _is_western(content: bytes) -> bool:
    high = [byte for byte in content if byte > 0x7F]
    return set(high) <= _PLAUSIBLE_WESTERN and len(high) * 50 <= len(content)


def _plain(path: Path) -> str:
    return decode(path.read_bytes(), path)


def _word_processor(path: Path) -> str:
    """Paragraphs and tables of .docx, .odt, .rtf as pandoc reads them; a table row becomes a line."""
    import json

    import pypandoc

    try:
        document = json.loads(pypandoc.convert_file(str(path), "json"))
    except RuntimeError as error:
        raise TranscriptError(
            "the file is damaged, or is not of the kind its name says",
            file=shown(path),
            mend="Open it in Word or LibreOffice and save it anew.",
        ) from error
    return "\n\n".join(block for block in map(_block, document["blocks"]) if block.strip()) + "\n"


def _block(block: dict[str, Any]) -> str:
    kind: str = block["t"]
    content: Any = block.get("c")
    if kind in ("Para", "Plain"):
        return _inlines(content)
    if kind == "Header":
        return _inlines(content[2])
    if kind == "LineBlock":
        return "\n".join(map(_inlines, content))
    if kind in ("BlockQuote",):
        return "\n\n".join(map(_block, content))
    if kind == "Div":
        return "\n\n".join(map(_block, content[1]))
    if kind == "BulletList":
        return "\n".join("- " + " ".join(map(_block, item)) for item in content)
    if kind == "OrderedList":
        first = content[0][0]
        return "\n".join(f"{n}. " + " ".join(map(_block, item)) for n, item in enumerate(content[1], first))
    if kind == "CodeBlock":
        return str(content[1])
    if kind == "Table":
        return _table(content)
    return ""


def _table(content: list[Any]) -> str:
    head, bodies, foot = content[3], content[4], content[5]
    rows = [*head[1], *(row for body in bodies for part in body[2:4] for row in part), *foot[1]]
    texts = [[" ".join(map(_block, cell[4])).strip() for cell in row[1]] for row in rows]
    dialogue = 2 * sum(len(cells) == 2 for cells in texts) > len(texts)
    return "\n".join(_row(cells, dialogue) for cells in texts if any(cells))


def _row(cells: list[str], dialogue: bool) -> str:
    """A line of a table. dialogue: most rows hold a speaker and what was said. Where the speaker's cell is empty, the one
    before goes on; a cell over the whole width is a note, not speech."""
    if len(cells) == 2:
        return f"{cells[0].rstrip(':')}: {cells[1]}" if cells[0] else cells[1]
    if dialogue and len(cells) == 1 and not cells[0].startswith(("[", "(")):
        return f"[{cells[0]}]"
    return "\t".join(cells)


def _inlines(inlines: list[dict[str, Any]]) -> str:
    return "".join(map(_inline, inlines))


def _inline(inline: dict[str, Any]) -> str:
    kind: str = inline["t"]
    content: Any = inline.get("c")
    if kind == "Str":
        return str(content)
    if kind in ("Space", "SoftBreak"):
        return " "
    if kind == "LineBreak":
        return "\n"
    if kind in ("Code", "Math"):
        return str(content[1])
    if kind == "Quoted":
        mark = '"' if content[0]["t"] == "DoubleQuote" else "'"
        return mark + _inlines(content[1]) + mark
    if kind in ("Link", "Span", "Cite"):
        return _inlines(content[1])
    if kind in ("Emph", "Strong", "Underline", "Strikeout", "Superscript", "Subscript", "SmallCaps"):
        return _inlines(content)
    return ""


def _subtitles(path: Path) -> str:
    """.vtt and .srt: what was said, one paragraph a speaker's turn; a WebVTT voice becomes a speaker label.

    A cue ends where the screen is full, not where a sentence does: the cues that one speaker says in a row are joined.
    Without labels, a paragraph ends where a sentence does; where none ever does, each cue stays one.
    """
    content = canonical(_plain(path))
    cues = [_cue(block) for block in re.split(r"\n\s*\n", content)]
    counts = Counter(label for label, _ in cues)
    voices = {name.strip() for name in _VOICE.findall(content)}
    # Where nearly every cue names its speaker, a name that stands once is a speaker too, not words before a colon.
    labelled = sum(number for label, number in counts.items() if label and is_speaker(label, number))
    if 5 * labelled >= 4 * sum(1 for _, words in cues if words):
        voices |= {label for label in counts if looks_like_label(label)}
    said = [
        (label, words)
        if label in voices or is_speaker(label, counts[label])
        else ("", f"{label}: {words}" if label else words)
        for label, words in cues
        if words
    ]
    ends = labelled or any(_ENDS.search(words) for _, words in said)
    paragraphs: list[str] = []
    speaker = ""
    for label, words in said:
        goes_on = (
            label in ("", speaker) if labelled else ends and not _ENDS.search(paragraphs[-1] if paragraphs else ".")
        )
        if paragraphs and goes_on:
            paragraphs[-1] += f" {words}"
        else:
            paragraphs.append(f"{label}: {words}" if label else words)
        speaker = label or speaker
    return "\n\n".join(paragraphs) + "\n"


def _cue(block: str) -> tuple[str, str]:
    """Who speaks in a cue ("" where it does not say), and the words; no words where it is none."""
    lines = block.strip().split("\n")
    timing = next((n for n, line in enumerate(lines) if "-->" in line), None)
    said = "" if timing is None else " ".join(lines[timing + 1 :])
    said = re.sub(r"</?[^>]+>", "", _VOICE.sub(r"\1: ", said)).strip()
    label = re.match(r"([^\W\d_][\w.() /-]{0,40}?)[ \t]*:\s+(?=\S)", said)
    return (label[1], said[label.end() :]) if label else ("", said)


def _pdf(path: Path) -> str:
    from pypdf import PdfReader

    try:
        return "\n\n".join(page.extract_text() for page in PdfReader(path).pages) + "\n"
    except Exception as error:  # a damaged file makes the library stumble in ways of its own
        raise TranscriptError(
            f"the PDF cannot be read ({error})",
            file=shown(path),
            mend="Save the transcript as .docx or .txt.",
        ) from error


READERS: dict[str, Callable[[Path], str]] = {
    ".docx": _word_processor,
    ".odt": _word_processor,
    ".rtf": _word_processor,
    ".pdf": _pdf,
    ".txt": _plain,
    ".md": _plain,
    ".vtt": _subtitles,
    ".srt": _subtitles,
}
