"""One inbox per person for all rooms (PLT-04): notices told by events, a bell, a daily digest."""
