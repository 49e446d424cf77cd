"""The reporting checklist: what reports of qualitative studies should say, and where this paper says it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coding import yamls
from coding.errors import CodebookError
from coding.labels import LANGUAGES, Text, text

STATUS: dict[str, Text] = {
    "answered": text("dijawab", "answered"),
    "partly": text("sebagian", "in part"),
    "not_applicable": text("tidak berlaku: rekonstruksi", "not applicable: reconstruction"),
    "open": text("terbuka", "open"),
}
ANEW = text("jawab baru", "answer anew")
KEPT = text("tetap", "stays")
HEADER = (
    text("No.", "No."),
    text("Butir", "Item"),
    text("Jawaban", "Answer"),
    text("Bagian", "Section"),
    text("Status", "Status"),
    text("Data lapangan", "Field data"),
)


@dataclass(frozen=True)
class Item:
    """One item. where: headings of the paper. anew: whether whoever brings field data has to answer it again."""

    number: int
    what: Text
    answer: Text
    where: list[Text]
    status: str
    anew: bool


@dataclass(frozen=True)
class Checklist:
    title: Text
    note: Text
    source: Text
    items: list[Item]


def load(path: Path) -> Checklist:
    """The checklist of a YAML file. Raises CodebookError, with its line, for an item that is not whole."""
    content = yamls.load(path)
    content.only(("title", "note", "source", "items"))
    items = [_item(entry) for entry, _ in content.items_of("items", "the items of the checklist")]
    numbers = [item.number for item in items]
    if numbers != list(range(1, len(items) + 1)):
        raise CodebookError(
            "the items are not numbered 1, 2, 3, …", file=content.file, mend="Number them in their order."
        )
    return Checklist(content.text("title"), content.text("note"), content.text("source"), items)


def _item(entry: yamls.Mapping) -> Item:
    entry.only(("number", "what", "answer", "where", "status", "anew"))
    status = entry.need("status", str, f"one of {', '.join(STATUS)}")
    if status not in STATUS:
        raise entry.fault(f"the status {status!r} is unknown", f"Write one of {', '.join(STATUS)}.", "status")
    where = [
        {name: str(one[name]) for name in LANGUAGES} for one, _ in entry.items_of("where", "headings of the paper")
    ]
    number: int = entry.need("number", int, "the item's number")
    return Item(number, entry.text("what"), entry.text("answer"), where, status, entry.flag("anew"))


def table(checklist: Checklist, language: str) -> tuple[list[list[str]], dict[str, Text]]:
    """The checklist as lines of cells, header first, and what its caption is made of."""
    lines = [[name[language] for name in HEADER]]
    for item in checklist.items:
        sections = "; ".join(section[language] for section in item.where) or "–"
        anew = (ANEW if item.anew else KEPT)[language]
        answer = item.answer[language]
        lines.append([str(item.number), item.what[language], answer, sections, STATUS[item.status][language], anew])
    return lines, {"title": checklist.title, "note": checklist.note, "source": checklist.source}
