// Generated from methods.cddl, methods.bindings.toml; changes belong there.
#include "noodles/interfaces/selection_codec.h"

#include "noodles/cbor/map_writer.h"
#include "noodles/cbor/object.h"
#include "noodles/cbor/values.h"

namespace noodles {}  // namespace noodles
