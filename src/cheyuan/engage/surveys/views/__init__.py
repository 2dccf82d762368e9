"""The pages of surveys: parse → one action or query → render."""
