"""Quality audits of calls (CARE-16): a sample drawn by policy, judged by a score sheet, answered by who was judged."""
