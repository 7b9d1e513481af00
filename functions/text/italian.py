"""Italian, as sentences are compared."""

from functions.text.kin_of_others import ITALIAN_KIN
from functions.text.language import Language, contraries, in_order, kin, opposites, pairs, words

ITALIAN = Language(
    typical=words(
        "gli è della di che sono nel alla dello degli delle nella chi quanto quanti quanta dove perché cosa quale "
        "quali anche questo questa hanno può possono"
    ),
    grammar=words(
        "gli il è della di che sono una nel alla la le un in con per a e del si lo i l uno dello dei degli delle nella "
        "nei nelle ad al ai da dal dalla su sul sulla tra fra ha hanno era erano fu ed o ma ci vi ne se suo sua suoi "
        "loro questo questa questi queste come anche più stato stata essere avere chi quanto quanti quanta quante dove "
        "quando perché cosa quale quali può possono deve devono sì"
    ),
    negations=words("non mai niente nulla senza nessuno nessuna nessun né"),
    narrow=words("senza"),
    prefixes=("in", "im", "ir", "non", "dis", "s"),
    opposites=opposites(
        "vietato,vietata,vietati,vietate,proibito:consentito,consentita,consentiti,permesso,permessa,ammesso,ammessi "
        "chiuso,chiusa,chiusi,chiuse:aperto,aperta,aperti,aperte escluso,esclusa:incluso,inclusa,compreso "
        "rifiutato,rifiutata,respinto:accettato,accettata,approvato falso:vero gratuito:pagamento assente:presente "
        "facoltativo:obbligatorio occupato:libero"
    ),
    contraries=contraries(
        "massimo,più:minimo,meno prima:dopo inizia,comincia,inizio:finisce,termina,fine aumenta,aumentato,sale:"
        "diminuisce,diminuito,scende primo,prima:ultimo,ultima nord:sud est:ovest sinistra:destra apre,apertura:"
        "chiude,chiusura acquirente,compratore:venditore inquilino:proprietario giorno:notte mattina:sera "
        "arrivo:partenza caldo:freddo vecchio:nuovo interno:esterno estate:inverno sempre:mai alto:basso lungo:corto"
    ),
    modals=contraries("deve,devono:può,possono"),
    quantifiers=pairs(
        "almeno,minimo,come_minimo,non_meno_di,o_più:>= al_massimo,massimo,non_più_di,fino_a:<= più_di:> meno_di:< "
        "tutti,tutte,tutto,tutta,ogni,sempre:all alcuni,alcune,diversi,a_volte:some solo,soltanto,solamente:only "
        "esattamente:exactly metà:half deve,devono,obbligatorio:must entrambi,entrambe:both"
    ),
    spans=words("a e"),
    permits=words("consentito consentita consentiti permesso permessa possibile possibili ammesso ammessi sufficiente"),
    refuses=words("vietato vietata rifiutato escluso"),
    weekdays=in_order("lunedì martedì mercoledì giovedì venerdì sabato domenica", 0),
    asking=words("chi che cosa quale quali quando dove come perché quanto quanta quanti quante"),
    openings=words("è sono può possono posso si c'è ci ha deve"),
    asks_by_tone=True,
    subjects=words("chi"),
    prepositions=words("a di da in con per su tra fra dal dalla"),
    answers={"sì": True, "si": True, "no": False},
    persons=words("chi"),
    amounts=words("quanto quanta quanti quante"),
    frames=words(
        "risposta testo passaggio domanda documento documenti secondo dice indica circa totale chiama chiamano "
        "chiamato chiamata chiamati nominato trova trovano situato situata conosciuto conosciuta noto nota "
        "significa intitolato"
    ),
    alternatives=words("o oppure"),
    joints=words("e ed ma o quando se perché mentre che sebbene"),
    conditions=words("quando se mentre"),
    pronouns=words("lui lei loro esso essa essi questo questa ciò entrambi"),
    agents=words("da dal dalla dai dalle"),
    auxiliaries=words("è sono era erano ha hanno può possono deve devono fu sarà"),
    exceptions=words("eccetto tranne salvo"),
    thousands=".",
    numbers=in_order(
        "due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici "
        "diciassette diciotto diciannove venti",
        2,
    )
    | {"trenta": 30, "quaranta": 40, "cinquanta": 50, "sessanta": 60, "settanta": 70, "ottanta": 80, "novanta": 90}
    | {"cento": 100},
    before_nouns=words(
        "il lo la i gli le l un uno una di del dello della dei degli delle dell d a al allo alla ai agli alle "
        "all da dal dallo dalla dai dagli dalle dall in nel nello nella nei negli nelle nell con su sul sullo "
        "sulla sui sugli sulle sull per tra fra senza suo sua ogni questo questa"
    ),
    general=words(
        "nome nomi cognome soprannome numero numeri data date giorno giorni anno anni mese mesi ora ore tempo "
        "durata luogo luoghi posto tipo tipi genere modo maniera motivo ragione causa scopo ruolo dimensione età "
        "volta volte frequenza persona persone gente cosa cose parte parti maggioranza resto esempio insieme "
        "gruppo caso titolo termine parola fatto inizio fine metà quantità media percentuale tasso livello "
        "effetto effetti risultato risultati conseguenza conseguenze senso differenza grande grandi piccolo "
        "primo prima ultimo ultima nuovo nuova stesso stessa unico unica proprio propria altro altra altri altre "
        "diverso diversi principale importanza influenza totale più meno massimo minimo aiuto domanda risposta "
        "azienda società paese città regione zona distanza"
    ),
    nouns_come_first=True,
    kin=kin(ITALIAN_KIN),
    endings=("azioni", "azione", "amente", "ando", "endo", "ati", "ate", "ato", "ata", "are", "ere", "ire", "i", "e",
             "o", "a"),
)  # fmt: skip
