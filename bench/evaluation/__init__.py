"""The quality of retrieval and of answers on a data set."""
