"""Text out of pictures of pages: optical character recognition."""
