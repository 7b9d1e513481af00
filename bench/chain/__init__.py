"""The speed of the whole chain on this machine."""
