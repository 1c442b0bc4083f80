// Everything for a NOODLES server.
#ifndef NOODLES_SERVER_H_
#define NOODLES_SERVER_H_

#include "noodles/base/bytes.h"
#include "noodles/protocol/messages.h"
#include "noodles/server/call.h"
#include "noodles/server/server.h"
#include "noodles/server/server_options.h"
#include "noodles/server/typed_method.h"
#include "noodles/state/document.h"

#endif  // NOODLES_SERVER_H_
