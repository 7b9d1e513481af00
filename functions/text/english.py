"""English, as sentences are compared."""
# ruff: noqa: RUF001 - typographic marks are meant

from functions.text.kin import ENGLISH_KIN
from functions.text.language import Language, contraries, in_order, kin, months, opposites, pairs, words
from functions.text.number_words import ENGLISH_NUMBERS

ENGLISH = Language(
    typical=words(
        "the of and is are to for with by not it that from at has have which who what where when how does did "
        "this there they he she you been were its than only all any"
    ),
    grammar=words(
        "a an the this that these those there here it its he she they him her his them their we you your our i my "
        "me us is are was were be been being am do does did done doing have has had having will would shall "
        "should can could may might must need of in on at to for from by with as into onto about than then so too "
        "also very just and or but if when while where which who whom whose what why how because since although "
        "though until unless per each other another own same such up down out off over under again s t re ve ll d "
        "m yes ja o'clock"
    ),
    negations=words(
        "not no never nothing nobody none neither nor without cannot nowhere hardly lacks lack lacking cant"
    ),
    narrow=words("without"),
    prefixes=("un", "in", "im", "ir", "il", "non", "dis"),
    opposites=opposites(
        "forbidden,prohibited,banned,disallowed:allowed "
        "denied,refused,rejected,declined:accepted,approved,granted rejects:accepts,approves closed:open "
        "shut:open excluded:included excludes:includes exclude:include excluding:including disabled:enabled "
        "absent:present fails:passes failed:passed false:true forbids,prohibits:allows optional:required "
        "mortal:immortal occupied:free"
    ),
    contraries=contraries(
        "more,greater,higher,above,over,larger,bigger,exceeds:less,fewer,lower,below,under,smaller before:after "
        "increase,increases,increased,rise,rises,rose,grew:decrease,decreases,decreased,fall,falls,fell,"
        "declined,shrank since:until,till first:last,second earliest:latest oldest:youngest,newest "
        "older:younger,newer maximum,most,highest,longest,largest:minimum,least,lowest,shortest,smallest "
        "north,northern:south,southern east,eastern:west,western left:right "
        "hot,warm,hotter,warmer:cold,cooler,colder fast,faster,quicker:slow,slower on:off "
        "start,starts,started,begins,began,begin:end,ends,ended,finish,finishes,finished,stopped "
        "open,opens,opened:close,closes,closed inside,indoors:outside,outdoors win,won,wins:lose,lost,loses "
        "buy,buys,bought:sell,sells,sold heavier:lighter long,longer:short,shorter early,earlier:late,later "
        "black:white day:night male:female men:women king:queen cheap,cheaper,cheapest:expensive,dearer,costly "
        "single:double,twin old:new manual,manually:automatic,automatically adult,adults:child,children "
        "upper:lower top:bottom front:rear,back morning:evening,afternoon summer:winter "
        "arrive,arrives,arrival,arrived:depart,departs,departure,departed "
        "tenant,tenants:landlord,landlords buyer,buyers:seller,sellers employer,employers:employee,employees "
        "lender,lenders:borrower,borrowers "
        "always:never,sometimes,usually,often daily:weekly,monthly,yearly,annually weekly:monthly,yearly,annually "
        "monthly:yearly,annually public:private true:false input:output"
    ),
    modals=contraries("must:may,can,might,could"),
    quantifiers=pairs(
        "at_least,minimum,no_less_than,no_fewer_than,or_more,minimally,not_less_than:>= "
        "at_most,maximum,no_more_than,up_to,or_less,or_fewer,not_more_than,maximally:<= "
        "more_than,greater_than,over,above,exceeding,exceeds,upwards_of:> less_than,fewer_than,under,below:< "
        "all,every,each,always,everyone,everybody,everything,entire,whole,everywhere,entirely,completely:all "
        "some,several,sometimes,occasionally,partly:some only,solely,exclusively,merely:only "
        "most,mostly,mainly,majority,usually,generally,largely:most half:half many:many few,rarely,seldom:few "
        "must,has_to,have_to,required,mandatory,shall,needs_to,need_to:must both:both exactly:exactly twice:twice"
    ),
    bounds=pairs(
        "within,no_longer_than,no_later_than,not_exceed,max,not_older_than:<= no_earlier_than,min,not_younger_than:>= "
        "exceed,higher_than,larger_than,longer_than,older_than,heavier_than,bigger_than,taller_than,warmer_than,"
        "hotter_than,later_than:> lower_than,smaller_than,shorter_than,younger_than,lighter_than,colder_than,"
        "cooler_than,earlier_than,below:<"
    ),
    bounds_behind=pairs(
        "or_more,or_over,or_older,or_above,and_over,and_older,and_above,and_more,minimum,at_least:>= "
        "or_less,or_fewer,or_under,or_below,or_younger,and_under,and_below,and_less,maximum,max,at_most:<="
    ),
    spans=words("to and through"),
    permits=words(
        "may can could allowed permitted acceptable accepted ok okay fine alright possible enough sufficient admitted "
        "suffice suffices legal admissible tolerated right"
    ),
    refuses=words("discarded scrapped destroyed rejected refused stopped void invalid banned barred expelled excluded"),
    presence=words(
        "open opened opens there somebody someone anybody anyone here staffed available reachable reach come visit "
        "still in call working on manned collect"
    ),
    weekdays=in_order(
        "monday,mon tuesday,tue,tues wednesday,wed thursday,thu,thur,thurs friday,fri saturday,sat sunday,sun", 0
    ),
    day_groups={"weekdays": frozenset(range(5)), "weekends": frozenset((5, 6)), "daily": frozenset(range(7))},
    clock=words("am pm o'clock"),
    ways=pairs("from:start to,into:end"),
    parts=words("of"),
    directions=pairs("from,since,after:start until,till,to,before:end"),
    asking=words("who whom whose what when where which why how"),
    openings=words(
        "am need ought any anyone anybody ok okay allowed possible isn't aren't wasn't weren't hasn't haven't "
        "can't cannot couldn't won't wouldn't doesn't don't didn't shouldn't mustn't"
    ),
    subjects=words("who what"),
    prepositions=words("in on at to for from by with of under over since until about after before during through"),
    answers={"yes": True, "no": False, "yeah": True, "nope": False, "yep": True, "correct": True, "true": True},
    frames=words(
        "answer text passage passages question document documents according says say said states stated mention "
        "mentioned located situated lies lie found known called named name referred refers considered given means "
        "exactly actually approximately about around roughly nearly case fact information provided based context "
        "therefore thus however total amount number time year way kind type please sure certainly indeed well"
    ),
    alternatives=words("or"),
    joints=words("and but or where when while if because although though unless whereas that which who since so"),
    conditions=words("when where while if because although though unless since"),
    relatives=words("who which that whose whom where"),
    pronouns=words("it its he she they his her their him them this these that those both one such"),
    agents=words("by"),
    auxiliaries=words("is are was were has have had can could may might must shall should will would does do did"),
    verbs=words(
        "beat beats cut hit let put set hurt cost sell build lead pay leave run make hold begin go write come "
        "take give grow keep meet win lose send buy teach think bring fall rise speak choose drive draw break "
        "become know stand bear die eat see fight catch tell feel mean understand throw wear fly swim sing shoot "
        "steal strike bind rule left led allow require end found established open close start stop arrive depart "
        "last contain include live work use need hire move turn print read show follow return mean stand serve "
        "supply deliver receive weigh measure supervise like love own play help carry cover provide produce "
        "create own visit call rent accept reject approve elect defeat sold built paid ran made held began went "
        "wrote came took gave grew kept met won lost sent bought taught brought fell rose spoke chose drove drew "
        "broke became knew stood bore ate saw fought caught told felt shot stole struck"
    ),
    exceptions=words("except excluding unless excepting"),
    relations=words("than before after to beat beats defeated"),
    numbers=ENGLISH_NUMBERS,
    months=months(
        "january,jan february,feb march,mar april,apr may june,jun july,jul august,aug september,sept,sep "
        "october,oct november,nov december,dec"
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
    forms=pairs(
        "sold,sale,sales:sell built:build led,leader:lead paid,payment:pay left:leave ran:run made:make held:hold "
        "began,begun:begin went,gone:go wrote,written:write came:come took,taken:take gave,given:give "
        "grew,grown:grow kept:keep met:meet won:win lost,loss:lose sent:send bought:buy taught:teach "
        "thought:think brought:bring fell,fallen:fall rose,risen:rise spoke,spoken,speech:speak "
        "chose,chosen,choice:choose drove,driven:drive drew,drawn:draw broke,broken:break became:become "
        "knew,known:know stood:stand bore,born,borne,birth:bear died,dead,death,dies:die beaten:beat "
        "ate,eaten:eat saw,seen:see fought:fight caught:catch told:tell felt:feel meant:mean "
        "understood:understand threw,thrown:throw wore,worn:wear flew,flown,flight:fly swam:swim sang,sung:sing "
        "shot:shoot stole,stolen:steal struck:strike bound:bind ruled:rule "
        "costs,price,priced,prices,fee,charge,charged:cost starts,started,start,commenced,commences:begin "
        "ends,ended,finish,finished,finishes,concluded:end allowed,permitted,permits,permit:allow "
        "requires,required,needed:require purchase,purchased:buy children:child men:man women:woman people:person "
        "feet:foot teeth:tooth wives:wife lives:live life:live departs,departed:leave large:big "
        "biggest,largest:biggest quick:fast quicker:faster car,cars:car founded,founder,founding:found "
        "established:found headed,heads:lead"
    ),
    before_nouns=words(
        "a an the this these those its their his her our your my another each every any no of in on at for "
        "from by with about into during without between under over against"
    ),
    quantities=words("many much"),
    general=words(
        "thing things people person persons place places name names kind type sort body example part parts number "
        "numbers figure figures period case group groups role way ways work use reason reasons purpose function term "
        "terms order times rest majority list most least other others different extra additional single own separate "
        "itself themselves version versions effect effects impact influence result results consequence consequences "
        "creation importance meaning relation regard respect addition course control favor favour percentage range "
        "characteristic characteristics feature features trait traits front back end ends beginning start side sides "
        "middle top bottom low high area areas region regions anywhere ahead near new newer old current usual normal "
        "main certain general specific maximum minimum average possible moment job task help question answer situation "
        "event rule rules condition conditions something someone anything anyone everybody somebody more less outside "
        "inside present now stock company firm organisation organization society club office document documents "
        "contract agreement major minor primary secondary basic typical common important famous popular original final "
        "modern significant special various similar large small big great good best bad exact correct right full total "
        "real true rare known early late recent future past next last previous long short strong official correctly "
        "sure okay fine worth valuable"
    ),
    doers=words("who"),
    copulas=words("is are was were be"),
    counting=frozenset({("how", "many")}),
    classes=words("kind type sort example name body"),
    helpers=words("do does did"),
    no_nouns=("ing", "ed", "ly", "est"),
    kin=kin(ENGLISH_KIN),
    orders=(
        r"\b(?:ignore|disregard|forget|override|bypass)\b(?: \w+){0,5} (?:instructions?|prompts?|rules|"
        r"directions|commands|guidelines|context|passages|documents|questions?)\b",
        r"\b(?:the )?(?:\w+ )?(?:answer|reply|response) to (?:every|any|all|each|whatever)\b(?: \w+){0,3}",
        r"\b(?:you are|act as|pretend to be|behave as|from now on)\b[^.!?]{0,40}\b(?:AI|assistant|language model|"
        r"chatbot|bot|LLM|DAN)\b",
        r"\b(?:AI|assistants?|language models?|chatbots?|bots?|LLMs?)\b[^.!?]{0,40}\b(?:must|should|shall|have to|"
        r"please|always|only)\b[^.!?]{0,30}\b(?:say|answer|respond|reply|output|write|state|tell|print|repeat)\b",
        r"\b(?:when|if|whenever)\b[^.!?]{0,40}\basks?\b[^.!?]{0,40}\b(?:any|every|something|anything)\b[^.!?]{0,40}"
        r"\b(?:say|answer|respond|reply|output|print|repeat)\b",
        r"\b(?:new instructions?:|developer mode|jailbreak)",
        r"(?:^|[.,:;!]\s|\band\s|\bplease\s)(?:always|only|from now on,?|instead,?|simply) "
        r"(?:answer|respond|reply|say|output|print|repeat)\b"
        r"(?! (?:the|a) (?:phone|door|bell|call))",
        r"\b(?:answer|respond to|reply to) (?:all|every|any|each) questions?\b",
    ),
    of_orders=(
        r"\b(?:instructions?|prompts?|injection|ignore|disregard|AI|assistants?|chatbots?|language models?|"
        r"(?:every|all|each|any) (?:questions?|answers?))\b",
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
