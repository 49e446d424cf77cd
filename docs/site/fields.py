"""The pages on the fields of the files that people write, from `fields.yml`, with examples out of the files themselves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from markdown_tables import table

from coding import paths

WORDS = {
    "en": {
        "codebook": "Codebook: the fields",
        "settings": "A district's own settings: the fields",
        "intro": "Texts may be one string, or one for each language: `{id: …, en: …}`. `coding check` tells unknown "
        "and missing fields, with their line.",
        "field": "field",
        "needed": "must be there, or what counts without it",
        "meaning": "what it holds",
        "required": "must be there",
        "example": "For example, from",
    },
    "id": {
        "codebook": "Buku kode: isiannya",
        "settings": "Pengaturan kabupaten: isiannya",
        "intro": "Teks boleh satu untuk semua, atau satu untuk tiap bahasa: `{id: …, en: …}`. `coding check` menyebut "
        "isian yang tidak dikenal atau belum ada, beserta barisnya.",
        "field": "isian",
        "needed": "wajib, atau yang berlaku tanpanya",
        "meaning": "isinya",
        "required": "wajib",
        "example": "Contoh, dari",
    },
}


def codebook(language: str) -> str:
    return _page("codebook", language)


def settings(language: str) -> str:
    return _page("settings", language)


def described() -> dict[str, list[dict[str, Any]]]:
    """Page → its files, each with its parts and their fields."""
    found: dict[str, list[dict[str, Any]]] = yaml.safe_load((Path(__file__).parent / "fields.yml").read_text("utf-8"))
    return found


def _page(name: str, language: str) -> str:
    words, pieces = WORDS[language], []
    for file in described()[name]:
        shown = file["file"].replace("<district>", "<kabupaten>") if language == "id" else file["file"]
        pieces.append(f"## {Path(shown).name}")
        pieces.append(" ".join(filter(None, (f"`{shown}`.", file.get("before", {}).get(language)))))
        for part in file["parts"]:
            pieces += _part(part, file["file"], words, language)
    return "\n\n".join([f"# {words[name]}", words["intro"], *pieces]) + "\n"


def _part(part: dict[str, Any], file: str, words: dict[str, str], language: str) -> list[str]:
    rows = [[f"`{name}`", _needed(field, words, language), field[language]] for name, field in part["fields"].items()]
    pieces = [f"### {part['part'][language]}", table([words["field"], words["needed"], words["meaning"]], rows)]
    if "before" in part:
        pieces.insert(1, part["before"][language])
    if "example" in part:
        source = part.get("source", file)
        pieces += [f"{words['example']} `{source}`:", f"```yaml\n{excerpt(source, *part['example'])}\n```"]
    return pieces


def _needed(field: dict[str, Any], words: dict[str, str], language: str) -> str:
    if field.get("required"):
        return words["required"]
    default = field.get("default", "–")
    return str(default[language]) if isinstance(default, dict) else default


def excerpt(file: str, beginning: str, lines: int) -> str:
    """Lines of a shipped file, from the first that begins so, moved to the margin."""
    content = (paths.root() / file).read_text(encoding="utf-8").splitlines()
    first = next(number for number, line in enumerate(content) if line.startswith(beginning))
    indent = len(content[first]) - len(content[first].lstrip())
    return "\n".join(line[indent:] for line in content[first : first + lines])
