"""What TypeScript takes: names, types of scalars, integers."""

from __future__ import annotations

import json

from linguine.emit import names
from linguine.emit.language import Language

_LARGEST = 2**53 - 1

# The package that generated code imports from.
PACKAGE = "linguine-noodles"
CBOR = f"{PACKAGE}/cbor"
CALLS = f"{PACKAGE}/calls"

TYPESCRIPT = Language(
    title="TypeScript",
    reserved=frozenset(
        """
        any arguments as async await boolean break case catch class const
        constructor continue debugger declare default delete do else enum eval
        export extends false finally for function get if implements import in
        instanceof interface let new null number of package private protected
        public return set static string super switch symbol this throw true try
        type typeof undefined unknown var void while with yield
        """.split()
    ),
    scalars={
        "text": "string",
        "bytes": "Uint8Array",
        "bool": "boolean",
        "uint": "number",
        "uint32": "number",
        "int": "number",
        "float32": "number",
        "float64": "number",
        "any": "Any",
        "nil": "null",
    },
    integers={
        "uint": (0, _LARGEST),
        "uint32": (0, 2**32 - 1),
        "int": (-_LARGEST, _LARGEST),
    },
    # Names; what begins with a dot is a key, which may be any text, and what
    # ends with .ts a file.
    name_form=r"[A-Za-z_][A-Za-z0-9_]*|\..*|.*\.ts",
)

# Names that generated modules use beside those that they define.
USED_NAMES = frozenset(
    """
    Any ArgumentList CallTarget Caller ComponentKind DecodeError
    EnumerationTable Error FrameReader GeneratedFor GeneratedWith
    Given Identifier Kind Map MessageInfo
    MessageRole Number ObjectTable Promise Reader ReaderOptions Tuple Uint8Array
    UnreadMessageHandler Writer
    """.split()
)

# Names that modules define where the specification has components.
COMPONENT_NAMES = frozenset(
    """
    Components ComponentUpdates componentKinds componentKindsInReferenceOrder
    componentUpdaters
    """.split()
)

# Words that may name a variable although they mean something elsewhere.
CONTEXTUAL = frozenset(
    """
    any as async boolean constructor declare get number of set string symbol
    type undefined unknown
    """.split()
)


class Name(names.Name):
    """A name and its spellings in TypeScript."""

    # The names of the variables of generated functions.
    reserved = (TYPESCRIPT.reserved - CONTEXTUAL) | {
        *("content", "field", "list", "object", "reader", "undefined"),
        *("value", "writer"),
    }

    def as_property(self) -> str:
        """The key as a property: in quotes where it is no identifier."""
        is_identifier = self.text.isidentifier() and self.text.isascii()
        return self.text if is_identifier else json.dumps(self.text)

    def access(self) -> str:
        """The access to the property, such as `.name`."""
        prop = self.as_property()
        return f"[{prop}]" if prop.startswith('"') else f".{prop}"
