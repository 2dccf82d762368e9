"""The columnar side of the house: a consistent cut of published tables as Arrow. Loaded by jobs and commands, not by pages."""
