"""The stores in Weaviate."""
