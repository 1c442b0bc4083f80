"""Test vectors: values, their bytes, and bytes that must be refused."""
