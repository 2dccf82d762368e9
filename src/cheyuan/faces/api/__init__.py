"""The API's root: address, description, ways in, errors. The operations are in the apps' own ``api.py``."""
