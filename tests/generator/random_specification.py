"""Makes random specifications: correct, with odd names and all forms."""

from __future__ import annotations

import random

# Names that C++, TypeScript or the generated code itself use for something.
_KEYS = (
    "a b c x name value id content type class int namespace NULL errno EOF "
    "reader writer message object list table size data default this operator "
    "key string vector std noodles cbor Any Bytes kFields true_ co_await "
    "signals slots assert stdin major minor unix linux first_second firstSecond"
).split()
_STRANGE_KEYS = ('"a-b"', '"+"', '"2nd"', '"with blank"', '"ü"', '"_"', '"a.b"')
# Rules; those that the runtime uses for something of its own among them.
_RULES = (
    *("Name", "my-rule", "Reader", "Writer", "Bytes", "Any", "Id", "Read"),
    *("Write", "Kind", "String", "Vector", "Component", "ToString", "Message"),
    *("ServerMessageHandler", "lower", "Class", "NULL", "std", "cbor", "T1x"),
    *("ComponentKind", "Merge", "Apply", "Diff", "IsEmpty", "MessageTraits"),
    *("Dispatch", "Encode", "Decode", "Status", "DecodeLimits", "FromString"),
)
_TEXTS = ("A", "B_C", "2D", "NULL", "class", "UPPER", "lower", "A_B")
_SCALARS = (
    *("tstr", "bytes", "bool", "uint", "int", "float", "float64", "any"),
    *("uint .size 4", "uint .size 8"),
)
_DEFAULTS = {
    "tstr": ('"x"', '""', r'"a\"b"'),
    "bool": ("true", "false"),
    "uint": ("0", "18446744073709551615"),
    "uint .size 4": ("4294967295",),
    "int": ("-9223372036854775808", "7"),
    "float": ("1.0", "-0.5", "1e30"),
    "float64": ("0.1", "1e300"),
}


class Maker:
    """Makes one specification; the same seed makes the same text."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._rules: list[str] = []
        self._types: list[str] = []
        self._bindings: dict[str, list[str]] = {
            "one_ofs": [],
            "members": [],
            "aliases": [],
        }
        self._binding_random = random.Random(seed)

    def make(self) -> tuple[str, str]:
        """The specification and its bindings."""
        components = [f"Kind{n}" for n in range(self._random.randint(0, 2))]
        if components:
            self._rules.append("id = [ slot: uint .size 4, gen: uint .size 4 ]")
        for kind in components:
            self._rules.append(f"{kind}ID = id")
            self._types.append(f"{kind}ID")
        plain = [f"T{number}" for number in range(4)]
        odd = self._random.sample(_RULES, self._random.randint(0, 3))
        for name in self._random.sample(plain + odd, 2 + len(odd)):
            self._rule(name)
        messages: list[str] = []
        for kind in components:
            self._component(kind, messages)
        for number in range(self._random.randint(1, 3)):
            messages.append(f"MsgM{number}")
            self._map(messages[-1])
        lines = " // ".join(f"{n}, {name}" for n, name in enumerate(messages))
        head = (
            "ServerMessages = [ + ServerMessage ]\n"
            f"ServerMessage = ( {lines} )\n"
        )
        bindings = "".join(
            f"[{table}]\n" + "".join(f"{line}\n" for line in entries)
            for table, entries in self._bindings.items()
            if entries
        )
        return head + "\n".join(self._rules) + "\n", bindings

    def _rule(self, name: str) -> None:
        choice = self._random.randrange(5)
        if choice == 0:
            self._map(name)
        elif choice == 1:
            texts = self._random.sample(_TEXTS, self._random.randint(1, 4))
            alternatives = " / ".join(f'"{text}"' for text in texts)
            self._rules.append(f"{name} = {alternatives}")
        elif choice == 2:
            places = ", ".join(
                f"{key}: {self._type()}" for key in self._keys(1, 3)
            )
            self._rules.append(f"{name} = [ {places} ]")
        else:
            self._rules.append(f"{name} = {self._type()}")
        self._types.append(name)

    def _component(self, kind: str, messages: list[str]) -> None:
        keys = [key for key in self._keys(0, 5) if key != "id"]
        entries = [self._entry(key) for key in keys]
        self._bind(f"Msg{kind}Create", keys)
        self._rules.append(
            f"Msg{kind}Create = {{ {', '.join([f'id: {kind}ID', *entries])} }}"
        )
        updated = [
            entry.split(" .default")[0].removeprefix("? ")
            for entry in entries
            if self._random.random() < 0.6
        ]
        update = [f"id: {kind}ID", *(f"? {entry}" for entry in updated)]
        messages.append(f"Msg{kind}Create")
        if self._random.random() < 0.7:
            self._rules.append(f"Msg{kind}Update = {{ {', '.join(update)} }}")
            messages.append(f"Msg{kind}Update")
        self._rules.append(f"Msg{kind}Delete = {{ id: {kind}ID }}")
        messages.append(f"Msg{kind}Delete")

    def _map(self, name: str) -> None:
        keys = self._keys(0, 5)
        entries = [self._entry(key) for key in keys]
        self._bind(name, keys)
        if self._random.random() < 0.3:
            first, second = f"one_{name}", f"two_{name}"
            optional = self._random.choice(("", "? "))
            entries.append(
                f"{optional}( {first}: {self._type()} // "
                f"{second}: {self._type()} )"
            )
            self._bindings["one_ofs"].append(f'"{name}.{first}" = "choice"')
        self._rules.append(f"{name} = {{ {', '.join(entries)} }}")

    def _bind(self, owner: str, keys: list[str]) -> None:
        """Gives some keys other names, and other spellings."""
        for number, key in enumerate(keys):
            key = key.strip('"')  # noqa: PLW2901
            chance = self._binding_random.random()
            if chance < 0.1:
                entry = f'"{owner}.{key}" = "member_{number}"'
                self._bindings["members"].append(entry)
            elif chance < 0.2:
                entry = f'"{owner}.{key}" = ["also_{number}"]'
                self._bindings["aliases"].append(entry)

    def _entry(self, key: str) -> str:
        choice = self._random.randrange(4)
        if choice == 0:
            scalar = self._random.choice(sorted(_DEFAULTS))
            default = self._random.choice(_DEFAULTS[scalar])
            if not scalar.startswith("uint .size"):
                return f"? {key}: {scalar} .default {default}"
        optional = "? " if choice == 1 else ""
        if self._random.random() < 0.1:
            return f"{optional}{key}: [ + {self._type(1)} ]"
        return f"{optional}{key}: {self._type()}"

    def _type(self, depth: int = 0) -> str:
        choice = self._random.randrange(7 if depth < 2 else 3)
        if choice == 0 and self._types:
            return self._random.choice(self._types)
        if choice <= 3:
            return self._random.choice(_SCALARS)
        element = self._type(depth + 1)
        if choice == 4:
            return f"[ * {element} ]"
        if choice == 5:
            count = self._random.randint(1, 4)
            return f"[ {count}*{count} {element} ]"
        return f"{{ * tstr => {element} }}"

    def _keys(self, fewest: int, most: int) -> list[str]:
        keys = list(_KEYS)
        if self._random.random() < 0.3:
            keys += _STRANGE_KEYS
        return self._random.sample(keys, self._random.randint(fewest, most))
