"""The codebook and the YAML it is written in: what is read, and which mistake is named with which line."""

from pathlib import Path

import pytest

from coding import codebook, yamls
from coding.errors import CodebookError, CodingError

SHIPPED = Path(__file__).parents[1] / "data" / "codebook.yml"
SMALL = """\
# A small codebook.
version: "1.0"
framework: {id: Kerangka, en: Framework}
indicators:
- code: 1
  label: {id: Informasi, en: Information}
  definition: Apa saja
  include: [surat]
  exclude: [telepon]
  subcodes:
  - key: letter
    label: Surat
  examples:
  - {status: present, id: "Sudah dikirimi surat."}
  keywords:
  - match: [rapat, rapat-rapat]
    not: [rapat wali murid]
    weight: 0.5
    status: present
    subcode: letter
  - telepon
- code: 2
  label: {id: Kesadaran, en: Awareness}
  short: Sadar
  definition: {en: Awareness}
  include: {id: [satu, dua], en: [one, two]}
  exclude: {id: [tiga]}
status_cues:
  window: 6
  boundaries: [tapi]
  turning: [tapi]
  tags: [kan]
  rules:
  - {status: absent, match: [belum ada]}
  - status: present
    weight: 0.5
    indicators: [2]
    match: [ada]
"""


@pytest.fixture
def book(tmp_path):
    """Load a codebook from its text."""

    def load(text):
        path = tmp_path / "codebook.yml"
        path.write_text(text, encoding="utf-8")
        return codebook.load(path)

    return load


def changed(old, new):
    """The small codebook with one place changed; the line marked HERE is the faulty one."""
    assert SMALL.count(old) == 1, f"{old!r} must stand once in the small codebook"
    return SMALL.replace(old, new)


def line_of(text):
    return next(number for number, line in enumerate(text.split("\n"), start=1) if "# HERE" in line)


def test_the_shipped_codebook_has_seven_indicators_in_two_languages():
    book = codebook.load(SHIPPED)
    assert book.codes == ["1", "2", "3", "4", "5", "6", "7"]
    for indicator in book.indicators:
        for text in (indicator.label, indicator.short, indicator.definition):
            assert set(text) == {"id", "en"}
            assert all(text.values())
        assert indicator.keywords
        assert indicator.examples


def test_the_shipped_codebook_splits_indicator_three_into_competence_and_calendar():
    indicator = codebook.load(SHIPPED)["3"]
    assert {subcode.key for subcode in indicator.subcodes} == {"competence", "calendar"}
    assert {keyword.subcode for keyword in indicator.keywords} == {"competence", "calendar"}


def test_the_small_codebook_is_read_as_written(book):
    read = book(SMALL)
    assert (read.version, read.codes) == ("1.0", ["1", "2"])
    rapat, telepon = read["1"].keywords
    assert (rapat.name, rapat.weight, rapat.status, rapat.subcode) == ("rapat", 0.5, "present", "letter")
    assert (len(rapat.phrases), len(rapat.exceptions)) == (2, 1)
    assert (telepon.name, telepon.weight, telepon.status, telepon.exceptions) == ("telepon", 1.0, "", ())
    assert read["1"].examples[0].text == {"id": "Sudah dikirimi surat."}
    assert [(rule.number, rule.status, rule.weight) for rule in read.status_cues.rules] == [
        (1, "absent", 1.0),
        (2, "present", 0.5),
    ]
    assert read.status_cues.rules[1].indicators == {"2"}


def test_a_plain_text_stands_for_both_languages_and_one_language_for_the_other(book):
    read = book(SMALL)
    assert read["1"].definition == {"id": "Apa saja", "en": "Apa saja"}
    assert read["2"].definition == {"id": "Awareness", "en": "Awareness"}
    assert read["1"].include == {"id": ["surat"], "en": ["surat"]}
    assert read["2"].exclude == {"id": ["tiga"], "en": ["tiga"]}


def test_a_label_serves_where_no_short_one_is_given(book):
    read = book(SMALL)
    assert read["1"].short == read["1"].label
    assert read["2"].short["id"] == "Sadar"


def test_the_hash_names_the_version_of_the_file(book):
    assert book(SMALL).hash == book(SMALL).hash
    assert book(SMALL).hash != book(SMALL + "# one more line\n").hash


def test_a_keyword_may_serve_two_indicators(book):
    text = changed("  exclude: {id: [tiga]}\n", "  exclude: {id: [tiga]}\n  keywords: [telepon]\n")
    assert [(keyword.name, keyword.indicator) for keyword in book(text).keywords] == [
        ("rapat", "1"),
        ("telepon", "1"),
        ("telepon", "2"),
    ]


FAULTS = {
    "a repeated key": (
        "  definition: Apa saja\n",
        "  definition: Apa saja\n  label: Lain # HERE\n",
        ["'label'", "twice"],
    ),
    "a repeated key in braces": (
        "{status: absent, match: [belum ada]}",
        "{status: absent, match: [belum ada], status: absent} # HERE",
        ["'status'", "twice"],
    ),
    "a repeated indicator": ("- code: 2\n", "- code: 1 # HERE\n", ["'1'", "twice"]),
    "a repeated indicator in quotes": ("- code: 2\n", '- code: "1" # HERE\n', ["'1'", "twice"]),
    "a repeated keyword": ("  - telepon\n", "  - match: rapat # HERE\n", ["'rapat'", "twice"]),
    "an unknown field of the codebook": ("status_cues:\n", "cues: [ada] # HERE\nstatus_cues:\n", ["'cues'", "unknown"]),
    "an unknown field of an indicator": (
        "  definition: Apa saja\n",
        "  definition: Apa saja\n  color: red # HERE\n",
        ["'color'"],
    ),
    "an unknown field of a keyword": (
        "    weight: 0.5\n    status",
        "    wieght: 0.5 # HERE\n    status",
        ["'wieght'"],
    ),
    "an unknown field of an example": (
        '  - {status: present, id: "Sudah dikirimi surat."}',
        '  - id: "Sudah dikirimi surat."\n    stats: present # HERE',
        ["'stats'"],
    ),
    "an unknown field of a cue rule": (
        "    weight: 0.5\n    indicators",
        "    wight: 0.5 # HERE\n    indicators",
        ["'wight'"],
    ),
    "an unknown field of the cues": ("  window: 6\n", "  window: 6\n  windows: 6 # HERE\n", ["'windows'"]),
    "an unknown language": ("  definition: {en: Awareness}", "  definition: {fr: Conscience} # HERE", ["'fr'"]),
    "an unknown subcode of a keyword": ("    subcode: letter\n", "    subcode: surat # HERE\n", ["subcode", "'surat'"]),
    "an unknown subcode of an example": (
        '  - {status: present, id: "Sudah dikirimi surat."}',
        '  - {subcode: surat, id: "Sudah dikirimi surat."} # HERE',
        ["subcode", "'surat'"],
    ),
    "an unknown status of a keyword": ("    status: present\n", "    status: ada # HERE\n", ["status", "'ada'"]),
    "an unknown status of an example": (
        "  - {status: present, id",
        "  - {status: ada, # HERE\n     id",
        ["status", "'ada'"],
    ),
    "an unknown status of a cue rule": ("  - status: present\n", "  - status: ada # HERE\n", ["status", "'ada'"]),
    "none as a keyword's status": ("    status: present\n", "    status: none # HERE\n", ["status", "'none'"]),
    "an unknown indicator of a cue rule": ("indicators: [2]", "indicators: [2, 9] # HERE", ["indicator", "'9'"]),
    "an unreadable pattern": (
        "[rapat, rapat-rapat]",
        "[rapat, (rapat|pertemuan] # HERE",
        ["'(rapat|pertemuan'", "bracket"],
    ),
    "an unreadable exception": ("[rapat wali murid]", "['~2 wali murid'] # HERE", ["'~2 wali murid'", "gap"]),
    "an unreadable cue": ("match: [ada]", "match: [ada, '...'] # HERE", ["'...'", "no word"]),
    "an unreadable boundary": ("  boundaries: [tapi]", "  boundaries: ['tapi ~2'] # HERE", ["'tapi ~2'", "gap"]),
    "a weight of nothing": ("    weight: 0.5\n    status", "    weight: 0 # HERE\n    status", ["weight", "0"]),
    "a weight below nothing": (
        "    weight: 0.5\n    status",
        "    weight: -0.5 # HERE\n    status",
        ["weight", "-0.5"],
    ),
    "a weight above one": ("    weight: 0.5\n    status", "    weight: 1.5 # HERE\n    status", ["weight", "1.5"]),
    "a weight in words": ("    weight: 0.5\n    status", "    weight: berat # HERE\n    status", ["weight", "'berat'"]),
    "a keyword without pattern": (
        "  - match: [rapat, rapat-rapat]\n",
        "  - note: rapat # HERE\n",
        ["'match'", "missing"],
    ),
    "an empty list of patterns": ("[rapat, rapat-rapat]", "[] # HERE", ["no pattern"]),
    "an indicator without definition": (
        "- code: 2\n  label: {id: Kesadaran, en: Awareness}\n  short: Sadar\n  definition: {en: Awareness}\n",
        "- code: 2 # HERE\n  label: Kesadaran\n",
        ["'definition'", "missing"],
    ),
    "keywords that are no list": ("  - telepon\n", "  - telepon\n  keywords: x # HERE\n", ["'keywords'"]),
    "a window in words": ("  window: 6\n", "  window: enam # HERE\n", ["'window'"]),
    "a text that is empty": ("  definition: {en: Awareness}", "  definition: {} # HERE", ["'definition'", "empty"]),
    "no indicators": (
        SMALL[SMALL.index("indicators:\n- code") : SMALL.index("status_cues:")],
        "indicators: [] # HERE\n",
        ["'indicators'", "empty"],
    ),
    "a colon too many": ("  definition: Apa saja\n", "  definition: Apa: saja # HERE\n", ["not YAML"]),
    "a tab as indent": ("  definition: Apa saja\n", "\tdefinition: Apa saja # HERE\n", ["not YAML"]),
    "two documents": ("status_cues:\n", "--- # HERE\nstatus_cues:\n", ["not YAML"]),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_mistake_in_the_codebook_is_named_with_its_line(book, tmp_path, name):
    old, new, telling = FAULTS[name]
    text = changed(old, new)
    with pytest.raises(CodebookError) as caught:
        book(text)
    assert caught.value.file == (tmp_path / "codebook.yml").as_posix()
    assert caught.value.line == line_of(text)
    assert [word for word in telling if word not in caught.value.problem] == []
    assert caught.value.mend


@pytest.mark.parametrize("field", ["version", "framework", "indicators", "status_cues"])
def test_a_codebook_that_lacks_a_field_is_named_with_its_first_line(book, field):
    fields = {name: f"{name}: x\n" for name in ("version", "framework")}
    fields["indicators"] = SMALL[SMALL.index("indicators:\n- code") : SMALL.index("status_cues:")]
    fields["status_cues"] = SMALL[SMALL.index("status_cues:") :]
    text = "# one line\n# another line\n" + "".join(part for name, part in fields.items() if name != field)
    with pytest.raises(CodebookError, match=f"'{field}' is missing") as caught:
        book(text)
    assert caught.value.line == 3


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_lines_are_counted_alike_on_every_system(tmp_path, line_end):
    path = tmp_path / "a.yml"
    path.write_bytes("\ufeffa: 1\nb: 2\n\n# c\nb: 3\n".replace("\n", line_end).encode())
    with pytest.raises(CodebookError, match="'b' stands twice") as caught:
        yamls.load(path)
    assert caught.value.line == 5
    assert "line 2" in caught.value.mend


def test_every_key_of_a_file_knows_its_line(tmp_path):
    path = tmp_path / "a.yml"
    path.write_text("# head\na: 1\nb:\n  c: {d: 4,\n    e: 5}\n")
    top = yamls.load(path)
    assert (top.line, top.lines) == (2, {"a": 2, "b": 3})
    assert (top["b"].line, top["b"].lines) == (4, {"c": 4})
    assert top["b"]["c"].lines == {"d": 4, "e": 5}


def test_yes_and_no_are_words_of_an_interview(tmp_path):
    path = tmp_path / "a.yml"
    path.write_text("match: [yes, no, on, off, ya, y]\non: 1\n")
    top = yamls.load(path)
    assert top["match"] == ["yes", "no", "on", "off", "ya", "y"]
    assert top["on"] == 1


@pytest.mark.parametrize("value", [True, "true", "True", "yes", "ya", " Ya "])
def test_what_means_true(value):
    assert yamls.is_true(value)


@pytest.mark.parametrize("value", [False, "false", "no", "tidak", "", None, 0])
def test_what_does_not_mean_true(value):
    assert not yamls.is_true(value)


@pytest.mark.parametrize("content", [b"", b"# only a comment\n", b"- a\n- b\n", b"rapat\n", b"a: caf\xe9\n"])
def test_a_file_that_holds_no_fields_or_is_not_utf_8_is_refused_by_name(tmp_path, content):
    path = tmp_path / "a.yml"
    path.write_bytes(content)
    with pytest.raises(CodingError) as caught:
        yamls.load(path)
    assert caught.value.file == path.as_posix()


def test_a_missing_file_is_refused_by_name(tmp_path):
    with pytest.raises(CodingError, match="does not exist") as caught:
        codebook.load(tmp_path / "codebook.yml")
    assert caught.value.file == (tmp_path / "codebook.yml").as_posix()
