"""The cars' pages: parse → one action or query → render."""
