"""Words that may stand for each other where a text is about a thing: a line for each group."""

ENGLISH_KIN = """
bike bikes bicycle bicycles cycle cycles
apartment apartments flat flats home dwelling
house houses building buildings home
car cars vehicle vehicles automobile automobiles
annual annually yearly year years
monthly month months
weekly week weeks
daily day days
vacation vacations holiday holidays leave
sick ill sickness illness disease unwell
pay salary salaries wage wages earnings earn earns paid income remuneration
price prices cost costs fee fees charge charges rate rates euro euros pay paid pounds dollars tariff
rent rents rental lease
tenancy lease rental
lease tenancy rental contract agreement
tenant tenants renter lessee lodger
landlord lessor owner owners
phone telephone mobile call called tel number extension
boss head director manager chief leader supervisor
chairman chairwoman chairperson chair president chaired
firm firms company companies business businesses enterprise contractor supplier
staff employee employees personnel worker workers colleague colleagues team
inhabitants population residents people citizens
doctor doctors physician physicians medical
child children kid kids minor minors youth juniors
adult adults grown
mail email e-mail address
laptop laptops notebook computer computers pc
screen screens monitor monitors display
repair repairs repaired fix fixed mend mended maintenance
fault faults defect defects failure failures error errors malfunction breakdown
deadline deadlines due date until latest
admission entrance entry ticket tickets
fee fees admission entrance
photo photos photograph photographs photography picture pictures
founded established founding foundation founder incorporated
allowed permitted may admitted
notice termination terminate terminated cancellation cancel cancelled
contract contracts agreement agreements
guarantee warranty guaranteed
manual instructions guide handbook
begin begins beginning start starts commencement opening
lavatory toilet toilets restroom
lift lifts elevator elevators
garbage rubbish waste trash refuse
petrol gasoline fuel gas
tyre tyres tire tires
film films movie movies
shop shops store stores
autumn fall
winter december january february cold frost
summer june july august
town towns city cities municipality
money balance funds euros dollars pounds cash
meeting meetings session assembly conference
minutes record protocol
member members membership
weight weigh weighs heavy mass kg kilograms
length long height high tall width wide size
speed fast velocity km/h mph
age old years year
saddle seat
headquarters headquartered seat based office
author authors writer writers written wrote
creator creators created founder founders founded inventor
wife husband spouse married
password passwords passphrase
permission permit consent approval allowed
permit permits permission licence license
licence license permit permission
insurance insurer insured policy
"""
GERMAN_KIN = """
fahrrad fahrräder rad räder
wohnung wohnungen appartement apartment
haus häuser gebäude
auto autos wagen fahrzeug fahrzeuge pkw kfz
urlaub urlaubstage ferien
krankheit krank krankmeldung arbeitsunfähigkeit
gehalt lohn vergütung bezahlung verdienst entgelt
preis preise kosten gebühr gebühren euro betrag entgelt kostet
miete mieten mietzins mietpreis kaltmiete warmmiete
mieter mieterin mietpartei
vermieter vermieterin eigentümer
telefonnummer telefon rufnummer nummer telefonisch anruf durchwahl
chef chefin leiter leiterin leitung geschäftsführer geschäftsführerin vorgesetzter
vorsitz vorsitzende vorsitzender vorsitzenden präsident präsidentin
firma firmen unternehmen betrieb auftragnehmer lieferant gesellschaft
mitarbeiter mitarbeiterin mitarbeiterinnen beschäftigte beschäftigten angestellte personal arbeitnehmer
einwohner bevölkerung bewohner
arzt ärztin ärzte ärztlich
kind kinder minderjährige jugendliche
mail e-mail email adresse
rechner computer laptop notebook pc
bildschirm monitor anzeige display
reparatur reparaturen instandsetzung behoben repariert
fehler störung störungen defekt
frist fristen termin stichtag spätestens
eintritt eintrittspreis eintrittskarte eintrittsgeld einlass
foto fotos fotografieren fotografie aufnahmen bild bilder
gegründet errichtet entstanden besteht gründung gründer
erlaubt gestattet zulässig darf dürfen
kündigung kündigungsfrist kündigen austritt gekündigt
vertrag verträge vereinbarung
garantie gewährleistung
anleitung handbuch bedienungsanleitung
toilette toiletten wc klo
aufzug aufzüge lift fahrstuhl
müll abfall abfälle
benzin kraftstoff treibstoff
stadt gemeinde ort
geld guthaben kassenstand euro mittel
sitzung versammlung treffen besprechung
protokoll niederschrift
mitglied mitglieder mitgliedschaft
mitgliedsbeitrag beitrag jahresbeitrag
gewicht schwer wiegt kg kilogramm
länge lang höhe hoch breite breit größe
alter jahre jahr lebensjahr alt
sitz hauptsitz
passwort passwörter kennwort kennwörter
genehmigung erlaubnis zustimmung einwilligung
versicherung versichert versicherer
lager bestand vorrat lagerbestand
lehrer lehrerin lehrkraft lehrkräfte
schüler schülerin schülerinnen schulkinder
wäsche beladung füllmenge höchstmenge
"""
