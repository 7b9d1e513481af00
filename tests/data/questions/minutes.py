"""What stands in the minutes of an allotment association."""

TITLE = "Rowanside Allotment Association: minutes of the committee meeting of 14 May 2026"
ITEMS: list[tuple[str, list[str]]] = [
    (
        "",
        [
            "Held in the clubhouse, from 19:00 to 21:10.",
            "Present: Agnes Boyle (chair), Ravi Menon (treasurer), Lotte Visser (secretary), Sam Okafor, Piotr "
            "Zielinski. Apologies: Dora Quinn. The quorum of four was met.",
        ],
    ),
    ("1. Last minutes", ["The minutes of 9 April 2026 were approved without changes."]),
    (
        "2. Treasurer's report",
        [
            "The balance on 30 April was £4,312.50. In April the association took £1,140: plot rents of £980 and seed "
            "sales of £160.",
            "It spent £655: £410 on water, £185 on the repair of the gate, and £60 on postage.",
        ],
    ),
    (
        "3. Water pump",
        [
            "The pump of the lower well failed on 2 May. There are two offers: Hartley Pumps asks £890, with a "
            "guarantee of two years; Brook & Son ask £760, with a guarantee of one year.",
            "Decided to order from Hartley Pumps, by four votes to one; Piotr Zielinski voted against.",
        ],
    ),
    (
        "4. Plots",
        [
            "23 people are on the waiting list. The plots 7, 19 and 32 are free. Plot 19 will be divided into two half "
            "plots.",
            "A plot that is not worked for three months after a written warning is let to the next on the list.",
        ],
    ),
    (
        "5. Bees",
        [
            "Sam Okafor asked to keep two hives on the orchard strip. Agreed, provided that all neighbours within 20 "
            "metres consent in writing. There may never be more than four hives on the site."
        ],
    ),
    (
        "6. Rent",
        [
            "From 1 October 2026 the rent of a full plot rises from £48 to £52 a year, that of a half plot from £26 to "
            "£28. Agreed by all."
        ],
    ),
    (
        "7. Summer fair",
        [
            "The fair is on Saturday 11 July 2026, from 11:00 to 16:00, with a budget of £300.",
            "Lotte Visser organises it.",
        ],
    ),
    (
        "8. Bonfires",
        [
            "Bonfires are not allowed from 1 June to 30 September. A proposal to allow them on Sundays was rejected, "
            "with one vote for it and four against."
        ],
    ),
]
ACTIONS = [
    ["Action", "What", "Who", "Until"],
    ["A1", "Order the pump from Hartley Pumps", "Ravi Menon", "20 May 2026"],
    ["A2", "Offer plots 7 and 32 to the waiting list", "Lotte Visser", "31 May 2026"],
    ["A3", "Ask the neighbours about the hives", "Sam Okafor", "15 June 2026"],
    ["A4", "Mark the two half plots", "Piotr Zielinski", "1 June 2026"],
    ["A5", "Book the brass band for the fair", "Lotte Visser", "5 June 2026"],
    ["A6", "Send the letter about the rent", "Ravi Menon", "1 September 2026"],
]
END = "The next meeting is on 11 June 2026 at 19:00 in the clubhouse."
