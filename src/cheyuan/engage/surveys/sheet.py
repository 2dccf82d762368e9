"""A survey's questions, its answers as they are counted: pure values, no tables."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

KINDS = ("score", "score0", "nps", "choice", "text")
SCALES = {"score": range(1, 11), "score0": range(11), "nps": range(11)}
LONGEST = 1000
"""Signs of one text that a customer writes."""


@dataclass(frozen=True)
class Option:
    """One choice: its key and its words by language."""

    key: str
    words: Mapping[str, str]


@dataclass(frozen=True, eq=False)
class Item:
    """One question: ``key`` stays the same in all versions, so that results can be compared."""

    key: str
    kind: str
    words: Mapping[str, str]
    required: bool = False
    options: tuple[Option, ...] = field(default=())

    @property
    def scale(self) -> range:
        """The scores that can be given; empty for a choice or a text."""
        return SCALES.get(self.kind, range(0))

    def stored(self) -> dict[str, Any]:
        """As a version keeps it."""
        options = [{"key": one.key, "words": dict(one.words)} for one in self.options]
        return {
            "key": self.key, "kind": self.kind, "words": dict(self.words), "required": self.required, "options": options,
        }  # fmt: skip


def items(stored: Iterable[Mapping[str, Any]]) -> list[Item]:
    """The questions of a version."""
    return [
        Item(
            one["key"], one["kind"], one["words"], bool(one.get("required")),
            tuple(Option(each["key"], each["words"]) for each in one.get("options", [])),
        )
        for one in stored
    ]  # fmt: skip


def said(words: Mapping[str, str], language: str) -> str:
    """The words in a language ("zh-hans", "en"); in the other one when there are none."""
    wish = "en" if language.startswith("en") else "zh"
    return words.get(wish) or words.get("zh") or words.get("en") or ""


@dataclass(frozen=True)
class Figures:
    """What counts of an answer: the mean of its scores (hundredths), readiness to recommend, the lowest of all (0–10)."""

    csi: int | None
    nps: int | None
    lowest: int | None


def figures(asked: Sequence[Item], values: Mapping[str, Any]) -> Figures:
    """Scores are all of ten. CSI leaves the readiness to recommend out; the lowest takes it in."""
    scores = [int(values[one.key]) for one in asked if one.kind in ("score", "score0") and one.key in values]
    wished = [int(values[one.key]) for one in asked if one.kind == "nps" and one.key in values]
    csi = (200 * sum(scores) + len(scores)) // (2 * len(scores)) if scores else None
    return Figures(csi, wished[0] if wished else None, min([*scores, *wished], default=None))


def net_promoters(promoters: int, detractors: int, count: int) -> int | None:
    """NPS (Reichheld 2003): share of 9–10 minus share of 0–6, in points from -100 to 100; None without answers."""
    return round(100 * (promoters - detractors) / count) if count else None
