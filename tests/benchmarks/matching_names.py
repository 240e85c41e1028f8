"""Names for the benchmark of matching, as frequent as at the border: a steep head, and a long tail of invented names.

The lists begin with the commonest. Given names of the tail are put together the way that the region's parents do it
(Yus-mary, Jho-neider, Wil-kelman), surnames of the tail from stems and endings of Spanish ones. Nobody in particular.
"""

import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass


def _each(text: str, between: str = ",") -> tuple[str, ...]:
    return tuple(" ".join(name.split()) for name in text.split(between))


WOMEN = _each(
    """
    María, Ana, Carmen, Luz, Rosa, Yuleidy, Yusmary, Daniela, Gabriela, Andrea, Paola, Sandra, Claudia, Luisa,
    Laura, Diana, Martha, Gloria, Blanca, Yolanda, Yaneth, Adriana, Carolina, Valentina, Génesis, Mariangel,
    Andreína, Oriana, Milagros, Coromoto, Josefina, Elena, Beatriz, Isabel, Juana, Teresa, Margarita, Alejandra,
    Estefanía, Verónica, Patricia, Mónica, Natalia, Camila, Sofía, Liliana, Nancy, Marisol, Maryuri, Deisy, Leidy,
    Jenny, Yenny, Belkis, Zulay, Mirla, Omaira, Nohemí, Keila, Karelis, Franyelis, Norelys, Greisy, Ibelis, Yolimar,
    Eglée, Yajaira, Xiomara, Ysabel, Victoria, Vanessa, Wendy, Emily, Sharick, Dayana, Dayanis, Yorgelis, Eliana,
    Rosmary, Marielys, Anyelis, Nazareth, Betzabeth, Zoraida, Jackeline, Katherine, Yurley, Heidy, Hilda, Nubia,
    Mariajosé, Anais, Guerline, Roseline, Wideline, Islande, Marie, Nadège, Fabiola, Mirlande, Remedios, Conchita,
    Ligia, Josefa, Nakarid
    """
)

MEN = _each(
    """
    José, Luis, Carlos, Juan, Jesús, Jhon, Miguel, Ángel, Pedro, Rafael, Jorge, Víctor, Wilmer, Alexander, Antonio,
    Eduardo, Manuel, Ramón, Francisco, Enrique, Héctor, Óscar, Andrés, David, Daniel, Alejandro, Fernando, Javier,
    Julio, César, Franklin, Darwin, Yohan, Yeison, Kleiver, Anderson, Brayan, Alexis, Gustavo, Henry, Iván, Kevin,
    Leonardo, Néstor, Orlando, Reinaldo, Samuel, Tomás, Uriel, William, Xavier, Yorman, Zacarías, Gabriel, Jhonatan,
    Jonathan, Edwin, Edgar, Alberto, Roberto, Ricardo, Sergio, Santiago, Sebastián, Mateo, Matías, Moisés, Elías,
    Isaías, Freddy, Johan, Jhonny, Deivis, Deiber, Jefferson, Keiber, Wilkelman, Jhoneider, Yonathan, Nelson, Ender,
    Ernesto, Hugo, Guillermo, Gilberto, Hernán, Humberto, Ignacio, Joaquín, Junior, Euclides, Argenis, Wuilmer,
    Rubén, Simón, Wilner, Mackenson, Fritz, Jean, Pierre, Ronald, Dieudonné, Jocelyn, Emmanuel, Wilson, Robinson,
    Yeferson, Eulogio, Evaristo
    """
)

SURNAMES = _each(
    """
    González, Rodríguez, Pérez, Hernández, García, Martínez, López, Sánchez, Díaz, Ramírez, Rojas, Torres, Flores,
    Moreno, Fernández, Gómez, Suárez, Gutiérrez, Castillo, Rivas, Jiménez, Mendoza, Márquez, Morales, Contreras,
    Silva, Ramos, Medina, Romero, Blanco, Vargas, Chacón, Colmenares, Zambrano, Villamizar, Rivera, Salazar, Ortiz,
    Álvarez, Guerra, Guerrero, Parra, Quintero, Rangel, Navarro, Peña, Muñoz, Núñez, Ibáñez, Briceño, Urdaneta,
    Duarte, Escalante, Figueroa, Labrador, Mora, Ochoa, Uzcátegui, Vivas, Yánez, Zerpa, Vásquez, Velásquez, Bolívar,
    Cabello, Camacho, Cárdenas, Castro, Delgado, Escobar, Espinoza, Guevara, Herrera, León, Lugo, Marcano, Méndez,
    Molina, Montilla, Nava, Ojeda, Ortega, Pacheco, Paredes, Pineda, Quiroz, Reyes, Ríos, Rincón, Rondón, Ruiz,
    Salas, Soto, Toro, Uribe, Valera, Vera, Villegas, Zapata, Barrios, Bermúdez, Cáceres, Carrillo, Caicedo,
    Echeverría, Galvis, Guillén, Huerta, Hurtado, Jaimes, Jáuregui, Lizarazo, Leal, Maldonado, Manrique, Mantilla,
    Monsalve, Niño, Ordóñez, Osorio, Pabón, Patiño, Prada, Quiñones, Sarmiento, Serrano, Tarazona, Toloza, Useche,
    Valbuena, Bracho, Chirinos, Ferrer, Fuenmayor, Gotopo, Morillo, Petit, Piña, Reverol, Villalobos, De la Hoz,
    Del Valle, De los Ríos, De la Cruz, San Juan, De Oliveira, Montiel, Palmar, Epieyú, Ipuana, Pushaina, Uriana,
    Jusayú, Epinayú, Iguarán, Gouriyú, Sapuana, Apushana, Jayariyú, Uliana, Jean, Pierre, Joseph, Louis, Charles,
    François, Jean-Baptiste, Saint-Fleur, Toussaint, Désir, Estimé, Étienne, Michel, Augustin, Cadet, Exantus
    """
)

_SYLLABLES = {
    "M": (
        _each(
            "Yus Yul Mar Yor Lei Dai Kar Nor Fran Gre Rus Ori Yen Mi Zu An Bri Dar Ey Jo Ka Li Mai Ne Ro Sul Yoh Wil",
            " ",
        ),
        _each(
            "mary mari leidy gelis lenis yelin yuris nelys kelis beth sabel rimar limar lisbeth nardy leska nellys", " "
        ),
    ),
    "H": (
        _each("Jho Yo Wil Yor Dei Kei Ander Bra Dar Ed Fran Ge Jei Ke Leo May Ne Ro Yef Wui Kle Jhon Eli Os Yei", " "),
        _each(
            "neider kelman ber ver ferson mar man der son yan derson nibal ner liomar sander deivi kenyer quiel", " "
        ),
    ),
    "": (
        _each(
            "Al Bar Carr Casta Cer Col Esc Fon Gal Gua Hin Jar Lar Man Mont Nar Ol Pal Qui Ri Sal Tor Urr Val Ver", " "
        )
        + _each("Vill Zam Ben Cor Arb Bel Zul Per Ech Goi Mal", " "),
        _each(
            "illo eros aneda ales anza eño edo izábal ate uela osa arra echea anilla iveros orta aza era uri andía", " "
        )
        + _each("olde avides ejo ier ita ona ubia ijosa", " "),
    ),
}
"""Beginnings and endings of the tail: of given names by sex, and of surnames."""


@dataclass(frozen=True)
class Drawn:
    """A list of names with what each weighs, summed up for quick drawing."""

    names: tuple[str, ...]
    sums: tuple[float, ...]

    def one(self, chance: random.Random) -> str:
        return chance.choices(self.names, cum_weights=self.sums)[0]


def _drawn(names: Sequence[str], shift: float, slope: float) -> Drawn:
    names = tuple(dict.fromkeys(names))
    weights = (1 / (rank + shift) ** slope for rank in range(len(names)))
    return Drawn(names, tuple(itertools.accumulate(weights)))


def _tail(kind: str, seed: int) -> list[str]:
    beginnings, endings = _SYLLABLES[kind]
    tail = ["".join(parts) for parts in itertools.product(beginnings, ("", "li", "ra"), endings)]
    random.Random(seed).shuffle(tail)
    return tail


GIVEN = {
    "M": _drawn([*WOMEN, *_tail("M", 1)], 2, 0.95),
    "H": _drawn([*MEN, *_tail("H", 2)], 2, 0.95),
}
"""By sex as the columns say it: M mujer, H hombre."""

LAST = _drawn([*SURNAMES, *_tail("", 3)], 4, 0.95)

NICKNAMES = {
    "José": ("Pepe", "Cheo", "Chepe"),
    "Francisco": ("Pacho", "Pancho", "Kiko", "Paco"),
    "Jesús": ("Chucho", "Chuy"),
    "Luis": ("Lucho",),
    "Carlos": ("Carlitos", "Charly"),
    "Juan": ("Juancho", "Juanito"),
    "Rafael": ("Rafa",),
    "Ramón": ("Moncho",),
    "Antonio": ("Toño",),
    "Eduardo": ("Edu", "Lalo"),
    "Enrique": ("Quique",),
    "Alejandro": ("Alejo", "Ale"),
    "Alexander": ("Alex",),
    "Gabriel": ("Gabo",),
    "Guillermo": ("Memo",),
    "Ignacio": ("Nacho",),
    "Manuel": ("Manolo", "Manuelito"),
    "Daniel": ("Dani",),
    "Roberto": ("Beto",),
    "Alberto": ("Beto",),
    "Fernando": ("Nando",),
    "Miguel": ("Migue",),
    "Pedro": ("Pedrito",),
    "Santiago": ("Santi",),
    "Sebastián": ("Sebas",),
    "Javier": ("Javi",),
    "María": ("Mari",),
    "Carmen": ("Carmencita",),
    "Rosa": ("Rosita",),
    "Ana": ("Anita",),
    "Gabriela": ("Gaby",),
    "Daniela": ("Dani",),
    "Alejandra": ("Ale",),
    "Patricia": ("Paty",),
    "Isabel": ("Chabela", "Isa"),
    "Teresa": ("Tere",),
    "Beatriz": ("Betty",),
    "Josefina": ("Fina",),
    "Carolina": ("Caro",),
    "Valentina": ("Vale",),
    "Verónica": ("Vero",),
    "Victoria": ("Vicky",),
    "Margarita": ("Marga",),
    "Milagros": ("Mila",),
    "Natalia": ("Nata",),
    "Yolanda": ("Yoli",),
    "Luisa": ("Lucha",),
    "Estefanía": ("Fani",),
    "Katherine": ("Kathy",),
}
