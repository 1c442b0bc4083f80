"""What C++ takes, and how the output in C++ is called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from linguine.emit import names
from linguine.emit.language import Language
from linguine.emit.settings import Settings

RUNTIME_NAMESPACE = "noodles"
# Namespaces that generated code and the runtime's headers name without "::"
# before them, so that no namespace around generated code may be called so.
TAKEN_NAMESPACES = frozenset({"absl", "cbor", "std"})

# Macros of the standard headers, of POSIX, and of compilers with their own
# extensions, which a name of generated code would turn into something else.
_MACROS = frozenset(
    """
    BUFSIZ CHAR_BIT CHAR_MAX CHAR_MIN CLOCKS_PER_SEC DBL_MAX DBL_MIN DOMAIN EDOM
    EILSEQ EOF ERANGE EXIT_FAILURE EXIT_SUCCESS FILENAME_MAX FLT_MAX FLT_MIN
    FOPEN_MAX HUGE_VAL HUGE_VALF INFINITY INT_MAX INT_MIN LONG_MAX LONG_MIN
    MB_CUR_MAX NAN NULL OVERFLOW PATH_MAX RAND_MAX SCHAR_MAX SCHAR_MIN SEEK_CUR
    SEEK_END SEEK_SET SHRT_MAX SHRT_MIN SIG_DFL SIG_ERR SIG_IGN SIZE_MAX
    UCHAR_MAX UINT_MAX ULONG_MAX UNDERFLOW USHRT_MAX WCHAR_MAX WCHAR_MIN assert
    errno i386 linux major makedev minor offsetof setjmp stderr stdin stdout
    unix va_arg va_copy va_end va_list va_start
    """.split()
)

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
    )
    | _MACROS,
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
    name_form="[A-Za-z_][A-Za-z0-9_]*",
)


# Names that generated code uses of other namespaces, and those of its own
# functions and types, whatever the specification.
USED_NAMES = frozenset(
    """
    Apply Bytes ComponentKind ComponentOf ComponentRef ComponentTraits Diff
    Dispatch ForEachComponent FromString Id IsEmpty Merge MessageRole
    MessageTraits NameOf Read RemoveUnchanged ToString TouchesReferences
    UpdateMessageFor Write WriteCreate WriteUpdate cbor noodles std
    """.split()
)
# The types of namespace noodles that lie below generated code.
RUNTIME_NAMES = frozenset(
    """
    Answer AnswerSlot Any ArgumentTexts CallArguments CallContext CallTarget
    CallableTexts Caller Client ClientNumber DecodeError DecodeLimits Document
    EncodedItem FutureResult LogField LogRecord LogSeverity LogSink
    MethodDefinition MethodFunction MethodResult Mirror PendingPair
    PendingResult ResultSender ResultValue Server SignalAudience SignalEmitter
    Signature SlotFiller Transaction WireType
    """.split()
)


class Name(names.Name):
    """A name and its spellings in C++."""

    reserved = CPP.reserved


@dataclass(frozen=True)
class CppSettings(Settings):
    """`include_prefix` is the folder that users write before a header.
    `import_namespaces` has the namespaces of imported code, by its folder.
    """

    namespace: str
    include_prefix: str
    import_namespaces: Mapping[str, str] = field(default_factory=dict)

    @property
    def runtime_qualifier(self) -> str:
        """The prefix of names of the runtime: "" inside namespace noodles."""
        return (
            ""
            if self.namespace == RUNTIME_NAMESPACE
            else f"{RUNTIME_NAMESPACE}::"
        )

    def import_qualifier(self, folder: str) -> str:
        """The prefix of names of imported code, by its folder."""
        namespace = self.imported_namespace(folder)
        if namespace == RUNTIME_NAMESPACE:
            return self.runtime_qualifier
        # Inside of a::b, b::c would be looked for in a::b.
        return "" if namespace == self.namespace else f"::{namespace}::"

    def imported_namespace(self, folder: str) -> str:
        """The namespace of imported code, by its folder."""
        return self.import_namespaces.get(folder, RUNTIME_NAMESPACE)
