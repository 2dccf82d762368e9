"""What the house knows: segments, scores, the dictionary of figures. It asks the lake; it never changes a business row."""
