// All structures and messages of the specification.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
#ifndef NOODLES_PROTOCOL_MESSAGES_H_
#define NOODLES_PROTOCOL_MESSAGES_H_

#include "noodles/protocol/buffers.h"              // IWYU pragma: export
#include "noodles/protocol/client_messages.h"      // IWYU pragma: export
#include "noodles/protocol/common_types.h"         // IWYU pragma: export
#include "noodles/protocol/document.h"             // IWYU pragma: export
#include "noodles/protocol/entities.h"             // IWYU pragma: export
#include "noodles/protocol/geometry.h"             // IWYU pragma: export
#include "noodles/protocol/images.h"               // IWYU pragma: export
#include "noodles/protocol/lights.h"               // IWYU pragma: export
#include "noodles/protocol/materials.h"            // IWYU pragma: export
#include "noodles/protocol/methods.h"              // IWYU pragma: export
#include "noodles/protocol/physics.h"              // IWYU pragma: export
#include "noodles/protocol/plots.h"                // IWYU pragma: export
#include "noodles/protocol/samplers.h"             // IWYU pragma: export
#include "noodles/protocol/signals.h"              // IWYU pragma: export
#include "noodles/protocol/signals_and_replies.h"  // IWYU pragma: export
#include "noodles/protocol/tables.h"               // IWYU pragma: export
#include "noodles/protocol/textures.h"             // IWYU pragma: export

#endif  // NOODLES_PROTOCOL_MESSAGES_H_
