"""The creation windows of the rules: one function per family, from facts to candidate tasks."""
