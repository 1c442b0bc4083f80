"""The encodings and frames of real NOODLES programs, as test vectors."""
