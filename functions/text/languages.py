"""What the languages differ in where texts are compared for what they say; the code that compares is the same for all."""
# ruff: noqa: RUF001 - words read better in a line; typographic marks are meant

from dataclasses import dataclass, field
from functools import cache

from functions.text.number_words import ENGLISH_NUMBERS, GERMAN_NUMBERS


@dataclass(frozen=True, slots=True)
class Language:
    """The words of a language that decide what a sentence says; in small letters."""

    typical: frozenset[str]  # by which a text is known as one of this language; of no two languages
    grammar: frozenset[str]  # that say nothing when two texts are compared
    negations: frozenset[str]
    narrow: frozenset[str] = frozenset()  # of them, those that deny only the noun behind them: "without"
    prefixes: tuple[str, ...] = ()  # that turn a word into its opposite
    opposites: dict[str, tuple[str, ...]] = field(default_factory=dict)  # a word, and the one that it denies: forbidden, allowed
    contraries: tuple[tuple[frozenset[str], frozenset[str]], ...] = ()  # one of them is never said by the other
    quantifiers: dict[str, str] = field(default_factory=dict)  # a word or phrase, and what it says: "at least", ">="
    asking: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()  # of them, those that ask for who does it
    prepositions: frozenset[str] = frozenset()  # that may stand before the asking word
    answers: dict[str, bool] = field(default_factory=dict)  # yes and no
    frames: frozenset[str] = frozenset()  # whoever answers says them, whatever the answer is
    alternatives: frozenset[str] = frozenset()  # "or"
    joints: frozenset[str] = frozenset()  # that begin a clause
    conditions: frozenset[str] = frozenset()  # of them, those of a clause that belongs to another: "when", "if"
    relatives: frozenset[str] = frozenset()  # that begin a clause about the word before: "who"
    pronouns: frozenset[str] = frozenset()  # that point back to the subject of the sentence before
    agents: frozenset[str] = frozenset()  # before who does it, in the passive
    auxiliaries: frozenset[str] = frozenset()  # behind the subject
    verbs: frozenset[str] = frozenset()  # that their endings do not show
    exceptions: frozenset[str] = frozenset()  # "except"
    relations: frozenset[str] = frozenset()  # between two things that are not to be exchanged
    nouns_are_capital: bool = False
    thousands: str = ","
    numbers: dict[str, int] = field(default_factory=dict)
    months: dict[str, int] = field(default_factory=dict)
    endings: tuple[str, ...] = ()
    forms: dict[str, str] = field(default_factory=dict)  # of a word, and its first one: sold, sell
    declines: tuple[str, ...] = ()  # by which somebody says that the text does not tell
    quoting: str = "The documents say: \u201c{}\u201d"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _pairs(text: str) -> dict[str, str]:
    """Return the pairs of "a:b c:d"; a word may stand for several: "a,b:c"."""
    pairs = (one.split(":") for one in text.split())
    return {each.replace("_", " "): second for first, second in pairs for each in first.split(",")}


def _opposites(text: str) -> dict[str, tuple[str, ...]]:
    return {word: tuple(denied.split(",")) for word, denied in _pairs(text).items()}


def _contraries(text: str) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    sides = (one.split(":") for one in text.split())
    return tuple((frozenset(one.split(",")), frozenset(other.split(","))) for one, other in sides)


def _months(text: str) -> dict[str, int]:
    return {name: number for number, names in enumerate(text.split(), 1) for name in names.split(",")}


ENGLISH = Language(
    typical=_words(
        "the of and is are to for with by not it that from at has have which who what where when how does did "
        "this there they he she you been were its than only all any"
    ),
    grammar=_words(
        "a an the this that these those there here it its he she they him her his them their we you your our i my me us "
        "is are was were be been being am do does did done doing have has had having will would shall should can could "
        "may might must need of in on at to for from by with as into onto about than then so too also very just and or "
        "but if when while where which who whom whose what why how because since although though until unless per "
        "each other another own same such up down out off over under again s t re ve ll d m yes ja o'clock"
    ),
    negations=_words(
        "not no never nothing nobody none neither nor without cannot nowhere hardly lacks lack lacking cant"
    ),
    narrow=_words("without"),
    prefixes=("un", "in", "im", "ir", "il", "non", "dis"),
    opposites=_opposites(
        "forbidden,prohibited,banned,disallowed:allowed denied,refused,rejected,declined:accepted,approved,granted rejects:accepts,approves closed:open shut:open excluded:included "
        "excludes:includes exclude:include excluding:including disabled:enabled absent:present fails:passes "
        "failed:passed false:true forbids,prohibits:allows optional:required mortal:immortal occupied:free"
    ),
    contraries=_contraries(
        "more,greater,higher,above,over,larger,bigger,exceeds:less,fewer,lower,below,under,smaller before:after "
        "increase,increases,increased,rise,rises,rose,grew:decrease,decreases,decreased,fall,falls,fell,declined,shrank "
        "since:until,till first:last,second earliest:latest oldest:youngest,newest older:younger,newer maximum,most,highest,longest,largest:"
        "minimum,least,lowest,shortest,smallest north,northern:south,southern east,eastern:west,western left:right "
        "hot,warm,hotter,warmer:cold,cooler,colder fast,faster,quicker:slow,slower on:off start,starts,started,begins,began,begin:"
        "end,ends,ended,finish,finishes,finished,stopped open,opens,opened:close,closes,closed inside,indoors:outside,outdoors win,won,wins:lose,lost,loses "
        "buy,buys,bought:sell,sells,sold heavier:lighter long,longer:short,shorter early,earlier:late,later "
        "black:white day:night male:female men:women king:queen cheap,cheaper,cheapest:expensive,dearer,costly "
        "single:double,twin old:new manual,manually:automatic,automatically adult,adults:child,children "
        "upper:lower top:bottom front:rear,back morning:evening,afternoon summer:winter arrive,arrives,arrival,arrived:depart,departs,departure,departed "
        "must:may,can,might,could always:never,sometimes,usually,often daily:weekly,monthly,yearly,annually "
        "weekly:monthly,yearly,annually monthly:yearly,annually public:private true:false input:output"
    ),
    quantifiers=_pairs(
        "at_least,minimum,no_less_than,no_fewer_than,or_more,minimally,not_less_than:>= "
        "at_most,maximum,no_more_than,up_to,or_less,or_fewer,not_more_than,maximally:<= "
        "more_than,greater_than,over,above,exceeding,exceeds,upwards_of:> less_than,fewer_than,under,below:< "
        "all,every,each,always,everyone,everybody,everything,entire,whole,everywhere,entirely,completely:all "
        "some,several,sometimes,occasionally,partly:some "
        "only,solely,exclusively,merely:only most,mostly,mainly,majority,usually,generally,largely:most half:half many:many few,rarely,seldom:few "
        "must,has_to,have_to,required,mandatory,shall,needs_to,need_to:must both:both exactly:exactly twice:twice"
    ),
    asking=_words("who whom whose what when where which why how"),
    subjects=_words("who what"),
    prepositions=_words("in on at to for from by with of under over since until about after before during through"),
    answers={"yes": True, "no": False, "yeah": True, "nope": False, "yep": True, "correct": True, "true": True},
    frames=_words(
        "answer text passage passages question document documents according says say said states stated mention mentioned "
        "located situated lies lie found known called named name referred refers considered given means exactly actually "
        "approximately about around roughly nearly case fact information provided based context therefore thus however "
        "total amount number time year way kind type please sure certainly indeed well"
    ),
    alternatives=_words("or"),
    joints=_words("and but or where when while if because although though unless whereas that which who since so"),
    conditions=_words("when where while if because although though unless since"),
    relatives=_words("who which that whose whom where"),
    pronouns=_words("it its he she they his her their him them this these that those both one such"),
    agents=_words("by"),
    auxiliaries=_words("is are was were has have had can could may might must shall should will would does do did"),
    verbs=_words(
        "beat beats cut hit let put set hurt cost sell build lead pay leave run make hold begin go write come take give "
        "grow keep meet win lose send buy teach think bring fall rise speak choose drive draw break become know stand bear "
        "die eat see fight catch tell feel mean understand throw wear fly swim sing shoot steal strike bind rule left led "
        "allow require end found established open close start stop arrive depart last contain include live work use need "
        "hire move turn print read show follow return mean stand serve supply deliver receive weigh measure supervise like "
        "love own play help carry cover provide produce create own visit call rent accept reject approve elect defeat "
        "sold built paid ran made held began went wrote came took gave grew kept met won lost sent bought taught brought "
        "fell rose spoke chose drove drew broke became knew stood bore ate saw fought caught told felt shot stole struck"
    ),
    exceptions=_words("except excluding unless excepting"),
    relations=_words("than before after to beat beats defeated"),
    numbers=ENGLISH_NUMBERS,
    months=_months(
        "january,jan february,feb march,mar april,apr may june,jun july,jul august,aug september,sept,sep october,oct "
        "november,nov december,dec"
    ),
    endings=(
        "ations",
        "ation",
        "ements",
        "ement",
        "ments",
        "ment",
        "ings",
        "ing",
        "ies",
        "ied",
        "ers",
        "ed",
        "er",
        "es",
        "ly",
        "s",
        "e",
        "y",
    ),
    forms=_pairs(
        "sold,sale,sales:sell built:build led,leader:lead paid,payment:pay left:leave ran:run made:make held:hold "
        "began,begun:begin went,gone:go wrote,written:write came:come took,taken:take gave,given:give grew,grown:grow "
        "kept:keep met:meet won:win lost,loss:lose sent:send bought:buy taught:teach thought:think brought:bring "
        "fell,fallen:fall rose,risen:rise spoke,spoken,speech:speak chose,chosen,choice:choose drove,driven:drive "
        "drew,drawn:draw broke,broken:break became:become knew,known:know stood:stand bore,born,borne,birth:bear "
        "died,dead,death,dies:die beaten:beat ate,eaten:eat saw,seen:see fought:fight caught:catch told:tell felt:feel meant:mean "
        "understood:understand threw,thrown:throw wore,worn:wear flew,flown,flight:fly swam:swim sang,sung:sing "
        "shot:shoot stole,stolen:steal struck:strike bound:bind ruled:rule costs,price,priced,prices,fee,charge,charged:cost "
        "starts,started,start,commenced,commences:begin ends,ended,finish,finished,finishes,concluded:end "
        "allowed,permitted,permits,permit:allow requires,required,needed:require purchase,purchased:buy "
        "children:child men:man women:woman people:person feet:foot teeth:tooth wives:wife lives:live life:live "
        "departs,departed:leave large:big biggest,largest:biggest quick:fast quicker:faster car,cars:car "
        "founded,founder,founding:found established:found headed,heads:lead"
    ),
    declines=(
        r"\bI(?:'m| am)? (?:sorry,? )?(?:but )?(?:I )?(?:do not|don['’]t|cannot|can['’]t|am unable to|am not able to) "
        r"(?:know|say|tell|find|answer|determine|provide)",
        r"\b(?:texts?|passages?|documents?|context|sources?|it|they)\b[^.!?]{0,30}\b(?:does|do|did)(?: not|n['’]t) "
        r"(?:say|state|mention|specify|provide|contain|tell|give|include|indicate|answer|explain)\b",
        r"\b(?:is|are|was|were)(?: not|n['’]t) (?:explicitly |directly |specifically )?(?:mentioned|stated|specified|"
        r"(?:provided |given |clear )?(?:in|from) the (?:given |provided )?(?:texts?|passages?|documents?|context))",
        r"\bno (?:information|mention|answer)\b(?: \w+){0,6}(?:$|[.,])",
        r"\bnot (?:enough|sufficient) information\b|\binsufficient information\b",
        r"\bnot (?:mentioned|stated|specified|given) in the\b",
    ),
)

GERMAN = Language(
    typical=_words(
        "der die das und ist nicht ein eine einen einem einer zu von mit den dem des auf für im wird sind werden kann "
        "hat wer wie wo wann sich auch bei aus zum zur nur sie er wurde nach vom welche welcher welches warum haben "
        "kein keine gibt muss darf dürfen ja nein"
    ),
    grammar=_words(
        "der die das den dem des ein eine einen einem einer eines und oder aber ist sind war waren wird werden wurde "
        "wurden worden sein hat haben hatte hatten kann können konnte darf dürfen muss müssen soll sollen will wollen "
        "zu von mit auf für im in an am bei aus zum zur nach vom über unter vor um durch als wie so auch noch schon "
        "es er sie ihn ihm ihr ihre ihren ihrem ihrer sein seine seinen seinem seiner wir ihr ich man sich dies diese "
        "dieser dieses diesen diesem jene welche welcher welches welchem welchen was wer wen wem wann wo warum wenn dass "
        "weil ob da dort hier dann denn doch etwa pro je ins ans beim gibt geben ab bis seit während ja uhr dabei damit "
        "dafür davon dazu darin daran darauf deren dessen wessen wieso weshalb woher wohin womit wofür seid sei"
    ),
    negations=_words(
        "nicht kein keine keinen keinem keiner keines nie niemals nichts niemand niemanden ohne weder nirgends nirgendwo "
        "kaum"
    ),
    narrow=_words("ohne"),
    prefixes=("un", "in", "nicht", "im", "il", "ir"),
    opposites=_opposites(
        "verboten,untersagt:erlaubt geschlossen:geöffnet zu:offen ausgeschlossen:enthalten ausgenommen:enthalten "
        "deaktiviert:aktiviert falsch:richtig abgelehnt,zurückgewiesen:angenommen,genehmigt belegt:frei kostenpflichtig:kostenlos "
        "verweigert:gewährt"
    ),
    contraries=_contraries(
        "ab,seit:bis mehr,größer,höher,über,oberhalb:weniger,kleiner,niedriger,geringer,unter,unterhalb vor,vorher:nach,nachher "
        "steigt,stieg,steigen,gestiegen,zugenommen:sinkt,sank,sinken,gesunken,fällt,fiel,abgenommen erste,ersten,erster,erstes:"
        "letzte,letzten,letzter,letztes,zweite,zweiten älter,ältere,älteste:jünger,jüngere,neuer,jüngste,neueste "
        "höchste,höchsten,längste,größte,maximal:niedrigste,niedrigsten,kürzeste,kleinste,minimal nord,norden,nördlich,nördlichen:"
        "süd,süden,südlich,südlichen ost,osten,östlich,östlichen:west,westen,westlich,westlichen links,linke,linken:rechts,rechte,rechten "
        "heiß,warm,wärmer,heißer,warmes,warmem:kalt,kälter,kaltes,kaltem schneller,schnell:langsamer,langsam beginnt,begann,beginnen,anfang,beginn:"
        "endet,endete,enden,ende öffnet,öffnen:schließt,schließen innen,drinnen:außen,draußen früh,früher:spät,später lang,länger:kurz,kürzer "
        "an,ein:aus schwarz:weiß tag,tags:nacht,nachts teurer,teuer,teuerste:billiger,billig,günstiger,günstigste alt,alte:neu,neue "
        "oben,obere,oberen:unten,untere,unteren vorn,vorne,vordere:hinten,hintere ankunft:abfahrt,abflug ankommen:abfahren "
        "muss,müssen:kann,können,darf,dürfen immer:nie,manchmal,oft täglich:wöchentlich,monatlich,jährlich "
        "wöchentlich:monatlich,jährlich monatlich:jährlich sommer:winter morgens,vormittags:abends,nachmittags "
        "erwachsene,erwachsenen:kinder,kindern gewann,gewinnt:verlor,verliert kauft,kaufte:verkauft,verkaufte mieter:vermieter "
        "arbeitgeber:arbeitnehmer käufer:verkäufer schwerer:leichter öffentlich:privat werktags,werktagen:feiertags,sonntags,feiertagen"
    ),
    quantifiers=_pairs(
        "mindestens,wenigstens,minimal,nicht_weniger_als,oder_mehr,zumindest:>= "
        "höchstens,maximal,bis_zu,nicht_mehr_als,oder_weniger:<= mehr_als,über:> weniger_als,unter:< "
        "alle,allen,aller,jeder,jede,jedes,jeden,jedem,immer,sämtliche,ausnahmslos,stets,ganz,ganze,vollständig,überall:all "
        "manche,einige,einigen,manchmal,mehrere,mancher,teilweise,gelegentlich:some nur,ausschließlich,lediglich,allein:only "
        "meist,meisten,meistens,überwiegend,hauptsächlich,größtenteils:most halb,halbe,hälfte:half viele,vielen:many wenige,wenigen,selten:few "
        "muss,müssen,verpflichtet,pflicht:must beide,beiden:both genau:exactly zweimal:twice"
    ),
    asking=_words(
        "wer wen wem wessen was wann wo warum wieso weshalb wie welche welcher welches welchem welchen woher wohin womit "
        "wofür wodurch worauf worin woran wovon wozu worum wieviel wonach wogegen"
    ),
    subjects=_words("wer"),
    prepositions=_words("in an auf zu für von mit aus bei seit bis um über unter nach vor gegen durch ab wegen im am"),
    answers={"ja": True, "nein": False, "doch": True},
    frames=_words(
        "antwort text textstelle frage dokument dokumente laut gemäß sagt steht erwähnt heißt genannt liegt befindet "
        "befinden beträgt betragen ungefähr etwa circa ca rund insgesamt anzahl menge namens lautet angegeben also "
        "folgende folgenden handelt bekannt gilt jahr gelten natürlich sicher tatsächlich"
    ),
    alternatives=_words("oder"),
    joints=_words("und aber oder wenn weil obwohl dass während sofern falls sondern bevor nachdem damit jedoch"),
    conditions=_words("wenn weil obwohl während sofern falls bevor nachdem"),
    relatives=_words("der die das den dem deren dessen welche welcher welches"),
    pronouns=_words(
        "er sie es ihn ihm ihr ihre ihren ihrem ihrer sein seine seinen seinem seiner dies diese dieser dieses dort "
        "beide diesem diesen dessen deren"
    ),
    agents=_words("von vom durch"),
    auxiliaries=_words(
        "ist sind war waren hat haben hatte hatten kann können darf dürfen muss müssen soll sollen wird werden wurde wurden"
    ),
    exceptions=_words("außer ausser ausgenommen"),
    relations=_words("als vor nach bevor nachdem"),
    nouns_are_capital=True,
    thousands=".",
    numbers=GERMAN_NUMBERS,
    months=_months(
        "januar,jan,jänner februar,feb märz april,apr mai juni,jun juli,jul august,aug september,sept,sep oktober,okt "
        "november,nov dezember,dez"
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
    forms=_pairs(
        "kostet,kosten,kostete,preis,preise,gebühr:kost verkaufte,verkauft,verkauf,verkäufe:verkauf gebaut,erbaut,baute,errichtet:bau "
        "geleitet,leitet,leiterin,leiter,leitete,leitung:leit begann,beginnt,begonnen,beginn,startet,anfang:beginn "
        "endet,endete,ende,geendet:end fährt,fuhr,gefahren,abfahrt,fahrt:fahr lief,läuft,gelaufen:lauf hielt,hält,gehalten:halt "
        "gab,gegeben:geb kam,kommt,gekommen:komm ging,geht,gegangen:geh schrieb,geschrieben,schreibt:schreib "
        "nahm,nimmt,genommen:nehm gilt,galt,gelten:gelt trug,trägt,getragen:trag lag,liegt,gelegen:lieg starb,gestorben,tod:sterb "
        "schloss,schließt,geschlossen:schließ traf,trifft,getroffen:treff fand,findet,gefunden,fanden:find sprach,gesprochen:sprech "
        "gewann,gewinnt,gewonnen:gewinn verlor,verliert,verloren:verlier erlaubt,gestattet,zulässig:erlaub "
        "gegründet,gründete,gründung,gründer:gründ dürfen,darf:dürf zahlt,bezahlt,zahlen,zahlung:zahl "
        "wusch,gewaschen,wäscht,wäsche:wasch wechselt,gewechselt,wechseln,wechsel:wechsel wartet,gewartet,wartung,warten:wart"
    ),
    quoting="In den Dokumenten steht: \u201e{}\u201c",
    declines=(
        r"\b(?:ich )?wei(?:ß|ss) (?:ich |es |das )*nicht\b|\bich kann (?:das |dies |die frage )*(?:leider )?nicht",
        r"\b(?:steht|wird|ist|geht|werden|sind)\b[^.!?]{0,60}\b(?:nicht|nirgends|kein\w*)\b[^.!?]{0,40}\b"
        r"(?:text|dokument\w*|angegeben|erwähnt|genannt|hervor|textstelle\w*|passage\w*|unterlagen)",
        r"\bdas steht (?:hier |dort |leider )?nicht\b|\bkeine (?:angaben?|informationen?|antwort)\b",
        r"\b(?:nicht|nirgends) (?:\w+ )?(?:erwähnt|angegeben|genannt)\b|\b(?:sagt|nennt|enthält|erwähnt) (?:\w+ ){0,2}nicht",
    ),
)


def _minor(typical: str, grammar: str, negations: str) -> Language:
    return Language(typical=_words(typical), grammar=_words(grammar + " " + typical), negations=_words(negations))


_OTHERS = (
    _minor(
        "le les des est et une du dans pour qui pas aux sont cette",
        "la de un en à au l d il elle que",
        "ne n pas jamais rien sans aucun aucune non ni",
    ),
    _minor(
        "el los las y una del por para está son",
        "la de un en que es con a se lo al",
        "no nunca nada sin ningún ninguna ni nadie",
    ),
    _minor(
        "il gli è della di che sono una nel alla",
        "la le un in con per a e del si",
        "non mai niente senza nessuno nessuna né",
    ),
    _minor(
        "het een van niet voor zijn wordt naar", "de en in is op te met dat", "niet geen nooit niets zonder niemand"
    ),
    _minor(
        "os uma não são dos ao pelo", "o a de um em que é com para do da e se", "não nunca nada sem nenhum nenhuma nem"
    ),
    _minor("och att är inte som på det av", "en ett i den för med", "inte ingen inget aldrig utan"),
)
UNKNOWN = Language(
    typical=frozenset(),
    grammar=frozenset(),
    negations=frozenset().union(*(one.negations for one in (ENGLISH, GERMAN, *_OTHERS))) - {"n", "no", "ne"} | {"no"},
    answers=ENGLISH.answers | GERMAN.answers,
    numbers={},
)
LANGUAGES = (ENGLISH, GERMAN, *_OTHERS)


@cache
def _typical() -> dict[str, Language]:
    return {word: language for language in LANGUAGES for word in language.typical}


def language_of(words: list[str]) -> Language | None:
    """Return the language that most of these words, in small letters, are typical of; None where two tie, or none is."""
    table, counts = _typical(), dict[int, int]()
    for word in words:
        if found := table.get(word):
            counts[LANGUAGES.index(found)] = counts.get(LANGUAGES.index(found), 0) + 1
    best = sorted(counts, key=lambda one: -counts[one])[:2]
    if not best or (len(best) > 1 and counts[best[0]] == counts[best[1]]):
        return None
    return LANGUAGES[best[0]]
