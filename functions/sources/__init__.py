"""Documents that MiniRAG gets from elsewhere by itself: the objects of a bucket, pages of the web."""
