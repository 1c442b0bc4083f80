"""Compares two models: what a change of the specification breaks, for whom."""
