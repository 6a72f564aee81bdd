"""The built distributions: their bytes, their files, and what they do where there is no checkout.

python -m distribution, in an environment with hatchling and pip.
"""
