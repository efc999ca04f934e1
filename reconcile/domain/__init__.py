"""The words of the trade: frozen values without input or output.

Facets keep one file name in every room: `dates`, `places`, `targets`, `actors`, `tolls`.
"""
