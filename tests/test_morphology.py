"""Forms of a word: which belong to it, which only look so. The words are those of a dictionary or of speech."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.codebooks import codebook
from coding.language.morphology import (
    CLITICS,
    SUFFIXES,
    affixed,
    bare,
    beginnings,
    belongs,
    forms,
    nasal,
    splits,
    spoken_nasal,
    syllables,
    table,
)
from coding.language.wordlists import closed_class, lexicalised, unaffixed, whole_words

SHIPPED = Path(__file__).parents[1] / "data" / "codebook.yml"
LEVELS = ("plain", "inflected", "lemma")
ROOTS = """ambil atur baca bantu cari cek cat dengar data daftar evaluasi fasilitasi ganti hubung ikut informasi
    jadwal kirim koordinasi kerja khusus lapor libat masuk muat nilai nyanyi olah omong pakai perintah proses rapat
    rasa rencana ruang rundingan sadar sah sanksi saran sepakat surat syarat tindak tinjau transfer undang usul
    vonis wakil yakin zalim ajar ada tim disiplin masukan undangan mengundang disepakati menyampaikan""".split()
PREFIXES = ["", *"me mem men meng menge meny di ber be ter te pe pem pen peng peny per ke ku kau n ng ny nge".split()]
PREFIXES += "memper diper member diber pember keber keter berke se".split()
ENDS = ["", *SUFFIXES, "an", "annya", "kannya", "inya", *CLITICS, "lagi", "x"]
RANDOM_ROOTS = st.text(alphabet="aeioubcdghjklmnprstwy", min_size=1, max_size=9)
WORDS = st.one_of(st.sampled_from(ROOTS), RANDOM_ROOTS)
NEAR_ROOTS = st.builds(
    lambda prefix, root, cut, suffix, clitic: prefix + root[cut:] + suffix + clitic,
    st.sampled_from(PREFIXES),
    st.sampled_from(ROOTS),
    st.integers(0, 1),
    st.sampled_from(ENDS),
    st.sampled_from(ENDS),
)
LOOKS = st.one_of(NEAR_ROOTS, st.text(alphabet="aeiugnkmdrspt", max_size=14))


def missed(word, said, level="lemma"):
    """The words that should belong to `word`, and do not."""
    return [one for one in said.split() if not belongs(one, word, level)]


def taken(word, said, level="lemma"):
    """The words that should not belong to `word`, and do."""
    return [one for one in said.split() if belongs(one, word, level)]


# What is recognised is what is listed


@settings(max_examples=300, deadline=None)
@given(WORDS, st.sampled_from(LEVELS))
def test_every_listed_form_belongs(word, level):
    listed = forms(word, level)
    assert word in listed
    assert listed == sorted(set(listed))
    assert [form for form in listed if not belongs(form, word, level)] == []


@settings(max_examples=1000, deadline=None)
@given(LOOKS, st.sampled_from(ROOTS), st.sampled_from(LEVELS))
def test_what_belongs_is_listed_but_for_its_clitic(said, word, level):
    listed = {f"{form}{clitic}" for form in forms(word, level) for clitic in ("", *CLITICS)}
    if belongs(said, word, level):
        assert said in listed


def test_of_all_likely_forms_of_all_roots_those_belong_that_are_listed_but_for_a_clitic():
    for word in ROOTS:
        listed = {f"{form}{clitic}" for form in forms(word) for clitic in ("", *CLITICS)}
        tried = {f"{p}{root}{end}" for p in PREFIXES for root in (word, word[1:]) for end in ENDS}
        assert [said for said in sorted(tried - listed) if belongs(said, word)] == []


def test_every_listed_form_of_every_keyword_of_the_shipped_codebook_belongs():
    words = {part.form for keyword in codebook.load(SHIPPED).keywords for phrase in keyword.phrases for part in phrase}
    assert len(words) > 100
    for word in sorted(words):
        assert [form for form in forms(word) if not belongs(form, word)] == []


@settings(max_examples=300, deadline=None)
@given(WORDS)
def test_each_level_has_all_of_the_one_below(word):
    plain, inflected, lemma = (set(forms(word, level)) for level in LEVELS)
    assert plain == {word}
    assert plain <= inflected <= lemma


@settings(max_examples=300, deadline=None)
@given(WORDS, st.sampled_from(LEVELS), st.sampled_from(("nya", "lah", "kah", "pun", "ku", "mu", "nyalah", "nyapun")))
def test_every_listed_form_takes_a_clitic(word, level, clitic):
    listed = [form for form in forms(word, level) if len(form) > 1]
    taken = [form for form in listed if form + clitic not in whole_words()]  # ada + lah is adalah, another word
    assert [form for form in taken if not belongs(form + clitic, word, level)] == []


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="abinkeoyuglhpm", max_size=16))
def test_a_word_split_is_the_word_again(said):
    assert next(splits(said)) == (said, "")
    for stem, suffix in splits(said):
        assert said.startswith(stem)
        assert said[len(stem) :] in {f"{suffix}{clitic}" for clitic in ("", *CLITICS)}
        assert stem == said or len(stem) >= 2


def test_a_table_is_a_list_of_beginnings_and_what_may_follow():
    for word in ROOTS:
        listed = {f"{stem}{suffix}" for stem, allowed in table(word).items() for suffix in allowed}
        assert sorted(listed) == forms(word)
        assert all(table(word).values())


def test_a_word_has_fewer_than_two_hundred_forms():
    assert [word for word in ROOTS if len(forms(word)) > 200] == []


# Over-stemming: another word, though it has the letters


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("masukan", "pemasukan memasukkan dimasukkan memasukan masuk masukkan masukin dimasukan kemasukan"),
        ("masuk", "masukan pemasukan memasukan masukannya pemasok masak pasukan"),
        ("sadar", "sandar menyandar menyandarkan sandaran penyandar sedar dasar mendasar pesadar sadap"),
        ("rapat", "merapat kerapatan perapatan rapati serapat rapi rapatu rampat merampat"),
        ("undang", "gundang kundang dendang rundung undi mengundi undian kandang mengandang udang undur mengundurkan"),
        ("saran", "sarana sarang sarani prasarana sasaran saringan sasar menyasar"),
        ("sanksi", "saksi menyaksikan kesaksian saksikan bersaksi sangsi kesanksian"),
        ("data", "datang datar mendatar datangi mendatangi mendatangkan kedatangan dataran"),
        ("surat", "surau tersurat suratan surut menyurut serat"),
        ("tindak", "tidak menindih bertindih tinggal penindakan"),
        ("usul", "usus susul menyusul asal"),
        ("hukum", "kehukuman hokum hakim"),
        ("dinas", "dinasti berdinas dinamis"),
        ("usaha", "perusahaan pengusaha"),
        ("tani", "petani tanah"),
        ("kerja", "pekerja kera kerajaan"),
        ("perintah", "pemerintah pemerintahan rintah"),
        ("dasar", "mendasar sadar"),
        ("koordinasi", "koordinator koordinat subkoordinasi"),
        ("evaluasi", "evakuasi valuasi"),
        ("kirim", "kiri mengiri kirab"),
        ("lapor", "lapar kelaparan melapis"),
        ("tim", "timah timur intim optimal timan"),
    ],
)
def test_another_word_is_not_taken(word, others):
    assert taken(word, others) == []


@pytest.mark.parametrize("word", ["sanksi", "rapat", "undang", "koordinasi", "sepakat"])
def test_a_word_inside_another_is_not_taken(word):
    assert taken(word, f"a{word} {word}a {word}nyax x{word}nya {word}{word} {word}kankan di{word}di nya{word}") == []


@pytest.mark.parametrize(
    ("word", "impossible"),
    [
        # the sound change of another letter
        ("baca", "mebaca mengbaca menbaca mengaca memaca pengaca"),
        ("cari", "mecari memcari mengcari menyari penyari"),
        ("dengar", "menengar medengar memdengar mengdengar"),
        ("fasilitasi", "memasilitasi menfasilitasi mengfasilitasi"),
        ("ganti", "menganti meganti menganti menyanti"),
        ("hubung", "mengubung mehubung memhubung"),
        ("jadwal", "menyadwal menadwal mejadwal mengjadwal"),
        ("lapor", "menlapor memlapor menglapor mengapor"),
        ("nilai", "mennilai mengnilai penilik"),
        ("rapat", "menrapat mengrapat"),
        ("wakil", "menwakil mengwakil memakil"),
        ("ambil", "meambil memambil menambil menyambil"),
        # affixes that do not go together
        ("sepakat", "disepakatan tersepakatan kusepakatan menyepakatan bersepakati memperan sepakatanan mendisepakati"),
        ("koordinasi", "terkoordinasian dikoordinasian kaukoordinasian mengberkoordinasi"),
    ],
)
def test_a_form_that_cannot_be_is_not_taken(word, impossible):
    assert taken(word, impossible) == []


@pytest.mark.parametrize(("root", "rest"), sorted(lexicalised().items()))
def test_a_form_that_became_another_word_is_not_taken_not_with_a_clitic_either(root, rest):
    for word in rest:
        assert not belongs(word, root)
        assert not belongs(f"{word}nya", root)
        assert word not in forms(root)


# Prefixes and their sound changes


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("ambil", "mengambil pengambil pengambilan"),
        ("atur", "mengatur pengatur pengaturan"),
        ("edar", "mengedarkan pengedar pengedaran"),
        ("ikut", "mengikuti pengikut"),
        ("olah", "mengolah pengolah pengolahan"),
        ("undang", "mengundang pengundang pengundangan"),
        ("baca", "membaca pembaca pembacaan"),
        ("cari", "mencari pencari pencarian"),
        ("dengar", "mendengar mendengarkan pendengar"),
        ("fasilitasi", "memfasilitasi pemfasilitasi pemfasilitasian"),
        ("ganti", "mengganti menggantikan pengganti penggantian"),
        ("hubung", "menghubungi menghubungkan penghubung"),
        ("jadwal", "menjadwalkan penjadwal penjadwalan"),
        ("kirim", "mengirim mengirimkan pengirim pengiriman mengkirim"),
        ("khusus", "mengkhususkan pengkhususan"),
        ("lapor", "melapor melaporkan pelapor pelaporan"),
        ("muat", "memuat pemuatan"),
        ("nilai", "menilai penilai penilaian"),
        ("nyanyi", "menyanyi menyanyikan penyanyi"),
        ("nganga", "menganga"),
        ("pakai", "memakai memakaikan"),
        ("proses", "memproses memroses pemrosesan pemprosesan"),
        ("rencana", "merencanakan perencana perencanaan"),
        ("sepakat", "menyepakati penyepakatan"),
        ("sanksi", "menyanksi mensanksi mensanksikan"),
        ("syarat", "mensyaratkan pensyaratan menyaratkan"),
        ("tinjau", "meninjau peninjau peninjauan"),
        ("target", "menargetkan mentargetkan"),
        ("transfer", "mentransfer pentransferan"),
        ("vonis", "memvonis pemvonisan"),
        ("wakil", "mewakili mewakilkan pewakil"),
        ("yakin", "meyakinkan meyakini"),
        ("ziarah", "menziarahi penziarah"),
        ("qurban", "mengqurbankan"),
    ],
)
def test_me_and_pe_change_with_the_first_letter(word, said):
    assert missed(word, said) == []


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("cek", "mengecek mengeceknya pengecekan dicek"),
        ("cat", "mengecat pengecatan pengecat"),
        ("sah", "mengesahkan pengesahan ngesahin disahkan mensahkan"),
        ("bom", "mengebom pengeboman ngebom"),
        ("tik", "mengetik pengetikan"),
        ("lap", "mengelap"),
        ("rem", "mengerem"),
    ],
)
def test_before_one_syllable_it_is_menge(word, said):
    assert missed(word, said) == []


@pytest.mark.parametrize("word", ["baca", "cari", "tindak", "sadar", "lapor"])
def test_before_two_syllables_it_is_not_menge(word):
    assert taken(word, f"menge{word} penge{word}an menge{word}kan") == []


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("koordinasi", "berkoordinasi terkoordinasi"),
        ("undang", "terundang"),
        ("rapat", "berapat"),
        ("rasa", "berasa terasa"),
        ("rencana", "berencana terencana"),
        ("kerja", "bekerja berkerja"),
        ("ternak", "beternak"),
        ("percaya", "tepercaya terpercaya"),
        ("cermin", "bercermin tecermin tercermin"),
        ("ajar", "belajar pelajar pelajaran mengajar pengajar diajarkan"),
    ],
)
def test_ber_and_ter_lose_their_r_before_another(word, said):
    assert missed(word, said) == []


@pytest.mark.parametrize(
    ("word", "said"), [("koordinasi", "bekoordinasi tekoordinasi"), ("undang", "beundang teundang")]
)
def test_ber_and_ter_keep_their_r_elsewhere(word, said):
    assert taken(word, said) == []


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("baik", "memperbaiki diperbaiki perbaikan"),
        ("baru", "memperbarui diperbarui"),
        ("ingat", "memperingati diperingati memperingatkan diperingatkan peringatan"),
        ("hati", "memperhatikan diperhatikan perhatian"),
        ("kuat", "memperkuat diperkuat"),
        ("lihat", "memperlihatkan diperlihatkan"),
        ("tanggung", "pertanggungan"),
        ("jelas", "memperjelas diperjelas penjelasan kejelasan"),
    ],
)
def test_memper_and_diper(word, said):
    assert missed(word, said) == []


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("sadar", "kesadaran"),
        ("sepakat", "kesepakatan persepakatan"),
        ("temu", "pertemuan"),
        ("rencana", "perencanaan"),
        ("undang", "perundangan"),
        ("hasil", "keberhasilan"),
        ("lanjut", "keberlanjutan berkelanjutan"),
        ("sinambung", "berkesinambungan kesinambungan"),
        ("libat", "keterlibatan"),
        ("buka", "keterbukaan"),
        ("daya", "memberdayakan diberdayakan pemberdayaan"),
        ("laku", "memberlakukan diberlakukan pemberlakuan perlakuan pelaku"),
        ("tugas", "petugas menugaskan penugasan"),
    ],
)
def test_what_stands_around_a_root(word, said):
    assert missed(word, said) == []


@pytest.mark.parametrize("clitic", ["nya", "lah", "kah", "pun", "ku", "mu", "nyalah", "nyakah", "nyapun"])
@pytest.mark.parametrize("form", ["sanksi", "disanksi", "menyanksikan", "bersanksi", "kusanksi"])
def test_a_clitic_or_two_may_follow_any_form(form, clitic):
    assert belongs(f"{form}{clitic}", "sanksi")


@pytest.mark.parametrize("said", ["sanksinyanya", "sanksilahnya", "sanksikunya", "sanksinyaku", "sanksikahlah"])
def test_clitics_do_not_follow_in_any_order(said):
    assert not belongs(said, "sanksi")


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("undang", "kuundang kauundang kuundangkan kauundangkan"),
        ("usul", "kuusulkan kauusulkan kuusuli"),
        ("sepakat", "kusepakati kausepakati"),
    ],
)
def test_ku_and_kau_before_a_verb(word, said):
    assert missed(word, said, "inflected") == []


# Speech


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("omong", "ngomong ngomongin diomongin omongin ngomongnya"),
        ("undang", "ngundang ngundangin diundangin undangin"),
        ("koordinasi", "koordinasiin dikoordinasiin ngoordinasi ngoordinasiin"),
        ("bantu", "mbantu dibantuin bantuin"),
        ("dukung", "ndukung"),
        ("jadwal", "njadwalin dijadwalin"),
        ("cari", "nyari nyariin dicariin"),
        ("catat", "nyatat"),
        ("sampai", "nyampaiin"),
        ("tanya", "nanya nanyain ditanyain"),
        ("pinjam", "minjam minjamin"),
        ("kirim", "ngirim ngirimin dikirimin"),
        ("lapor", "nglapor ngelapor nglaporin ngelaporin dilaporin"),
        ("rencana", "ngrencanain ngerencanain"),
        ("wakil", "ngwakilin ngewakilin"),
        ("ganti", "ngganti nggantiin"),
        ("bom", "ngebom"),
    ],
)
def test_the_spoken_nasal_and_in(word, said):
    assert missed(word, said) == []


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("rapat", "rapate rapatne"),
        ("koordinasi", "koordinasine"),
        ("jadwal", "jadwale dijadwalke dijadwalno jadwalke jadwalno njadwalke"),
        ("usul", "diusulke diusulno ngusulke ngusulno usulane usulanne"),
        ("lapor", "dilaporke nglaporke nglaporno"),
        ("sepakat", "kesepakatane disepakatine"),
    ],
)
def test_javanese_endings(word, said):
    assert missed(word, said) == []


@pytest.mark.parametrize("said", ["menjadwalke", "terjadwalke", "kujadwalno", "berjadwalke"])
def test_javanese_endings_do_not_follow_indonesian_prefixes(said):
    assert not belongs(said, "jadwal")


# Words that have an affix already, and roots that look so


@pytest.mark.parametrize(
    "word", ["masukan", "kesepakatan", "undangan", "laporan", "pertemuan", "penyuluhan", "tercapai"]
)
def test_a_noun_with_affixes_takes_clitics_only(word):
    assert forms(word) == [word]
    assert belongs(f"{word}nya", word)
    assert taken(word, f"di{word} me{word} ber{word} {word}kan {word}i {word}an {word[:-2]}") == []


@pytest.mark.parametrize(
    ("word", "said", "others"),
    [
        ("mengundang", "diundang ngundang terundang kuundang kauundang mengundangnya", "undangan pengundang undang"),
        ("diundang", "mengundang ngundang diundangnya", "undangan perundangan diundangkan"),
        ("menyampaikan", "disampaikan sampaikan nyampaikan nyampaiin tersampaikan", "sampai penyampaian menyampai"),
        ("disepakati", "menyepakati sepakati nyepakati disepakatin", "kesepakatan sepakat menyepakatkan"),
        ("mengirim", "dikirim ngirim", "kiriman pengiriman dikirimkan"),
        ("dimasukkan", "memasukkan masukkan dimasukin", "masuk masukan pemasukan memasuki"),
        ("melapor", "dilapor nglapor", "pelapor laporan melaporkan"),
    ],
)
def test_a_verb_with_affixes_changes_its_voice_only(word, said, others):
    assert missed(word, said) == []
    assert taken(word, others) == []


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("disiplin", "disiplinnya kedisiplinan mendisiplinkan pendisiplinan berdisiplin didisiplinkan"),
        ("perintah", "memerintah diperintah perintahnya memerintahkan"),
        ("diskusi", "berdiskusi mendiskusikan didiskusikan diskusinya"),
        ("distribusi", "mendistribusikan pendistribusian"),
        ("dialog", "berdialog mendialogkan"),
        ("percaya", "mempercayai dipercaya kepercayaan memercayai"),
        ("periksa", "memeriksa diperiksa pemeriksaan"),
        ("pengaruh", "mempengaruhi dipengaruhi berpengaruh memengaruhi"),
        ("belajar", "pembelajaran"),
        ("terampil", "keterampilan"),
        ("berangkat", "memberangkatkan diberangkatkan keberangkatan pemberangkatan"),
        ("terjemah", "menerjemahkan diterjemahkan penerjemah terjemahan"),
        ("transparan", "transparannya ketransparanan"),
        ("berita", "memberitakan diberitakan pemberitaan"),
    ],
)
def test_a_root_that_looks_affixed_is_a_root(word, said):
    assert affixed(word) is None
    assert missed(word, said) == []


def test_the_listed_roots_are_roots():
    assert [word for word in unaffixed() if affixed(word) is not None] == []


@pytest.mark.parametrize("word", "sanksi rapat sepakat undang dinas usul rencana sosialisasi jalan dewan".split())
def test_a_plain_root_is_a_root(word):
    assert affixed(word) is None


@pytest.mark.parametrize(
    ("word", "roots", "suffix"),
    [
        ("mengundang", ("kundang", "undang"), ""),
        ("menyampaikan", ("sampai", "nyampai"), "kan"),
        ("memakai", ("pakai", "makai"), ""),
        ("meminta", ("pinta", "minta"), ""),
        ("menjadwalkan", ("jadwal",), "kan"),
        ("mengkoordinasikan", ("koordinasi",), "kan"),
        ("mewakili", ("wakil",), "i"),
        ("disepakati", ("sepakat",), "i"),
    ],
)
def test_a_verb_is_taken_apart(word, roots, suffix):
    found = affixed(word)
    assert (found.verb, found.roots, found.suffix) == (True, roots, suffix)


# Levels


def test_inflection_is_voice_and_object_and_no_derivation():
    assert (
        missed("sepakat", "disepakati menyepakati sepakati tersepakati nyepakati kusepakati sepakatin", "inflected")
        == []
    )
    assert taken("sepakat", "kesepakatan penyepakatan bersepakat sepakatan persepakatan", "inflected") == []


def test_a_plain_word_takes_clitics_only():
    assert missed("sepakat", "sepakat sepakatnya sepakatlah sepakatpun sepakate", "plain") == []
    assert taken("sepakat", "disepakati sepakati sepakatin sepakatan menyepakati kesepakatan", "plain") == []


@pytest.mark.parametrize("word", sorted(closed_class())[::7])
@pytest.mark.parametrize("level", LEVELS)
def test_words_of_grammar_are_never_inflected(word, level):
    assert forms(word, level) == [word]


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("ada", "diadakan mengadakan adanyakan keadaan"),
        ("jadi", "menjadi kejadian dijadikan"),
        ("wa", "diwa mewa wai wakan"),
    ],
)
def test_words_of_grammar_and_of_two_letters_have_no_affixed_forms(word, others):
    assert taken(word, others) == []
    assert belongs(f"{word}nya", word)


@pytest.mark.parametrize("word", ["32", "bp3tki", "a", "", "2016"])
def test_what_is_no_word_of_letters_stands_for_itself(word):
    assert forms(word) == [word]


# The pieces


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("datanya", "data"),
        ("adakah", "ada"),
        ("apapun", "apa"),
        ("sudahlah", "sudah"),
        ("kancamu", "kanca"),
        ("sanksinyalah", "sanksi"),
        ("rapate", "rapat"),
        ("koordinasine", "koordinasi"),
        ("wanya", "wa"),
    ],
)
def test_a_clitic_can_be_taken_off(word, stem):
    assert bare(word)[0] == word
    assert stem in bare(word)


@pytest.mark.parametrize("word", ["nya", "ku", "e", "", "anya"])
def test_what_would_leave_less_than_two_letters_is_no_clitic(word):
    assert bare(word) == [word]


def test_a_suffix_is_no_clitic():
    assert bare("sanksikan") == ["sanksikan"]
    assert bare("usulannya") == ["usulannya", "usulan"]


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("sah", 1),
        ("cek", 1),
        ("rapat", 2),
        ("usaha", 3),
        ("pakai", 2),
        ("tinjau", 2),
        ("koordinasi", 5),
        ("sk", 0),
        ("tau", 1),
    ],
)
def test_syllables(word, number):
    assert syllables(word) == number


@pytest.mark.parametrize("root", ROOTS)
def test_a_nasal_stands_only_before_letters_that_take_it(root):
    for one in nasal(root):
        assert one.endswith(root[1:]) or root.startswith("sy")
    for one in spoken_nasal(root):
        assert one[0] in "mn"
        assert one != root


def test_beginnings_name_their_prefix():
    found = dict(beginnings("tindak"))
    expected = {"tindak": "", "menindak": "meN", "penindak": "peN", "bertindak": "ber", "ditindak": "di", "nindak": "N"}
    assert {word: found[word] for word in expected} == expected


# Mended faults


@pytest.mark.parametrize(
    ("form", "word"),
    [
        *[("diminta", "meminta"), ("dimiliki", "memiliki"), ("dimulai", "memulai"), ("dinilai", "menilai")],
        *[("ngecek", "cek"), ("ngecat", "cat"), ("ngebantu", "bantu"), ("ngejelasin", "jelas")],
        *[("mempekerjakan", "kerja"), ("dipekerjakan", "kerja"), ("memperebutkan", "rebut")],
        *[("mengetahui", "tahu"), ("dikemukakan", "muka"), ("undangine", "undang")],
    ],
)
def test_these_belong(form, word):
    assert belongs(form, word)


@pytest.mark.parametrize(
    ("form", "word"),
    [
        *[("melatih", "pelatih"), ("sopan", "sop"), ("komite", "komit"), ("perdata", "data"), ("resesi", "reses")],
        *[("hadirin", "hadir"), ("divisi", "visi"), ("jamin", "jam"), ("empati", "empat"), ("desain", "desa")],
        *[("makin", "pak"), ("malu", "palu"), ("mapan", "papan"), ("adalah", "ada"), ("masalah", "masa")],
        *[("maupun", "mau"), ("mengebacakan", "baca")],
    ],
)
def test_these_do_not(form, word):
    assert not belongs(form, word)
