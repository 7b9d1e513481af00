"""Polish, as sentences are compared."""
# ruff: noqa: E501 - words read better in long lines

from functions.text.kin_of_others import POLISH_KIN
from functions.text.language import Language, contraries, endings, in_order, kin, opposites, pairs, words

POLISH = Language(
    typical=words(
        "nie się jest są na z przez przy dla który która które kto co gdzie kiedy ile jak czy dlaczego tylko było był "
        "była można może oraz ale lub jego jej"
    ),
    grammar=words(
        "i w we z ze na do od o u po za przez przy dla jest są był była było były być ma mają się to ten ta te tego tej "
        "tych co kto kogo komu czym jaki jaka jakie jakich który która które których kiedy gdzie jak dlaczego ile czy "
        "że oraz a lub ale jego jej ich już może można tym tak jako pod między on ona oni one my wy ja"
    ),
    negations=words("nie nigdy nic bez nikt żaden żadna żadne ani nigdzie"),
    narrow=words("bez"),
    prefixes=("nie",),
    opposites=opposites(
        "zabronione,zabroniony,zakazane,zakazany,zabrania:dozwolone,dozwolony,wolno "
        "zamknięte,zamknięty,zamknięta:otwarte,otwarty,otwarta wykluczony:wliczony odrzucony,odrzucono:przyjęty,"
        "zaakceptowany fałszywy:prawdziwy bezpłatny,bezpłatnie:płatny zajęty:wolny"
    ),
    contraries=contraries(
        "więcej,wyższy,powyżej,maksymalnie:mniej,niższy,poniżej,minimalnie przed:po zaczyna,początek:kończy,koniec "
        "rośnie,wzrósł:spada,spadł pierwszy,pierwsza:ostatni,ostatnia północ:południe wschód:zachód lewo,lewy:prawo,"
        "prawy otwiera:zamyka kupujący:sprzedający najemca:wynajmujący pracodawca:pracownik dzień:noc rano:wieczorem "
        "przyjazd:odjazd ciepły:zimny stary:nowy wewnątrz:zewnątrz lato:zima zawsze:nigdy,czasami długi:krótki"
    ),
    modals=contraries("musi,muszą:może,mogą"),
    quantifiers=pairs(
        "co_najmniej,przynajmniej,minimum,nie_mniej_niż,lub_więcej:>= co_najwyżej,najwyżej,maksymalnie,nie_więcej_niż:<= "
        "więcej_niż,ponad:> mniej_niż:< wszystkie,wszyscy,każdy,każda,każde,zawsze:all niektóre,kilka,czasami:some "
        "tylko,wyłącznie:only dokładnie:exactly połowa:half musi,muszą,trzeba:must oba,obie:both"
    ),
    spans=words("do i"),
    permits=words("wolno można dozwolone dozwolony możliwe możliwy wystarczy"),
    refuses=words("zabronione zakazane odrzucone"),
    weekdays=in_order(
        "poniedziałek,poniedziałki wtorek,wtorki środa,środę,środy czwartek,czwartki piątek,piątki sobota,sobotę,soboty "
        "niedziela,niedzielę,niedziele",
        0,
    ),
    directions=pairs("od:start do:end"),
    asking=words("kto kogo komu co czego jaki jaka jakie który która które kiedy gdzie jak dlaczego ile skąd dokąd czyj"),
    openings=words("czy jest są można wolno"),
    asks_by_tone=True,
    subjects=words("kto co"),
    prepositions=words("w na z do od o po za przez przy dla pod"),
    answers={"tak": True, "nie": False},
    persons=words("kto kogo komu"),
    amounts=words("ile"),
    frames=words(
        "odpowiedź tekst fragment pytanie dokument dokumenty według mówi podano około razem nazywa nazywają "
        "nazywał nazywała nazwany nazwana znajduje znajdują znajdował mieści leży leżą znany znana wynosi "
        "oznacza brzmi"
    ),
    alternatives=words("lub albo czy"),
    joints=words("i a ale lub oraz gdy jeśli bo ponieważ chociaż że który która które"),
    conditions=words("gdy jeśli kiedy"),
    pronouns=words("on ona ono oni one jego jej ich to ten ta te oba"),
    agents=words("przez"),
    auxiliaries=words("jest są był była było były może mogą musi muszą będzie"),
    exceptions=words("oprócz"),
    numbers=in_order(
        "jeden,jedna,jedno dwa,dwie,dwóch trzy,trzech cztery,czterech pięć,pięciu sześć,sześciu siedem osiem dziewięć "
        "dziesięć jedenaście dwanaście trzynaście czternaście piętnaście szesnaście siedemnaście osiemnaście "
        "dziewiętnaście dwadzieścia",
        1,
    )
    | {"trzydzieści": 30, "czterdzieści": 40, "pięćdziesiąt": 50, "sześćdziesiąt": 60, "siedemdziesiąt": 70}
    | {"osiemdziesiąt": 80, "dziewięćdziesiąt": 90, "sto": 100, "dwieście": 200},
    general=words(
        "nazwa nazwę nazwisko imię imienia liczba liczbę numer data datę dzień dnia dni rok roku lata lat "
        "miesiąc miesiącu godzina godzinie godzinę czas czasu miejsce miejscu miejsca typ rodzaj rodzaje sposób "
        "powód przyczyna przyczyny cel rola rolę wielkość rozmiar wiek razy raz częstotliwość często osoba osoby "
        "osób ludzi ludzie rzecz rzeczy część części większość reszta przykład przykłady grupa grupę przypadek "
        "przypadku tytuł termin słowo początek początku koniec końcu ilość średnia procent poziom efekt skutek "
        "skutki wynik wyniki konsekwencje znaczenie różnica długo wielki duży duża mały pierwszy pierwsza "
        "ostatni ostatnia nowy nowa sam sama inny inna inne różne główny główna główne najbardziej bardziej "
        "więcej mniej najwięcej pomoc firma firmy kraj kraju miasto miasta region odległość chwila"
    ),
    no_nouns=endings(  # of verbs, of participles, of adjectives
        "ać eć ić yć uć ał ała ało ali ały ił iła iło ili iły ył yła yło yli eje uje ują ają era iera ana any "
        "ane ani ano ono ony owy owa owe owego owych ski ska skie skiego czny czna czne ych ego emu ymi"
    ),
    has_no_articles=True,
    classes=words("jaki jaka jakie jakich jakim jaką jakiego jakiej który która które których którym którą którego której"),
    quantities=words("ile"),
    kin=kin(POLISH_KIN),
    endings=("owania", "owanie", "ami", "ach", "ego", "emu", "ych", "ymi", "owi", "ów", "om", "ej", "ie", "ą", "ę", "y",
             "i", "a", "e", "u", "o"),
)  # fmt: skip
