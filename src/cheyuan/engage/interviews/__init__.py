"""What guests say about their reception: calls to important guests passed on, interviews of visitors."""
