"""Synthetic names: common given names and surnames of the region, combined at random. Nobody in particular."""

WOMEN = (
    "María", "Ana", "Carmen", "Yusmari", "Yuleidy", "Daniela", "Gabriela", "Andreína", "Génesis", "Mariangel",
    "Rosa", "Luz", "Yaneth", "Paola", "Claudia", "Sandra", "Milagros", "Coromoto", "Yolimar", "Keila",
    "Nazareth", "Oriana", "Estefanía", "Valentina", "Verónica", "Zulay", "Belkis", "Maryuri", "Deisy", "Nohemí",
    "Eglée", "Franyelis", "Greisy", "Ibelis", "Juliana", "Karelis", "Leidy", "Mirla", "Norelys", "Omaira",
)  # fmt: skip

MEN = (
    "José", "Luis", "Carlos", "Jesús", "Jhon", "Yohan", "Wilmer", "Franklin", "Darwin", "Eduardo",
    "Rafael", "Ángel", "Ramón", "Miguel", "Óscar", "Héctor", "Yeison", "Kleiver", "Anderson", "Brayan",
    "Alexis", "Gustavo", "Henry", "Iván", "Julio", "Kevin", "Leonardo", "Manuel", "Néstor", "Orlando",
    "Pedro", "Reinaldo", "Samuel", "Tomás", "Uriel", "Víctor", "William", "Xavier", "Yorman", "Zacarías",
)  # fmt: skip

SURNAMES = (
    "González", "Rodríguez", "Pérez", "Hernández", "García", "Martínez", "López", "Díaz", "Ramírez", "Sánchez",
    "Rojas", "Moreno", "Muñoz", "Peña", "Núñez", "Ibáñez", "Zambrano", "Villamizar", "Contreras", "Chacón",
    "Urdaneta", "Briceño", "Colmenares", "Duarte", "Escalante", "Figueroa", "Guerrero", "Labrador", "Mora", "Navarro",
    "Ochoa", "Parra", "Quintero", "Rangel", "Suárez", "Torres", "Uzcátegui", "Vivas", "Yánez", "Zerpa",
    "Epiayú", "Ipuana", "Pushaina", "Jusayú", "Uriana", "De la Hoz", "Del Valle", "Jean-Baptiste", "Pierre", "Étienne",
)  # fmt: skip
