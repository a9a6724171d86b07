"""What a plan says: one file per kind of fact."""
