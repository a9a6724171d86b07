"""What the pages and the command line share that shows nothing itself: running checks, choosing findings."""
