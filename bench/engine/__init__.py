"""The speed of the engine beside others."""
