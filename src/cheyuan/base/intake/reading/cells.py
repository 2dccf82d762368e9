"""The values that cross from the reading child to us; nothing here loads the libraries that open workbooks."""

Cell = str | int | float | None
Numbered = tuple[int, list[Cell]]
