"""The customers' pages: parse → one action or query → render."""
