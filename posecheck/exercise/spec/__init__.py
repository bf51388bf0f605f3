"""What an exercise file says: its schema, tables, signals, checks, zones; and the catalogue.

A file is checked here once, when it is read; after that it is trusted. Imports `motion` and nothing
else of the engine. The call that goes in: `catalogue.Catalogue.get(id)`.
"""
