"""The pages of segments: parse → one action or query → render."""
