"""Words in their context: what a researcher sees before a keyword stands in the codebook."""

import pytest

from coding.errors import CodebookError
from coding.language.discover import collocations, kwic, try_keyword

SEGMENTS = [
    {"transcript": "A", "segment": "A-1", "text": "Kami diundang, lalu undangannya hilang."},
    {"transcript": "A", "segment": "A-2", "text": "Menurut undang-undang, mereka mengundang kami."},
    {"transcript": "B", "segment": "B-1", "text": "Tidak ada surat."},
]


def test_every_form_that_a_pattern_swallows_is_counted():
    tried = try_keyword(SEGMENTS, "undang")
    assert tried.forms == [("undang", 2), ("diundang", 1), ("mengundang", 1), ("undangannya", 1)]
    assert tried.segments == 2


def test_an_exception_tried_with_it_cuts_what_it_should():
    tried = try_keyword(SEGMENTS, "undang", exceptions=["undang undang"])
    assert dict(tried.forms) == {"diundang": 1, "mengundang": 1, "undangannya": 1}


def test_a_line_shows_what_stands_left_and_right():
    line = try_keyword(SEGMENTS, "=diundang", width=5).lines[0]
    assert (line.segment, line.left, line.word, line.right) == ("A-1", "Kami ", "diundang", ", lal")


def test_a_pattern_that_cannot_be_read_is_told():
    with pytest.raises(CodebookError, match="the pattern cannot be read"):
        try_keyword(SEGMENTS, "(")
    with pytest.raises(CodebookError, match="the pattern cannot be read"):
        try_keyword(SEGMENTS, "undang", exceptions=["~"])


def test_a_pattern_without_hits_has_none():
    tried = try_keyword(SEGMENTS, "sanksi")
    assert (tried.forms, tried.lines, tried.segments) == ([], [], 0)


def test_a_concordance_finds_a_word_with_its_clitics_and_ends_at_the_wanted_number():
    assert [line.word for line in kwic(SEGMENTS, "undangan")] == ["undangannya"]
    assert len(kwic(SEGMENTS, "kami", lines=1)) == 1


def test_a_collocation_has_the_log_likelihood_of_dunning():
    # Checked by hand: 2 (sum of observed * ln (observed / expected)) over the table of "surat edaran".
    import math

    text = "surat edaran terbit hari lain surat edaran datang hari lain surat edaran hilang"
    ((pair, times, value),) = collocations([{"text": text}], least=3, most=1)
    total, both, first, second = 13, 3, 3, 3
    table = [(both, first * second), (0, first * (total - second)), (0, (total - first) * second)]
    table.append((total - first - second + both, (total - first) * (total - second)))
    expected = 2 * sum(seen * math.log(seen * total / product) for seen, product in table if seen)
    assert (pair, times) == ("surat edaran", 3)
    assert value == pytest.approx(expected, rel=1e-6)
