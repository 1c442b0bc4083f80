"""The habits of real NOODLES programs on the wire, as test vectors."""
