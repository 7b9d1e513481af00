"""Sources that are followed for good: what is new, changed, renamed or gone there is brought to MiniRAG."""
