"""Looking at the tree of agencies in the admin: on any day, by search, and along the life of one agency."""
