// The names of all methods and signals as they are sent.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.
//
// Thread-safety: constants.
#ifndef NOODLES_INTERFACES_NAMES_H_
#define NOODLES_INTERFACES_NAMES_H_

#include <string_view>

#include "noodles/interfaces/fingerprint.h"  // IWYU pragma: keep

namespace noodles {

struct TableMethodNames {
  static constexpr std::string_view kSubscribe = "noo::tbl_subscribe";
  static constexpr std::string_view kInsert = "noo::tbl_insert";
  static constexpr std::string_view kUpdate = "noo::tbl_update";
  static constexpr std::string_view kRemove = "noo::tbl_remove";
  static constexpr std::string_view kClear = "noo::tbl_clear";
  static constexpr std::string_view kUpdateSelection =
      "noo::tbl_update_selection";
};

struct TableSignalNames {
  static constexpr std::string_view kReset = "noo::tbl_reset";
  static constexpr std::string_view kUpdated = "noo::tbl_updated";
  static constexpr std::string_view kRowsRemoved = "noo::tbl_rows_removed";
  static constexpr std::string_view kSelectionUpdated =
      "noo::tbl_selection_updated";
};

struct MovableMethodNames {
  static constexpr std::string_view kSetPosition = "noo::set_position";
  static constexpr std::string_view kSetRotation = "noo::set_rotation";
  static constexpr std::string_view kSetScale = "noo::set_scale";
};

struct ActivatorMethodNames {
  static constexpr std::string_view kActivate = "noo::activate";
  static constexpr std::string_view kGetActivationChoices =
      "noo::get_activation_choices";
};

struct OptionMethodNames {
  static constexpr std::string_view kGetVarKeys = "noo::get_var_keys";
  static constexpr std::string_view kGetVarOptions = "noo::get_var_options";
  static constexpr std::string_view kGetVarValue = "noo::get_var_value";
  static constexpr std::string_view kSetVarValue = "noo::set_var_value";
};

struct SelectionMethodNames {
  static constexpr std::string_view kSelectRegion = "noo::select_region";
  static constexpr std::string_view kSelectSphere = "noo::select_sphere";
  static constexpr std::string_view kSelectHalfPlane = "noo::select_half_plane";
  static constexpr std::string_view kSelectHull = "noo::select_hull";
};

struct ProbeMethodNames {
  static constexpr std::string_view kAt = "noo::probe_at";
};

struct AttentionSignalNames {
  static constexpr std::string_view kSignalAttention = "noo::signal_attention";
};

struct TimeMethodNames {
  static constexpr std::string_view kStepTime = "noo::step_time";
  static constexpr std::string_view kAnimateTime = "noo::animate_time";
  static constexpr std::string_view kDeltaTime = "noo::delta_time";
  static constexpr std::string_view kSetTime = "noo::set_time";
  static constexpr std::string_view kGetTimeMetadata = "noo::time_metadata";
};

struct ViewMethodNames {
  static constexpr std::string_view kClientView = "noo::client_view";
};

}  // namespace noodles

#endif  // NOODLES_INTERFACES_NAMES_H_
