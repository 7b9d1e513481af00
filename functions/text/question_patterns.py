"""How people ask for something that no single sentence is, as patterns by language: English and German; greetings in more.

Each is matched against a whole question without its politeness and its last mark. `s` is the subject: what is to be
listed, counted or summarised; `a` and `b` are what is compared.
"""
# ruff: noqa: E501, RUF001 - a form reads better in a line; letters of other scripts are meant

from typing import Final

from functions.text.superlatives import COMPARATIVES

S = r"(?P<s>.+?)"
T = r"(?P<t>.+)"  # more of the subject
_DOCUMENTS = r"(?:documents?|files?|texts|sources)"
_DOKUMENTE = r"(?:dokumente?|dateien|unterlagen|quellen)"
_HAVE = (
    r"(?:do you have|have you got|do i have|are there|do you know(?: of)?|exist|have i uploaded|did i upload|"
    r"are (?:there )?(?:available|indexed|uploaded|stored|here)|(?:are )?in (?:here|the index|the collection|your index)|"
    r"can you (?:see|read|search|access))"
)
_HABEN = (
    r"(?:hast du|haben sie|habe ich(?: hochgeladen)?|gibt es|kennst du|kennen sie|liegen vor|"
    r"sind (?:da|hier|vorhanden|hochgeladen|gespeichert|im index))"
)
_NEW, _NEU = r"(?:newest|latest|most recent)", r"(?:neu(?:e?ste|este)|aktuellste|jüngste|letzte)"

POLITE: Final = (
    r"(?:hey|hi|hello|hallo)(?: (?:there|minirag))?[,!.]\s*(?=\w)",
    r"(?:please|kindly|ok(?:ay)?|so|and|bitte|und)[\s,!.]++(?!thank|dank)",
    r"(?:can|could|would|will) you (?:please )?",
    r"(?:i would like|i'd like|i want|i need) (?:you )?to (?:know|see )?",
    r"(?:kannst du|könntest du|können sie|könnten sie) (?:mir )?(?:bitte )?",
    r"(?:do you know|tell me|weißt du|sag mir)[\s,]+(?=what|which|how|who|was|welche|wie|wer)",
)
GREETING: Final = (
    r"(?:hello|hi|hey|hiya|greetings|good (?:morning|afternoon|evening|day))(?:[\s,]+(?:there|minirag|everyone|all|you))*",
    r"how are you(?: (?:today|doing))?",
    r"(?:hallo|hi|moin|servus|grüezi|grüß (?:gott|dich)|guten? (?:morgen|tag|abend))(?:[\s,]+(?:zusammen|minirag|du))*",
    r"wie geht(?:'s| es)(?: dir| ihnen)?",
    r"bonjour|bonsoir|salut|¡?hola|¡?buen[oa]s (?:días|tardes|noches)|ciao|buongiorno|buonasera|olá|oi|b[oa][am] (?:dia|tarde|noite)",
    r"goede(?:morgen|middag|navond|ndag)|dag|dzień dobry|cześć|witaj|здравствуй(?:те)?|привет|добр(?:ый|ое) (?:день|утро|вечер)",
    r"你好|您好|こんにちは|こんばんは|おはよう(?:ございます)?|مرحبا|مرحبًا|أهلا|السلام عليكم|नमस्ते|नमस्कार",
)
THANKS: Final = (
    r"(?:ok(?:ay)?[\s,]+|great[\s,]+)?(?:many )?(?:thanks|thank you|thx|cheers)(?:[\s,]+(?:a lot|very much|so much|again|"
    r"minirag|for (?:your|the) help|(?:that|this|it) (?:helped|helps|was helpful|is (?:great|helpful|all))))*",
    r"(?:good ?)?bye(?: bye)?|see you(?: later)?",
    r"(?:vielen |besten |herzlichen )?dank(?:e(?:[\s,]+(?:schön|sehr|dir|ihnen|für die hilfe))*)?|merci",
    r"tschüss?|auf wiedersehen",
    r"(?:merci|gracias|¡?muchas gracias|(?:molte )?grazie|(?:muito )?obrigad[oa])(?: beaucoup| mille)?|(?:dank|bedankt)(?: je| u)?(?: wel)?",
    r"dziękuję(?: bardzo)?|(?:большое )?спасибо|谢谢(?:您|你)?|多谢|ありがとう(?:ございます)?|شكرا|شكرًا|धन्यवाद|शुक्रिया",
)
HELP: Final = (
    r"help|what can (?:you do|i ask)(?: (?:for me|here|you))*|how (?:can|do) (?:you help me|i use (?:this|you))|"
    r"(?:who|what) are you|what (?:is|can) minirag(?: do)?",
    r"hilfe|was kannst du(?: (?:alles|tun|für mich tun))*|was kann ich (?:dich |hier |alles )*fragen|wer bist du|was bist du",
)
COLLECTION: Final = (
    rf"(?:what|which) {_DOCUMENTS} {_HAVE}",
    rf"(?:list|show(?: me)?|name|give me)(?: a list of)?(?: all)?(?: (?:the|my|your|of the|available))* {_DOCUMENTS}"
    rf"(?: (?:that )?(?:you have|there are|i (?:have )?uploaded))?",
    r"what(?:'s| is) in (?:the|your|my) (?:collection|index|library)",
    rf"(?:welche|was für) {_DOKUMENTE} {_HABEN}",
    rf"(?:zeige?|nenne?|liste?|gib)(?: mir)?(?: alle)?(?: (?:die|meine|deine))? {_DOKUMENTE}(?: auf)?",
)
COLLECTION_COUNT: Final = (
    rf"how many {_DOCUMENTS} {_HAVE}",
    rf"wie ?viele {_DOKUMENTE} {_HABEN}",
)
NEWEST_DOCUMENT: Final = (
    rf"(?:what|which)(?: one)? (?:is|was) (?:the|your|my) {_NEW} (?:document|file|upload)",
    rf"(?:what|which) (?:document|file) (?:is|was) (?:the )?{_NEW}",
    rf"(?:was|welches|welche) ist (?:das|die) {_NEU} (?:dokument|datei)",
    rf"welche[s]? (?:dokument|datei) ist (?:am neuesten|am aktuellsten|(?:das|die) {_NEU})",
)
_SUMMARY = r"(?:summary|overview|outline|synopsis|gist|tl;?dr|(?:main|key) (?:points|facts))"
_KURZ = r"(?:zusammenfassung|übersicht|überblick|kurzfassung)"
SUMMARY: Final = (
    rf"(?:summari[sz]e|sum up|outline|recap)(?: {S})?",
    rf"(?:(?:(?:give|write|show|make)(?: me)?|what(?:'s| is| are)) )?(?:a |an |the )?(?:(?:short|brief|quick) )?{_SUMMARY}"
    rf"(?:(?: of| about| on| for|:) {S})?",
    rf"{S}[.?!,;:]* (?:please )?(?:(?:give|write|show|make)(?: me)? )?(?:a |an |the )?(?:(?:short|brief|quick) )?{_SUMMARY}",
    rf"{S}[.?!,;:]* (?:in short|in brief|briefly|in a nutshell|in a few words)",
    rf"(?:fass|fasse|fassen sie)(?: mir| uns)?(?: (?!zusammen){S})?(?: kurz)? zusammen",
    rf"(?:(?:gib|schreibe?|zeige?)(?: mir)? )?(?:eine? |die |den )?(?:kurzen? )?{_KURZ}"
    rf"(?: (?:von|zu|zum|zur|über|der|des|für) {S})?",
    rf"{S}[.?!,;:]* (?:bitte )?(?:(?:gib|schreibe?)(?: mir)? )?(?:eine[n]? )?(?:kurzen? )?{_KURZ}",
    rf"{S}[.?!,;:]* (?:kurz gefasst|in kürze|in kurzform|in wenigen worten)",
)
SUMMARY_OF_A_DOCUMENT: Final = (  # only where the subject is one
    rf"what(?:'s| is| are) {S} about",
    rf"what(?:'s| is) in {S}",
    rf"what does {S} (?:say|contain|cover)",
    rf"(?:show me|open) {S}",
    rf"(?:worum geht es|worum geht's|was steht) (?:in|im) {S}",
    rf"(?:wovon|von was) handelt {S}",
    rf"was enthält {S}",
)
COUNT: Final = (
    rf"(?:for|in|at|on|of|from|bei|in|an|auf|von) (?:how many|wie ?vielen) {S}",
    rf"(?:how many|what is the (?:total )?number of|(?:the )?number of|count(?: all)?(?: the)?) {S}",
    rf"(?:wie ?viele|(?:was|wie groß|wie hoch) ist die (?:an)?zahl (?:der|von|aller)|(?:die )?anzahl (?:der|von|aller)|zähle?) {S}",
)
AVERAGE: Final = (
    rf"(?:(?:what is|what's|what are|what was|what were|calculate|compute|give me|show me) )?(?:the )?(?:average|mean)(?: of)?(?: all)?(?: the)? {S}",
    rf"(?:how much|how many|what)(?: is| are| do| does| did)? {S}(?: on average| an average)",
    rf"(?:how much|how many|what)(?: is| are| do| does| did)? {S} on average {T}",
    rf"(?:(?:was|wie hoch|wie groß|wie schwer|wie lang) (?:ist|war) )?(?:der |die |das )?(?:durchschnitt|mittelwert)(?:liche[rsn]?)? (?:der|des|von|aller)? ?{S}",
    rf"(?:(?:was|wie hoch|wie groß|wie schwer|wie lang) (?:ist|war) )?(?:der |die |das )?durchschnitts(?=[^\W\d_]{{4}}){S}",
    rf"(?:(?:was|wie hoch|wie groß|wie schwer|wie lang) (?:ist|war) )?(?:der |die |das )?durchschnittliche[rsn]? {S}",
    rf"(?:was|wie ?viele?)(?: kosten| sind)? {S} (?:im durchschnitt|durchschnittlich|im mittel)(?: {T})?",
)
SUM: Final = (
    rf"(?:(?:what is|what's|what was|calculate|compute|give me|show me) )?(?:the )?(?:sum(?! up\b)|total(?: sum)?|combined|overall)(?: of| for)?(?: all)?(?: the)? {S}",
    rf"(?:how much|how many|what)(?: is| are| do| does| did)? {S} (?:in total|altogether|all together|together|in sum|combined)(?: {T})?",
    r"how much (?:do|does|did|would) (?P<s>(?:all|the whole|the entire) .+)",
    rf"add up(?: all)?(?: the)? {S}",
    rf"(?:(?:was|wie hoch|wie groß) ist )?(?:die )?(?:gesamt)?summe (?:der|von|aller|des) {S}",
    rf"(?:(?:was|wie hoch|wie groß|wie schwer) (?:ist|sind) )?(?:das |der |die )?gesamt(?!e)(?=[^\W\d_]{{4}}){S}",
    rf"(?:was|wie ?viele?)(?: sind)? {S} (?:insgesamt|zusammen|in summe)(?: {T})?",
    r"(?:was|wie ?viele?) (?P<s>(?:kosten|wiegen|kostet|wiegt) (?:alle|sämtliche|das ganze|das gesamte) .+)",
)
LIST: Final = (
    rf"(?:list|enumerate)(?: me)?(?: up)? {S}",
    rf"(?:name|give me|show me|tell me|show)(?: a list of)? (?:all|every|each)(?: of)? {S}",
    rf"(?:give me|show me|make) a list of {S}",
    rf"what are (?:all )?the {S}",
    rf"(?:which|what)(?: (?:kinds|types|sorts) of)? {S} are (?:there|listed)",
    r"(?:which|what) (?P<s>(?:\w+ ){0,2}\w+s(?: (?:of|in) (?:the )?\w+)? "
    r"(?:have|are|cost|contain|belong|stand|lie|with|take|use|need|weigh|last) .+)",
    r"which (?P<s>(?:[\w-]+ ){0,2}(?!(?:is|was|does|has|this)\b)[\w-]+s\b .+)",
    r"(?:which|what) (?P<s>(?:[\w-]+ ){0,2}[\w-]+s (?:can|may|could|does|do) .+) (?:show|display|report|give)s?",
    r"(?:which|what) (?P<s>(?:[\w-]+ ){0,2}[\w-]+s) (?:do|can|could|may) (?:you|we|i|they|one) (?:have|offer|get|choose|see)",
    r"(?P<s>who (?:has|have|is|are|does|do|did) (?:no|not)\b.+)",
    r"(?:for|in|at|on|of|from) which (?P<s>(?:[\w-]+ ){0,2}[\w-]+s\b .+)",
    r"(?:which|what) (?P<s>(?:\w+ ){0,2}\w+s (?:does|do) .+) (?:cover|contain|include|list|name|mention|define)",
    rf"(?:liste|listen sie)(?: mir)? {S}(?: auf)?",
    rf"(?:nenne?|zeige?|gib)(?: mir)? (?:alle|sämtliche|eine liste (?:aller|der|von)) {S}",
    rf"zähle?(?: mir)? {S} auf",
    rf"(?:welche[srmn]?|was für) {S} gibt es(?: .*)?",
    rf"was sind (?:alle )?die {S}",
    r"welche (?P<s>(?:\w+ )?\w+ (?:haben|sind|kosten|enthalten|gehören|stehen|liegen|mit|brauchen|benötigen|wiegen) .+)",
    r"welche (?P<s>(?!ist\b|sind\b|hat\b)[\w-]+ [\w-]+ .+)",
    r"(?P<s>wer (?:hat|ist) (?:keinen?|nicht)\b.+)",
    r"(?:bei|in|an|auf|für) (?:welchen|welche) (?P<s>[\w-]+ [\w-]+ .+)",
    r"welche[sn]? {S} (?:haben wir|habt ihr|haben sie|bietet ihr an|bieten sie an)".replace("{S}", S),
    r"welche (?P<s>(?:\w+ )?\w+ (?:deckt|umfasst|enthält|nennt|erwähnt) .+?)(?: ab)?",
)
HOW_MANY: Final = r"how many\b|wie ?viele\b"
HOW_MUCH: Final = r"how much\b|wie ?viel\b"
OPEN_QUESTION: Final = r"(?:which|what|who|whom|welche[srmn]?|was|wer|wen|wem)\b"
WHO: Final = r"(?:who|whom|wer|wen|wem)\b"
EXTREME_OPENING: Final = (
    r"(?:which|what|what's|who|whose|list|show|name|find|give|welche[srmn]?|was|wer|nenne?|zeige?|finde?)\b"
)
WHICH: Final = r"(?:which|who|what is|what's|welche[srmn]?|wer|was ist)\b"
YES_NO_OF_TWO: Final = (
    rf"(?:is|are|was|were) (?P<a>.+?) (?:the )?(?:{COMPARATIVES}|built {COMPARATIVES}) than (?P<b>[^\d].+)",
    rf"(?:does|do|did) (?P<a>.+?) (?:have|cost|weigh|last|take|carry|contain|need|seat)s? {COMPARATIVES}(?: [\w-]+){{0,3}} than (?P<b>[^\d].+)",
    rf"(?:ist|sind|war|waren) (?P<a>.+?) {COMPARATIVES} als (?P<b>[^\d].+)",
    rf"(?:kostet|wiegt|hat|dauert|kosten|wiegen|haben|dauern) (?P<a>.+?) {COMPARATIVES}(?: [\w-]+){{0,3}} als (?P<b>[^\d].+)",
)
COMPARE: Final = (
    rf"(?P<s>(?:which|what|who)\b[^,:]*\b{COMPARATIVES}\b[^,:]*)[,:] ?(?:the )?(?P<a>[^,]+?),? or (?P<b>.+)",
    rf"(?P<s>(?:was|wer|welche[rsnm]?)\b[^,:]*\b{COMPARATIVES}\b[^,:]*)[,:] ?(?P<a>[^,]+?),? oder (?P<b>.+)",
    rf"(?:is|are|was|were|do|does|did) (?P<a>[^,]+?),? or (?P<b>[^,]+?) (?P<s>(?:(?:have|cost|weigh|last|take|carry|built|join) )?{COMPARATIVES}\b.*)",
    rf"(?:ist|sind|war|waren|hat|haben|kostet|wiegt) (?P<a>[^,]+?),? oder (?P<b>[^,]+?) (?P<s>{COMPARATIVES}\b.*)",
    rf"(?:which|what|who) of (?P<a>.+?) (?:and|or) (?P<b>.+?) (?P<s>(?:is|has|costs|weighs|lasts|takes|was|joined)\b.*\b{COMPARATIVES}\b.*)",
    r"(?:(?:what is|what's|what are|explain|show me) )?(?:the )?differences? between (?P<a>.+?) and (?P<b>.+)",
    r"compare (?P<s>[^,]{2,40}?) (?:of|in|for) (?P<a>(?!\d).+?) (?:and|with|to|against) (?P<b>.+)",
    r"vergleiche?(?: mir)? (?P<s>[^,]{2,40}?) (?:von|in|bei|des|der) (?P<a>(?!\d).+?) (?:und|mit) (?P<b>.+)",
    r"how (?:did|has|have) (?P<s>.+?) changed? (?:between|from) (?P<a>.+?) (?:and|to) (?P<b>.+)",
    r"wie hat sich (?P<s>.+?) (?:zwischen|von) (?P<a>.+?) (?:und|zu|bis) (?P<b>.+) (?:ge|ver)ändert",
    r"what (?:has |have )?(?:changed|(?:are )?(?:the )?changes) (?:between|from) (?P<a>.+?) (?:and|to) (?P<b>.+)",
    r"was hat sich (?:zwischen|von) (?P<a>.+?) (?:und|zu) (?P<b>.+) (?:ge|ver)ändert",
    r"compare (?P<a>.+?) (?:and|with|to|against) (?P<b>.+)",
    r"how (?:do|does) (?P<a>.+?) and (?P<b>.+?) (?:differ|compare)(?: in (?P<s>.+))?",
    r"how (?:do|does) (?P<a>.+?) (?:differ from|compare (?:to|with)) (?P<b>.+)",
    r"(?P<a>[^,?]{1,60}?) (?:vs\.?|versus) (?P<b>[^,?]{1,60})",
    r"(?P<s>(?:which|what|who)(?: one)? (?:is|are|has|costs?|weighs|goes|runs|takes|lasts) [^,:]+)[,:] ?(?:the )?(?P<a>[^,]+?),? or (?P<b>.+)",
    r"(?:(?:was|worin) (?:ist|besteht) )?(?:der|den|die) unterschiede? zwischen (?P<a>.+?) und (?P<b>.+)",
    r"vergleiche?(?: mir)? (?P<a>.+?) (?:und|mit) (?P<b>.+)",
    r"(?:wie|wodurch|worin) unterscheide[tn] sich (?P<a>.+?) (?:und|von) (?P<b>.+?)(?: (?:in|im|bei|beim) (?P<s>.+))?",
    r"(?P<s>(?:was|wer|welche[rs]?)(?: davon)? (?:ist|sind|hat|kostet|wiegt) [^,:]+)[,:] ?(?P<a>[^,]+?),? oder (?P<b>.+)",
)
_GOING_ON = r"(?:(?:and|und|also|then|dann)[\s,]+)*"
FOLLOWING_COUNT: Final = (
    rf"{_GOING_ON}how many(?: (?:are (?:there|they|those)|of (?:them|those)(?: are there)?))?(?: in total| altogether)?",
    rf"{_GOING_ON}wie ?viele(?: (?:sind|gibt es|waren)(?: (?:das|es|davon))?)?(?: insgesamt)?",
)
FOLLOWING_LIST: Final = (
    rf"{_GOING_ON}(?:which|what)(?: ones?)?(?: are (?:they|these|those))?",
    rf"{_GOING_ON}welche(?: (?:sind|waren) (?:das|es))?",
)
FOLLOWING_AVERAGE: Final = (
    rf"{_GOING_ON}(?:what(?:'s| is) )?(?:the |on )?(?:average|mean)",
    rf"{_GOING_ON}(?:der |im )?(?:durchschnitt|mittel)",
)
FOLLOWING_SUM: Final = (
    rf"{_GOING_ON}(?:what(?:'s| is) )?(?:the |in )?(?:sum|total)|{_GOING_ON}(?:how much is (?:it|that) )?(?:altogether|together)",
    rf"{_GOING_ON}(?:die )?summe|{_GOING_ON}(?:wie viel ist das )?(?:insgesamt|zusammen)",
)
IMPOSSIBLE: Final = (
    r"(?:translate|draw|paint|write (?:me )?(?:a|an) (?:poem|song|letter|e-?mail|story|joke)|tell me a joke)\b.*",
    r"(?:übersetze?|zeichne|male|schreibe?(?: mir)? (?:ein|eine|einen) (?:gedicht|lied|brief|e-?mail|geschichte|witz))\b.*",
    rf"(?:delete|remove|lösche?)(?: (?:the|this|all|my|das|die|alle|meine))* (?:{_DOCUMENTS}|{_DOKUMENTE})\b.*",
)
THIS_DOCUMENT: Final = (
    r"(?:(?:the|this|that|my|your|it|whole|entire|uploaded|das|dieses|diese|die|den|dem|des|der|dies|es|ganze|hochgeladene)\s*)*"
    r"(?:documents?|files?|text|it|this|that|everything|page|pdf|paper|manual|dokuments?|datei|textes|das|es|alles)"
)
