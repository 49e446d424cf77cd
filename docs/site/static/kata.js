/* What the search says, in Indonesian. */
Documentation.addTranslations({
  locale: "id",
  plural_expr: "0",
  messages: {
    "Search Results": "Hasil pencarian",
    "Searching": "Mencari",
    "Preparing search...": "Menyiapkan pencarian …",
    "Search finished, found one page matching the search query.": ["${resultCount} halaman cocok."],
    "Your search did not match any documents. Please make sure that all words are spelled correctly and that you've selected enough categories.":
      "Tidak ada halaman yang cocok. Periksa ejaan kata-katanya, atau coba kata lain.",
  },
});
