"""Words that say nothing of the matter; which these are depends on what the others are used for."""
# ruff: noqa: SIM905 - words read better in a line

# For a search: the stop words of Lucene's EnglishAnalyzer, and the words that make a sentence a question.
IN_A_SEARCH = frozenset(
    "a an and are as at be but by for if in into is it no not of on or such that the their then there these they this "
    "to was will with what which who whom whose when where why how do does did has have had were".split()
)
# For the support of an answer: of four letters and more, since shorter words do not count there; a text about its
# passages speaks of "the passage".
IN_AN_ANSWER = frozenset(
    "with from that this were which their have been they also such these those what when where would could should than "
    "then there about into over some only other very more most many does being because while during between after "
    "before under both each same will according based answer question passage passages text context document "
    "documents mentioned stated".split()
)
