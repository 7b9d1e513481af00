"""How good it is: speed and quality, measured."""
