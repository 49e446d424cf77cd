"""What the theme leaves open, mended on the built pages: names that assistive technology needs, and Indonesian for what
Sphinx's own catalogue lacks.
"""

from __future__ import annotations

from pathlib import Path

MENDED = {
    'role="heading"': 'role="heading" aria-level="2"',
    '<aside class="sidebar-drawer">': '<aside class="sidebar-drawer" aria-label="All pages">',
    '<aside class="toc-drawer">': '<aside class="toc-drawer" aria-label="On this page">',
    # What scrolls can be scrolled by keyboard, too.
    '<div class="table-wrapper': '<div tabindex="0" class="table-wrapper',
}
INDONESIAN = {
    'aria-label="All pages"': 'aria-label="Semua halaman"',
    'aria-label="On this page"': 'aria-label="Di halaman ini"',
    'aria-label="Toggle site navigation sidebar"': 'aria-label="Buka atau tutup daftar halaman"',
    'aria-label="Toggle table of contents sidebar"': 'aria-label="Buka atau tutup isi halaman"',
    'aria-label="Toggle Light / Dark / Auto color theme"': 'aria-label="Ganti warna: terang, gelap, otomatis"',
    ">Skip to content<": ">Langsung ke isi<",
    "<span>Back to top</span>": "<span>Kembali ke atas</span>",
    "<title>Contents</title>": "<title>Isi</title>",
    "<title>Expand</title>": "<title>Buka</title>",
    "<title>Light mode</title>": "<title>Terang</title>",
    "<title>Dark mode</title>": "<title>Gelap</title>",
    "<title>Auto light/dark, in light mode</title>": "<title>Otomatis, sekarang terang</title>",
    "<title>Auto light/dark, in dark mode</title>": "<title>Otomatis, sekarang gelap</title>",
    "<span>Next</span>": "<span>Berikutnya</span>",
    "<span>Previous</span>": "<span>Sebelumnya</span>",
    '<div class="title">Home</div>': '<div class="title">Beranda</div>',
    'placeholder="Pencarian"': 'placeholder="Cari"',
    'aria-label="Pencarian"': 'aria-label="Cari"',
}


def mend(folder: Path, language: str) -> None:
    """Mends all pages of a language."""
    pairs = {**MENDED, **(INDONESIAN if language == "id" else {})}
    for path in sorted(folder.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        for found, put in pairs.items():
            text = text.replace(found, put)
        path.write_text(text, encoding="utf-8")
