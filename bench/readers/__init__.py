"""The readers: how much of the processor each format takes."""
