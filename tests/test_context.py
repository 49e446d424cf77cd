"""An answer leans on its question: what the talk is about when a sentence holds no keyword of its own."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.codebooks import codebook
from coding.suggestions import context
from coding.suggestions.context import GONE, HORIZON, Source, Topics
from coding.suggestions.suggest import VISIBLE, suggest
from coding.transcripts.talks import talks
from coding.transcripts.turns import split_turns

CODEBOOK = codebook.load(Path(__file__).parents[1] / "data" / "codebook.yml")
SMALL = codebook.parse_codebook(
    """\
version: "1"
framework: F
indicators:
- code: 3
  label: L
  definition: D
  include: [x]
  exclude: [x]
  keywords: [jadwal, {match: kalender, weight: 0.4}]
  questions: [jadwal, {match: kapan, weight: 0.5}, {match: rapat, weight: 0.2}]
- code: 6
  label: L
  definition: D
  include: [x]
  exclude: [x]
  keywords: [sanksi, {match: tegur, weight: 0.4}]
  questions: [{match: sanksi, not: [sanksi sekolah]}, hukuman]
relevance:
  other: [sawah, padi, sekolah]
  small_talk: [ya, iya, terima kasih, bu, nggih]
status_cues:
  window: 7
  rules:
  - {status: absent, match: [belum ada, tidak]}
  - {status: present, match: [sudah]}
"""
)
# Sentences that hold no keyword, speak of nothing and are no small talk, all of one length.
PLAIN = ["Orangnya diam saja di sana.", "Begitu kenyataannya selama ini memang.", "Mereka pulang lewat jalan belakang."]
PLAIN += ["Semuanya kembali seperti biasa lagi.", "Rombongan datang naik mobil besar."]


def found(text, book=SMALL, weak=True):
    turns = ((turn, text[turn.start : turn.end]) for turn in split_turns(text))
    return list(suggest(talks("T", turns), book, weak=weak))


def leaning(text, indicator="6", book=SMALL):
    """{segment: score} of what is suggested for an indicator from the talk alone."""
    return {one.segment: one.score for one in found(text, book) if one.source and one.indicator == indicator}


def score(text, segment="T-0001", indicator="6"):
    return leaning(text, indicator).get(segment, 0.0)


def test_an_answer_without_keywords_leans_on_its_question():
    text = f"P: Apakah ada sanksi?\nI: {PLAIN[0]}\n"
    (one,) = found(text)
    assert (one.indicator, one.keyword, one.matched) == ("6", "question: sanksi", PLAIN[0])
    assert text[one.start : one.end] == one.matched
    assert one.source == Source("question", "sanksi", 1, 0)
    assert one.score >= VISIBLE


def test_the_reason_names_the_question_and_its_turn():
    text = f"P: Bagaimana?\nI: Begini.\nP: Apakah ada sanksi?\nI: {PLAIN[0]} Belum ada.\n"
    reasons = {one.segment: one.reason for one in found(text) if one.indicator == "6"}
    assert reasons["T-0002"] == {
        "id": "Menjawab pertanyaan tentang “sanksi” (indikator 6, giliran 3); dinyatakan begitu saja.",
        "en": "Answers a question on “sanksi” (indicator 6, turn 3); stated plainly.",
    }
    assert reasons["T-0003"]["en"].endswith("“Belum ada” tells that it is absent.")


def test_without_a_question_there_is_nothing_to_lean_on():
    assert found(f"P: Bagaimana?\nI: {PLAIN[0]}\n") == []
    assert found(f"I: {PLAIN[0]}\nP: Apakah ada sanksi?\n") == []


def test_the_status_of_a_leaning_sentence_is_read_from_all_of_it():
    text = f"P: Apakah ada sanksi?\nI: Belum ada.\nP: Jadwalnya?\nI: Sudah begitu dari dulu. {PLAIN[0]}\n"
    said = {one.segment: (one.status, one.cue) for one in found(text) if one.source and one.source.turn != 2}
    assert said["T-0001"] == ("absent", "Belum ada")
    assert said["T-0002"] == ("present", "Sudah")


def test_a_keyword_of_the_own_indicator_takes_the_place_of_the_context():
    (one,) = [one for one in found("P: Apakah ada sanksi?\nI: Paling ditegur begitu.\n") if one.indicator == "6"]
    assert (one.keyword, one.matched, one.source) == ("tegur", "ditegur", None)


def test_the_context_lifts_a_weak_keyword():
    def own(question):
        return max(one.score for one in found(f"P: {question}\nI: Paling ditegur begitu.\n") if one.indicator == "6")

    assert own("Bagaimana?") < own("Apakah ada sanksi?")


def test_an_answer_fades_sentence_by_sentence():
    text = f"P: Apakah ada sanksi?\nI: {' '.join(PLAIN)}\n"
    scores = list(leaning(text).values())
    assert len(scores) == len(PLAIN)
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)


def test_an_answer_fades_turn_by_turn():
    text = "P: Apakah ada sanksi?\n" + "".join(f"I: {sentence}\n" for sentence in PLAIN)
    turns = list(leaning(text).values())
    assert len(turns) == len(PLAIN)
    assert turns == sorted(turns, reverse=True)
    sentences = list(leaning(f"P: Apakah ada sanksi?\nI: {' '.join(PLAIN)}\n").values())
    assert turns[-1] < sentences[-1], "another turn is further off than another sentence"


def test_a_question_is_forgotten_in_the_end():
    text = "P: Apakah ada sanksi?\n" + f"I: {PLAIN[0]}\n" * (HORIZON + 5)
    held = leaning(text)
    assert "T-0001" in held
    assert f"T-{HORIZON:04d}" not in held


def test_a_question_on_another_indicator_stops_it():
    text = f"P: Apakah ada sanksi?\nI: {PLAIN[0]}\nP: Jadwalnya bagaimana?\nI: {PLAIN[1]}\n"
    shown = [(one.segment, one.keyword) for one in found(text, weak=False)]
    assert shown == [("T-0001", "question: sanksi"), ("T-0002", "question: jadwal")]


def test_a_question_on_another_matter_stops_it():
    text = f"P: Apakah ada sanksi?\nI: {PLAIN[0]}\nP: Padi di sawah bagaimana?\nI: {PLAIN[1]}\n"
    assert [one.segment for one in found(text, weak=False)] == ["T-0001"]


def test_a_change_of_subject_within_the_answer_stops_it():
    aside = f"P: Apakah ada sanksi?\nI: {PLAIN[0]} Padi di sawah sekolah itu. {PLAIN[1]}\n"
    straight = f"P: Apakah ada sanksi?\nI: {PLAIN[0]} {PLAIN[2]} {PLAIN[1]}\n"
    assert score(aside, "T-0003") < score(straight, "T-0003")
    assert score(aside, "T-0002") < VISIBLE <= score(straight, "T-0002")


def test_a_sentence_on_another_indicator_weakens_it():
    other = f"P: Apakah ada sanksi?\nI: {PLAIN[0]} Jadwal itu begini saja. {PLAIN[1]}\n"
    straight = f"P: Apakah ada sanksi?\nI: {PLAIN[0]} {PLAIN[2]} {PLAIN[1]}\n"
    assert score(other, "T-0003") < score(straight, "T-0003")


@pytest.mark.parametrize("question", ["Terus?", "Contohnya?", "Bagaimana itu?", "Oh begitu."])
def test_a_follow_up_question_keeps_the_topic(question):
    text = f"P: Apakah ada sanksi?\nI: {PLAIN[0]}\nP: {question}\nI: {PLAIN[1]}\n"
    (one,) = [one for one in found(text) if one.segment == "T-0002" and one.source.origin == "question"]
    assert (one.keyword, one.source.turn) == ("question: sanksi", 1)
    assert VISIBLE <= one.score < score(text, "T-0001")
    assert score(text, "T-0002") > score(text.replace(question, "Jadwalnya kapan?"), "T-0002")
    assert score(text, "T-0002") > score(text.replace(question, "Padi di sawah?"), "T-0002")


@pytest.mark.parametrize("answer", ["Ya.", "Ya, terima kasih, Bu.", "Nggih, nggih.", "…"])
def test_small_talk_leans_on_nothing(answer):
    assert found(f"P: Apakah ada sanksi?\nI: {answer}\n") == []


def test_small_talk_in_between_does_not_stop_the_topic():
    text = f"P: Apakah ada sanksi?\nI: Ya, Bu. {PLAIN[0]}\n"
    assert set(leaning(text)) == {"T-0002"}


def test_a_short_answer_that_is_no_small_talk_leans():
    assert leaning("P: Apakah ada sanksi?\nI: Belum ada, Bu.\n")


def test_in_a_group_the_question_may_lie_several_turns_back():
    text = "Moderator: Apakah ada sanksi?\n" + "".join(f"P{n}: {said}\n" for n, said in enumerate(PLAIN[:4], start=1))
    last = [one for one in found(text, weak=False) if one.segment == "T-0004"]
    assert [(one.keyword, one.source.turn) for one in last] == [("question: sanksi", 1)]


def test_a_chorus_is_a_turn_that_is_not_coded_itself():
    direct = f"Moderator: Apakah ada sanksi?\nP1: {PLAIN[0]}\n"
    chorus = f"Moderator: Apakah ada sanksi?\nPeserta: Tidak.\nP1: {PLAIN[0]}\n"
    assert set(leaning(chorus)) == {"T-0001"}
    assert 0 < score(chorus) < score(direct)


def test_a_chorus_names_no_topic():
    assert found(f"Moderator: Bagaimana?\nPeserta: Sanksi!\nP1: {PLAIN[0]}\n") == []


def test_a_heading_works_like_a_question():
    text = f"Sanksi bagi yang mangkir\n\n{PLAIN[0]} {PLAIN[1]}\n"
    shown = found(text, weak=False)
    assert [(one.segment, one.keyword, one.matched) for one in shown] == [
        ("T-0002", "heading: sanksi", PLAIN[0]),
        ("T-0003", "heading: sanksi", PLAIN[1]),
    ]
    assert shown[0].reason["en"] == "Stands under a heading on “sanksi” (indicator 6); stated plainly."


def test_the_next_heading_ends_the_one_before():
    text = f"Sanksi bagi yang mangkir\n\n{PLAIN[0]}\n\nJadwal tahun ini\n\n{PLAIN[1]}\n"
    assert [one.keyword for one in found(text, weak=False)] == ["heading: sanksi", "heading: jadwal"]


def test_a_heading_is_itself_not_suggested():
    assert found("Sanksi bagi yang mangkir\n\nBegitu.\n\nSanksi lagi\n")[0].segment == "T-0002"


def test_the_words_before_in_the_turn_are_a_topic_too():
    text = f"P: Bagaimana?\nI: Sanksi begitu itu. {PLAIN[0]}\n"
    one = found(text)[-1]
    assert (one.segment, one.keyword, one.matched) == ("T-0002", "turn: sanksi", PLAIN[0])
    assert one.source.distance > 0
    assert "Goes on from “sanksi”" in one.reason["en"]


def test_the_words_after_in_the_turn_are_a_topic_too():
    text = f"P: Bagaimana?\nI: {PLAIN[0]} Sanksi begitu itu.\n"
    one = found(text)[0]
    assert (one.segment, one.keyword, one.matched) == ("T-0001", "turn: sanksi", PLAIN[0])
    assert one.source.distance < 0
    assert "Comes before “sanksi”" in one.reason["en"]


def test_words_after_the_turn_are_no_topic():
    assert not leaning(f"P: Bagaimana?\nI: {PLAIN[0]}\nI: Sanksi begitu itu.\n").get("T-0001")


def test_the_stronger_of_words_before_and_after_is_named():
    text = f"P: Bagaimana?\nI: Ditegur begitu itu. {' '.join(PLAIN)} Sanksi itu begini.\n"
    named = [one.source for one in found(text) if one.source]
    assert (named[0].keyword, named[0].distance) == ("tegur", 1)
    assert (named[-1].keyword, named[-1].distance) == ("sanksi", -1)


def test_words_after_count_less_the_further_off_they_are():
    before = [one for one in found(f"P: Bagaimana?\nI: {' '.join(PLAIN[:3])} Sanksi itu begini.\n") if one.source]
    assert [one.source.distance for one in before] == [-3, -2, -1]
    assert before[0].score < before[1].score < before[2].score


def test_the_informants_own_words_outweigh_those_around():
    text = f"P: Bagaimana?\nI: {PLAIN[0]} Sanksi itu begini. {PLAIN[1]}\n"
    scores = {one.segment: one.score for one in found(text)}
    assert scores["T-0002"] > scores["T-0003"] > scores["T-0001"]


@pytest.mark.parametrize("words", PLAIN)
@pytest.mark.parametrize("before", [0, 1, 3])
@pytest.mark.parametrize("question", ["Apakah ada sanksi?", "Kapan ada sanksi?", "Hukuman dan jadwal?"])
def test_a_leaning_sentence_scores_below_the_same_with_a_full_keyword(question, before, words):
    talk = f"P: {question}\nI: {' '.join(PLAIN[:before])} "
    context_only = found(f"{talk}{words}\n")[-1]
    own = [one for one in found(f"{talk}{words.rpartition(' ')[0]} sanksi.\n") if one.indicator == "6"][-1]
    assert context_only.source and not own.source
    assert context_only.score < own.score


def test_the_last_sentence_of_a_question_counts_most():
    text = "P: {}\nI: " + PLAIN[0] + "\n"
    last = score(text.format("Begini ya. Apakah ada sanksi?"))
    first = score(text.format("Apakah ada sanksi? Begini ya."))
    assert first < last == score(text.format("Apakah ada sanksi?"))


def test_a_question_names_the_clearest_of_its_indicators():
    text = f"P: Kapan ada sanksi?\nI: {PLAIN[0]}\n"
    assert score(text, indicator="3") < score(text, indicator="6")


def test_a_faint_word_names_nothing():
    assert found(f"P: Rapatnya?\nI: {PLAIN[0]}\n") == []


def test_an_exception_of_a_question_names_nothing():
    assert not leaning(f"P: Sanksi sekolahnya?\nI: {PLAIN[0]}\n", indicator="3")
    assert score(f"P: Hukumannya?\nI: {PLAIN[0]}\n") > score(f"P: Sanksi sekolahnya?\nI: {PLAIN[0]}\n")


def test_a_keyword_of_answers_names_in_a_question_with_half_its_weight():
    text = f"P: Kalendernya?\nI: {PLAIN[0]}\n"
    assert found(text) == [], "half of 0.4 is too faint"
    assert found(text.replace("Kalendernya", "Jadwalnya"))[0].keyword == "question: jadwal"


def test_another_transcript_starts_anew():
    def turns(text):
        return ((turn, text[turn.start : turn.end]) for turn in split_turns(text))

    first = list(talks("A", turns("P: Apakah ada sanksi?\nI: Ya.\n")))
    second = list(talks("B", turns(f"I: {PLAIN[0]}\nP: Ya?\n")))
    assert list(suggest([*first, *second], SMALL, weak=True)) == []
    assert list(suggest([*first, *(talk._replace(transcript="A") for talk in second)], SMALL, weak=True)) != []


@pytest.mark.parametrize(
    ("indicator", "question", "answer"),
    [
        ("1", "Komunikasi dengan dinas lewat apa?", "Ya paling orangnya ke sini langsung."),
        ("3", "Jadwal pertemuannya ada?", "Ya ndak tentu, sesukanya mereka."),
        ("4", "Sudah ada MoU dengan balai?", "Sampai sekarang belum pernah."),
        ("6", "Apakah ada sanksi untuk yang tidak menjalankan?", "Ya nggak ada, dibiarkan saja."),
        ("7", "Usulan itu ditindaklanjuti tidak?", "Sampai hari ini kami masih menunggu."),
    ],
)
def test_the_shipped_codebook_understands_questions(indicator, question, answer):
    shown = found(f"P: {question}\nI: {answer}\n", CODEBOOK, weak=False)
    assert indicator in {one.indicator for one in shown}


@pytest.mark.parametrize("answer", ["Nggih.", "Ya begitu, Mbak.", "Terima kasih, Pak.", "Hehe, ya gimana ya."])
def test_the_shipped_codebook_suggests_nothing_for_small_talk(answer):
    assert found(f"P: Apakah ada sanksi untuk yang tidak hadir?\nI: {answer}\n", CODEBOOK) == []


# The topics by themselves.


def test_a_question_raises_what_it_names_and_cuts_the_rest_down():
    topics = Topics()
    topics.ask({"6": (0.9, "sanksi")}, 1, other=False)
    topics.ask({"3": (0.8, "jadwal")}, 3, other=False)
    assert topics.now["3"] == (0.8, Source("question", "jadwal", 3, 0))
    assert topics.now["6"].strength == pytest.approx(0.9 * context.NEW_QUESTION)


def test_a_question_on_the_same_again_counts_anew():
    topics = Topics()
    topics.ask({"6": (0.9, "sanksi")}, 1, other=False)
    topics.ask({"6": (0.7, "hukuman")}, 3, other=False)
    assert topics.now["6"] == (0.7, Source("question", "hukuman", 3, 0))


def test_a_stronger_topic_is_kept():
    topics = Topics()
    topics.ask({"6": (1.0, "sanksi")}, 1, other=False)
    topics.speak({"6": (0.4, "tegur")}, 2, other=False)
    assert topics.now["6"].source == Source("question", "sanksi", 1, 1)
    topics.ask({}, 3, other=True)
    topics.speak({"6": (1.0, "sanksi")}, 4, other=False)
    assert topics.now["6"].source == Source("turn", "sanksi", 4, 1)


def test_a_sentence_on_an_indicator_spares_its_topic():
    topics = Topics()
    topics.ask({"3": (1.0, "jadwal"), "6": (1.0, "sanksi")}, 1, other=False)
    topics.speak({"3": (0.1, "kalender")}, 2, other=True)
    assert topics.now["3"].strength == pytest.approx(context.FADE_SENTENCE)
    assert topics.now["6"].strength == pytest.approx(context.FADE_SENTENCE * context.OTHER_INDICATOR)


@pytest.mark.parametrize(
    ("other", "left"), [(False, context.FOLLOW_UP), (True, context.FOLLOW_UP * context.OTHER_SUBJECT)]
)
def test_a_question_that_names_nothing_keeps_most(other, left):
    topics = Topics()
    topics.ask({"6": (1.0, "sanksi")}, 1, other=False)
    topics.ask({}, 3, other=other)
    assert topics.now["6"].strength == pytest.approx(left)


def after(step):
    """What is left of a topic of strength 1 after a step."""
    topics = Topics()
    topics.ask({"6": (1.0, "sanksi")}, 1, other=False)
    step(topics)
    return topics.now["6"].strength


def test_another_question_weakens_a_topic_most_then_another_subject_then_another_indicator_then_time():
    named = {"3": (1.0, "jadwal")}
    question = after(lambda topics: topics.ask(named, 3, other=False))
    aside = after(lambda topics: topics.ask({}, 3, other=True))
    follow_up = after(lambda topics: topics.ask({}, 3, other=False))
    assert question < aside < follow_up < 1
    subject = after(lambda topics: topics.speak({}, 2, other=True))
    indicator = after(lambda topics: topics.speak(named, 2, other=False))
    sentence = after(lambda topics: topics.speak({}, 2, other=False))
    assert question < subject < indicator < sentence < 1


def test_distances_count_sentences_not_turns():
    topics = Topics()
    topics.ask({"6": (1.0, "sanksi")}, 1, other=False)
    topics.fade(context.FADE_TURN)
    topics.speak({}, 2, other=False)
    topics.speak({}, 2, other=False)
    assert topics.now["6"].source.distance == 2


NAMED = st.dictionaries(st.sampled_from(["1", "3", "6"]), st.tuples(st.floats(0.01, 1), st.just("kata")), max_size=2)


@settings(max_examples=200)
@given(st.lists(st.tuples(st.sampled_from(["ask", "speak", "fade"]), NAMED, st.booleans())))
def test_strengths_stay_between_gone_and_one(steps):
    topics = Topics()
    for turn, (step, named, other) in enumerate(steps, start=1):
        if step == "fade":
            topics.fade(context.FADE_TURN)
        else:
            getattr(topics, step)(named, turn, other=other)
        fresh = {code for code in named if step != "fade"}
        assert all(0 < topic.strength <= 1 for topic in topics.now.values())
        assert all(topic.strength > GONE for code, topic in topics.now.items() if code not in fresh)
        assert all(topic.source.turn <= turn for topic in topics.now.values())


@pytest.mark.parametrize("step", ["fade", "ask", "speak"])
def test_nothing_is_left_of_a_topic_after_the_horizon(step):
    topics = Topics()
    topics.ask({"6": (1.0, "sanksi")}, 1, other=False)
    for turn in range(HORIZON):
        assert topics.now or turn, "it is there at first"
        if step == "ask":
            topics.ask({}, turn, other=False)
        else:
            topics.fade(context.FADE_TURN)
        if step == "speak":
            topics.speak({}, turn, other=False)
    assert topics.now == {}
