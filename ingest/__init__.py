"""From sources of rows to a served generation: read, validate, embed, weigh, write, switch."""
