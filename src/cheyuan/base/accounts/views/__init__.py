"""Pages of people: the way in and out, one's own account, the people of the group."""
