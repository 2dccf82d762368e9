"""The engines on files (``cheyuan engine value|score``): a table in, a table out, nothing of the house in between."""
