"""How fast the stores are, measured."""
