"""The dictionary of figures (INS-30): each metric is one expression of rows; stored figures and the drill-down follow from it."""
