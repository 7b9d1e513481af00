"""The two ports (passages and records; blobs) and their backends."""
