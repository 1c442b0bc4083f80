#include "noodles/server/support/prometheus_text.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/ascii.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"

namespace noodles::server_internal {
namespace {

bool IsMetricName(std::string_view name) {
  return !name.empty() && !absl::ascii_isdigit(name.front()) &&
         std::all_of(name.begin(), name.end(), [](char character) {
           return absl::ascii_isalnum(character) || character == '_' ||
                  character == ':';
         });
}

std::string ValueText(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "+Inf" : "-Inf";
  return absl::StrFormat("%.17g", value);
}

}  // namespace

bool PrometheusText::Begin(std::string_view name, Metric::Type type,
                           std::string_view help) {
  if (!IsMetricName(name) || !names_.emplace(name).second) return false;
  name_ = name;
  const std::string escaped =
      absl::StrReplaceAll(std::string(help), {{"\\", "\\\\"}, {"\n", "\\n"}});
  text_.append("# HELP ").append(name).append(" ").append(escaped);
  text_.append("\n# TYPE ").append(name);
  text_.append(type == Metric::Type::kCounter ? " counter\n" : " gauge\n");
  return true;
}

void PrometheusText::Add(double value, std::string_view labels) {
  text_.append(name_).append(labels).append(" ");
  text_.append(ValueText(value)).append("\n");
}

}  // namespace noodles::server_internal
