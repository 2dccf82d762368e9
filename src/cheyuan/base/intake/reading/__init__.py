"""Uploaded tables, read safely: file → sheets of rows → columns mapped to fields → clean values with named problems.

Pure Python, no Django. The way through, in order (every signature is documented in its module):

* ``book.read(path, *, name, known, limits) -> Book`` reads CSV, .xlsx and .xls in a child process with limits.
* ``specs`` holds what a sheet may contain (``Field``, ``SheetSpec``); ``owner_book`` the sheets of an owner book.
* ``mapping.best_spec`` and ``mapping.propose`` guess which sheet it is and which column is which field.
* ``rows.Cleaner(columns, spec, as_of).clean(row) -> Cleaned`` yields values, notes and problems of one row.
* ``checks.Repeats`` and ``checks.Odometers`` find what only several rows together show.
"""
