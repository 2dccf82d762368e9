"""The front desk's visitor book."""
