// All headers for a NOODLES server.
#ifndef NOODLES_SERVER_H_
#define NOODLES_SERVER_H_

#include "noodles/base/bytes.h"
#include "noodles/calls/call_context.h"
#include "noodles/calls/method.h"
#include "noodles/calls/method_error.h"
#include "noodles/calls/pending_result.h"
#include "noodles/calls/typed_method.h"
#include "noodles/interfaces/attention_signals.h"
#include "noodles/interfaces/probe_methods.h"
#include "noodles/interfaces/selection_methods.h"
#include "noodles/interfaces/time_methods.h"
#include "noodles/interfaces/view_methods.h"
#include "noodles/protocol/messages.h"
#include "noodles/server/activator.h"
#include "noodles/server/data_table.h"
#include "noodles/server/entity_variables.h"
#include "noodles/server/movable.h"
#include "noodles/server/server.h"
#include "noodles/server/server_options.h"
#include "noodles/server/subscriber_list.h"
#include "noodles/server/timeline.h"
#include "noodles/state/document.h"

#endif  // NOODLES_SERVER_H_
