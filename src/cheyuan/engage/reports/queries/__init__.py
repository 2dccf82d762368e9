"""What can be read of the reports."""
