"""Words that may stand for each other where a text is about a thing, of languages beside English and German: a line
for each group.
"""

FRENCH_KIN = """
prix coût coûte coûtent tarif tarifs frais montant euros euro payer gratuit gratuite
entrée billet billets admission
directeur directrice dirige dirigée chef responsable patron
appartement logement
voiture voitures véhicule véhicules auto
parking stationnement garer
téléphone numéro appeler tél
loyer loyers location
locataire locataires preneur
propriétaire bailleur
vacances congés congé
salaire paie rémunération
entreprise société firme
médecin docteur
enfant enfants mineurs
panne défaut erreur
réparation réparé réparée
contrat accord convention
manuel notice guide
toilettes sanitaires wc
ordures déchets poubelles
cotisation adhésion
fondé fondée fondation créé créée
auteur écrit écrite
"""
SPANISH_KIN = """
precio precios coste costo cuesta cuestan tarifa tarifas importe euros euro pagar gratis gratuita gratuito
entrada boleto billete billetes admisión
director directora dirige jefe jefa responsable encargado
piso apartamento vivienda
coche coches auto carro vehículo vehículos automóvil
aparcamiento estacionamiento parking aparcar estacionar
teléfono número llamar tel móvil
alquiler renta arriendo
inquilino arrendatario
propietario dueño arrendador
vacaciones permiso
sueldo salario
empresa compañía firma
médico doctor
niño niños menores
avería fallo error
reparación reparado
contrato acuerdo
manual guía
baño baños aseo aseos servicios
basura residuos
ordenador computadora
cuota cuotas
fundado fundada fundación fundó
autor escrito escribió
"""
ITALIAN_KIN = """
prezzo prezzi costo costa costano tariffa tariffe euro pagare gratis gratuito gratuita
ingresso biglietto biglietti entrata
direttore direttrice dirige capo responsabile
appartamento alloggio
macchina auto automobile veicolo vettura
parcheggio posteggio parcheggiare
telefono numero chiamare tel cellulare
affitto canone
inquilino conduttore
proprietario locatore
ferie vacanze
stipendio salario
azienda ditta società impresa
medico dottore
bambino bambini minori
guasto errore difetto
riparazione riparato
contratto accordo
manuale guida
bagno bagni toilette
rifiuti spazzatura
quota iscrizione
fondato fondata fondazione
autore scritto scrisse
"""
PORTUGUESE_KIN = """
preço preços custo custa custam tarifa euros euro pagar grátis gratuito gratuita
entrada bilhete bilhetes ingresso
diretor diretora dirige chefe responsável
apartamento habitação
carro carros automóvel veículo veículos
estacionamento parque estacionar
telefone número ligar tel telemóvel celular
aluguel aluguer renda
inquilino locatário arrendatário
proprietário dono senhorio
férias folga
salário ordenado
empresa companhia firma
médico doutor
criança crianças menores
avaria falha erro
reparação conserto
contrato acordo
manual guia
banheiro sanitário
lixo resíduos
quota mensalidade
fundado fundada fundação fundou
autor escrito escreveu
"""
DUTCH_KIN = """
prijs prijzen kosten kost tarief tarieven euro betalen gratis bedrag
toegang kaartje entree
directeur directrice leiding baas chef hoofd
woning appartement
auto wagen voertuig
parkeren parkeerplaats parkeergarage
telefoon telefoonnummer nummer bellen
huur huurprijs
huurder huurders
verhuurder eigenaar
vakantie verlof
loon salaris
bedrijf firma onderneming
arts dokter
kind kinderen minderjarigen
storing fout defect
reparatie gerepareerd
contract overeenkomst
handleiding gids
toilet wc
afval vuilnis
contributie lidmaatschap
opgericht oprichting
auteur schrijver geschreven
"""
POLISH_KIN = """
cena ceny koszt kosztuje kosztują opłata opłaty euro zł bezpłatny bezpłatnie
wstęp bilet bilety
dyrektor dyrektorka kierownik szef
mieszkanie lokal
samochód samochody auto pojazd
parking parkowanie
telefon numer dzwonić
czynsz najem
najemca lokator
właściciel wynajmujący
urlop wakacje
pensja wynagrodzenie
firma spółka przedsiębiorstwo
lekarz doktor
dziecko dzieci
awaria usterka błąd
naprawa naprawić
umowa porozumienie
instrukcja podręcznik
toaleta wc
śmieci odpady
składka składki
założono założony założona
autor napisał napisana
"""
RUSSIAN_KIN = """
цена цены стоимость стоит стоят плата тариф рублей рубля евро бесплатно бесплатный платить
вход билет билеты
директор директора руководитель начальник глава возглавляет заведующий
квартира квартиры жильё
машина машины автомобиль автомобили авто
парковка стоянка
телефон телефона номер звонить
аренда аренды арендная
арендатор наниматель
арендодатель владелец собственник
отпуск отпуска каникулы
зарплата оклад
фирма компания предприятие
врач доктор
ребёнок дети детей
поломка неисправность ошибка
ремонт ремонтирует починка
договор контракт соглашение
инструкция руководство
туалет туалеты
мусор отходы
взнос взносы
основан основана основано основание
автор написал написана
"""
ARABIC_KIN = """
سعر أسعار تكلفة ثمن رسوم يورو مجاني مجانا
دخول تذكرة تذاكر
مدير مديرة رئيس مسؤول
شقة مسكن
سيارة سيارات مركبة
موقف مواقف
هاتف رقم اتصال
إيجار أجرة
إجازة عطلة
راتب أجر
شركة مؤسسة
طبيب دكتور
طفل أطفال
عطل خلل خطأ
إصلاح صيانة
عقد اتفاق
مرحاض حمام
نفايات قمامة
"""
HINDI_KIN = """
मूल्य कीमत दाम शुल्क किराया यूरो रुपये निःशुल्क मुफ़्त
प्रवेश टिकट
निदेशक प्रमुख अध्यक्ष
मकान घर फ्लैट
कार गाड़ी वाहन
पार्किंग पार्क
फ़ोन फोन नंबर
किराया किराए
छुट्टी अवकाश
वेतन तनख्वाह
कंपनी फर्म
डॉक्टर चिकित्सक
बच्चा बच्चे बच्चों
खराबी त्रुटि
मरम्मत ठीक
अनुबंध समझौता
शौचालय टॉयलेट
कचरा कूड़ा
"""
