"""The sentences around what is read out of the documents, by language."""
# ruff: noqa: E501 - a sentence reads better in a line

from typing import Final

from functions.text.question_kind import Language

_FRAMES: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "greeting": "Hello! Ask me something about your documents: {there}.",
        "thanks": "You are welcome. Ask me whatever your documents may say.",
        "help": "I answer questions from your documents and show the sentence or row that says it; I list, count, add up and "
        "compare what stands in their tables and lists, summarise a document, and tell which there are: {there}.",
        "impossible": "I cannot do that: I only read your documents, answer questions from them, list, count, add up and "
        "compare what stands in them, and summarise one.",
        "nothing there": "there is none yet, so upload one first",
        "one there": "there is one",
        "so many there": "there are {count}",
        "no documents": "There is no document{chosen} yet: upload one first.",
        "one document": "There is one document{chosen}: {names}.",
        "documents": "There are {count} documents{chosen}: {names}.",
        "many documents": "There are {count} documents{chosen}; the {shown} uploaded last are {names}.",
        "chosen": " that your filters let through",
        "dated": "The newest document is \u201c{name}\u201d, dated {day}.",
        "uploaded last": "The newest document is \u201c{name}\u201d, uploaded on {day}.",
        "rows": "rows",
        "items": "items",
        "headings": "sections",
        "all": "All {count} {kind} of {where}:",
        "some": "{fitting} of the {count} {kind} of {where} ({conditions}):",
        "none": "None of the {count} {kind} of {where} ({conditions}). {marker}",
        "empty": "{where} does not say: \u201c{label}\u201d is empty in {fitting} of the {count} {kind} ({conditions}). {marker}",
        "counted": "{fitting}: so many {kind} has {where}. {marker}",
        "counted some": "{fitting} of the {count} {kind} of {where} ({conditions}). {marker}",
        "different": "{fitting} different values of \u201c{label}\u201d in {count} {kind} of {where}:",
        "different some": "{fitting} different values of \u201c{label}\u201d in {read} of the {count} {kind} of {where} ({conditions}):",
        "sum": "{total}: the sum of \u201c{label}\u201d in {fitting} of the {count} {kind} of {where}{conditions}. {marker}",
        "average": "{total}: the average of \u201c{label}\u201d in {fitting} of the {count} {kind} of {where}{conditions}. {marker}",
        "no sum": "I cannot add up \u201c{label}\u201d in {where}: its values are not numbers of one unit. "
        "I can list or count its {kind}. {marker}",
        "highest": "The highest \u201c{label}\u201d of the {fitting} {kind} read in {where}{conditions}:",
        "lowest": "The lowest \u201c{label}\u201d of the {fitting} {kind} read in {where}{conditions}:",
        "newest": "The latest \u201c{label}\u201d of the {fitting} {kind} read in {where}{conditions}:",
        "earliest": "The earliest \u201c{label}\u201d of the {fitting} {kind} read in {where}{conditions}:",
        "cut": "(the first {shown} of {fitting})",
        "first only": "the first part of {where}",
        "sections": "\u201c{name}\u201d in {count} sections, each with its beginning:",
        "section": "\u201c{name}\u201d, {heading}:",
        "beginning": "\u201c{name}\u201d says:",
        "table": "a table of {count} rows with {labels}",
        "list": "a list of {count} items",
        "which document": "I can summarise one document at a time; which one? {names}.",
        "decided": "{first}: \u201c{label}\u201d {value}, against {other} of {second}.",
        "same": "{first} and {second} have the same \u201c{label}\u201d: {value}.",
        "yes": "Yes. {said}",
        "no": "No. {said}",
        "side by side": "Both, side by side:",
        "differ": "Your documents say different things about this:",
        "of day": "{name} ({day})",
        "newest version": "The newest is {said}",
        "older": "An older version says something else: {names}.",
        "upload day": "uploaded on {day}",
        "read as": "I read \u201c{asked}\u201d as \u201c{meant}\u201d.",
    },
    "de": {
        "greeting": "Hallo! Frag mich etwas zu deinen Dokumenten: {there}.",
        "thanks": "Gern geschehen. Frag mich, was in deinen Dokumenten steht.",
        "help": "Ich beantworte Fragen aus deinen Dokumenten und zeige den Satz oder die Zeile, die es sagt; ich liste auf, zähle, "
        "rechne zusammen und vergleiche, was in Tabellen und Listen steht, fasse ein Dokument zusammen und sage, welche es "
        "gibt: {there}.",
        "impossible": "Das kann ich nicht: Ich lese nur deine Dokumente, beantworte Fragen daraus, liste auf, zähle, rechne "
        "zusammen und vergleiche, was darin steht, und fasse eines zusammen.",
        "nothing there": "noch ist keines da, lade zuerst eines hoch",
        "one there": "es ist eines da",
        "so many there": "es sind {count} da",
        "no documents": "Es ist noch kein Dokument{chosen} da: Lade zuerst eines hoch.",
        "one document": "Es gibt ein Dokument{chosen}: {names}.",
        "documents": "Es gibt {count} Dokumente{chosen}: {names}.",
        "many documents": "Es gibt {count} Dokumente{chosen}; die {shown} zuletzt hochgeladenen sind {names}.",
        "chosen": " nach deinen Filtern",
        "dated": "Das neueste Dokument ist \u201e{name}\u201c vom {day}.",
        "uploaded last": "Das neueste Dokument ist \u201e{name}\u201c, hochgeladen am {day}.",
        "rows": "Zeilen",
        "items": "Punkte",
        "headings": "Abschnitte",
        "all": "Alle {count} {kind} von {where}:",
        "some": "{fitting} der {count} {kind} von {where} ({conditions}):",
        "none": "Keine der {count} {kind} von {where} ({conditions}). {marker}",
        "empty": "{where} sagt es nicht: \u201e{label}\u201c ist in {fitting} der {count} {kind} leer ({conditions}). {marker}",
        "counted": "{fitting}: so viele {kind} hat {where}. {marker}",
        "counted some": "{fitting} der {count} {kind} von {where} ({conditions}). {marker}",
        "different": "{fitting} verschiedene Werte von \u201e{label}\u201c in {count} {kind} von {where}:",
        "different some": "{fitting} verschiedene Werte von \u201e{label}\u201c in {read} der {count} {kind} von {where} ({conditions}):",
        "sum": "{total}: die Summe von \u201e{label}\u201c in {fitting} der {count} {kind} von {where}{conditions}. {marker}",
        "average": "{total}: der Durchschnitt von \u201e{label}\u201c in {fitting} der {count} {kind} von {where}{conditions}. {marker}",
        "no sum": "\u201e{label}\u201c in {where} kann ich nicht zusammenrechnen: Die Werte sind keine Zahlen einer Einheit. "
        "Auflisten oder zählen kann ich die {kind}. {marker}",
        "highest": "Der höchste Wert von \u201e{label}\u201c unter {fitting} gelesenen {kind} von {where}{conditions}:",
        "lowest": "Der niedrigste Wert von \u201e{label}\u201c unter {fitting} gelesenen {kind} von {where}{conditions}:",
        "newest": "Der neueste Wert von \u201e{label}\u201c unter {fitting} gelesenen {kind} von {where}{conditions}:",
        "earliest": "Der früheste Wert von \u201e{label}\u201c unter {fitting} gelesenen {kind} von {where}{conditions}:",
        "cut": "(die ersten {shown} von {fitting})",
        "first only": "dem ersten Teil von {where}",
        "sections": "\u201e{name}\u201c in {count} Abschnitten, jeder mit seinem Anfang:",
        "section": "\u201e{name}\u201c, {heading}:",
        "beginning": "\u201e{name}\u201c sagt:",
        "table": "eine Tabelle mit {count} Zeilen und {labels}",
        "list": "eine Liste von {count} Punkten",
        "which document": "Ich kann ein Dokument auf einmal zusammenfassen; welches? {names}.",
        "decided": "{first}: \u201e{label}\u201c {value}, gegenüber {other} bei {second}.",
        "same": "{first} und {second} haben denselben Wert von \u201e{label}\u201c: {value}.",
        "yes": "Ja. {said}",
        "no": "Nein. {said}",
        "side by side": "Beides nebeneinander:",
        "differ": "Deine Dokumente sagen dazu Verschiedenes:",
        "of day": "{name} ({day})",
        "newest version": "Am neuesten ist {said}",
        "older": "Eine ältere Fassung sagt etwas anderes: {names}.",
        "upload day": "hochgeladen am {day}",
        "read as": "\u201e{asked}\u201c habe ich als \u201e{meant}\u201c gelesen.",
    },
}  # fmt: skip
_QUOTES: Final[dict[Language, str]] = {"en": "\u201c{}\u201d", "de": "\u201e{}\u201c"}


def framed(language: Language, frame: str, **values: object) -> str:
    """Return one of the sentences with its values."""
    return _FRAMES[language][frame].format(**values)


def quoted_as(language: Language, text: str) -> str:
    """Return a text with its English quotation marks as the language has them."""
    return text.translate(str.maketrans("\u201c\u201d", "\u201e\u201c")) if language == "de" else text


def in_quotes(language: Language, text: str) -> str:
    """Return a text in the language's quotation marks."""
    return _QUOTES[language].format(text)
