// All headers for a NOODLES client.
#ifndef NOODLES_CLIENT_H_
#define NOODLES_CLIENT_H_

#include "noodles/base/bytes.h"
#include "noodles/calls/caller.h"
#include "noodles/calls/method_error.h"
#include "noodles/client/client.h"
#include "noodles/client/client_options.h"
#include "noodles/client/delegate.h"
#include "noodles/client/table_content.h"
#include "noodles/client/table_mirror.h"
#include "noodles/protocol/messages.h"
#include "noodles/state/mirror.h"

#endif  // NOODLES_CLIENT_H_
