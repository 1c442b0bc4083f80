#include "noodles/client/connection_state.h"

namespace noodles {

std::string_view ToString(ConnectionState state) {
  switch (state) {
    case ConnectionState::kIdle:
      return "idle";
    case ConnectionState::kConnecting:
      return "connecting";
    case ConnectionState::kJoining:
      return "joining";
    case ConnectionState::kReady:
      return "ready";
    case ConnectionState::kWaiting:
      return "waiting";
    case ConnectionState::kClosed:
      return "closed";
  }
  return "";
}

}  // namespace noodles
