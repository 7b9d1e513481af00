"""How it is used: the command line."""
