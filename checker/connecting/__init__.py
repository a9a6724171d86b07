"""Comparing a plan with the plans above it."""
