// The name under which the journal writes log records.
#ifndef NOODLES_PERSISTENCE_SUPPORT_LOG_COMPONENT_H_
#define NOODLES_PERSISTENCE_SUPPORT_LOG_COMPONENT_H_

#include <string_view>

namespace noodles::persistence_internal {

inline constexpr std::string_view kLogComponent = "journal";

}  // namespace noodles::persistence_internal

#endif  // NOODLES_PERSISTENCE_SUPPORT_LOG_COMPONENT_H_
