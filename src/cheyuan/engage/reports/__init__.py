"""Reports of customer care (CARE-40 … CARE-42): figures, the month that closes, its document, deductions and rewards."""
