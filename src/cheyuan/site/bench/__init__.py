"""The benchmark of docs/benchmarks.md: a house of its own, a generated book, figures beside their targets."""
