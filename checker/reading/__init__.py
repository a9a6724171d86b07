"""Reading a file into a Plan."""
