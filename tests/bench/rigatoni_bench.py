"""Measures Rigatoni's document, without a client; prints {"name": nanoseconds}.

Runs with the Python that has the real peers.
"""

import json
import sys
import time

import rigatoni

COMPONENTS = 3_000


def nanoseconds(operation, values):
    """The time of one call, over one call for each value, and its results."""
    start = time.perf_counter()
    results = [operation(value) for value in values]
    return (time.perf_counter() - start) / len(values) * 1e9, results


def main():
    server = rigatoni.Server(port=0, starting_state=[])

    def create(number):
        return server.create_component(rigatoni.Entity, name=f"entity {number}")

    def update(entity):
        entity.transform = [1.0] * 16
        server.update_component(entity)

    times = {}
    times["state/create/rigatoni"], entities = nanoseconds(
        create, range(COMPONENTS)
    )
    times["state/update/rigatoni"], _ = nanoseconds(update, entities)
    times["state/delete/rigatoni"], _ = nanoseconds(
        server.delete_component, entities
    )
    json.dump(times, sys.stdout)


main()
