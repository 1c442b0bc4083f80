"""What C++ takes, and how the output in C++ is called."""

from __future__ import annotations

from dataclasses import dataclass

from linguine.emit import names
from linguine.emit.language import Language
from linguine.emit.settings import Settings

RUNTIME_NAMESPACE = "noodles"

CPP = Language(
    title="C++",
    reserved=frozenset(
        """
        alignas alignof and and_eq asm auto bitand bitor bool break case catch
        char char8_t char16_t char32_t class compl concept const consteval
        constexpr constinit const_cast continue co_await co_return co_yield
        decltype default delete do double dynamic_cast else enum explicit export
        extern false float for friend goto if inline int long mutable namespace
        new noexcept not not_eq nullptr operator or or_eq private protected
        public register reinterpret_cast requires return short signed sizeof
        static static_assert static_cast struct switch template this
        thread_local throw true try typedef typeid typename union unsigned using
        virtual void volatile wchar_t while xor xor_eq
        """.split()
    ),
    scalars={
        "text": "std::string",
        "bytes": "Bytes",
        "bool": "bool",
        "uint": "uint64_t",
        "uint32": "uint32_t",
        "int": "int64_t",
        "float32": "float",
        "float64": "double",
        "any": "cbor::Any",
        "nil": "std::monostate",
    },
    integers={
        "uint": (0, 2**64 - 1),
        "uint32": (0, 2**32 - 1),
        "int": (-(2**63), 2**63 - 1),
    },
    # The decoder keeps the keys that it has seen in 64 bits.
    maximum_keys=64,
)


class Name(names.Name):
    """A name and its spellings in C++."""

    reserved = CPP.reserved


@dataclass(frozen=True)
class CppSettings(Settings):
    """`include_prefix` is the folder that users write before a header."""

    namespace: str
    include_prefix: str

    @property
    def runtime_qualifier(self) -> str:
        """The prefix of names of the runtime: "" inside namespace noodles."""
        return (
            ""
            if self.namespace == RUNTIME_NAMESPACE
            else f"{RUNTIME_NAMESPACE}::"
        )
