"""The shapes of pages by cursor."""

from typing import Annotated, Generic, TypeVar

from ninja import Query
from pydantic import Field, StringConstraints

from cheyuan.base.apikit.cursors import MOST, page
from cheyuan.base.apikit.schemas import In, Out

__all__ = ["MOST", "Page", "PageIn", "PageQuery", "page"]

T = TypeVar("T")
Cursor = Annotated[str, StringConstraints(max_length=400, strip_whitespace=False)]


class PageIn(In):
    """How many, and from where on."""

    limit: int = Field(50, ge=1, le=MOST, description="Rows of a page")
    cursor: Cursor = Field("", description="The `next` of the page before")


PageQuery = Annotated[PageIn, Query()]


class Page(Out, Generic[T]):
    """One page; ``next`` is empty on the last one."""

    items: list[T]
    next: str = ""
