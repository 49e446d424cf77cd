"""The codebook and the YAML it is written in: what is read, and which mistake is named with which line."""

import re
from pathlib import Path

import pytest

from coding import yamls
from coding.codebooks import codebook
from coding.errors import CodebookError, CodingError
from coding.language.words import Words
from coding.suggestions.read import Reading

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
  questions:
  - surat
  - match: kabar
    not: [apa kabar]
    weight: 0.5
    near: offices
- code: 2
  label: {id: Kesadaran, en: Awareness}
  short: Sadar
  definition: {en: Awareness}
  include: {id: [satu, dua], en: [one, two]}
  exclude: {id: [tiga]}
  keywords:
  - match: jadwal
    near: offices
    within: 8
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
    name: there is
    opening: true
    examples:
    - {text: "Ada suratnya, Pak.", keyword: suratnya}
    - text: "Suratnya ada."
      keyword: Suratnya
      status: unclear
      indicator: 2
relevance:
  groups:
    offices: [dinas, camat]
    people: [keluarga]
  about:
  - dinas
  - match: [rapat, balai]
    not: [balai desa]
    weight: 0.6
  other:
  - match: [suami, WA]
    case: true
  small_talk: [terima kasih, ya]
"""


@pytest.fixture
def book(tmp_path):
    """Load a codebook from its text."""

    def load(text):
        path = tmp_path / "codebook.yml"
        path.write_text(text, encoding="utf-8")
        return codebook.load(path)

    return load


PLAIN = {
    "version": "version: x\n",
    "framework": "framework: x\n",
    "indicators": SMALL[SMALL.index("indicators:\n- code") : SMALL.index("  questions:")],
    "status_cues": SMALL[SMALL.index("status_cues:") : SMALL.index("relevance:")].replace("[2]", "[1]"),
    "relevance": SMALL[SMALL.index("relevance:") :],
}
PLAIN["status_cues"] = re.sub(r'indicator: "?2"?', 'indicator: "1"', PLAIN["status_cues"])


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
    assert {keyword.subcode for keyword in indicator.keywords} - {""} == {"competence", "calendar"}


def test_the_small_codebook_is_read_as_written(book):
    read = book(SMALL)
    assert (read.version, read.codes) == ("1.0", ["1", "2"])
    rapat, telepon = read["1"].keywords
    assert (rapat.name, rapat.weight, rapat.status, rapat.subcode) == ("rapat", 0.5, "present", "letter")
    assert (len(rapat.phrases), len(rapat.exceptions)) == (2, 1)
    assert (telepon.name, telepon.weight, telepon.status, telepon.exceptions) == ("telepon", 1.0, "", ())
    assert read["1"].examples[0].text == {"id": "Sudah dikirimi surat."}
    assert (rapat.near, rapat.within, rapat.asked) == ("", 0, False)
    assert [(rule.number, rule.status, rule.weight) for rule in read.status_cues.rules] == [
        (1, "absent", 1.0),
        (2, "present", 0.5),
    ]
    assert read.status_cues.rules[1].indicators == {"2"}


def test_a_keyword_may_stand_near_a_group_of_words(book):
    (jadwal,) = book(SMALL)["2"].keywords
    assert (jadwal.near, jadwal.within) == ("offices", 8)


def test_a_keyword_may_have_a_name_else_its_first_pattern_is_its_name(book):
    read = book(changed("  - match: jadwal\n", "  - match: [jadwal, agenda]\n    name: dates\n"))
    (jadwal,) = read["2"].keywords
    assert (jadwal.name, len(jadwal.phrases)) == ("dates", 2)
    read = book(changed("  - match: kabar\n", "  - match: kabar\n    name: news\n"))
    assert [keyword.name for keyword in read["1"].questions] == ["surat", "news"]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Jadwal dari dinas belum ada.", True),
        ("Dinas itu belum punya jadwal.", True),
        ("Jadwal panen belum ada.", False),
        ("Jadwal " + "kami " * 7 + "dinas", True),
        ("Jadwal " + "kami " * 8 + "dinas", False),
        ("Dinas " + "kami " * 7 + "jadwal", True),
        ("Dinas " + "kami " * 8 + "jadwal", False),
        ("Jadwal keluarga belum ada.", False),
    ],
)
def test_a_keyword_near_a_group_counts_only_within_its_words(book, sentence, found):
    read = book(SMALL)
    assert ("2" in Reading(sentence, read, read.matcher).hits()) is found


def test_a_keyword_near_a_group_without_distance_counts_in_the_whole_sentence(book):
    read = book(changed("    within: 8\n", ""))
    far, alone = "Jadwal " + "kami " * 30 + "dinas", "Jadwal " + "kami " * 30
    assert "2" in Reading(far, read, read.matcher).hits()
    assert "2" not in Reading(alone, read, read.matcher).hits()


def test_an_indicator_may_have_words_of_a_question(book):
    read = book(SMALL)
    surat, kabar = read["1"].questions
    assert (surat.name, surat.asked, surat.indicator, surat.weight) == ("surat", True, "1", 1.0)
    assert (kabar.asked, kabar.weight, kabar.near, len(kabar.exceptions)) == (True, 0.5, "offices", 1)
    assert read["2"].questions == ()
    assert [keyword.name for keyword in read.questions] == ["surat", "kabar"]
    assert not any(keyword.asked for keyword in read.keywords)


def test_words_of_questions_and_of_answers_are_found_apart(book):
    read, words = book(SMALL), Words("Ada kabar? Apa kabar surat rapat telepon, rapat wali murid")
    assert sorted((hit.key[0].name, hit.key[1]) for hit in read.question_matcher.find(words)) == [
        ("kabar", False),
        ("kabar", True),
        ("kabar", True),
        ("surat", True),
    ]
    assert sorted((hit.key[0].name, hit.key[1]) for hit in read.matcher.find(words)) == [
        ("rapat", False),
        ("rapat", True),
        ("rapat", True),
        ("telepon", True),
    ]


def test_a_cue_rule_has_a_name_a_place_and_examples(book):
    first, second = book(SMALL).status_cues.rules
    assert (first.name, first.opening, first.examples) == ("1", False, ())
    assert (second.name, second.opening) == ("there is", True)
    assert [(example.text, example.keyword, example.status, example.indicator) for example in second.examples] == [
        ("Ada suratnya, Pak.", "suratnya", "present", ""),
        ("Suratnya ada.", "Suratnya", "unclear", "2"),
    ]


def test_cues_are_not_inflected_and_keywords_are(book):
    read = book(SMALL)
    assert {part.shape for rule in read.status_cues.rules for phrase in rule.phrases for part in phrase} == {"plain"}
    assert [part.shape for part in read["1"].keywords[0].phrases[0]] == ["lemma"]
    assert [len(read.matcher.find(Words(said))) for said in ("dirapatkan", "teleponnya", "kalender")] == [1, 1, 0]


def test_relevance_is_read_as_written(book):
    relevance = book(SMALL).relevance
    assert [(name, len(phrases)) for name, phrases in relevance.groups] == [("offices", 2), ("people", 1)]
    assert [
        (matter.about, matter.weight, len(matter.phrases), len(matter.exceptions)) for matter in relevance.matters
    ] == [
        (True, 1.0, 1, 0),
        (True, 0.6, 2, 1),
        (False, 1.0, 2, 0),
    ]


def test_matters_and_groups_are_found_in_a_sentence(book):
    relevance = book(SMALL).relevance
    keys = [hit.key for hit in relevance.matcher.find(Words("Camat di balai desa, keluarga dan WA, wa"))]
    assert sorted(name for name, _ in keys if isinstance(name, str)) == ["offices", "people"]
    matters = [(matter.about, counts) for matter, counts in keys if not isinstance(matter, str)]
    assert sorted(matters) == [(False, True), (True, False), (True, True)]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Ya, terima kasih.", True),
        ("Ya ya ya", True),
        ("Terima kasih suratnya.", False),
        ("terima", False),
        ("ya " * 13, False),
    ],
)
def test_small_talk_is_what_has_no_other_word(book, said, expected):
    assert book(SMALL).relevance.is_small_talk(Words(said)) is expected


@pytest.mark.parametrize("field", ["status_cues", "relevance"])
def test_a_codebook_may_do_without_cues_and_relevance(book, field):
    read = book("".join(text for name, text in PLAIN.items() if name != field))
    assert read.codes == ["1"]
    if field == "status_cues":
        assert (read.status_cues.rules, read.status_cues.boundaries) == ((), ())
        assert read.status_cues.matcher.find(Words("belum ada")) == []
    else:
        assert (read.relevance.matters, read.relevance.groups) == ((), ())
        assert read.relevance.matcher.find(Words("dinas")) == []


def test_a_codebook_is_read_from_a_text_too():
    assert codebook.parse_codebook(SMALL).codes == ["1", "2"]
    with pytest.raises(CodebookError) as caught:
        codebook.parse_codebook(changed("    within: 8\n", "    within: x\n"), "naskah.yml")
    assert str(caught.value).startswith("naskah.yml, line ")


def test_a_file_and_its_text_have_one_hash(tmp_path):
    path = tmp_path / "codebook.yml"
    path.write_text(SMALL, encoding="utf-8")
    assert codebook.load(path).hash == codebook.parse_codebook(SMALL).hash


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
    text = changed("  - match: jadwal\n", "  - telepon\n  - match: jadwal\n")
    assert [(keyword.name, keyword.indicator) for keyword in book(text).keywords] == [
        ("rapat", "1"),
        ("telepon", "1"),
        ("telepon", "2"),
        ("jadwal", "2"),
    ]


def test_a_word_may_be_a_keyword_and_a_question_of_one_indicator(book):
    read = book(changed("  - telepon\n", "  - telepon\n  - surat\n"))
    assert [keyword.name for keyword in read["1"].keywords] == ["rapat", "telepon", "surat"]
    assert [keyword.name for keyword in read["1"].questions] == ["surat", "kabar"]


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
    "a status of a question": (
        "    not: [apa kabar]\n",
        "    not: [apa kabar]\n    status: present # HERE\n",
        ["'status'", "unknown"],
    ),
    "a subcode of a question": (
        "    not: [apa kabar]\n",
        "    not: [apa kabar]\n    subcode: letter # HERE\n",
        ["'subcode'", "unknown"],
    ),
    "an unknown field of a cue's example": (
        "      indicator: 2\n",
        "      indikator: 2 # HERE\n",
        ["'indikator'", "unknown"],
    ),
    "an unknown field of the relevance": (
        "  small_talk: [terima kasih, ya]\n",
        "  smalltalk: [terima kasih, ya] # HERE\n",
        ["'smalltalk'", "unknown"],
    ),
    "an unknown field of a matter": (
        "    not: [balai desa]\n",
        "    near: offices # HERE\n",
        ["'near'", "unknown"],
    ),
    "an unknown group": (
        "    near: offices\n    within",
        "    near: office # HERE\n    within",
        ["group", "'office'", "unknown"],
    ),
    "an unknown group of a question": (
        "    weight: 0.5\n    near: offices\n",
        "    weight: 0.5\n    near: kantor # HERE\n",
        ["group", "'kantor'", "unknown"],
    ),
    "a distance in words": ("    within: 8\n", "    within: delapan # HERE\n", ["within", "'delapan'", "number"]),
    "a distance in quotes": ("    within: 8\n", '    within: "8" # HERE\n', ["within", "'8'", "number"]),
    "a distance below nothing": ("    within: 8\n", "    within: -1 # HERE\n", ["within", "-1", "number"]),
    "a distance in parts": ("    within: 8\n", "    within: 1.5 # HERE\n", ["within", "1.5", "number"]),
    "a distance that is yes": ("    within: 8\n", "    within: true # HERE\n", ["within", "number"]),
    "a distance without number": ("    within: 8\n", "    within: # HERE\n", ["within", "None", "number"]),
    "questions that are no list": (
        SMALL[SMALL.index("  questions:") : SMALL.index("- code: 2")],
        "  questions: kabar # HERE\n",
        ["'questions'", "no list"],
    ),
    "questions that are a mapping": (
        SMALL[SMALL.index("  questions:") : SMALL.index("- code: 2")],
        "  questions: {match: kabar} # HERE\n",
        ["'questions'", "no list"],
    ),
    "a repeated name": (
        "  - telepon\n",
        "  - name: rapat # HERE\n    match: telepon\n",
        ["'rapat'", "twice"],
    ),
    "a repeated question": ("  - match: kabar\n", "  - match: surat # HERE\n", ["'surat'", "twice"]),
    "an unreadable question": ("  - match: kabar\n", "  - match: kabar+ # HERE\n", ["'kabar+'", "no word"]),
    "an unreadable exception of a question": ("[apa kabar]", "['apa kabar?'] # HERE", ["'apa kabar?'", "no word"]),
    "a regular expression": (
        "  - match: jadwal\n",
        "  - match: ['jad(w|u)al.*'] # HERE\n",
        ["'jad(w|u)al.*'", "regular expression"],
    ),
    "an example whose keyword does not stand in its text": (
        '    - {text: "Ada suratnya, Pak.", keyword: suratnya}\n',
        '    - {text: "Ada suratnya, Pak.", keyword: telepon} # HERE\n',
        ["'telepon'", "'Ada suratnya, Pak.'", "does not stand"],
    ),
    "an example whose keyword is written otherwise": (
        "      keyword: Suratnya\n",
        "      keyword: suratnya # HERE\n",
        ["'suratnya'", "does not stand"],
    ),
    "an example without keyword": (
        '    - {text: "Ada suratnya, Pak.", keyword: suratnya}\n',
        '    - {text: "Ada suratnya, Pak."} # HERE\n',
        ["'keyword'", "missing"],
    ),
    "an example without text": (
        '    - {text: "Ada suratnya, Pak.", keyword: suratnya}\n',
        "    - {keyword: suratnya} # HERE\n",
        ["'text'", "missing"],
    ),
    "an unknown status of a cue's example": (
        "      status: unclear\n",
        "      status: ya # HERE\n",
        ["status", "'ya'"],
    ),
    "examples of a cue that are no list": (
        SMALL[SMALL.index("    examples:\n    - {text") : SMALL.index("relevance:")],
        "    examples: Ada suratnya. # HERE\n",
        ["'examples'"],
    ),
    "an example of a cue that is a mere sentence": (
        SMALL[SMALL.index("    examples:\n    - {text") : SMALL.index("relevance:")],
        "    examples: [Ada suratnya] # HERE\n",
        ["entry 1", "'examples'"],
    ),
    "an unreadable matter": (
        "  - match: [rapat, balai]\n",
        "  - match: [rapat, (balai] # HERE\n",
        ["'(balai'", "bracket"],
    ),
    "an unreadable exception of a matter": (
        "    not: [balai desa]\n",
        "    not: ['~2 desa'] # HERE\n",
        ["'~2 desa'", "gap"],
    ),
    "an unreadable word of small talk": ("[terima kasih, ya]", "[terima kasih, 'ya!'] # HERE", ["'ya!'", "no word"]),
    "a matter without pattern": ("  - match: [suami, WA]\n", "  - note: suami # HERE\n", ["'match'", "missing"]),
    "a matter of too much weight": ("    weight: 0.6\n", "    weight: 6 # HERE\n", ["weight", "6"]),
    "groups without names": (
        "  groups:\n    offices: [dinas, camat]\n    people: [keluarga]\n",
        "  groups: [dinas, camat] # HERE\n",
        ["groups", "no names"],
    ),
    "cues without fields": (
        SMALL[SMALL.index("status_cues:") : SMALL.index("relevance:")],
        "status_cues: [ada] # HERE\n",
        ["status_cues", "no fields"],
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
    "an unreadable cue": ("match: [ada]", "match: [ada, '!'] # HERE", ["'!'", "no word"]),
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
    "keywords that stand twice": ("  - telepon\n", "  - telepon\n  keywords: x # HERE\n", ["'keywords'", "twice"]),
    "keywords that are no list": (
        "  keywords:\n  - match: jadwal\n    near: offices\n    within: 8\n",
        "  keywords: jadwal # HERE\n",
        ["'keywords'", "no list"],
    ),
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
    assert str(caught.value).startswith(f"{caught.value.file}, line {caught.value.line}: {caught.value.problem[:20]}")
    assert str(caught.value).endswith(caught.value.mend)


@pytest.mark.parametrize("field", ["version", "framework", "indicators"])
def test_a_codebook_that_lacks_a_field_is_named_with_its_first_line(book, field):
    text = "# one line\n# another line\n" + "".join(part for name, part in PLAIN.items() if name != field)
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
