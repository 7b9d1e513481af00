"""How a cell says that nothing of a thing is left, by language: 0, where things are counted; and what such columns are
called.
"""

_NONE_LEFT = {
    "en": "out of stock,sold out,not in stock,none left,none in stock,unavailable",
    "de": "ausverkauft,vergriffen,nicht vorrätig,nicht auf lager,nicht lieferbar,keine vorrätig",
    "fr": "épuisé,épuisée,rupture de stock,en rupture,en rupture de stock",
    "es": "agotado,agotada,sin existencias",
    "it": "esaurito,esaurita,non disponibile",
    "pt": "esgotado,esgotada,sem estoque,sem stock",
    "nl": "uitverkocht,niet op voorraad",
    "pl": "wyprzedane,wyprzedany,brak w magazynie",
    "ru": "нет в наличии,распродано",
    "ar": "نفدت الكمية,غير متوفر",
    "hi": "स्टॉक में नहीं,समाप्त",
    "zh": "缺货,售罄,无货",
    "ja": "在庫切れ,品切れ,売り切れ",
}
_STORES = {"en": "stock available left remaining", "de": "bestand lager vorrat vorrätig lagernd verfügbar"}
NONE_LEFT = frozenset(one for line in _NONE_LEFT.values() for one in line.split(","))
STORES = frozenset(word for line in _STORES.values() for word in line.split())


def is_none_left(cell: str) -> bool:
    """Tell whether a cell says that nothing is left."""
    return cell.strip().lower().rstrip(".!") in NONE_LEFT


def is_of_stores(label: str) -> bool:
    """Tell whether a column says how much is there."""
    return any(word in label.lower() for word in STORES)
