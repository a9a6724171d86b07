"""Learning the duties: questions made from the catalogue, progress of each learner, sheets for Word."""
