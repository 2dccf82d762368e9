"""Pages of letters: parse → one action or query → render."""
