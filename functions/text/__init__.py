"""Text itself: words, sentences, markers, labels, the text of a chunk."""
