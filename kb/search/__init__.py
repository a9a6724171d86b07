"""Finding duties by everyday words, numbers and clauses."""
