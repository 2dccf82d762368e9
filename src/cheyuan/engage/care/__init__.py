"""Customer care: rules, due tasks and their life."""
