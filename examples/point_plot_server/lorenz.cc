#include "point_plot_server/lorenz.h"

#include <array>
#include <cmath>
#include <utility>
#include <vector>

namespace examples {
namespace {

using State = std::array<double, 3>;

// The derivative, with the parameters that Lorenz used.
State Velocity(const State& at) {
  constexpr double kSigma = 10;
  constexpr double kRho = 28;
  constexpr double kBeta = 8.0 / 3.0;
  return {kSigma * (at[1] - at[0]), at[0] * (kRho - at[2]) - at[1],
          at[0] * at[1] - kBeta * at[2]};
}

State Add(const State& a, const State& b, double factor) {
  return {a[0] + factor * b[0], a[1] + factor * b[1], a[2] + factor * b[2]};
}

// One step of the Runge-Kutta method of fourth order.
State Step(const State& at, double time) {
  const State a = Velocity(at);
  const State b = Velocity(Add(at, a, time / 2));
  const State c = Velocity(Add(at, b, time / 2));
  const State d = Velocity(Add(at, c, time));
  State next = Add(at, a, time / 6);
  next = Add(next, b, time / 3);
  next = Add(next, c, time / 3);
  return Add(next, d, time / 6);
}

}  // namespace

noodles::CsvTable LorenzPoints(size_t count) {
  constexpr double kTime = 0.015;
  constexpr double kScale = 1.0 / 40;  // metres for one unit
  std::array<std::vector<double>, 4> columns;
  State at = {1, 1, 20};
  for (size_t i = 0; i < count; ++i) {
    at = Step(at, kTime);
    const State velocity = Velocity(at);
    // The z of the attractor, centred at 25, points upwards.
    const double cells[] = {at[0] * kScale, (at[2] - 25) * kScale,
                            at[1] * kScale,
                            std::hypot(velocity[0], velocity[1], velocity[2])};
    for (size_t column = 0; column < 4; ++column) {
      columns[column].push_back(cells[column]);
    }
  }
  noodles::CsvTable table;
  table.rows.row_count = count;
  for (size_t column = 0; column < 4; ++column) {
    constexpr const char* kNames[] = {"x", "y", "z", "speed"};
    table.columns.push_back({kNames[column], noodles::TableColumnType::kReal});
    table.rows.columns.emplace_back(std::move(columns[column]));
  }
  return table;
}

}  // namespace examples
