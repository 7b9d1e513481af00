"""The speed and the memory of a deployed MiniRAG."""
