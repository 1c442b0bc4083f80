// Includes every generated header, to measure their compile time.
#include "noodles/protocol/codecs.h"
#include "noodles/protocol/dispatch.h"
#include "noodles/protocol/handlers.h"
#include "noodles/protocol/messages.h"
#include "noodles/protocol/traits.h"
