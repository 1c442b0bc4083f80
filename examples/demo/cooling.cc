#include "cooling.h"

#include <noodles/geometry.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string>
#include <utility>

namespace demo {
namespace {

constexpr double kMinutes = 30;
constexpr double kMinutesPerRow = 0.5;
constexpr double kRoomCelsius = 21;
constexpr double kMostCelsius = 100;
constexpr float kTextHeight = 0.16f;  // metres

// The plot, in the JSON form of SimplePlotInfo (noodles.cddl): peers take a
// text only.
constexpr char kPlot[] =
    R"({"name": "Cooling", "columns": [)"
    R"({"name": "minute", "prefers": "x", "color": "", "range": [0, 30]},)"
    R"({"name": "pasta", "prefers": "y", "color": "#d55e00",)"
    R"( "range": [0, 100]},)"
    R"({"name": "bowl", "prefers": "y", "color": "#0072b2",)"
    R"( "range": [0, 100]}]})";

struct Temperatures {
  double pasta;
  double bowl;
};

// The pasta cools towards the room; the bowl is warmed by the pasta first.
Temperatures TemperaturesAt(double minutes, double start_celsius) {
  const double excess = start_celsius - kRoomCelsius;
  const double slow = std::exp(-minutes / 14);
  const double fast = std::exp(-minutes / 2.5);
  return {.pasta = kRoomCelsius + excess * (0.85 * slow + 0.15 * fast),
          .bowl = kRoomCelsius + excess * 0.8 * (slow - fast)};
}

std::string Describe(double minutes, double celsius) {
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%.1f min   %.0f °C", minutes,
                celsius);
  return text.data();
}

}  // namespace

absl::StatusOr<std::unique_ptr<Cooling>> Cooling::Create(
    noodles::Server& server, const noodles::Vec3& text,
    const noodles::Vec3& steam) {
  std::unique_ptr<Cooling> cooling(new Cooling(server));
  absl::StatusOr<std::unique_ptr<Steam>> made =
      Steam::Create(server.document(), steam);
  if (!made.ok()) return made.status();
  cooling->steam_ = *std::move(made);
  absl::Status status = cooling->AddTable();
  if (status.ok()) status = cooling->AddText(text);
  if (status.ok()) status = cooling->AddTime();
  if (!status.ok()) return status;
  return cooling;
}

absl::Status Cooling::AddTable() {
  absl::StatusOr<std::shared_ptr<noodles::DataTable>> table =
      noodles::DataTable::Create(server_, {.name = "cooling"},
                                 {{"minute", noodles::TableColumnType::kReal},
                                  {"pasta", noodles::TableColumnType::kReal},
                                  {"bowl", noodles::TableColumnType::kReal}});
  if (!table.ok()) return table.status();
  table_ = *std::move(table);
  return absl::OkStatus();
}

absl::Status Cooling::AddText(const noodles::Vec3& place) {
  const absl::StatusOr<noodles::PlotID> plot = server_.document().Create(
      noodles::Plot{.name = "cooling plot",
                    .table = table_->id(),
                    .plot = noodles::SimplePlot(kPlot)});
  if (!plot.ok()) return plot.status();
  noodles::Entity text =
      noodles::TextPlane("", {.position = place}, kTextHeight);
  text.name = "temperature";
  text.tables = {table_->id()};
  text.plots = {*plot};
  const absl::StatusOr<noodles::EntityID> id =
      server_.document().Create(std::move(text));
  if (id.ok()) text_ = *id;
  return id.status();
}

absl::Status Cooling::AddTime() {
  // A second shows half a minute.
  absl::StatusOr<std::shared_ptr<noodles::Timeline>> timeline =
      noodles::Timeline::Create(
          server_, {.to = kMinutes,
                    .step = kMinutesPerRow,
                    .rate = 0.5,
                    .end = noodles::TimelineEnd::kLoop,
                    .interval = std::chrono::milliseconds(100),
                    .on_time = [this](double time) { return ShowTime(time); }});
  if (!timeline.ok()) return timeline.status();
  timeline_ = *std::move(timeline);
  return server_
      .AddMethod("reheat", "Serves the pasta anew; time goes back to 0",
                 [this](double celsius) { return Reheat(celsius); },
                 {{"celsius", "How hot the pasta is at first, from 21 to 100"}})
      .status();
}

absl::Status Cooling::ShowTime(double minutes) {
  absl::Status status = FillTable(minutes);
  if (!status.ok()) return status;
  const double celsius = TemperaturesAt(minutes, start_celsius_).pasta;
  const double warmth =
      (celsius - kRoomCelsius) / (kMostCelsius - kRoomCelsius);
  status = steam_->Show(minutes, static_cast<float>(warmth));
  if (!status.ok()) return status;
  noodles::EntityUpdate update;
  update.representation = noodles::TextRepresentation{
      .txt = Describe(minutes, celsius), .height = kTextHeight};
  return server_.document().Update(text_, std::move(update));
}

absl::Status Cooling::FillTable(double minutes) {
  std::vector<noodles::TableKey> keys;
  table_->Read([&](const noodles::TableData& data) { keys = data.Keys(); });
  const auto count =
      static_cast<size_t>(std::floor(minutes / kMinutesPerRow)) + 1;
  if (keys.size() > count) {
    return table_->Remove(
        {keys.begin() + static_cast<std::ptrdiff_t>(count), keys.end()});
  }
  std::vector<noodles::TableRow> rows;
  rows.reserve(count - keys.size());
  for (size_t i = keys.size(); i < count; ++i) {
    const double at = static_cast<double>(i) * kMinutesPerRow;
    const Temperatures now = TemperaturesAt(at, start_celsius_);
    rows.push_back({at, now.pasta, now.bowl});
  }
  return rows.empty() ? absl::OkStatus() : table_->Insert(rows).status();
}

absl::Status Cooling::Reheat(double celsius) {
  if (!(celsius >= kRoomCelsius && celsius <= kMostCelsius)) {
    return absl::InvalidArgumentError(
        "argument celsius: expected a number from 21 to 100");
  }
  start_celsius_ = celsius;
  absl::Status status = table_->Clear();
  // The time may be 0 already, so it is shown in any case.
  if (status.ok()) status = timeline_->SetTime(0);
  if (status.ok()) status = ShowTime(0);
  return status;
}

absl::Status Cooling::LetProbe(const std::vector<noodles::EntityID>& entities) {
  class Thermometer : public noodles::ProbeMethods {
   public:
    explicit Thermometer(Cooling& cooling) : cooling_(cooling) {}
    absl::StatusOr<noodles::ProbeResult> At(noodles::CallContext&,
                                            noodles::Vec3 position) override {
      const double minutes = cooling_.timeline_->time();
      const double celsius =
          TemperaturesAt(minutes, cooling_.start_celsius_).pasta;
      return noodles::ProbeResult{Describe(minutes, celsius), position};
    }

   private:
    Cooling& cooling_;
  };
  const auto thermometer = std::make_shared<Thermometer>(*this);
  for (const noodles::EntityID entity : entities) {
    absl::Status status =
        server_.Implement<noodles::ProbeMethods>(entity, thermometer);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace demo
