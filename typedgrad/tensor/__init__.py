"""The tensor: one class, its methods in a module for each family."""
