"""Words into Typst: whatever somebody typed stands there as a string, never as markup."""

from cheyuan.base.documents.fonts import printable

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "", "\t": " "})


def quoted(text: object) -> str:
    """A Typst string: ``quoted('a "b"')`` → ``"a \\"b\\""``; signs without a glyph and controls are replaced."""
    plain = "".join(sign for sign in str(text) if sign.isprintable() or sign in "\n\t")
    return f'"{printable(plain).translate(_ESCAPES)}"'


def said(text: object) -> str:
    """The same as content of a paragraph."""
    return f"#{quoted(text)}"
