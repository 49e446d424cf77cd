"""Words in their context: concordance, collocations and what each keyword matched. nltk does the counting."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from coding.errors import CodebookError
from coding.files import Row
from coding.language.keywords import Matcher, longest
from coding.language.morphology import bare
from coding.language.patterns import PatternError, parse
from coding.language.words import Words, form

# Function words of spoken Indonesian and Javanese: they collocate with everything.
STOPWORDS = frozenset(
    """ada adalah aja akan aku anu apa apa-apa atau bagi bahwa begitu begini belum biar bisa buat bukan cuma
    cuman dan dapat dari dengan di dia dulu dua eee enggak eh gak gitu ha hanya harus ibu ini iku isa itu iya
    jadi jangan juga ka kalau kalo kami kan karena kata kayak ke kemarin kita kok kowe kulo lagi lah lalu lha
    lho lima mas masih mau mbak mboten memang mereka mesti monggo mung nah nanti ndak nek nggak nggih ngene
    ngono niku nya ono opo ora orang oh ojo pada pak paling pas pernah piye pun punya pak rasa saja sama
    sampai satu saya se sebagai sekarang semua sendiri seperti si siapa sih sing sini situ sudah tahu tapi
    terus tiap tidak tiga to toh tok udah untuk wah waktu wis wong ya yaa yang yo bu bapak hehe tertawa ben
    yen yaitu nuwun sampun""".split()
)


@dataclass(frozen=True)
class Line:
    """One line of a concordance."""

    transcript: str
    segment: str
    left: str
    word: str
    right: str


def kwic(segments: Iterable[Row], word: str, *, width: int = 45, lines: int = 25) -> list[Line]:
    """Keyword in context: a word (with its clitics) and `width` characters to its left and right."""
    wanted = form(word)
    found = []
    for segment in segments:
        text = segment["text"]
        words = Words(text)
        for place, said in enumerate(words.forms):
            if wanted in bare(said):
                start, end = words.spans[place]
                left, right = text[max(0, start - width) : start], text[end : end + width]
                found.append(Line(segment["transcript"], segment["segment"], left, text[start:end], right))
                if len(found) == lines:
                    return found
    return found


@dataclass(frozen=True)
class Tried:
    """A pattern tried on the segments: every form it met with its number, and its lines."""

    forms: list[tuple[str, int]]
    lines: list[Line]
    segments: int


def try_keyword(
    segments: Iterable[Row], pattern: str, *, exceptions: Sequence[str] = (), case: bool = False, width: int = 45
) -> Tried:
    """What a pattern of the codebook would find, before it stands there: what a lemma swallows shows at once.

    exceptions: patterns as behind `not`. Raises CodebookError when a pattern cannot be read.
    """
    try:
        phrases = [(phrase, True) for phrase in parse(pattern, case=case)]
        cut = [(phrase, False) for text in exceptions for phrase in parse(text, case=case)]
    except PatternError as error:
        raise CodebookError(f"the pattern cannot be read: {error}", mend="See the head of the codebook.") from error
    matcher = Matcher(phrases, cut)
    counts: Counter[str] = Counter()
    lines: list[Line] = []
    met = 0
    for segment in segments:
        text = segment["text"]
        if not matcher.touches(text):
            continue
        words = Words(text)
        found = matcher.find(words)
        kept = longest(hit for hit in found if hit.key and not any(not one.key and one.overlaps(hit) for one in found))
        met += bool(kept)
        for hit in kept:
            start, end = words.spans[hit.first][0], words.spans[hit.last][1]
            counts[" ".join(words.forms[hit.first : hit.last + 1])] += 1
            left, right = text[max(0, start - width) : start], text[end : end + width]
            lines.append(Line(segment["transcript"], segment["segment"], left, text[start:end], right))
    return Tried(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])), lines, met)


def nltk_text(segments: Iterable[Row]) -> object:
    """The segments as an nltk Text, for its concordance, dispersion and the like."""
    from nltk.text import Text

    return Text([form for segment in segments for form in Words(segment["text"]).forms])


def collocations(segments: Iterable[Row], *, least: int = 4, most: int = 20) -> list[tuple[str, int, float]]:
    """Word pairs that stand together more than chance has it: (pair, times, log-likelihood of Dunning 1993).

    least: pairs rarer than this are left out. Stopwords and single letters never make a pair.
    """
    from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder

    documents = [Words(segment["text"]).forms for segment in segments]
    finder = BigramCollocationFinder.from_documents(documents)
    finder.apply_freq_filter(least)
    finder.apply_word_filter(lambda word: len(word) < 3 or word in STOPWORDS or word.isdecimal())
    scored = finder.score_ngrams(BigramAssocMeasures().likelihood_ratio)
    ordered = sorted(scored, key=lambda pair: (-pair[1], pair[0]))[:most]
    return [(" ".join(pair), finder.ngram_fd[pair], float(score)) for pair, score in ordered]


def forms(
    suggestions: Iterable[Row], shown: Callable[[Row], bool] = lambda _: True
) -> list[tuple[str, str, str, int, int]]:
    """What matched what: (indicator, keyword, forms met with their numbers, hits, transcripts).

    shown: whether the words of a suggestion may be listed; the others are counted all the same.
    """
    met: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    hits: Counter[tuple[str, str]] = Counter()
    where: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in suggestions:
        key = one["indicator"], one["keyword"]
        hits[key] += 1
        where[key].add(one["transcript"])
        if shown(one):
            met[key][one["matched"].lower()] += 1
    return [
        (*key, _listing(met[key]), number, len(where[key]))
        for key, number in sorted(hits.items(), key=lambda item: (item[0][0], -item[1], item[0][1]))
    ]


def _listing(counter: Counter[str]) -> str:
    ordered: Sequence[tuple[str, int]] = sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{word} ({count})" for word, count in ordered)
