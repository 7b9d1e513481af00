"""How well and how fast documents are read, beside other libraries."""
