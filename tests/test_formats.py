"""From a file of any readable kind to its canonical text."""

import unicodedata
from pathlib import Path

import pypandoc
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.errors import TranscriptError
from coding.transcripts.formats import READERS, canonical, read
from coding.transcripts.turns import split_turns

RAW = Path(__file__).parents[1] / "data" / "raw" / "lampung-timur"
TALK = "P: Sudah ada jadwal?\nI: Belum ada, “katanya” masih dibahas di café itu…\n"
TRANSCRIPT = """
# Transkrip wawancara

|              |            |
|--------------|------------|
| Kode berkas  | PRN1       |
| Tanggal:     | 1 Mei 2016 |

**P:** Sudah *pernah* diundang?

**I:** Belum. Kami ini\\
menunggu saja.

- Rapat belum ada
- Jadwal belum ada

3. Surat
4. Telepon

> Undangan belum sampai.
"""
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def text_of(path, content):
    path.write_bytes(content)
    return read(path)


@pytest.fixture(scope="module", params=["docx", "odt", "rtf"])
def word_processed(request, tmp_path_factory):
    """The transcript above as three word processors' file."""
    path = tmp_path_factory.mktemp("word") / f"PRN1.{request.param}"
    pypandoc.convert_text(TRANSCRIPT, request.param, "markdown", extra_args=["--standalone"], outputfile=str(path))
    return path


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_a_canonical_text_is_composed_and_has_only_line_feeds(text):
    assert "\r" not in canonical(text)
    assert unicodedata.is_normalized("NFC", canonical(text))


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(["a", "e\u0301", "\u0301", "\r", "\n", "\r\n", "\ufeff", "각", "\u00ad", "Å"])))
def test_a_canonical_text_is_its_own_canonical_text(pieces):
    # A file has at most one byte order mark.
    text = canonical("".join(pieces).lstrip("\ufeff"))
    assert canonical(text) == text


def test_line_ends_of_windows_and_of_old_macs_become_line_feeds():
    assert canonical("a\r\nb\rc\nd\r\n\r\ne") == "a\nb\nc\nd\n\ne"


def test_a_decomposed_letter_is_composed():
    assert canonical("cafe\u0301") == "café"


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_a_composed_text_file_with_line_feeds_is_its_own_canonical_text(tmp_path_factory, text):
    text = canonical(text).replace("\x00", "").lstrip("\ufeff") + "."
    assert text_of(tmp_path_factory.getbasetemp() / "own.txt", text.encode()) == text


@pytest.mark.parametrize("path", sorted(RAW.rglob("*.txt")), ids=lambda path: path.stem)
def test_the_shipped_text_files_are_their_own_canonical_texts(path):
    assert read(path).encode() == path.read_bytes()


@pytest.mark.parametrize(
    "content",
    [
        TALK.encode(),
        TALK.encode("utf-8-sig"),
        TALK.replace("\n", "\r\n").encode(),
        unicodedata.normalize("NFD", TALK).encode(),
        TALK.encode("utf-16"),
        b"\xff\xfe" + TALK.encode("utf-16-le"),
        b"\xfe\xff" + TALK.encode("utf-16-be"),
    ],
    ids=["utf-8", "with mark", "windows line ends", "decomposed", "utf-16", "little-endian", "big-endian"],
)
def test_the_encoding_of_a_text_file_does_not_change_its_text(tmp_path, content):
    assert text_of(tmp_path / "a.txt", content) == TALK


def test_quotes_and_dashes_of_an_old_windows_file_are_read(tmp_path):
    text = (
        "I: Kata orang dinas “nanti saja” – kami semua di sini ya cuma bisa menunggu, Pak… " + 20 * "terus menunggu. "
    )
    assert text_of(tmp_path / "a.txt", text.encode("cp1252")) == text


@pytest.mark.parametrize(
    "third_line",
    [b"P: \x81\x8d\x9d", "P: привет".encode("cp1251"), b"P: \x00", b"P: \xc3(", "P: 你好".encode("gb18030")],
    ids=["undefined bytes", "cyrillic", "a zero byte", "broken utf-8", "chinese"],
)
def test_a_text_in_no_known_encoding_is_refused_with_its_file_and_line(tmp_path, third_line):
    path = tmp_path / "asing.txt"
    with pytest.raises(TranscriptError, match="no known encoding") as caught:
        text_of(path, b"P: Apa kabar?\nI: Baik.\n" + third_line + b"\n")
    assert caught.value.file == path.as_posix()
    assert caught.value.line == 3


def test_half_a_utf_16_file_is_refused(tmp_path):
    with pytest.raises(TranscriptError, match="no known encoding"):
        text_of(tmp_path / "a.txt", TALK.encode("utf-16")[:-1])


@pytest.mark.parametrize("content", [b"", b" \r\n\n\t ", "\ufeff".encode(), b"\xff\xfe"])
@pytest.mark.parametrize("ending", [".txt", ".vtt", ".srt"])
def test_a_file_without_text_is_refused(tmp_path, ending, content):
    path = tmp_path / f"kosong{ending}"
    with pytest.raises(TranscriptError, match="holds no text") as caught:
        text_of(path, content)
    assert caught.value.file == path.as_posix()


@pytest.mark.parametrize("name", ["a.doc", "a.mp3", "a"])
def test_an_unknown_ending_is_refused_and_the_known_ones_are_told(tmp_path, name):
    with pytest.raises(TranscriptError, match="cannot be read") as caught:
        text_of(tmp_path / name, b"P: halo")
    assert caught.value.file == (tmp_path / name).as_posix()
    assert all(ending in caught.value.mend for ending in READERS)


def test_an_ending_in_capitals_is_understood(tmp_path):
    assert text_of(tmp_path / "A.TXT", TALK.encode()) == TALK


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(TranscriptError, match=r"hilang\.txt: the file does not exist"):
        read(tmp_path / "hilang.txt")


@pytest.mark.parametrize("ending", [".docx", ".odt", ".pdf"])
def test_a_damaged_file_is_named(tmp_path, ending):
    path = tmp_path / f"rusak{ending}"
    with pytest.raises(TranscriptError) as caught:
        text_of(path, b"this is neither a zip archive nor a PDF")
    assert caught.value.file == path.as_posix()


def test_a_row_of_a_two_column_heading_becomes_a_key_and_its_value(word_processed):
    lines = read(word_processed).split("\n")
    assert "Kode berkas: PRN1" in lines
    assert "Tanggal: 1 Mei 2016" in lines


def test_bold_labels_and_words_in_italics_become_plain_text(word_processed):
    assert "P: Sudah pernah diundang?" in read(word_processed).split("\n")


def test_a_line_break_in_a_paragraph_stays(word_processed):
    assert "I: Belum. Kami ini\nmenunggu saja.\n" in read(word_processed)


def test_headings_lists_and_quotations_keep_their_words(word_processed):
    text = read(word_processed)
    expected = [
        "Transkrip wawancara",
        "Rapat belum ada",
        "Jadwal belum ada",
        "Surat",
        "Telepon",
        "Undangan belum sampai.",
    ]
    assert [piece for piece in expected if piece not in text] == []


def test_a_numbered_list_keeps_its_numbers(word_processed):
    lines = read(word_processed).split("\n")
    assert "3. Surat" in lines
    assert "4. Telepon" in lines


def test_the_turns_of_a_word_file_begin_below_its_heading(word_processed):
    text = read(word_processed)
    turns = split_turns(text, {"PRN1": "informant"})
    assert [(turn.speaker, turn.kind) for turn in turns] == [("P", "interviewer"), ("PRN1", "informant")]
    assert text[turns[0].start : turns[0].end] == "Sudah pernah diundang?"


def test_in_a_table_of_talk_an_empty_speaker_goes_on_and_a_row_across_is_a_note(tmp_path):
    html = (
        "<tr><td>P</td><td>Ada?</td></tr><tr><td>N1</td><td>Ada.</td></tr><tr><td colspan=2>azan asar</td></tr>"
        "<tr><td></td><td>Nah, tadi.</td></tr><tr><td>P</td><td>Oh.</td></tr>"
    )
    path = tmp_path / "a.docx"
    pypandoc.convert_text(f"<table>{html}</table>", "docx", "html", outputfile=str(path))
    assert read(path).split("\n")[-6:-1] == ["P: Ada?", "N1: Ada.", "[azan asar]", "Nah, tadi.", "P: Oh."]


def test_a_table_of_talk_in_two_columns_has_a_label_before_each_turn(tmp_path):
    path = tmp_path / "a.docx"
    rows = [("P", "Sudah ada?"), ("I:", "Belum.")]
    html = "".join(f"<tr><td>{speaker}</td><td>{said}</td></tr>" for speaker, said in rows)
    pypandoc.convert_text(f"<table>{html}</table>", "docx", "html", outputfile=str(path))
    assert read(path) == "P: Sudah ada?\nI: Belum.\n"


def test_quotes_of_a_word_file_are_kept_as_typed(tmp_path):
    path = tmp_path / "a.docx"
    said = "I: Katanya “nanti”, 'nanti', \"nanti\"... — ya sudah."
    pypandoc.convert_text(f"<p>{said}</p>", "docx", "html", outputfile=str(path))
    assert read(path) == said + "\n"


def test_the_pages_of_a_pdf_are_read(tmp_path):
    (tmp_path / "a.typ").write_text("P: Sudah ada jadwal?\n\nI: Belum ada.\n#pagebreak()\nP: Sejak kapan?")
    typst.compile(str(tmp_path / "a.typ"), output=str(tmp_path / "a.pdf"))
    text = read(tmp_path / "a.pdf")
    assert [text[turn.start : turn.end] for turn in split_turns(text)] == [
        "Sudah ada jadwal?",
        "Belum ada.",
        "Sejak kapan?",
    ]


VTT = """WEBVTT - wawancara

NOTE direkam di balai desa

1
00:00:01.000 --> 00:00:04.000
<v Pewawancara>Sudah ada jadwal?</v>

00:00:05.000 --> 00:00:07.000 align:start
<v.loud PRN1>Belum <i>ada</i>.
Masih <c.yellow>menunggu</c>.</v>
"""
SRT = """1
00:00:01,000 --> 00:00:04,000
P: Sudah ada jadwal?

2
00:00:05,000 --> 00:00:07,000
I: Belum <i>ada</i>.
Masih menunggu.
"""


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_voices_of_webvtt_become_labels_and_all_marks_go(tmp_path, line_end):
    text = text_of(tmp_path / "a.vtt", VTT.replace("\n", line_end).encode())
    assert text == "Pewawancara: Sudah ada jadwal?\n\nPRN1: Belum ada. Masih menunggu.\n"


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_numbers_and_times_of_srt_go_and_each_cue_is_a_paragraph(tmp_path, line_end):
    text = text_of(tmp_path / "a.srt", SRT.replace("\n", line_end).encode("utf-8-sig"))
    assert text == "P: Sudah ada jadwal?\n\nI: Belum ada. Masih menunggu.\n"


CUES = [("Peneliti", "Ibu diundang?"), ("Komisi", "Setahu saya cuma"), ("Komisi", "satu: bulan Agustus."), ("", "Itu saja."),
        ("Peneliti", "Oh."), ("Komisi", "Ya."), ("Staf Ahli", "Betul.")]  # fmt: skip


def subtitles(cues: list[tuple[str, str]], form: str = "{}: {}") -> bytes:
    blocks = [
        f"{n}\n00:00:0{n}.000 --> 00:00:0{n}.900\n{form.format(*cue) if cue[0] else cue[1]}"
        for n, cue in enumerate(cues)
    ]
    return "\n\n".join(["WEBVTT", *blocks]).encode()


def test_cues_that_one_speaker_says_in_a_row_are_one_turn(tmp_path):
    text = text_of(tmp_path / "a.vtt", subtitles(CUES[:-1]))
    assert text.split("\n\n") == [
        "Peneliti: Ibu diundang?",
        "Komisi: Setahu saya cuma satu: bulan Agustus. Itu saja.",
        "Peneliti: Oh.",
        "Komisi: Ya.\n",
    ]


def test_who_speaks_once_where_nearly_every_cue_has_a_label_is_a_speaker(tmp_path):
    once = [("Komisi", "Dik, sudah?"), ("Staf Ahli", "Belum, Bu."), ("Komisi", "Nah."), ("Peneliti", "Oh.")]
    text = text_of(tmp_path / "a.vtt", subtitles([*once, ("Peneliti", "Lalu?"), ("Komisi", "Ya.")]))
    assert text.startswith("Komisi: Dik, sudah?\n\nStaf Ahli: Belum, Bu.\n\nKomisi: Nah.")


def test_a_voice_is_a_speaker_though_it_is_heard_once(tmp_path):
    assert text_of(tmp_path / "a.vtt", subtitles(CUES, "<v {}>{}")).endswith("Komisi: Ya.\n\nStaf Ahli: Betul.\n")


def test_cues_without_labels_end_where_a_sentence_does(tmp_path):
    cues = [("", "Setahu saya cuma"), ("", "satu: bulan Agustus."), ("", "“Itu saja.”"), ("", "Betul")]
    paragraphs = ["Setahu saya cuma satu: bulan Agustus.", "“Itu saja.”", "Betul\n"]
    assert text_of(tmp_path / "a.srt", subtitles(cues)).split("\n\n") == paragraphs
    unpointed = [("", "setahu saya cuma"), ("", "sekali")]
    assert text_of(tmp_path / "b.srt", subtitles(unpointed)) == "setahu saya cuma\n\nsekali\n"
