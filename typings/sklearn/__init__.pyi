# Partial stubs: the functions of scikit-learn that typedgrad uses, as it uses them.
__version__: str
