"""Words of a question that mean nothing of their own in a table: English and German, as they are compared."""
# ruff: noqa: SIM905 - words read better in a line

NEUTRAL = frozenset(
    "the a an all every each any of in on at to for from by with and or that which what who whose how many much "
    "is are was were be been there here do does did have has had having it its their this these those you me us "
    "we i your my our list table document file documents files page sheet column value values different various "
    "available listed shown given exist exists contain contains included mentioned belong belongs lie lies stand "
    "stands located stored kept found placed than whole entire complete gesamte gesamten ganze ganzen when where "
    "as total number overall altogether please name show give find der die das den dem des ein eine einen einem "
    "einer und oder von vom im am auf mit fur zu zum zur bei aus nach ist sind war waren wird werden wurde wurden "
    "gibt es hat haben alle alles jede jeder jedes welche welcher welches wer wie viele viel liste tabelle "
    "dokument datei spalte wert werte insgesamt zusammen gesamt stehen steht liegen liegt gehoren gehort ich du "
    "sie ihr wir mir nenne zeige finde kosten kostet cost costs davon dort hier can could get gets got bekommt "
    "bekommen erhalt erhalten caused cause causes done made performed conducted happened durchgefuhrt gemacht "
    "ausgefuhrt erledigt fuhren fuhrt come comes came kommt kommen findet finden statt stattfinden stattfindet "
    "take takes cover covers deckt umfasst brauchen frau herr herrn mr mrs ms miss dr".split()
)
