"""Publishing: the paper and the table files in HTML, Word and PDF, out of texts and outputs."""
