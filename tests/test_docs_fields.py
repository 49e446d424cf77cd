"""What the reference pages say of fields is what the code that reads them knows, and demands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import fields
import pytest

from coding import yamls
from coding.codebooks import additions, codebook
from coding.codebooks import parts as codebook_parts
from coding.districts import districts, stakeholders
from coding.published import claims_file, places_file

ROOT = Path(__file__).resolve().parent.parent
BARE = """
version: "1"
framework: x
indicators:
- {code: 1, label: x, definition: x, keywords: [{match: a}], questions: [{match: b}], examples: [{id: a}]}
- {code: 2, label: x, definition: x}
status_cues: {window: 3, rules: [{match: a, status: absent, examples: [{text: a, keyword: a}]}]}
relevance: {about: [{match: a}], other: [{match: b}]}
"""
ADDED = "extends: shared\nindicators: [{code: 1}]\n"
STAKEHOLDER = "stakeholders: [{key: x, level: ngo, name: x}]\n"
TEXT = frozenset(("id", "en"))
PARTS = {
    f"{file['file']}: {part['part']['en']}": part
    for files in fields.described().values()
    for file in files
    for part in file["parts"]
}


def read_all(folder: Path) -> None:
    """Reads what is shipped, and entries with nothing in them but what must be there."""
    for path in (ROOT / "data" / "codebook.yml", ROOT / "data" / "reference" / "codebook_edwards.yml"):
        codebook.load(path)
    codebook.parse_codebook(BARE)
    (folder / "codebook.yml").write_text(ADDED, encoding="utf-8")
    additions.load(ROOT / "data" / "codebook.yml", folder / "codebook.yml")
    known = stakeholders.load("contoh-kabupaten")
    stakeholders._read(yamls.parse(STAKEHOLDER, "x"), dict(known.levels), {}, {}, [])
    for name in ("lampung-timur", "contoh-kabupaten"):
        districts.load(name)
    for path in sorted((ROOT / "data").glob("*/**/claims.yml")):
        claims_file.load(path)
    places_file.load(ROOT / "data" / "reference" / "claims.yml", stakeholders.shared().stakeholders)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> dict[frozenset[str], set[str]]:
    """The fields that a reader knows → those of them that it demands of every entry, even the barest."""
    entries: dict[int, tuple[yamls.Mapping, set[str]]] = {}
    known: dict[int, frozenset[str]] = {}

    def noting(original: Callable[..., Any]) -> Callable[..., Any]:
        def need(entry: yamls.Mapping, key: str, *rest: Any) -> Any:
            entries.setdefault(id(entry), (entry, set()))[1].add(key)
            return original(entry, key, *rest)

        return need

    def only(entry: yamls.Mapping, allowed: Any) -> None:
        entries.setdefault(id(entry), (entry, set()))
        known[id(entry)] = frozenset(allowed)
        refuse(entry, allowed)

    refuse = yamls.Mapping.only
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yamls.Mapping, "only", only)
        patch.setattr(yamls.Mapping, "need", noting(yamls.Mapping.need))
        patch.setattr(codebook_parts, "mappings", noting(codebook_parts.mappings))
        patch.setenv("CODING_ROOT", str(ROOT))
        read_all(tmp_path_factory.mktemp("own"))
    found: dict[frozenset[str], set[str]] = {}
    for place, allowed in known.items():
        demanded = entries[place][1]
        found[allowed] = found.get(allowed, demanded) & demanded
    return found


@pytest.mark.parametrize("name", [name for name, part in PARTS.items() if not part.get("free")])
def test_a_part_is_described_with_the_fields_that_are_read(name: str, asked: dict[frozenset[str], set[str]]) -> None:
    described = PARTS[name]["fields"]
    assert frozenset(described) in asked
    required = {field for field, told in described.items() if told.get("required")}
    # What makes a codebook one that adds is asked for before anything else.
    assert required == asked[frozenset(described)] | ({"extends"} & set(described))


def test_every_field_that_is_read_is_described(asked: dict[frozenset[str], set[str]]) -> None:
    assert set(asked) - {TEXT} <= {frozenset(part["fields"]) for part in PARTS.values()}


@pytest.mark.parametrize("name", PARTS)
def test_a_field_is_described_in_both_languages_with_what_counts_without_it(name: str) -> None:
    for field, told in PARTS[name]["fields"].items():
        assert told["id"].endswith(".") and told["en"].endswith(".")
        assert told["id"] != told["en"] or field == "extends"
        assert not (told.get("required") and "default" in told), field
