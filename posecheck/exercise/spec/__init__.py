"""What an exercise file says: its schema, tables, signals, checks, zones; and the catalogue.

Everything is checked here once, when a file is read; after that it is trusted. Imports the signals
of `motion` and nothing else of the engine. The call that goes in: `catalogue.Catalogue.get(id)`.
"""
