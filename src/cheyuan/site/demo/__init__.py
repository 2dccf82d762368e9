"""The demo book: an invented dealer, reproducible by seed, of any size (PLT-51). Nothing here is a real person or car."""
