"""The engine under load for a long time."""
