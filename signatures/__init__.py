"""The page `docs/operations.md`: every operation with its static signature, as the checkers give it.

    python -m signatures           compares the page with what mypy and pyright say today
    python -m signatures --write   writes it

`calls.py` lists the calls, `asking.py` has both checkers type each of them for ranks 0 to 3 and three dtypes, and
`page.py` writes what they say.
"""
