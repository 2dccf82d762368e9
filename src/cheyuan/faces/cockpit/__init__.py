"""The cockpit: the figures of the dictionary as each role reads them, the morning's letter, the page of the week."""
