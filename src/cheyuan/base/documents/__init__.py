"""Documents on paper: Typst in a process of its own, with the Chinese font of a wheel; nothing of the machine's own fonts."""
