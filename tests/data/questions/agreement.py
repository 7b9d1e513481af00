"""What stands in the contract on the maintenance of lifts."""

TITLE = "Maintenance Agreement W-2041"
CLAUSES: list[tuple[str, list[str], list[list[str]]]] = [
    (
        "",
        [
            "between Brightwater Laundry Ltd, 14 Quay Road, Aldmouth (the Customer), and Kestrel Lift Services, "
            "2 Foundry Lane, Aldmouth (the Contractor)."
        ],
        [],
    ),
    (
        "1. Subject",
        [
            "The Contractor maintains the three goods lifts of the Customer that Annex A lists.",
            "Passenger lifts are not part of this agreement.",
        ],
        [],
    ),
    (
        "2. Term",
        [
            "The agreement begins on 1 March 2026 and runs for 36 months.",
            "It is extended by twelve months each time, unless one of the parties gives notice in writing at least "
            "three months before it ends.",
        ],
        [],
    ),
    (
        "3. Inspections",
        [
            "Each lift is inspected every six weeks, between 06:00 and 09:00.",
            "The Contractor announces each inspection at least five working days before.",
            "An inspection is recorded in the log book that is kept in the Customer's control room.",
        ],
        [],
    ),
    (
        "4. Faults",
        ["The Contractor responds to faults, and repairs them, within these times after the Customer's call:"],
        [
            ["Class", "Meaning", "Response", "Repair"],
            ["Class 1", "A person is trapped", "45 minutes", "6 hours"],
            ["Class 2", "The lift stands still", "4 hours", "24 hours"],
            ["Class 3", "The lift runs with a fault", "2 working days", "10 working days"],
            ["Class 4", "Damage to the paint or the panels", "10 working days", "at the next inspection"],
        ],
    ),
    (
        "5. Fees",
        [
            "The Customer pays a monthly fee of £640, plus value added tax.",
            "Call-outs of class 1 and class 2 are included in the fee.",
            "Call-outs of class 3 cost £85 an hour, those of class 4 a flat £70.",
            "Invoices are paid within 30 days; after that, interest of 6% a year is due.",
            "The Contractor may raise the fee once a year by at most 3%, for the first time on 1 March 2027.",
        ],
        [],
    ),
    (
        "6. Reductions",
        [
            "If the Contractor misses a response time, the fee of that month is reduced by 5%.",
            "The reductions of one month are limited to 20% of the fee.",
        ],
        [],
    ),
    (
        "7. Spare parts",
        [
            "Spare parts of up to £150 each are included in the fee.",
            "Dearer ones need the Customer's approval in writing.",
            "The Contractor gives a guarantee of 24 months on every part that it installs.",
        ],
        [],
    ),
    (
        "8. Liability",
        [
            "The Contractor's liability is limited to £500,000 for each case.",
            "There is no limit for injury to persons.",
        ],
        [],
    ),
    (
        "9. Termination",
        [
            "The Customer may terminate the agreement at once if the Contractor has missed the response time of class "
            "1 three times within twelve months.",
            "The Contractor may terminate it with a notice of four weeks if the Customer is more than 60 days late "
            "with two invoices.",
        ],
        [],
    ),
    (
        "10. Confidentiality",
        ["Both parties keep what they learn of each other's business to themselves, until five years after the end."],
        [],
    ),
    ("11. Law", ["The law of England and Wales applies."], []),
    (
        "Annex A",
        ["The lifts that are maintained:"],
        [
            ["Lift", "Serial number", "Load", "Built", "Place"],
            ["L1", "KG-77120", "1,200 kg", "2014", "Sorting hall"],
            ["L2", "KG-77121", "1,500 kg", "2016", "Ironing room"],
            ["L3", "HB-20418", "2,000 kg", "2021", "Loading bay"],
        ],
    ),
    (
        "Signatures",
        [
            "Aldmouth, 3 February 2026",
            "Signed for the Customer: Helen Marsh, managing director.",
            "Signed for the Contractor: Tomas Lindqvist, head of service.",
        ],
        [],
    ),
]
