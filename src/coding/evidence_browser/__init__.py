"""The evidence browser: one file in which a reader follows matrix, network and claims back to the quotes."""
