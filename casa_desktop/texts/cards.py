"""Words of the card with a code. It lies in somebody's pocket: it tells neither a service nor who attends whom."""

TITLE = "Tarjeta con código"
SHOW = "Muestre este código al llegar: así le encuentran más rápido."
