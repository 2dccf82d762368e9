"""Running the plan for a store: snapshot → expressions → tasks written set by set. Loaded by jobs and commands, not by pages."""
