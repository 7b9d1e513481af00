"""German, as sentences are compared."""

from functions.text.kin import GERMAN_KIN
from functions.text.language import Language, contraries, in_order, kin, months, opposites, pairs, words
from functions.text.number_words import GERMAN_NUMBERS

GERMAN = Language(
    typical=words(
        "der die das und ist nicht ein eine einen einem einer zu von mit den dem des auf für im wird sind werden "
        "kann hat wer wie wo wann sich auch bei aus zum zur nur sie er wurde nach vom welche welcher welches "
        "warum haben kein keine gibt muss darf dürfen ja nein"
    ),
    grammar=words(
        "der die das den dem des ein eine einen einem einer eines und oder aber ist sind war waren wird werden "
        "wurde wurden worden sein hat haben hatte hatten kann können konnte darf dürfen muss müssen soll sollen "
        "will wollen zu von mit auf für im in an am bei aus zum zur nach vom über unter vor um durch als wie so "
        "auch noch schon es er sie ihn ihm ihr ihre ihren ihrem ihrer sein seine seinen seinem seiner wir ihr ich "
        "man sich dies diese dieser dieses diesen diesem jene welche welcher welches welchem welchen was wer wen "
        "wem wann wo warum wenn dass weil ob da dort hier dann denn doch etwa pro je ins ans beim gibt geben ab "
        "bis seit während ja uhr dabei damit dafür davon dazu darin daran darauf deren dessen wessen wieso "
        "weshalb woher wohin womit wofür seid sei"
    ),
    negations=words(
        "nicht kein keine keinen keinem keiner keines nie niemals nichts niemand niemanden ohne weder nirgends "
        "nirgendwo kaum"
    ),
    narrow=words("ohne"),
    prefixes=("un", "in", "nicht", "im", "il", "ir"),
    opposites=opposites(
        "verboten,untersagt:erlaubt geschlossen:geöffnet zu:offen ausgeschlossen:enthalten ausgenommen:enthalten "
        "deaktiviert:aktiviert falsch:richtig abgelehnt,zurückgewiesen:angenommen,genehmigt belegt:frei "
        "kostenpflichtig:kostenlos verweigert:gewährt"
    ),
    contraries=contraries(
        "ab,seit:bis mehr,größer,höher,über,oberhalb:weniger,kleiner,niedriger,geringer,unter,unterhalb "
        "vor,vorher:nach,nachher "
        "steigt,stieg,steigen,gestiegen,zugenommen:sinkt,sank,sinken,gesunken,fällt,fiel,abgenommen "
        "erste,ersten,erster,erstes:letzte,letzten,letzter,letztes,zweite,zweiten "
        "älter,ältere,älteste:jünger,jüngere,neuer,jüngste,neueste "
        "höchste,höchsten,längste,größte,maximal:niedrigste,niedrigsten,kürzeste,kleinste,minimal "
        "nord,norden,nördlich,nördlichen:süd,süden,südlich,südlichen "
        "ost,osten,östlich,östlichen:west,westen,westlich,westlichen links,linke,linken:rechts,rechte,rechten "
        "heiß,warm,wärmer,heißer,warmes,warmem:kalt,kälter,kaltes,kaltem schneller,schnell:langsamer,langsam "
        "beginnt,begann,beginnen,anfang,beginn:endet,endete,enden,ende öffnet,öffnen:schließt,schließen "
        "innen,drinnen:außen,draußen früh,früher:spät,später lang,länger:kurz,kürzer an,ein:aus schwarz:weiß "
        "tag,tags:nacht,nachts teurer,teuer,teuerste:billiger,billig,günstiger,günstigste alt,alte:neu,neue "
        "oben,obere,oberen:unten,untere,unteren vorn,vorne,vordere:hinten,hintere ankunft:abfahrt,abflug "
        "ankommen:abfahren immer:nie,manchmal,oft "
        "täglich:wöchentlich,monatlich,jährlich wöchentlich:monatlich,jährlich monatlich:jährlich sommer:winter "
        "morgens,vormittags:abends,nachmittags erwachsene,erwachsenen:kinder,kindern "
        "gewann,gewinnt:verlor,verliert kauft,kaufte:verkauft,verkaufte mieter:vermieter arbeitgeber:arbeitnehmer "
        "käufer:verkäufer schwerer:leichter öffentlich:privat werktags,werktagen:feiertags,sonntags,feiertagen"
    ),
    modals=contraries("muss,müssen:kann,können,darf,dürfen"),
    quantifiers=pairs(
        "mindestens,wenigstens,minimal,nicht_weniger_als,oder_mehr,zumindest:>= "
        "höchstens,maximal,bis_zu,nicht_mehr_als,oder_weniger:<= mehr_als,über:> weniger_als,unter:< "
        "alle,allen,aller,jeder,jede,jedes,jeden,jedem,immer,sämtliche,ausnahmslos,stets,ganz,ganze,"
        "vollständig,überall:all manche,einige,einigen,manchmal,mehrere,mancher,teilweise,gelegentlich:some "
        "nur,ausschließlich,lediglich,allein:only "
        "meist,meisten,meistens,überwiegend,hauptsächlich,größtenteils:most halb,halbe,hälfte:half "
        "viele,vielen:many wenige,wenigen,selten:few muss,müssen,verpflichtet,pflicht:must beide,beiden:both "
        "genau:exactly zweimal:twice"
    ),
    bounds=pairs(
        "längstens,innerhalb_von,binnen,nicht_länger_als,nicht_über,max,nicht_älter_als,spätestens_nach:<= "
        "mind,nicht_unter,frühestens_nach:>= "
        "höher_als,größer_als,länger_als,älter_als,schwerer_als,wärmer_als,heißer_als,später_als,oberhalb_von:> "
        "niedriger_als,kleiner_als,kürzer_als,jünger_als,leichter_als,kälter_als,früher_als,unterhalb_von:<"
    ),
    bounds_behind=pairs(
        "oder_mehr,und_mehr,oder_älter,und_älter,und_darüber,minimum,mindestens:>= "
        "oder_weniger,und_weniger,oder_jünger,und_jünger,und_darunter,maximum,maximal,max,höchstens:<="
    ),
    spans=words("bis und"),
    permits=words(
        "darf dürfen kann können erlaubt gestattet zulässig möglich ok okay genug genügt genügen reicht reichen "
        "ausreichend geht gehen ordnung"
    ),
    refuses=words(
        "verworfen abgelehnt zurückgewiesen entsorgt vernichtet gesperrt verboten untersagt ausgeschlossen ungültig"
    ),
    presence=words(
        "offen geöffnet auf jemand da hier erreichbar besetzt noch wer kommen vorbeikommen erreiche erreichen abholen"
    ),
    weekdays=in_order(
        "montag,mo,montags dienstag,di,dienstags mittwoch,mi,mittwochs donnerstag,do,donnerstags freitag,fr,freitags "
        "samstag,sa,samstags,sonnabend,sonnabends sonntag,so,sonntags",
        0,
    ),
    day_groups={
        "werktags": frozenset(range(5)),
        "wochentags": frozenset(range(5)),
        "wochenende": frozenset((5, 6)),
        "täglich": frozenset(range(7)),
    },
    clock=words("uhr"),
    ways=pairs("von,aus:start nach:end"),
    parts=words("von der"),
    directions=pairs("von,ab,seit,nach:start bis,vor:end"),
    asking=words(
        "wer wen wem wessen was wann wo warum wieso weshalb wie welche welcher welches welchem welchen woher "
        "wohin womit wofür wodurch worauf worin woran wovon wozu worum wieviel wonach wogegen"
    ),
    openings=words(
        "bin bist seid habe hast habt kannst könnt könnte könnten darfst dürft dürfte musst müsst müsste sollst "
        "sollt sollte sollten will willst wollen wollt möchte werde wirst wäre wären hätte gibt gilt geht reicht "
        "stimmt braucht brauche brauchen zahlt zahle zahlen kostet gehört erlaubt verboten möglich"
    ),
    behind_verbs=words("ich du er es wir ihr man das"),
    subjects=words("wer"),
    prepositions=words("in an auf zu für von mit aus bei seit bis um über unter nach vor gegen durch ab wegen im am"),
    answers={"ja": True, "nein": False, "doch": True},
    frames=words(
        "antwort text textstelle frage dokument dokumente laut gemäß sagt steht erwähnt heißt genannt liegt "
        "befindet befinden beträgt betragen ungefähr etwa circa ca rund insgesamt anzahl menge namens lautet "
        "angegeben also folgende folgenden handelt bekannt gilt jahr gelten natürlich sicher tatsächlich"
    ),
    alternatives=words("oder"),
    joints=words("und aber oder wenn weil obwohl dass während sofern falls sondern bevor nachdem damit jedoch"),
    conditions=words("wenn weil obwohl während sofern falls bevor nachdem"),
    relatives=words("der die das den dem deren dessen welche welcher welches"),
    pronouns=words(
        "er sie es ihn ihm ihr ihre ihren ihrem ihrer sein seine seinen seinem seiner dies diese dieser dieses "
        "dort beide diesem diesen dessen deren"
    ),
    agents=words("von vom durch"),
    auxiliaries=words(
        "ist sind war waren hat haben hatte hatten kann können darf dürfen muss müssen soll sollen wird werden "
        "wurde wurden"
    ),
    exceptions=words("außer ausser ausgenommen"),
    relations=words("als vor nach bevor nachdem"),
    nouns_are_capital=True,
    thousands=".",
    numbers=GERMAN_NUMBERS,
    months=months(
        "januar,jan,jänner februar,feb märz april,apr mai juni,jun juli,jul august,aug september,sept,sep "
        "oktober,okt november,nov dezember,dez"
    ),
    endings=(
        "ungen",
        "ung",
        "enden",
        "ende",
        "ends",
        "tes",
        "ten",
        "tem",
        "ter",
        "ern",
        "est",
        "en",
        "em",
        "er",
        "es",
        "et",
        "te",
        "e",
        "n",
        "s",
        "t",
    ),
    forms=pairs(
        "kostet,kosten,kostete,preis,preise,gebühr:kost verkaufte,verkauft,verkauf,verkäufe:verkauf "
        "gebaut,erbaut,baute,errichtet:bau geleitet,leitet,leiterin,leiter,leitete,leitung:leit "
        "begann,beginnt,begonnen,beginn,startet,anfang:beginn endet,endete,ende,geendet:end "
        "fährt,fuhr,gefahren,abfahrt,fahrt:fahr lief,läuft,gelaufen:lauf hielt,hält,gehalten:halt gab,gegeben:geb "
        "kam,kommt,gekommen:komm ging,geht,gegangen:geh schrieb,geschrieben,schreibt:schreib "
        "nahm,nimmt,genommen:nehm gilt,galt,gelten:gelt trug,trägt,getragen:trag lag,liegt,gelegen:lieg "
        "starb,gestorben,tod:sterb schloss,schließt,geschlossen:schließ traf,trifft,getroffen:treff "
        "fand,findet,gefunden,fanden:find sprach,gesprochen:sprech gewann,gewinnt,gewonnen:gewinn "
        "verlor,verliert,verloren:verlier erlaubt,gestattet,zulässig:erlaub "
        "gegründet,gründete,gründung,gründer:gründ dürfen,darf:dürf zahlt,bezahlt,zahlen,zahlung:zahl "
        "wusch,gewaschen,wäscht,wäsche:wasch wechselt,gewechselt,wechseln,wechsel:wechsel "
        "wartet,gewartet,wartung,warten:wart"
    ),
    general=words(
        "sache sachen ding dinge leute person personen mensch menschen ort orte name namen art beispiel teil "
        "teile zahl zahlen fall fälle grund gründe zweck rolle weise regel regeln zeit zeitraum dauer höhe größe "
        "länge breite uhrzeit möglichkeit bedeutung auswirkung wirkung folge folgen ergebnis rahmen bezug "
        "zusammenhang verhältnis seite bereich gebiet ende umfang maximum minimum durchschnitt hilfe aufgabe "
        "situation ereignis bedingung bedingungen punkt moment mal firma unternehmen betrieb verein gesellschaft "
        "haus büro dokument vertrag"
    ),
    doers=words("wer"),
    copulas=words("ist sind war waren"),
    counting=frozenset({("wie", "viele"), ("wie", "viel")}),
    classes=words("welche welcher welches welchem welchen"),
    kin=kin(GERMAN_KIN),
    orders=(
        r"\b(?:ignorier\w*|missachte\w*|vergiss|vergessen sie|überschreib\w*)\b(?: \w+){0,5} (?:anweisung\w*|"
        r"anleitung\w*|vorgabe\w*|regeln|befehl\w*|kontext|frage\w*|dokument\w*|prompts?)\b",
        r"\b(?:die |eine )?(?:antwort|erwiderung) auf (?:jede|alle|sämtliche|beliebige)\b",
        r"\b(?:du bist|sie sind|verhalte dich|tu so|ab (?:jetzt|sofort))\b[^.!?]{0,40}\b(?:KI|assistent\w*|"
        r"sprachmodell\w*|chatbot|bot)\b",
        r"\b(?:KI|assistent\w*|sprachmodell\w*|chatbots?)\b[^.!?]{0,40}\b(?:muss|soll|sollen|müssen|bitte|immer|nur)\b"
        r"[^.!?]{0,30}\b(?:sag\w*|antwort\w*|schreib\w*|ausgeben)\b",
        r"\b(?:antworte|sage?|schreibe?|antworten sie|sagen sie|schreiben sie)\b[^.!?]{0,30}\b(?:immer|nur|stets|"
        r"ausschließlich|auf jede frage|auf alle fragen)\b",
        r"\b(?:beantworte|beantworten sie) (?:jede|alle|sämtliche) fragen?\b|\bneue anweisung(?:en)?:",
    ),
    of_orders=(
        r"\b(?:anweisung\w*|prompts?|ignorier\w*|KI|assistent\w*|chatbots?|sprachmodell\w*|(?:jede|alle) fragen?)\b",
    ),
    declines=(
        r"\b(?:ich )?wei(?:ß|ss) (?:ich |es |das )*nicht\b|\bich kann (?:das |dies |die frage )*(?:leider )?nicht",
        r"\b(?:steht|wird|ist|geht|werden|sind)\b[^.!?]{0,60}\b(?:nicht|nirgends|kein\w*)\b[^.!?]{0,40}\b"
        r"(?:text|dokument\w*|angegeben|erwähnt|genannt|hervor|textstelle\w*|passage\w*|unterlagen)",
        r"\bdas steht (?:hier |dort |leider )?nicht\b|\bkeine (?:angaben?|informationen?|antwort)\b",
        r"\b(?:nicht|nirgends) (?:\w+ )?(?:erwähnt|angegeben|genannt)\b|"
        r"\b(?:sagt|nennt|enthält|erwähnt) (?:\w+ ){0,2}nicht",
    ),
)
