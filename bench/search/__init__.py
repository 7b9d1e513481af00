"""The speed and the recall of a large store."""
