"""Dutch, as sentences are compared."""
# ruff: noqa: E501 - words read better in long lines

from functions.text.kin_of_others import DUTCH_KIN
from functions.text.language import Language, contraries, in_order, kin, opposites, pairs, words

DUTCH = Language(
    typical=words(
        "het een van niet voor zijn wordt naar hoeveel welke waar wanneer waarom hoe geen mag moet ook aan bij deze "
        "dit worden kan hebben heeft"
    ),
    grammar=words(
        "het een van niet voor zijn wordt naar de en in is op te met dat die deze dit der den er om tot als ook maar of "
        "uit over aan bij door hij zij ze je we ik men haar hun hem zich was waren worden werd werden heeft hebben had "
        "kan kunnen moet moeten mag mogen zal zullen wie wat welke welk wanneer waar hoe waarom hoeveel dan nog ja uur"
    ),
    negations=words("niet geen nooit niets zonder niemand nergens noch nee"),
    narrow=words("zonder"),
    prefixes=("on", "niet", "in", "im"),
    opposites=opposites(
        "verboden:toegestaan,toegelaten gesloten,dicht:open,geopend uitgesloten:inbegrepen geweigerd,afgewezen:"
        "aanvaard,geaccepteerd,goedgekeurd onwaar:waar gratis:betaald optioneel:verplicht bezet:vrij"
    ),
    contraries=contraries(
        "meer,hoger,groter,boven,maximaal:minder,lager,kleiner,onder,minimaal voor:na begint,begin:eindigt,einde "
        "stijgt,steeg:daalt,daalde eerste:laatste noord,noorden:zuid,zuiden oost,oosten:west,westen links:rechts "
        "opent:sluit koper:verkoper huurder:verhuurder werkgever:werknemer dag:nacht ochtend:avond aankomst:vertrek "
        "warm:koud oud,oude:nieuw,nieuwe binnen:buiten zomer:winter altijd:nooit,soms lang:kort duur:goedkoop vanaf:tot"
    ),
    modals=contraries("moet,moeten:mag,mogen,kan,kunnen"),
    quantifiers=pairs(
        "minstens,minimaal,ten_minste,niet_minder_dan,of_meer:>= hoogstens,maximaal,ten_hoogste,niet_meer_dan:<= "
        "meer_dan:> minder_dan:< alle,iedere,ieder,elke,elk,altijd:all sommige,enkele,soms:some alleen,slechts,"
        "uitsluitend:only precies:exactly helft:half moet,moeten,verplicht:must beide:both"
    ),
    spans=words("tot en"),
    permits=words("toegestaan mag mogelijk genoeg voldoende"),
    refuses=words("verboden geweigerd uitgesloten"),
    weekdays=in_order("maandag dinsdag woensdag donderdag vrijdag zaterdag zondag", 0),
    directions=pairs("vanaf,sinds,na:start tot,voor:end"),
    asking=words("wie wat welke welk wanneer waar hoe waarom hoeveel"),
    openings=words("is zijn mag mogen kan kunnen moet moeten heeft hebben wordt worden was waren zal gaat"),
    subjects=words("wie"),
    prepositions=words("in op aan van met voor door naar uit over om tot bij sinds na"),
    answers={"ja": True, "nee": False},
    persons=words("wie"),
    amounts=words("hoeveel"),
    frames=words(
        "antwoord tekst passage vraag document documenten volgens zegt staat vermeld ongeveer totaal heet heten "
        "heette genoemd noemt noemen bevindt bevinden gelegen ligt liggen bekend betekent getiteld"
    ),
    alternatives=words("of"),
    joints=words("en maar of als wanneer omdat hoewel terwijl dat die"),
    conditions=words("als wanneer terwijl"),
    pronouns=words("hij zij ze het zijn haar hun hem dit dat deze die beide"),
    agents=words("door"),
    auxiliaries=words("is zijn was waren heeft hebben had kan kunnen moet moeten mag mogen wordt worden werd zal"),
    exceptions=words("behalve uitgezonderd"),
    thousands=".",
    numbers=in_order(
        "één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien "
        "achttien negentien twintig",
        1,
    )
    | {"dertig": 30, "veertig": 40, "vijftig": 50, "zestig": 60, "zeventig": 70, "tachtig": 80, "negentig": 90},
    before_nouns=words(
        "de het een van voor in op aan bij met naar uit door over tot tegen onder tussen zonder zijn haar hun "
        "deze dit die dat elke iedere"
    ),
    general=words(
        "naam namen achternaam bijnaam aantal nummer datum dag dagen jaar jaren maand maanden uur tijd duur "
        "plaats plek plekken type soort soorten vorm manier wijze reden oorzaak doel rol grootte leeftijd keer "
        "frequentie persoon personen mensen ding dingen deel delen meerderheid rest voorbeeld groep geval titel "
        "term woord feit begin einde eind midden hoeveelheid gemiddelde percentage niveau effect effecten "
        "resultaat resultaten gevolg gevolgen betekenis verschil grote groot kleine eerste laatste nieuwe zelfde "
        "enige eigen andere ander verschillende belangrijkste belang invloed totaal meer minder meeste maximum "
        "minimum hulp vraag antwoord bedrijf land stad regio gebied afstand lang vaak"
    ),
    nouns_come_first=True,
    kin=kin(DUTCH_KIN),
    endings=("ingen", "ing", "heden", "heid", "lijke", "lijk", "en", "er", "te", "e", "s", "t"),
)  # fmt: skip
