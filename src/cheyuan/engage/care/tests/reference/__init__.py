"""A slow, obvious care plan in plain Python: the independent judge of the set-based one.

Written from the text of the care semantics only; it shares no code with the engine.
"""
