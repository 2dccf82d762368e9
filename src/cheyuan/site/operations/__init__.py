"""What those who run the house ask it: is it alive, is it ready, what are its figures; and how it answers in trouble."""
