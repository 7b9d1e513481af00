"""What the label of whoever did something, or of when it was done, is called, by the verb that one asks with.

Each line is a pattern of the verb's forms, and the labels.
"""

DEEDS = (
    (
        r"made(?! of)|makes?|builds?|built|produced|manufactured|crafted|created|designed|carved|constructed|erected",
        "maker manufacturer builder producer brand creator designer workshop construction constructed built erected",
    ),
    (r"wrote|writes?|written|drafted|compiled", "author writer written drafted editor compiled"),
    (r"painted|paints?|drew|drawn", "painter artist"),
    (r"signed|signs?", "signed signatory signatories signature"),
    (r"owns?|owned|belongs?", "owner owners proprietor landlord lessor"),
    (r"rents?|rented|leases?|leased|lives", "tenant tenants lessee renter occupant"),
    (r"gave|gives?|given|donated|bequeathed", "donor giver donated gift"),
    (r"(?:comes?|came|originates?) from|origin", "origin provenance source"),
    (r"lent|lends?|loaned|loans?", "lender"),
    (r"bought|buys?|purchased|acquired", "buyer purchaser acquired acquisition bought purchased purchase"),
    (r"sold|sells?|suppl(?:y|ies|ied)|delivers?|delivered", "seller supplier vendor dealer delivered sold"),
    (r"approved?|approves|authori[sz]ed|released", "approved approver approval released"),
    (r"checks?|checked|inspects?|inspected|tests?|tested|audited", "inspector checked checker tester tested auditor"),
    (r"found(?:ed)?|established|set up", "founder founders founded established foundation"),
    (r"worth|valuable|valued", "value valuation"),
)
TATEN = (
    (
        r"baute|gebaut|erbaut|errichtet|hergestellt|gemacht|gefertigt|angefertigt|geschaffen|schuf|konstruiert",
        "erbauer hersteller baumeister marke konstrukteur baujahr erbaut errichtet",
    ),
    (r"schrieb|geschrieben|verfasste?", "verfasser verfasserin autor autorin"),
    (r"malte|gemalt", "maler malerin künstler künstlerin"),
    (r"unterschrieb(?:en)?|unterzeichnete?", "unterzeichner unterschrift unterzeichnet unterschrieben gezeichnet"),
    (r"gehör(?:t|en)|besitz(?:t|en)", "eigentümer eigentümerin besitzer besitzerin inhaber inhaberin vermieter"),
    (r"(?:ge)?mietet|(?:ge)?pachtet|wohnt", "mieter mieterin pächter pächterin"),
    (r"(?:ge)?stiftete?|(?:ge)?schenkte?|(?:ge)?spendete?", "stifter stifterin spender spenderin schenkung"),
    (r"woher|stamm(?:t|en)", "herkunft ursprung provenienz"),
    (r"geliehen|verliehen|leiht|verleiht", "leihgeber leihgeberin verleiher"),
    (r"(?:ge)?kaufte?|erwarb|erworben", "käufer käuferin erworben erwerb ankauf"),
    (r"verkaufte?|(?:ge)?liefert|lieferte", "verkäufer verkäuferin lieferant händler"),
    (r"genehmigte?|freigegeben", "genehmigt genehmigung freigabe freigegeben"),
    (r"(?:ge)?prüfte?|kontrollierte?", "prüfer prüferin geprüft kontrolle"),
    (r"restaurierte?", "restaurator restauratorin"),
    (r"(?:ge)?gründete?", "gründer gründerin gründung gegründet gründungsjahr"),
    (r"wert|wertvoll", "wert"),
)
