"""Units of measure and money: what the same unit is called in words and signs."""
# ruff: noqa: SIM905 - typographic marks are meant; words read better in a line

_UNITS = (
    "hz hertz; khz kilohertz; mhz megahertz; ghz gigahertz; mm millimetre millimetres millimeter millimeters "
    "millimetern; cm centimetre centimetres centimeter centimeters zentimeter zentimetern; m metre metres meter "
    "meters metern; km kilometre kilometres kilometer kilometers kilometern; mile miles mi meile meilen; inch "
    "inches zoll; foot feet ft fuß; g gram grams gramm; kg kilo kilos kilogram kilograms kilogramm; mg milligram "
    "milligrams milligramm; t ton tons tonne tonnes tonnen; lb lbs; l litre litres liter liters litern; ml "
    "millilitre millilitres milliliter; % percent prozent procent per_cent; € eur euro euros; $ usd dollar "
    "dollars; £ gbp pound pounds pfund; chf francs franc franken; kroner krone kronen kr nok dkk; yen jpy ¥; cent "
    "cents; s sec second seconds secs sekunde sekunden; ms millisecond milliseconds millisekunde millisekunden; "
    "min minute minutes mins minuten; h hr hour hours hrs stunde stunden std; day days tag tage tagen; week weeks "
    "woche wochen; month months monat monate monaten; year years yr yrs jahr jahre jahren; decade decades "
    "jahrzehnt jahrzehnte; century centuries jahrhundert jahrhunderts; °c celsius; °f fahrenheit; ° degree "
    "degrees grad; v volt volts; kv kilovolt kilovolts; w watt watts; kw kilowatt kilowatts; kwh; mw megawatt "
    "megawatts; a amp amps ampere; ma milliampere milliamps; bar bars; psi; pa pascal; kb kilobyte kilobytes kib; "
    "mb megabyte megabytes mib; gb gigabyte gigabytes gib; tb terabyte terabytes tib; byte bytes; bit bits; px "
    "pixel pixels; rpm; db decibel decibels dezibel; nm; n newton; j joule joules; ha hectare hectares hektar; m² "
    "m2 sqm quadratmeter; km² km2 quadratkilometer; m³ m3 kubikmeter"
)  # each unit, and what else it is called
UNITS = {name: names.split()[0] for names in _UNITS.split("; ") for name in names.split()}
_LETTERS = frozenset("m g t s h v w a l n j min ms nm bar pa".split())  # words of other meanings where no number is


def unit_of(word: str) -> str:
    """Return the unit that a word in small letters stands for behind a number; "" for none."""
    return UNITS.get(word, "")


def is_unit_alone(word: str) -> bool:
    """Tell whether a word names a unit also where no number stands before it."""
    return word in UNITS and word not in _LETTERS
