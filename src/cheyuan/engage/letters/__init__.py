"""Letters and cards by post (CARE-50): audience → merged PDF, print house, posting, replies and returns."""
