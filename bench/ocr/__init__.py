"""Recognition of text: how many characters are wrong, and what a page takes."""
