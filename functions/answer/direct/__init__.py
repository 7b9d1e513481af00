"""Answers that are read out of the documents without a model: lists, counts, sums, summaries, what there is."""
