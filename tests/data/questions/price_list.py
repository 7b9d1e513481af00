"""What stands in the price list of a rental shop for tools, in German."""

Cell = str | int | float

_TOOLS: list[list[Cell]] = [
    ["MG-101", "Bohrhammer Kolibri", 18, 72, 100, 6.5, "Halle A"],
    ["MG-102", "Abbruchhammer Bär", 34, 136, 250, 17, "Halle A"],
    ["MG-103", "Winkelschleifer 230", 12, 48, 80, 5.8, "Halle A"],
    ["MG-104", "Betonschleifer", 29, 116, 200, 9.4, "Halle A"],
    ["MG-110", "Rüttelplatte 80", 38, 152, 300, 82, "Halle B"],
    ["MG-111", "Rüttelplatte 140", 52, 208, 400, 138, "Halle B"],
    ["MG-112", "Vibrationsstampfer", 41, 164, 300, 66, "Halle B"],
    ["MG-120", "Minibagger 1,8 t", 145, 580, 1000, 1800, "Hof"],
    ["MG-121", "Radlader klein", 165, 660, 1200, 2100, "Hof"],
    ["MG-122", "Dumper", 98, 392, 800, 640, "Hof"],
    ["MG-130", "Bautrockner 50 l", 16, 64, 150, 38, "Halle C"],
    ["MG-131", "Heizgebläse Gas", 14, 56, 100, 11, "Halle C"],
    ["MG-132", "Luftreiniger", 22, 88, 150, 27, "Halle C"],
    ["MG-140", "Rollgerüst 4 m", 27, 108, 250, 145, "Halle B"],
    ["MG-141", "Anlegeleiter 6 m", 7, 28, 40, 14, "Halle B"],
    ["MG-142", "Gerüstbock", 3, 12, 20, 12, "Halle B"],
    ["MG-150", "Stromerzeuger 3 kW", 33, 132, 300, 46, "Halle C"],
    ["MG-151", "Stromerzeuger 6 kW", 49, 196, 450, 89, "Halle C"],
    ["MG-160", "Häcksler", 58, 232, 400, 210, "Hof"],
    ["MG-161", "Erdbohrer", 26, 104, 150, 13, "Hof"],
    ["MG-162", "Vertikutierer", 24, 96, 120, 32, "Hof"],
    ["MG-170", "Hochdruckreiniger warm", 44, 176, 350, 97, "Halle C"],
    ["MG-171", "Hochdruckreiniger kalt", 21, 84, 150, 36, "Halle C"],
    ["MG-180", "Teppichreiniger", 19, 76, 100, 15, "Halle C"],
]
_ACCESSORIES: list[list[Cell]] = [
    ["Z-01", "Meißel flach", "MG-102", 9],
    ["Z-02", "Diamantscheibe 230 mm", "MG-103", 39],
    ["Z-03", "Schleifteller", "MG-104", 64],
    ["Z-04", "Tieflöffel 40 cm", "MG-120", 85],
    ["Z-05", "Verlängerungskabel 25 m", "alle elektrischen Geräte", 5],
    ["Z-06", "Gasflasche 11 kg", "MG-131", 32],
    ["Z-07", "Reinigungsmittel 5 l", "MG-170", 17],
    ["Z-08", "Bohrschnecke 200 mm", "MG-161", 23],
]
_CONDITIONS: list[list[Cell]] = [
    [1, "Ein Miettag dauert 24 Stunden ab der Abholung."],
    [2, "Ein Wochenende gilt als ein Miettag, wenn das Gerät am Montag vor 9 Uhr zurück ist."],
    [3, "Wer verspätet zurückgibt, zahlt für jede angefangene Stunde 10 % des Tagespreises."],
    [4, "Stammkunden mit mehr als zehn Mieten im Jahr erhalten 8 % Nachlass auf den Tagespreis."],
    [5, "Wird ein Gerät verschmutzt zurückgegeben, kostet die Reinigung 25 €."],
    [6, "Die Lieferung kostet bis 20 km 45 €, darüber 1,50 € für jeden weiteren Kilometer."],
    [7, "Minibagger und Radlader werden nur an Personen ab 21 Jahren mit Führerschein der Klasse B vermietet."],
    [8, "Die Kaution wird bar oder mit Karte hinterlegt und bei der Rückgabe sofort erstattet."],
    [9, "Alle Preise enthalten 19 % Mehrwertsteuer."],
    [10, "Reservierungen nimmt Frau Petersen unter 04321 5550 entgegen."],
]
SHEETS: dict[str, list[list[Cell]]] = {
    "Geräte": [
        ["Mietpark Holm: Mietgeräte, gültig ab 1. März 2026"],
        [],
        ["Artikelnummer", "Gerät", "Tagespreis", "Wochenpreis", "Kaution", "Gewicht", "Standort"],
        *_TOOLS,
    ],
    "Zubehör": [["Artikelnummer", "Zubehör", "Passt zu", "Preis"], *_ACCESSORIES],
    "Bedingungen": [["Nr.", "Bedingung"], *_CONDITIONS],
}
_EURO = '#,##0.00 "€"'
FORMATS = {"Geräte": {"C": _EURO, "D": _EURO, "E": _EURO, "F": '0.0 "kg"'}, "Zubehör": {"D": _EURO}}
