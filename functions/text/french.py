"""French, as sentences are compared."""
# ruff: noqa: E501 - words read better in long lines

from functions.text.kin_of_others import FRENCH_KIN
from functions.text.language import Language, contraries, in_order, kin, opposites, pairs, words

FRENCH = Language(
    typical=words(
        "le les est et une du dans pour qui pas aux sont cette ces quel quelle quels quelles combien où quand "
        "comment pourquoi était ont peut doit leur leurs avec mais oui"
    ),
    grammar=words(
        "le les des est et une du dans pour qui pas aux sont cette ces la de un en à au l d s c j n qu il elle ils "
        "elles on que ce se sa son ses leur leurs je tu nous vous y a ont avait avaient était étaient été être avoir "
        "fait par sur avec ou mais ne plus t ne dont quel quelle quels quelles combien où quand comment pourquoi "
        "ici là ainsi aussi même mêmes très si peut peuvent doit doivent oui lui celui celle ceux celles cela ça"
    ),
    negations=words("pas jamais rien sans aucun aucune nul nulle non ni personne"),
    narrow=words("sans"),
    prefixes=("in", "im", "ir", "il", "non", "dés", "dé"),
    opposites=opposites(
        "interdit,interdite,interdits,interdites,défendu:autorisé,autorisée,autorisés,autorisées,permis,permise "
        "fermé,fermée,fermés,fermées:ouvert,ouverte,ouverts,ouvertes exclu,exclus,exclue:inclus,compris,incluse "
        "refusé,refusée,rejeté:accepté,acceptée,approuvé faux,fausse:vrai,vraie payant,payante:gratuit,gratuite "
        "facultatif,facultative:obligatoire absent:présent occupé,occupée:libre"
    ),
    contraries=contraries(
        "maximum,plus:minimum,moins avant:après début,commence,commencé:fin,termine,terminé,finit "
        "augmente,augmenté,monte:diminue,diminué,baisse,baissé premier,première:dernier,dernière "
        "nord:sud est,orient:ouest,occident gauche:droite ouvre,ouverture:ferme,fermeture acheteur:vendeur "
        "locataire:propriétaire,bailleur employeur:employé,salarié jour:nuit matin:soir arrivée:départ "
        "chaud,chaude:froid,froide vieux,ancien:nouveau,neuf intérieur:extérieur toujours:jamais,parfois "
        "haut:bas long,longue:court,courte quotidien:hebdomadaire,mensuel,annuel"
    ),
    modals=contraries("doit,doivent:peut,peuvent"),
    quantifiers=pairs(
        "au_moins,minimum,au_minimum,pas_moins_de,ou_plus:>= au_plus,maximum,au_maximum,pas_plus_de,jusqu'à:<= "
        "plus_de:> moins_de:< tous,toutes,tout,toute,chaque,toujours:all certains,certaines,plusieurs,parfois:some "
        "seulement,uniquement,exclusivement:only exactement:exactly moitié:half doit,doivent,obligatoire:must"
    ),
    bounds=pairs("sous,max:<= min:>="),
    spans=words("à et"),
    permits=words("permis permise possible possibles autorisé autorisée autorisés autorisées admis admise suffisant"),
    refuses=words("interdit interdite interdits refusé exclu"),
    weekdays=in_order("lundi mardi mercredi jeudi vendredi samedi dimanche", 0),
    asking=words("qui que qu quoi quel quelle quels quelles combien où quand comment pourquoi lequel laquelle"),
    openings=words("est sont peut peuvent doit y ai as a faut puis"),
    asks_by_tone=True,
    subjects=words("qui"),
    prepositions=words("à de dans en par pour sur avec depuis jusqu'à avant après chez"),
    answers={"oui": True, "non": False, "si": True},
    persons=words("qui"),
    amounts=words("combien"),
    frames=words(
        "réponse texte passage question document documents selon dit indique mentionné environ total appelle "
        "appellent appelé appelée appelés appelées nomme nommé nommée nommés trouve trouvent situe situé située "
        "connu connue connus intitulé intitulée"
    ),
    alternatives=words("ou"),
    joints=words("et mais ou quand si parce car bien que qui dont tandis"),
    conditions=words("quand si lorsque"),
    pronouns=words("il elle ils elles lui leur cela celui celle ceux"),
    agents=words("par"),
    auxiliaries=words("est sont était étaient a ont avait peut peuvent doit doivent sera seront"),
    exceptions=words("sauf excepté hormis"),
    thousands=".",
    numbers=in_order(
        "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept "
        "dix-huit dix-neuf vingt",
        2,
    )
    | {"trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "soixante-dix": 70}
    | {"quatre-vingt": 80, "quatre-vingts": 80, "quatre-vingt-dix": 90, "cent": 100},
    before_nouns=words(
        "le la les l un une des du de d au aux ce cet cette ces son sa ses leur leurs notre nos votre vos mon ma "
        "mes chaque à en dans pour par sur avec sans contre entre sous chez vers depuis pendant"
    ),
    general=words(
        "nom noms prénom nombre nombres numéro date dates jour jours an ans année années mois heure heures temps "
        "durée lieu lieux endroit place type types genre sorte façon manière moyen raison cause but rôle taille "
        "âge fois fréquence personne personnes gens chose choses partie parties plupart reste exemple ensemble "
        "groupe cas titre surnom terme mot mots fait début fin milieu quantité moyenne pourcentage taux niveau "
        "effet effets résultat résultats conséquence conséquences sens différence grand grande grands petit "
        "petite premier première dernier dernière nouveau nouvelle même seul seule propre autre autres différent "
        "différents principal principale importance influence suite total plus moins maximum minimum aide "
        "question réponse société entreprise pays ville région"
    ),
    nouns_come_first=True,
    kin=kin(FRENCH_KIN),
    endings=("issements", "issement", "ations", "ation", "ements", "ement", "ées", "és", "ée", "er", "es", "s", "e", "é"),
)  # fmt: skip
