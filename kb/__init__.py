"""The knowledge base over corpora/: models, loading and validating, selecting, searching, proving."""
