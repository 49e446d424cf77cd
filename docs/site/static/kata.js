/* What the search says, in Indonesian. */
Documentation.addTranslations({
  locale: "id",
  plural_expr: "0",
  messages: {
    "Search Results": "Hasil pencarian",
    "Searching": "Mencari",
    "Preparing search...": "Menyiapkan pencarian …",
    "Search finished, found one page matching the search query.": "Selesai: satu halaman cocok.",
  },
});
