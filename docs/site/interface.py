"""What the theme says in English, in Indonesian: on the built pages, for Sphinx's own catalogue lacks it."""

from __future__ import annotations

from pathlib import Path

WORDS = {
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


def translate(folder: Path) -> None:
    for path in sorted(folder.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        for english, indonesian in WORDS.items():
            text = text.replace(english, indonesian)
        path.write_text(text, encoding="utf-8")
