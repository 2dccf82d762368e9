"""Repeat transactions as probabilities: BG/NBD and Gamma-Gamma. NumPy and the standard library only, so that it runs anywhere.

No other library is needed: the gamma functions of the likelihood are running sums over whole numbers of transactions, and
the expectations are integrals over a Beta density that Gauss's rule takes exactly where the usual 2F1 loses its digits.
"""
