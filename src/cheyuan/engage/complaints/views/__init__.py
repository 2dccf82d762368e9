"""The pages of complaints: parse → one action or query → render."""
