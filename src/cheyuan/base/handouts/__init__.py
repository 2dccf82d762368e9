"""Exports that show what lists mask: asked for, approved by a second person, taken once (P11, PPL-06, PPL-09)."""
