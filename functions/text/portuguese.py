"""Portuguese, as sentences are compared."""

from functions.text.kin_of_others import PORTUGUESE_KIN
from functions.text.language import Language, contraries, in_order, kin, opposites, pairs, words

PORTUGUESE = Language(
    typical=words(
        "os uma não são dos ao pelo pela nas nos aos estão quem qual quais foi foram também você pode podem "
        "têm é"
    ),
    grammar=words(
        "os uma não são dos ao pelo o a de um em que é com para do da e se as uns umas das no na nos nas à aos às pela "
        "por sem ou eu ele ela eles elas seu sua seus suas este esta isso como mais mas já até foi foram era eram ser "
        "está estão tem têm havia há quem qual quais quando onde porque porquê quanto quanta quantos quantas também "
        "entre sobre pode podem deve devem sim lhe"
    ),
    negations=words("não nunca nada sem nenhum nenhuma nem ninguém jamais"),
    narrow=words("sem"),
    prefixes=("in", "im", "ir", "des", "não"),
    opposites=opposites(
        "proibido,proibida,proibidos,proibidas:permitido,permitida,permitidos,permitidas,autorizado "
        "fechado,fechada,fechados,fechadas:aberto,aberta,abertos,abertas excluído,excluída:incluído,incluída "
        "recusado,recusada,rejeitado:aceito,aceite,aceita,aprovado falso:verdadeiro gratuito,grátis:pago "
        "opcional,facultativo:obrigatório ausente:presente ocupado:livre"
    ),
    contraries=contraries(
        "máximo,mais:mínimo,menos antes:depois,após começa,início,começou:termina,acaba,fim,terminou "
        "aumenta,aumentou,sobe:diminui,diminuiu,desce primeiro,primeira:último,última norte:sul leste:oeste "
        "esquerda:direita abre,abertura:fecha,fechamento,encerramento comprador:vendedor inquilino:proprietário,"
        "senhorio dia:noite manhã:tarde chegada:partida quente:frio velho,antigo:novo interior,dentro:exterior,fora "
        "verão:inverno sempre:nunca alto:baixo longo:curto desde:até"
    ),
    modals=contraries("deve,devem:pode,podem"),
    quantifiers=pairs(
        "pelo_menos,no_mínimo,mínimo,não_menos_de,ou_mais:>= no_máximo,máximo,não_mais_de,até:<= mais_de:> menos_de:< "
        "todos,todas,todo,toda,cada,sempre:all alguns,algumas,vários,várias,às_vezes:some só,somente,apenas:only "
        "exatamente:exactly metade:half deve,devem,obrigatório:must ambos,ambas:both"
    ),
    spans=words("a e até"),
    permits=words("permitido permitida permitidos permitidas possível possíveis autorizado suficiente"),
    refuses=words("proibido proibida recusado excluído"),
    weekdays=in_order(
        "segunda,segunda-feira terça,terça-feira quarta,quarta-feira quinta,quinta-feira sexta,sexta-feira sábado "
        "domingo",
        0,
    ),
    directions=pairs("desde,após:start até,antes:end"),
    asking=words("que quem qual quais quando onde como porque porquê quanto quanta quantos quantas"),
    openings=words("é são está estão pode podem posso há tem deve foi"),
    asks_by_tone=True,
    subjects=words("quem"),
    prepositions=words("a de em com por para desde até sobre entre"),
    answers={"sim": True, "não": False},
    persons=words("quem"),
    amounts=words("quanto quanta quantos quantas"),
    frames=words(
        "resposta texto trecho pergunta documento documentos segundo diz indica cerca total chama chamam chamado "
        "chamada chamados nomeado encontra encontram situado situada conhecido conhecida fica ficam significa "
        "intitulado"
    ),
    alternatives=words("ou"),
    joints=words("e mas ou quando se porque embora enquanto que"),
    conditions=words("quando se enquanto"),
    pronouns=words("ele ela eles elas isto isso este esta ambos"),
    agents=words("por pelo pela pelos pelas"),
    auxiliaries=words("é são está estão foi foram era tem têm pode podem deve devem será"),
    exceptions=words("exceto salvo"),
    thousands=".",
    numbers=in_order(
        "dois,duas três quatro cinco seis sete oito nove dez onze doze treze catorze,quatorze quinze "
        "dezasseis,dezesseis dezassete,dezessete dezoito dezanove,dezenove vinte",
        2,
    )
    | {"trinta": 30, "quarenta": 40, "cinquenta": 50, "sessenta": 60, "setenta": 70, "oitenta": 80, "noventa": 90}
    | {"cem": 100, "cento": 100},
    before_nouns=words(
        "o a os as um uma uns umas de do da dos das em no na nos nas ao à aos às por pelo pela pelos pelas com "
        "para sem sobre entre seu sua seus suas este esta cada num numa"
    ),
    general=words(
        "nome nomes apelido sobrenome número números data datas dia dias ano anos mês meses hora horas tempo "
        "duração lugar lugares local sítio tipo tipos espécie forma maneira modo razão causa motivo objetivo "
        "propósito papel tamanho idade vez vezes frequência pessoa pessoas gente coisa coisas parte partes "
        "maioria resto exemplo conjunto grupo caso título termo palavra facto fato início fim final meio "
        "quantidade média percentagem porcentagem taxa nível efeito efeitos resultado resultados consequência "
        "consequências sentido diferença grande grandes pequeno primeiro primeira último última novo nova mesmo "
        "mesma único única próprio própria outro outra outros outras diferente diferentes principal importância "
        "influência total mais menos máximo mínimo ajuda pergunta resposta empresa país cidade região zona "
        "distância"
    ),
    nouns_come_first=True,
    kin=kin(PORTUGUESE_KIN),
    endings=("ações", "ação", "amento", "amente", "ando", "endo", "ados", "adas", "idos", "idas", "ado", "ada", "ido",
             "ida", "ar", "er", "ir", "es", "os", "as", "s", "o", "a", "e"),
)  # fmt: skip
