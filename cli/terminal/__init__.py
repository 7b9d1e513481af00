"""Showing things on a terminal."""
