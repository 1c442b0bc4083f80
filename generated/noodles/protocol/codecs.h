// Reading and writing of all structures and messages as CBOR.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
#ifndef NOODLES_PROTOCOL_CODECS_H_
#define NOODLES_PROTOCOL_CODECS_H_

#include "noodles/protocol/buffers_codec.h"              // IWYU pragma: export
#include "noodles/protocol/client_messages_codec.h"      // IWYU pragma: export
#include "noodles/protocol/common_types_codec.h"         // IWYU pragma: export
#include "noodles/protocol/document_codec.h"             // IWYU pragma: export
#include "noodles/protocol/entities_codec.h"             // IWYU pragma: export
#include "noodles/protocol/geometry_codec.h"             // IWYU pragma: export
#include "noodles/protocol/images_codec.h"               // IWYU pragma: export
#include "noodles/protocol/lights_codec.h"               // IWYU pragma: export
#include "noodles/protocol/materials_codec.h"            // IWYU pragma: export
#include "noodles/protocol/methods_codec.h"              // IWYU pragma: export
#include "noodles/protocol/physics_codec.h"              // IWYU pragma: export
#include "noodles/protocol/plots_codec.h"                // IWYU pragma: export
#include "noodles/protocol/samplers_codec.h"             // IWYU pragma: export
#include "noodles/protocol/signals_and_replies_codec.h"  // IWYU pragma: export
#include "noodles/protocol/signals_codec.h"              // IWYU pragma: export
#include "noodles/protocol/tables_codec.h"               // IWYU pragma: export
#include "noodles/protocol/textures_codec.h"             // IWYU pragma: export

#endif  // NOODLES_PROTOCOL_CODECS_H_
