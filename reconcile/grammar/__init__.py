"""How people write dates and places, and what the gazetteer has under a name: the grammar that the rooms share.

`normalise` reads whole fields by it, `reading` finds fields in running text by it. Pure: no database, no clock.
"""
