"""Official texts that the user imports: split into clauses, kept with their hash, linked to the duties, compared."""
