import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.districts import stakeholders
from coding.errors import CodingError
from coding.network import ties

DIRECTORY = stakeholders.load("lampung-timur")


@pytest.fixture(scope="module")
def directory():
    return DIRECTORY


def rows(*texts, source="sebumi", status="present"):
    segments = [{"segment": f"T-{n}", "text": text, "speaker": f"LSM{n}"} for n, text in enumerate(texts)]
    codings = [
        {
            **{"coding": f"T-{n}-c1", "segment": f"T-{n}", "transcript": "T", "stakeholder": source, "status": status},
            **{"coders": "a", "quote": text},
        }
        for n, text in enumerate(texts)
    ]
    return codings, segments


def only_tie(text, **changes):
    codings, segments = rows(text, **changes)
    (tie,) = ties.ties(codings, segments, DIRECTORY)
    return tie


# Who is named


def test_stakeholders_are_found_under_their_many_names(directory):
    assert directory.mentions("Suratnya dari Dinsosnakertrans, tembusan ke Bappeda.") == ["dinsosnakertrans", "pemkab"]


def test_the_provincial_union_is_not_the_district_branch(directory):
    assert directory.mentions("Itu urusan SBMI Lampung.") == ["sbmi_lampung"]
    assert directory.mentions("Kami di SBMI Lampung Timur.") == ["sbmi_lamtim"]


def test_a_village_hall_is_not_the_service_office(directory):
    assert directory.mentions("Acaranya di balai desa.") == []
    assert directory.mentions("Balai saya dipakai terus.") == []
    assert directory.mentions("Yang datang orang balai.") == ["bp3tki"]


def test_another_office_is_not_the_manpower_office(directory):
    assert directory.mentions("Dinas pertanian yang ngasih bibit.") == []


def test_a_name_is_not_the_word_it_is_another_spelling_of():
    own = stakeholders.load("contoh-kabupaten")
    assert own.mentions("Saya pulang tahun 2014.") == []
    assert own.mentions("Cepat kalau lewat Mbak Mulih.") == ["mulih"]


# Through what


@pytest.mark.parametrize(
    ("text", "channels"),
    [
        ("Pak Kasi-nya sering nelepon.", ["phone"]),
        ("Saya kirim ke grup WA-nya dinas.", ["whatsapp"]),
        ("Tembusan suratnya belum sampai.", ["letter"]),
        ("Kalau tidak ada surat Ibu, kami tidak bicara.", []),
        ("Orang balai mampir ke sini.", ["visit"]),
        ("Dengan balai itu sudah kayak saudara.", ["personal"]),
        ("Teman-teman SBMI yang ngurus.", []),
        ("Waktu pelatihan balai, kami ikut.", ["event"]),
        ("Dinas duduk bareng kami di rapat.", ["meeting"]),
    ],
)
def test_channels_are_read_off_words(directory, text, channels):
    assert directory.channels_in(text) == channels


def test_a_training_is_no_meeting_and_chance_is_no_form(directory):
    assert {"letter", "meeting", "event", "hearing"} == directory.formal
    assert only_tie("Ketemu orang balai di pelatihan.").formal_share(directory) == 0.5
    assert only_tie("Ya balai.").formal_share(directory) is None


# Begun by whom


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("Kami diundang balai.", ["named"]),
        ("Kami diundang oleh balai ke acara.", ["named"]),
        ("Balai yang ngundang kami.", ["named"]),
        ("Balai itu telpon malam Kamis.", ["named"]),
        ("Yang ngajak dulu ya balai.", ["named"]),
        ("Undangan dari balai sudah sampai.", ["named"]),
        ("Kami yang kirim surat ke balai.", ["teller"]),
        ("Kami undang balai.", ["teller"]),
        ("Balai kami undang terus.", ["teller"]),
        ("Saya antar sendiri ke balai.", ["teller"]),
        ("Sebumi yang ngundang balai.", ["teller"]),
        ("Kami ndak pernah diundang balai.", []),
        ("Balai belum pernah ngundang.", []),
        ("Harusnya balai yang ngundang.", []),
        ("Balai diundang dinas.", []),
        ("Kita diajak, balai diajak.", []),
        ("Ya balai itu.", []),
    ],
)
def test_the_first_step_is_read_off_words_and_never_guessed(directory, text, by):
    assert directory.initiative_in(text, "bp3tki", "sebumi") == by


def test_of_two_bodies_named_only_the_one_that_acts_began(directory):
    text = "Kalau balai bikin pelatihan, kita diajak, Perindag diajak."
    assert directory.initiative_in(text, "bp3tki", "dinsosnakertrans") == ["named"]
    assert directory.initiative_in(text, "disperindag", "dinsosnakertrans") == []


def test_what_is_absent_has_neither_channel_nor_first_step():
    told = only_tie("Dinas kirim surat.")
    denied = only_tie("Dinas kirim surat.", status="absent")
    assert told.channels and told.initiative == {"named": 1}
    assert not denied.channels and not denied.initiative


def test_a_first_step_of_nobody_known_is_refused_with_its_line(tmp_path, monkeypatch):
    (tmp_path / "data" / "raw" / "x").mkdir(parents=True)
    (tmp_path / "data" / "reference").mkdir()
    (tmp_path / "data" / "reference" / "stakeholders.yml").write_text("levels: []\n", encoding="utf-8")
    own = tmp_path / "data" / "raw" / "x" / "stakeholders.yml"
    own.write_text("initiative:\n- {by: balai, match: [undang]}\n", encoding="utf-8")
    monkeypatch.setenv("CODING_ROOT", str(tmp_path))
    with pytest.raises(CodingError, match=r"stakeholders\.yml, line 2: by is 'balai'"):
        stakeholders.load("x")


# Ties


def test_a_coded_segment_ties_its_speaker_to_whom_it_names(directory):
    codings, segments = rows("Orang balai sering telepon.", "Kalau balai undang ya kami datang.")
    (tie,) = ties.ties(codings, segments, directory)
    assert (tie.source, tie.target, tie.status) == ("sebumi", "bp3tki", "present")
    assert tie.channels["phone"] == 1 and len(tie.informants) == 2
    assert tie.initiative["named"] == 2


def test_nobody_is_tied_to_themselves(directory):
    codings, segments = rows("Sebumi ya jalan sendiri.")
    assert ties.ties(codings, segments, directory) == []


@pytest.mark.parametrize("source", ["", "koperasi_antah_berantah"])
def test_who_stands_for_no_known_stakeholder_tells_of_no_tie(directory, source):
    codings, segments = rows("Balai datang.", source=source)
    assert ties.ties(codings, segments, directory) == []


def test_a_denied_tie_is_no_tie_of_the_graph(directory):
    codings, segments = rows("Dari dinas ndak pernah ada surat.", status="absent")
    found = ties.ties(codings, segments, directory)
    assert ties.graph(found).number_of_edges() == 0


def test_a_segment_with_two_codes_names_its_channel_and_first_step_once(directory):
    codings, segments = rows("Balai kirim surat.")
    (tie,) = ties.ties([*codings, {**codings[0], "coding": "T-0-c4"}], segments, directory)
    assert tie.channels["letter"] == tie.initiative["named"] == 1 and tie.codings == 2


def test_the_best_quote_is_of_the_ties_own_status(directory):
    codings, segments = rows("Dinas ada.", "Dinas datang.", "Dinas tidak ada.")
    codings[2]["status"] = "absent"
    codings[2]["coders"] = "a;b"
    codings += [{**codings[0], "coding": "T-0-c2"}, {**codings[1], "coding": "T-1-c2"}]
    (tie,) = ties.ties(codings, segments, directory)
    assert tie.status == "present"
    assert [quote["status"] for quote in tie.quotes] == ["present"] * 4 + ["absent"]


# Properties

SENTENCES = [
    *("Balai undang kami.", "Kami kirim surat ke dinas.", "Dewan ketemu kami di rapat.", "Ndak pernah diundang dinas."),
    *("Sebumi sama SBMI datang berdua.", "Ya begitu.", "Balai, dinas, Perindag duduk bareng.", "WA dari balai."),
]
told = st.lists(
    st.tuples(
        st.integers(0, len(SENTENCES) - 1),
        st.sampled_from(["sebumi", "bp3tki", "dinsosnakertrans", "", "lain"]),
        st.sampled_from(["present", "partial", "absent", "unclear"]),
    ),
    max_size=12,
)


def drawn(choices):
    segments = [
        {"segment": f"T-{n:02d}", "text": SENTENCES[k], "speaker": f"P{k % 3}"} for n, (k, _, _) in enumerate(choices)
    ]
    codings = [
        {
            **{"coding": f"T-{n:02d}-c1", "segment": f"T-{n:02d}", "transcript": f"T{n % 3}", "stakeholder": source},
            **{"status": status, "coders": "a", "quote": SENTENCES[k]},
        }
        for n, (k, source, status) in enumerate(choices)
    ]
    return codings, segments


@given(told, st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(choices, shuffler: random.Random):
    codings, segments = drawn(choices)
    mixed, others = list(codings), list(segments)
    shuffler.shuffle(mixed)
    shuffler.shuffle(others)
    first, second = ties.ties(codings, segments, DIRECTORY), ties.ties(mixed, others, DIRECTORY)
    assert first == second
    for one, other in zip(first, second, strict=True):
        assert list(one.channels.items()) == list(other.channels.items())
        assert one.quotes == other.quotes


@given(told, told)
def test_adding_codings_never_lowers_evidence(before, more):
    codings, segments = drawn([*before, *more])
    few = {(tie.source, tie.target): tie for tie in ties.ties(codings[: len(before)], segments, DIRECTORY)}
    many = {(tie.source, tie.target): tie for tie in ties.ties(codings, segments, DIRECTORY)}
    for ends, tie in few.items():
        assert many[ends].codings >= tie.codings
        assert many[ends].informants >= tie.informants
        assert many[ends].channels >= tie.channels and many[ends].initiative >= tie.initiative
