// All headers for a relay, a server that shows what another server shows.
#ifndef NOODLES_RELAY_H_
#define NOODLES_RELAY_H_

#include "noodles/relay/relay.h"
#include "noodles/relay/relay_options.h"

#endif  // NOODLES_RELAY_H_
