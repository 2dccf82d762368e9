"""A mark for words that are translated where they are shown: nothing here may know Django."""


def gettext_noop(text: str) -> str:
    """The text itself; the mark lets ``makemessages`` find it."""
    return text
