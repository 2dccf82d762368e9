"""The contact policy (CARE-08), in one place for every outgoing contact: consent, refusal, hours, frequency, channel, merge."""
