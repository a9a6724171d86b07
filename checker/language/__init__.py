"""Chinese text: folding with kept offsets, words, numbers and durations."""
