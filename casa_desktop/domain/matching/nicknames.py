"""Names by which people are called at home, and the given names that they stand for.

One line a name: the given name, then what its bearers are called. Two words before the colon are two given names that
one word stands for. Customs of Venezuela and Colombia; written by hand, nobody's register.
"""

from collections import defaultdict
from types import MappingProxyType

from casa_desktop.domain.matching.sounds import sound

_LINES = """
jose: pepe chepe cheo che joseito pepito jose joche
jesus: chucho chuy chuito jesusito chuo
ignacio: nacho nachito
luis: lucho luchito luiso lucho luisito
antonio: tono tonito toni tony toño
francisco: pacho paco pancho kiko quico curro francis frank pachito
rafael: rafa rafita rafo
manuel: manolo manu manolito mane
eduardo: edu lalo guayo eddy edy
fernando: nando fercho fer nano
alberto: beto tito albertico
roberto: beto robert rober tito
gilberto: beto gil
humberto: beto tito
norberto: beto
heriberto: beto
alejandro: ale alejo alex jandro sandro
alexander: alex ale alexis
andres: andy andresito
miguel: mike migue miguelito
guillermo: memo guille willy
gustavo: tavo gus
gonzalo: gonza chalo
enrique: quique kike henry
ricardo: richard ricky rica riqui
carlos: carlitos charlie caliche carlucho cali
juan: juancho juanito juanchito
pedro: perucho pedrito peyo
pablo: pablito
santiago: santi chago
sebastian: sebas seba
daniel: dani danny
david: davo dave davicito
diego: dieguito
felipe: pipe felo
vicente: chente vice
joaquin: quino joaco
jorge: coque jorgito yoyi
julio: julito
cesar: cesarin
oscar: osqui
hector: tito
victor: vito viti
leonardo: leo nardo
leonel: leo
ramon: moncho monchito mon
salvador: chava salva
samuel: sam samu
tomas: tommy tomasito
mauricio: mauro mao
nicolas: nico colas
emilio: milo
camilo: cami milo
esteban: teban
armando: mando
arturo: turo
bernardo: nayo berna
domingo: mingo
edgar: gar
gabriel: gabo gabi gaby
german: mancho
gerardo: gera yayo
javier: javi
jonathan: jhon jona yoni johnny
marcos: marquitos
orlando: lando
reinaldo: rey nano
rodrigo: rigo
rodolfo: fito rodo rolfi
adolfo: fito dolfo
agustin: tin
alfonso: poncho fonso
alfredo: fredy freddy fello
alvaro: alvarito varo
angel: angelito gelo
benjamin: benja benji
cristian: cris
cristobal: toba cris
ernesto: neto
eugenio: geño
federico: fede
ezequiel: cheque
elias: eli
ismael: isma maelo
lorenzo: lencho
maria: mari mary maruja marucha mia maru
sergio: checho chejo
gregorio: goyo goyito
anastasio: tacho
eusebio: chebo
celestino: tino
faustino: tino
valentin: tin
martin: tin tincho
wilfredo: fredy wil
emmanuel: manu emma
saturnino: nino
raimundo: mundo
maximiliano: maxi
baltazar: balta
bartolome: bartolo tolo
teodoro: teo
josue: joshua yoshua
jaime: james yeims
miguel: maikel michael maicol mike
david: deivid deivi deivis
jose: joseph josef
pedro: peter piter
pablo: paul pol
mateo: matthew mateu teo
andres: andrew andru
tomas: thomas tommy
marcos: mark marc
lucas: luke luc
esteban: steven stiven estiven
jorge: george yorch
jacobo: jacob yeicob
isaac: aisac
encarnacion: chona encarna
asuncion: chona asun
trinidad: trini
hortensia: tencha
gertrudis: tula
remedios: reme
natividad: nati
ernestina: tina
martina: tina
celestina: tina
esmeralda: esme
yuliana: yuli july
florencia: flor chencha
maria alejandra: maleja male marale
maria camila: macami
maria fernanda: mafe mafer marife
maria jose: majo cote marijo
maria isabel: maisa marisa mariza maribel
maria teresa: maite mayte marite
maria elena: malena marilena
maria del mar: marimar
maria eugenia: maru maruge
maria luisa: marilu malu
maria victoria: mavi marvi
maria angelica: mangie
maria carolina: maca macaro
maria cristina: maricris tina
maria gabriela: magaby maga
maria antonia: mariantonia
maria paula: mapau mapa
maria juliana: maju
maria daniela: madani
maria andrea: mariandrea
maria valentina: mavale
juan carlos: juanca
juan camilo: juanca
juan david: juanda
juan diego: juandi
juan esteban: juanes
juan felipe: juanfe
juan fernando: juanfer
juan jose: juanjo
juan manuel: juanma
juan miguel: juanmi
juan pablo: juanpa
juan sebastian: juanse
jose luis: joselo
jose manuel: chemanuel josema
jose maria: chema josema
jose antonio: joseto
jose miguel: josemi
luis fernando: luisfer lucho
luis alberto: luisal
luz marina: luzma
ana maria: anama
ana isabel: anabel
diana carolina: dianca
claudia patricia: clapa
luz maria: luzma
isabel: isa chabela chavela isabelita chava belica
alejandra: ale aleja alejita sandra jandra
alexandra: ale alexa sandra alex
andrea: andre andreita
andreina: andre nina
beatriz: bea betty bety beti ticha
carmen: carmencita menchu carmela carmiña
carolina: caro carito lina carola
catalina: cata caty lina cati
claudia: claudi clau
concepcion: concha conchita
consuelo: chelo consu
cristina: cris tina crisitna
daniela: dani dany danita nela
diana: dianita didi
dolores: lola lolita
elena: nena lena elenita
elizabeth: eli betty liz elisa isa lizbeth beth
esperanza: espe pelancha
estefania: fanny stefy tefa estefa fani tefi
francisca: paca pancha francis
fernanda: fer nanda
gabriela: gaby gabi gabita gabriel
genesis: gene genny
gloria: yoya glorita
graciela: chela gra
guadalupe: lupe lupita
ines: inesita nines
jacqueline: jacky yaqui jackie
jennifer: jenny yeni jenni
jessica: jessi yesi jess
josefa: pepa chepa fina
josefina: fina pepa josefa chepina
juana: juanita juanis
juliana: juli july
julieta: juli july
laura: lau laurita
leidy: lei
leonor: leo noni
liliana: lili lily
lorena: lore
lourdes: lulu lula
lucia: lucy luci chia
luisa: lucha luisita lu
luz: lucecita lucha
magdalena: magda malena lena
manuela: manu mane nela
marcela: marce chela
margarita: marga margot mago magui rita
mariana: mari nana
mercedes: meche merche mechas
milagros: mila mili milita
monica: moni
natalia: nata naty nati talia
nathaly: naty nati
patricia: pati paty patty tricia
paola: pao paolita
paula: pau paulita pauli
pilar: pili
rebeca: beca becky
rosa: rosita rosi
rosario: charo chayo
sandra: sandrita sandy
silvia: chiva silvi
sofia: sofi
soledad: sole chole
socorro: coco
susana: susy susi susanita
teresa: tere teresita teresa
valentina: vale valen tina
valeria: vale
vanessa: vane
veronica: vero
victoria: vicky viki toya
virginia: vicky gina
viviana: vivi
ximena: xime jime
yolanda: yoli yola yolita
yusmary: yus yusma
yuleidy: yule
yohana: yoha johi
yesenia: yesi
katherine: kathy caty kate cata
karina: kari
karen: kari
angela: angelita
angelica: angie gelica
adriana: adri nana
antonia: toña tona antonieta
amparo: amparito
blanca: blanqui
camila: cami mila
cecilia: ceci chila
clemencia: clema
edilia: edi
emilia: emi mila
estela: estelita
eugenia: geña
flor: florecita
irene: nene
ivan: ivancho
jairo: jairito
john: juan jhonny jhoni
kevin: kevincito
maribel: mari bel
marisol: mari sol
marlene: marle
nancy: nan
nelly: nena
nohemi: mimi
norma: normita
olga: olguita
ruth: ruti
sara: sarita
tatiana: tati taty tata
wilmer: wil willy
william: willy will wili
wilson: wil willy
yaneth: yane
zoraida: zory
zulay: zuly
"""


def _read() -> tuple[dict[str, frozenset[str]], dict[str, tuple[tuple[str, ...], ...]]]:
    alone: defaultdict[str, set[str]] = defaultdict(set)
    double: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for line in _LINES.replace("ñ", "n").strip().splitlines():
        given, _, called = line.partition(":")
        names = tuple(map(sound, given.split()))
        for nickname in map(sound, called.split()):
            if len(names) > 1:
                double[nickname].append(names)
            elif nickname != names[0]:
                alone[nickname].add(names[0])
    return {word: frozenset(names) for word, names in alone.items()}, {word: tuple(n) for word, n in double.items()}


_alone, _double = _read()
FORMAL = MappingProxyType(_alone)
"""How a nickname sounds → how the given names sound that it may stand for."""
DOUBLE = MappingProxyType(_double)
"""How a nickname sounds → the pairs of given names that it may stand for («Mafe» is María Fernanda)."""

_called: defaultdict[str, set[str]] = defaultdict(set)
for _nickname, _names in _alone.items():
    for _name in _names:
        _called[_name].add(_nickname)
CALLED = MappingProxyType({name: frozenset(nicknames) for name, nicknames in _called.items()})
"""How a given name sounds → how its nicknames sound."""

_NOTHING: frozenset[str] = frozenset()
_DIMINUTIVES = ("SITO", "SITA", "ITO", "ITA", "IKO", "IKA")


def one_person(one: str, other: str) -> bool:
    """Whether two sounds may name one person: one is the other's nickname, or both are of one name."""
    formal, also = FORMAL.get(one, _NOTHING), FORMAL.get(other, _NOTHING)
    return one in also or other in formal or not formal.isdisjoint(also) or diminutive(one, other)


def stem(nickname: str) -> str:
    """What a diminutive begins with («ANITA» → «AN», «KARMENSITA» → «KARMEN»); empty where it is none."""
    for ending in _DIMINUTIVES:
        left = nickname.removesuffix(ending)
        if left != nickname and len(left) > 1:
            return left
    return ""


def diminutive(one: str, other: str) -> bool:
    """Whether one sound is the other's diminutive."""
    for nickname, name in ((one, other), (other, one)):
        left = stem(nickname)
        if left and name.startswith(left) and len(name) - len(left) <= 1:
            return True
    return False
