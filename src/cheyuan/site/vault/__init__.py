"""Backups: one file, encrypted whole, of the database and the stored files; proven by restoring."""
