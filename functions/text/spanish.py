"""Spanish, as sentences are compared."""
# ruff: noqa: E501 - words read better in long lines

from functions.text.kin_of_others import SPANISH_KIN
from functions.text.language import Language, contraries, in_order, kin, opposites, pairs, words

SPANISH = Language(
    typical=words(
        "el los las y del por para está son qué quién quiénes cuál cuáles cuándo dónde cómo cuánto cuánta cuántos "
        "cuántas cuesta hay pero están fue fueron puede pueden sí"
    ),
    grammar=words(
        "el los las y una del por para está son la de un en que es con a se lo al e o u su sus le les nos me te yo tú "
        "él ella ellos ellas ser fue fueron era eran están ha han había hay tiene tienen este esta estos estas ese "
        "esa eso como más pero también ya desde hasta entre sobre qué quién quiénes cuál cuáles cuándo dónde cómo "
        "cuánto cuánta cuántos cuántas si sí muy unos unas cual quien donde cuando puede pueden debe deben"
    ),
    negations=words("no nunca jamás nada sin ningún ninguna ninguno ni nadie tampoco"),
    narrow=words("sin"),
    prefixes=("in", "im", "ir", "des", "no"),
    opposites=opposites(
        "prohibido,prohibida,prohibidos,prohibidas:permitido,permitida,permitidos,permitidas,permite,autorizado "
        "prohíbe,prohíben:permite,permiten cerrado,cerrada,cerrados,cerradas:abierto,abierta,abiertos,abiertas "
        "excluido,excluida,excluidos:incluido,incluida,incluidos rechazado,rechazada,denegado:aceptado,aceptada,"
        "aprobado falso,falsa:verdadero,cierto opcional:obligatorio gratis,gratuito:pagado ausente:presente "
        "ocupado,ocupada:libre desactivado:activado"
    ),
    contraries=contraries(
        "máximo,más:mínimo,menos antes:después empieza,comienza,inicio,empezó,comenzó:termina,acaba,fin,final,terminó "
        "aumenta,aumentó,sube,subió:disminuye,disminuyó,baja,bajó primero,primera,primer:último,última "
        "norte:sur este:oeste izquierda:derecha abre,abren,apertura:cierra,cierran,cierre comprador:vendedor "
        "inquilino,arrendatario:propietario,arrendador empleador:empleado,trabajador día:noche mañana:tarde "
        "llegada,llega:salida,sale caliente:frío,fría viejo,vieja,antiguo:nuevo,nueva interior,dentro:exterior,fuera "
        "verano:invierno siempre:nunca mayor:menor alto,alta:bajo,baja caro,cara:barato,barata "
        "largo,larga:corto,corta diario:semanal,mensual,anual desde:hasta"
    ),
    modals=contraries("debe,deben:puede,pueden"),
    quantifiers=pairs(
        "al_menos,como_mínimo,mínimo,por_lo_menos,no_menos_de,o_más:>= como_máximo,máximo,a_lo_sumo,no_más_de,hasta:<= "
        "más_de:> menos_de:< todos,todas,todo,toda,cada,siempre:all algunos,algunas,varios,varias,a_veces:some "
        "solo,sólo,solamente,únicamente:only exactamente:exactly mitad:half debe,deben,obligatorio:must ambos,ambas:both"
    ),
    bounds=pairs("máx:<= mín:>="),
    spans=words("a y hasta"),
    permits=words("permitido permitida permitidos permitidas posible posibles suficiente autorizado admitido"),
    refuses=words("prohibido prohibida prohibidos rechazado excluido"),
    weekdays=in_order(
        "lunes martes miércoles jueves viernes sábado,sábados domingo,domingos", 0
    ),
    directions=pairs("desde,después:start hasta,antes:end"),
    asking=words(
        "qué quién quiénes cuál cuáles cuándo dónde adónde cómo cuánto cuánta cuántos cuántas"
    ),
    openings=words("es son está están puede pueden puedo se hay tiene debe fue hace"),
    asks_by_tone=True,
    subjects=words("quién quiénes"),
    prepositions=words("a de en con por para desde hasta sobre entre según"),
    answers={"sí": True, "si": True, "no": False},
    persons=words("quién quiénes"),
    amounts=words("cuánto cuánta cuántos cuántas"),
    frames=words(
        "respuesta texto pasaje pregunta documento documentos según dice indica mencionado total unos llama "
        "llaman llamaba llamado llamada llamados nombró conoce conocido conocida encuentra encuentran situado "
        "situada ubicado ubicada significa titulado"
    ),
    alternatives=words("o u"),
    joints=words("y e pero o cuando si porque aunque que mientras sino"),
    conditions=words("cuando si mientras"),
    pronouns=words("él ella ellos ellas esto eso ese esta este ambos"),
    agents=words("por"),
    auxiliaries=words("es son está están fue fueron era ha han había puede pueden debe deben será"),
    exceptions=words("excepto salvo menos"),
    thousands=".",
    numbers=in_order(
        "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis "
        "diecisiete dieciocho diecinueve veinte",
        2,
    )
    | {"treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70, "ochenta": 80, "noventa": 90}
    | {"cien": 100, "ciento": 100, "doscientos": 200},
    before_nouns=words(
        "el la los las un una unos unas del de al a en con por para sin sobre entre hacia desde hasta contra su "
        "sus este esta estos estas ese esa cada mi tu nuestro nuestra"
    ),
    general=words(
        "nombre nombres apellido apodo número números fecha fechas día días año años mes meses hora horas tiempo "
        "duración lugar lugares sitio tipo tipos clase clases forma manera modo razón causa motivo objetivo "
        "propósito papel tamaño edad vez veces frecuencia persona personas gente cosa cosas parte partes mayoría "
        "resto ejemplo conjunto grupo caso título término palabra hecho principio fin final medio cantidad media "
        "promedio porcentaje tasa nivel efecto efectos resultado resultados consecuencia consecuencias sentido "
        "diferencia gran grande grandes pequeño primer primero primera último última nuevo nueva mismo misma "
        "único única propio propia otro otra otros otras diferente diferentes principal principales importancia "
        "influencia total más menos máximo mínimo ayuda pregunta respuesta empresa país ciudad región zona "
        "distancia"
    ),
    nouns_come_first=True,
    kin=kin(SPANISH_KIN),
    endings=("aciones", "ación", "amiento", "amente", "iendo", "ando", "ados", "adas", "idos", "idas", "ado", "ada",
             "ido", "ida", "ar", "er", "ir", "es", "os", "as", "s", "o", "a", "e"),
)  # fmt: skip
