"""What a figure of agreement says, as sentences a student can read: from estimates to words, in both languages.

There is no scale of verdicts ("substantial", "almost perfect"): such scales are arbitrary. The one convention named is
Krippendorff's (2013, ch. 12), .800 to rely on data and .667 for tentative conclusions, and it is held against the
lower end of the interval.
"""

from __future__ import annotations

from coding.intercoder import caution
from coding.intercoder.agreement import Agreement
from coding.labels import LANGUAGES, Text, text
from coding.statistics.bootstrap import Estimate
from coding.statistics.sentences import EMPTY, count, figure, joined, say

RELY, TENTATIVE = 0.800, 0.667
APART = 0.2  # kappa and AC1 that differ by more are said to part company


def counts(one: Agreement) -> Text:
    """How many segments both gave the code, of those that either gave it."""
    if not one.either:
        return text(
            "Tidak seorang pun memberi kode ini, jadi tidak ada yang dapat dibandingkan.",
            "Neither coder gave this code, so there is nothing to compare.",
        )
    return say(
        "Dari {either} segmen yang diberi kode ini oleh salah satu pengode atau keduanya, {both} diberi oleh keduanya.",
        "Of {either} segments to which either coder gave this code, both gave it to {both}.",
        either=count(one.either),
        both=count(one.both),
    )


def counts_of_all(one: Agreement) -> Text:
    """The same over all indicators, where what is counted is pairs of segment and indicator."""
    return say(
        "Dari {either} pasangan segmen dan indikator yang diberikan salah satu pengode atau keduanya, {both} diberikan "
        "keduanya.",
        "Of {either} pairs of segment and indicator that either coder gave, both gave {both}.",
        either=count(one.either),
        both=count(one.both),
    )


def percent(one: Agreement) -> Text:
    """What per cent agreement is made of."""
    return say(
        "Persen sama {percent}: dari {segments} keputusan, {both} kali keduanya memberi kode dan {neither} kali keduanya "
        "tidak memberi.",
        "Per cent agreement {percent}: of {segments} decisions, {both} times both gave the code and {neither} times "
        "neither did.",
        percent=figure(one.percent, 1, 100),
        segments=count(one.segments),
        both=count(one.both),
        neither=count(one.neither),
    )


def positive(one: Agreement) -> Text:
    """Dice's share, as the chance that the other coder gave a code that one has given."""
    if one.positive.value != one.positive.value:
        return EMPTY
    return say(
        "Kesepakatan positif {figure}: ambil sembarang pemberian kode ini oleh salah satu pengode, maka dalam {share} dari "
        "100 kali pengode lain memberikannya juga.",
        "Positive agreement {figure}: take any one giving of this code by either coder, and in {share} of 100 cases the "
        "other gave it too.",
        figure=figure(one.positive),
        share=count(100 * one.positive.value),
    )


def kappa(one: Agreement) -> Text:
    """Kappa as the share reached of the agreement that chance leaves open."""
    value = one.kappa.value
    if value != value:
        return text(
            "Kappa tidak dapat dihitung: kedua pengode selalu memutuskan hal yang sama.",
            "Kappa cannot be computed: both coders always decided the same.",
        )
    if value <= 0:
        return say(
            "Kappa {figure}: kedua pengode tidak lebih sering sama daripada bila keduanya menebak.",
            "Kappa {figure}: the coders agree no more often than if both had guessed.",
            figure=figure(one.kappa),
        )
    chance = (one.percent.value - value) / (1 - value) if value < 1 else float("nan")
    by_chance = say(
        " (dengan menebak sesering itu pun keduanya akan sama pada {chance}% segmen)",
        " (guessing as often as they gave the code, they would agree on {chance}% of segments even so)",
        chance=count(100 * chance, 1),
    )
    return say(
        "Kappa {figure}: dari kesepakatan yang masih mungkin di atas kebetulan{by_chance}, tercapai {share}%.",
        "Kappa {figure}: of the agreement still possible beyond chance{by_chance}, they reach {share}%.",
        figure=figure(one.kappa),
        share=count(100 * value),
        by_chance=lambda language: by_chance[language] if chance == chance else "",
    )


def ac1(one: Agreement) -> Text:
    """AC1 and, where it parts company with kappa, why."""
    if one.ac1.value != one.ac1.value:
        return EMPTY
    said = say(
        "AC1 {figure}: dihitung serupa, tetapi yang dianggap kebetulan makin kecil bila kode makin jarang atau makin "
        "sering (Gwet 2008).",
        "AC1 {figure}: reckoned likewise, but less is put down to chance the rarer, or the more common, a code is "
        "(Gwet 2008).",
        figure=figure(one.ac1),
    )
    return joined(said, apart(one))


def apart(one: Agreement) -> Text:
    """Why kappa and AC1 differ, where they do: the paradox of prevalence (Feinstein and Cicchetti 1990)."""
    if not abs(one.ac1.value - one.kappa.value) > APART:
        return EMPTY
    share = 100 * (2 * one.both + one.only_first + one.only_second) / (2 * one.segments)
    return say(
        "Kappa dan AC1 berjauhan karena kode ini diberikan pada {share}% keputusan saja, jauh dari separuh: kappa lalu "
        "menganggap hampir semua kesamaan sebagai kebetulan, AC1 tidak (paradoks prevalensi, Feinstein dan Cicchetti "
        "1990). Lihatlah jumlah segmennya, jangan satu angka saja."
        if share < 50
        else "Kappa dan AC1 berjauhan karena kode ini diberikan pada {share}% keputusan, jauh dari separuh: kappa lalu "
        "menganggap hampir semua kesamaan sebagai kebetulan, AC1 tidak (paradoks prevalensi, Feinstein dan Cicchetti "
        "1990). Lihatlah jumlah segmennya, jangan satu angka saja.",
        "Kappa and AC1 part company because this code was given in {share}% of decisions, far from half: kappa then takes "
        "nearly all agreement for chance, AC1 does not (paradox of prevalence, Feinstein and Cicchetti 1990). Look at "
        "the numbers of segments, not at one figure.",
        share=count(share, 1),
    )


def alpha(one: Estimate) -> Text:
    """Alpha as observed disagreement against that of chance, with Krippendorff's convention."""
    return joined(_against_chance("Alpha", one, _DIFFER), convention(one))


def status(one: Estimate, same: int, both: int) -> Text:
    """The ordinal alpha of statuses. same: segments with the same status, of those that both gave the code."""
    if not both:
        return EMPTY
    counted = say(
        "Dari {both} segmen yang diberi kode ini oleh keduanya, {same} juga berstatus sama.",
        "Of {both} segments to which both gave this code, {same} also have the same status.",
        both=count(both),
        same=count(same),
    )
    return joined(counted, _against_chance("Alpha status", one, _STATUS), convention(one), _open(one))


def alpha_u(one: Estimate) -> Text:
    """alpha_U: where marked stretches begin and end."""
    return joined(_against_chance("Alpha_U", one, _STRETCHES), convention(one), _open(one))


_DIFFER = text("perbedaan antarpengode", "differences between coders")
_STATUS = text(
    "perbedaan status (ada lawan tidak ada lebih berat daripada ada lawan sebagian)",
    "differences of status (present against absent weighs more than present against partial)",
)
_STRETCHES = text(
    "perbedaan tempat mulai dan berakhirnya bagian teks yang ditandai (dalam kuadrat huruf)",
    "differences in where the marked stretches of text begin and end (in squared characters)",
)


def _against_chance(name: str, one: Estimate, what: Text) -> Text:
    if one.value != one.value:
        return say(
            "{name} tidak dapat dihitung: tidak ada yang dapat berbeda.",
            "{name} cannot be computed: there is nothing to differ on.",
            name=lambda language: name,
        )
    return say(
        "{name} {figure}: {what} mencapai {share}% dari yang diharapkan bila semuanya kebetulan.",
        "{name} {figure}: {what} come to {share}% of what chance alone would bring.",
        name=lambda language: name,
        figure=figure(one),
        what=lambda language: what[language],
        share=count(100 * (1 - one.value)),
    )


def convention(one: Estimate) -> Text:
    """The lower end of an interval against Krippendorff's convention; nothing where there is no interval."""
    if one.low != one.low:
        return EMPTY
    if one.low >= RELY:
        return text(
            "Batas bawahnya tidak di bawah 0,800, yang menurut kelaziman Krippendorff diminta agar data dapat diandalkan.",
            "Its lower end is not below .800, which by Krippendorff's convention is asked of data to be relied on.",
        )
    if one.low >= TENTATIVE:
        return text(
            "Batas bawahnya di antara 0,667 dan 0,800: menurut kelaziman Krippendorff cukup untuk simpulan sementara saja.",
            "Its lower end lies between .667 and .800: by Krippendorff's convention enough for tentative conclusions only.",
        )
    return text(
        "Batas bawahnya di bawah 0,667: menurut kelaziman Krippendorff belum cukup, juga untuk simpulan sementara.",
        "Its lower end lies below .667: by Krippendorff's convention not enough, even for tentative conclusions.",
    )


def _open(one: Estimate) -> Text:
    if not caution.wide(one):
        return EMPTY
    return say(
        "Hati-hati, intervalnya lebih lebar dari {most}: terlalu sedikit, atau hampir selalu sama, untuk disimpulkan.",
        "Caution, its interval is wider than {most}: too few cases, or nearly always the same one, to tell.",
        most=count(caution.WIDEST, 1),
    )


def careful(one: Agreement) -> Text:
    """The caution when a code is too rare to tell, with its reasons; empty when there is no cause."""
    said = {
        "segments": say(
            "hanya {n} segmen diberi kode ini (kurang dari {least})",
            "only {n} segments were given this code (fewer than {least})",
            n=count(one.either), least=count(caution.LEAST_SEGMENTS),
        ),
        "transcripts": say(
            "kode ini hanya ada di {n} transkrip (kurang dari {least})",
            "it occurs in {n} transcripts only (fewer than {least})",
            n=count(one.transcripts), least=count(caution.LEAST_TRANSCRIPTS),
        ),
        "interval": say(
            "interval kappa lebih lebar dari {most}", "kappa's interval is wider than {most}",
            most=count(caution.WIDEST, 1),
        ),
    }  # fmt: skip
    found = caution.reasons(one)
    if not found:
        return EMPTY
    listed = {language: "; ".join(said[reason][language] for reason in found) for language in LANGUAGES}
    return text(
        f"Hati-hati, terlalu jarang untuk disimpulkan: {listed['id']}.",
        f"Caution, too rare to tell: {listed['en']}.",
    )


def agreement(one: Agreement, *, pooled: bool = False) -> list[Text]:
    """All that is to be said on one code, or on all of them pooled, figure by figure; the caution first."""
    said = [careful(one), counts_of_all(one) if pooled else counts(one)]
    if one.either:
        said += [percent(one), positive(one), kappa(one), ac1(one), alpha(one.alpha)]
    return [part for part in said if part["en"]]
