"""Trials of the suggestions: the engine with one of its parts taken away, and plainer methods beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fnmatch import translate
from itertools import pairwise

from coding.codebooks.codes import Codebook, Indicator, Keyword, Relevance
from coding.evaluation.quality import Key
from coding.language.patterns import Phrase
from coding.language.words import Words
from coding.suggestions.suggest import suggest
from coding.transcripts.talks import Talk

Found = dict[Key, tuple[float, str]]
Method = Callable[[Sequence[Talk]], Found]


def found_by(talks: Iterable[Talk], codebook: Codebook) -> Found:
    """Each segment and indicator with the best score that any suggestion gives it, and that suggestion's status."""
    found: Found = {}
    for one in suggest(talks, codebook, weak=True):
        key = one.segment, one.indicator
        if key not in found or one.score > found[key][0]:
            found[key] = one.score, one.status
    return found


def without(codebook: Codebook) -> dict[str, Method]:
    """The engine with one part taken away each."""
    plain = _changed(codebook, lambda keyword: replace(keyword, phrases=_plain(keyword.phrases)))
    unexcepted = _changed(codebook, lambda keyword: replace(keyword, exceptions=(), near=""))
    ruleless = replace(codebook, status_cues=replace(codebook.status_cues, rules=()))
    anything = replace(codebook, relevance=Relevance((), codebook.relevance.groups, codebook.relevance.small_talk))
    return {
        "full": lambda talks: found_by(talks, codebook),
        "forms": lambda talks: found_by(talks, plain),
        "spellings": lambda talks: found_by(talks, replace(codebook, spellings=False)),
        "exceptions": lambda talks: found_by(talks, unexcepted),
        "relevance": lambda talks: found_by(talks, anything),
        "status": lambda talks: found_by(talks, ruleless),
        "question": lambda talks: found_by((talk for talk in talks if talk.role not in ("asks", "heads")), codebook),
        "turn": lambda talks: found_by(_alone(talks), codebook),
    }


def _changed(codebook: Codebook, change: Callable[[Keyword], Keyword]) -> Codebook:
    def changed(indicator: Indicator) -> Indicator:
        keywords, questions = map(change, indicator.keywords), map(change, indicator.questions)
        return replace(indicator, keywords=tuple(keywords), questions=tuple(questions))

    return replace(codebook, indicators=tuple(map(changed, codebook.indicators)))


def _plain(phrases: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """The words as they are written in the codebook, with clitics only."""
    return tuple(
        tuple(replace(part, shape="plain") if part.shape in ("lemma", "inflected") else part for part in phrase)
        for phrase in phrases
    )


def _alone(talks: Iterable[Talk]) -> Iterator[Talk]:
    """Every sentence by itself: nothing to lean on."""
    for talk in talks:
        if talk.role in ("answers", "heads"):
            for piece in talk.pieces:
                yield Talk(piece.segment, talk.turn, talk.role, (piece,))


def plainer(codebook: Codebook) -> dict[str, Method]:
    """What other tools do with the same word list."""
    return {
        "substring": lambda talks: _by_pattern(talks, codebook, _substring),
        "glob": lambda talks: _by_pattern(talks, codebook, _glob),
    }


def _by_pattern(talks: Iterable[Talk], codebook: Codebook, written: Callable[[Phrase], str]) -> Found:
    patterns = {
        indicator.code: re.compile(
            "|".join(sorted({written(phrase) for keyword in indicator.keywords for phrase in keyword.phrases}))
        )
        for indicator in codebook.indicators
        if indicator.keywords
    }
    found: Found = {}
    for talk in talks:
        if talk.role in ("answers", "heads"):
            for piece in talk.pieces:
                for code, pattern in patterns.items():
                    if pattern.search(piece.text.lower()):
                        found[piece.segment, code] = (1.0, "present")
    return found


def _substring(phrase: Phrase) -> str:
    """The words as a string that may stand anywhere, as a desktop program's text search has it."""
    return r"\W+(?:\w+\W+)?".join(re.escape(part.form) for part in phrase)


def _glob(phrase: Phrase) -> str:
    """Whole words with * at their ends, in a row: the glob patterns of quanteda's dictionaries."""
    ends = {"prefix": "{}*", "suffix": "*{}", "infix": "*{}*"}
    words = [translate(ends.get(part.shape, "{}").format(part.form))[4:-3].replace(".*", r"\w*") for part in phrase]
    gaps = [rf"(?:\W+\w+){{0,{part.gap}}}?\W+" for part in phrase[1:]]
    return r"\b" + "".join(word + gap for word, gap in zip(words, [*gaps, ""], strict=True)) + r"\b"


def classified(talks: Sequence[Talk], coded: Mapping[Key, str], codes: Sequence[str]) -> Found:
    """A TF-IDF classifier (logistic regression of words and word pairs), each transcript read by one that was
    trained on all others (scikit-learn)."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    pieces = [(talk.transcript, piece) for talk in talks if talk.role in ("answers", "heads") for piece in talk.pieces]
    names = sorted({transcript for transcript, _ in pieces})
    found: Found = {}
    for name in names if len(names) > 1 else ():
        train = [piece for transcript, piece in pieces if transcript != name]
        tried = [piece for transcript, piece in pieces if transcript == name]
        vectors = TfidfVectorizer(analyzer=_terms, sublinear_tf=True, min_df=2)
        known = vectors.fit_transform([piece.text for piece in train])
        new = vectors.transform([piece.text for piece in tried])
        for code in codes:
            labels = [(piece.segment, code) in coded for piece in train]
            if not 0 < sum(labels) < len(labels):
                continue
            model = LogisticRegression(class_weight="balanced", solver="liblinear", random_state=0)
            for piece, share in zip(tried, model.fit(known, labels).predict_proba(new)[:, 1], strict=True):
                found[piece.segment, code] = (float(share), "present")
    return found


def _terms(text: str) -> list[str]:
    forms = Words(text).forms
    return [*forms, *map(" ".join, pairwise(forms))]
