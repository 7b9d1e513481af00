"""Words that say nothing of the matter; which these are depends on what the others are used for."""
# ruff: noqa: SIM905 - words read better in a line

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
