"""Sections of text into chunks."""
