// Every generated header, for measuring what they cost to compile.
#include "noodles/protocol/codecs.h"
#include "noodles/protocol/dispatch.h"
#include "noodles/protocol/handlers.h"
#include "noodles/protocol/messages.h"
#include "noodles/protocol/traits.h"
