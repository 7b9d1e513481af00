"""Words that say nothing of the matter; which these are depends on what the others are used for."""
# ruff: noqa: SIM905 - words read better in a line

# For a search: the stop words of Lucene's EnglishAnalyzer, and the words that make a sentence a question.
IN_A_SEARCH = frozenset(
    "a an and are as at be but by for if in into is it no not of on or such that the their then there these they this "
    "to was will with what which who whom whose when where why how do does did has have had were".split()
)
# The same for a question in German: of an English one, "die", "war" and "hat" may be what it is about.
IN_A_GERMAN_SEARCH = IN_A_SEARCH | frozenset(
    "der die das den dem des ein eine einen einem einer eines und oder ist sind war waren wird werden wurde wurden hat "
    "haben hatte wer wem wen wessen was wie wo wann woher wohin warum welche welcher welches welchen welchem es er sie "
    "ich man im am an auf bei beim für mit nach um von vom zu zum zur aus als auch nicht kann muss darf es gibt bis "
    "durch über unter vor sein seine seinen ihr ihre".split()
)
# For the support of an answer: of four letters and more, since shorter words do not count there; a text about its
# passages speaks of "the passage".
IN_AN_ANSWER = frozenset(
    "with from that this were which their have been they also such these those what when where would could should than "
    "then there about into over some only other very more most many does being because while during between after "
    "before under both each same will according based answer question passage passages text context document "
    "documents mentioned stated".split()
)
# For what of a question has to stand in its answer: all but these, as `compared_words` has them, English and German.
IN_A_QUESTION = frozenset(
    "what which who whom whose when where why how many much doe does did is are wa was were be been has have had can "
    "could will would the a an of in on at to for by with from and or that thi this it it' its their hi his her there "
    "wer wem wen wesse was welch wann wo wohin woher wie viel viele waru wesha ist sind war waren wird wurde werde hat "
    "habe hatte kann konnt der die das den dem des ein eine einen einem einer im in am an auf von vom zu zum zur mit "
    "und oder für bei es er sie sein ihr ihre do i you me my".split()
)
