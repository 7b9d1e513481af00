"""Calls to a running MiniRAG, as the commands make them."""
