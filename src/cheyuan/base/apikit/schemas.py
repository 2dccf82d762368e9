"""Bases of everything that goes in and out, and values that are checked the same way everywhere."""

from typing import Annotated, Any

from ninja import Schema
from pydantic import ConfigDict, Field, model_validator

from cheyuan.kernel.text import storable

Id = Annotated[int, Field(ge=1, le=2**63 - 1, description="Number of a record")]
Text = Annotated[str, Field(max_length=2000)]
Line = Annotated[str, Field(min_length=1, max_length=200)]
Fen = Annotated[int, Field(ge=0, le=10**13, description="Money in fen (1/100 yuan)")]
Km = Annotated[int, Field(ge=0, le=9_999_999, description="Kilometres")]


class In(Schema):
    """What a caller sends: unknown fields are refused, texts hold no signs that a database cannot keep."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    @model_validator(mode="before")
    @classmethod
    def _texts(cls, given: Any) -> Any:
        data = getattr(given, "_obj", given)
        for text in texts_in(data):
            if not storable(text):
                raise ValueError("contains a sign that cannot be stored")
        return given


class Out(Schema):
    """What a caller gets; built from a mapping, a named tuple or a model instance."""

    model_config = ConfigDict(from_attributes=True)


def texts_in(data: Any, depth: int = 20) -> list[str]:
    """Every text inside plain data, keys included; ValueError when it is nested too deeply."""
    if isinstance(data, str):
        return [data]
    if not depth:
        raise ValueError("nested too deeply")
    inside: list[Any] = []
    if isinstance(data, dict):
        inside = [*data.keys(), *data.values()]
    elif isinstance(data, list | tuple):
        inside = list(data)
    return [text for one in inside for text in texts_in(one, depth - 1)]
