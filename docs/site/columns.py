"""The page on files and columns: what data/datapackage.json says of each table, which the pipeline checks it against."""

from __future__ import annotations

import json
import re
from typing import Any

from markdown_tables import table

from coding import paths
from coding.messages import translated

WORDS = {
    "en": {
        "title": "Files and columns",
        "intro": """Written from [data/datapackage.json](../../../data/datapackage.json), against which every table is checked.

All tables are CSV: UTF-8, commas, one line of headings, missing values empty. A column marked \\* may have no empty cell. Offsets count Unicode code points in `coded/<district>/text/<transcript>.txt` and are half-open: `text[start:end]`. How decisions are kept, and all that is no table: [data/README.md](../../../data/README.md). The fields of `codebook.yml`: [codebook](codebook.md); of `district.yml`, `stakeholders.yml` and `claims.yml`: [a district's own settings](settings.md).""",  # noqa: E501
        "column": "column",
        "kind": "holds",
        "meaning": "what it means",
        "string": "text",
        "integer": "whole number",
        "number": "number",
        "date": "date",
        "boolean": "true, false",
        "place": "In",
    },
    "id": {
        "title": "Berkas dan kolom",
        "intro": """Ditulis dari [data/datapackage.json](../../../data/datapackage.json), yang menjadi patokan pemeriksaan setiap tabel.

Semua tabel berbentuk CSV: UTF-8, koma, satu baris judul, nilai yang tidak ada dibiarkan kosong. Sel kolom bertanda \\* tidak boleh kosong. Posisi dihitung dalam titik kode Unicode pada `coded/<kabupaten>/text/<transkrip>.txt` dan setengah terbuka: `text[start:end]`. Cara keputusan disimpan, dan segala yang bukan tabel: [data/README.md](../../../data/README.md). Isian `codebook.yml`: [buku kode](codebook.md); isian `district.yml`, `stakeholders.yml`, dan `claims.yml`: [pengaturan kabupaten](settings.md).""",  # noqa: E501
        "column": "kolom",
        "kind": "isi",
        "meaning": "arti",
        "string": "teks",
        "integer": "bilangan bulat",
        "number": "angka",
        "date": "tanggal",
        "boolean": "true, false",
        "place": "Di",
    },
}


def page(language: str) -> str:
    words = WORDS[language]
    parts = [f"# {words['title']}", words["intro"]]
    for resource in resources():
        title = translated(resource["title"], language)
        parts += [f"## {resource['name']}", f"{title}. {words['place']} `{place(resource, language)}`."]
        rows = [_row(field, words, language) for field in resource["schema"]["fields"]]
        parts.append(table([words["column"], words["kind"], words["meaning"]], rows))
    return "\n\n".join(parts) + "\n"


def resources() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(paths.datapackage().read_text(encoding="utf-8"))["resources"]
    return found


def texts() -> set[str]:
    """All that the page quotes, each of which needs an Indonesian counterpart."""
    listed = resources()
    titles = {resource["title"] for resource in listed}
    return titles | {field["description"] for resource in listed for field in resource["schema"]["fields"]}


def place(resource: dict[str, Any], language: str) -> str:
    """Where the table is, for whichever district: `data/raw/<district>/participants.csv`."""
    path = resource["path"] if isinstance(resource["path"], str) else resource["path"][0]
    any_district = "<kabupaten>" if language == "id" else "<district>"
    return "data/" + re.sub(r"^(raw|coded)/[^/]+", rf"\1/{any_district}", path)


def _row(field: dict[str, Any], words: dict[str, str], language: str) -> list[str]:
    limits = field.get("constraints", {})
    kind = ", ".join(f"`{one}`" for one in limits.get("enum", ())) or words[field["type"]]
    name = f"`{field['name']}`" + (r" \*" if limits.get("required") else "")
    return [name, kind, translated(field["description"], language)]
