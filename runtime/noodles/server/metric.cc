#include "noodles/server/metric.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <unordered_set>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"

namespace noodles {
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

std::string ToPrometheusText(const std::vector<Metric>& metrics,
                             std::vector<std::string>* left_out) {
  std::string text;
  std::unordered_set<std::string_view> names;
  for (const Metric& metric : metrics) {
    if (!IsMetricName(metric.name) || !names.insert(metric.name).second) {
      if (left_out != nullptr) left_out->push_back(metric.name);
      continue;
    }
    const std::string help =
        absl::StrReplaceAll(metric.help, {{"\\", "\\\\"}, {"\n", "\\n"}});
    const bool is_counter = metric.type == Metric::Type::kCounter;
    absl::StrAppend(&text, "# HELP ", metric.name, " ", help, "\n# TYPE ",
                    metric.name, is_counter ? " counter\n" : " gauge\n",
                    metric.name, " ", ValueText(metric.value), "\n");
  }
  return text;
}

}  // namespace noodles
