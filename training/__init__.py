"""From a treebank and a text encoder to the models in ``attribution/models/ar``."""
