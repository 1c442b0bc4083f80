// The golden interface at work: what is generated for lab.cddl, an
// application's own methods and signals with imported types, compiled and run.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "interfaces/interface_testing.h"
#include "lab/codecs.h"
#include "lab/lab_methods.h"
#include "lab/lab_methods_proxy.h"
#include "lab/lab_signals.h"
#include "lab/lab_signals_listener.h"
#include "lab/structures.h"
#include "noodles/protocol/signals.h"

namespace lab {
namespace {

using noodles::Any;
using noodles::CallContext;
using noodles::EntityID;
using noodles::FakeCaller;
using noodles::FakeEmitter;
using noodles::InvalidArgument;
using noodles::MethodArg;
using noodles::MethodTable;
using noodles::Vec3;
using ::testing::ElementsAre;

class Lab : public LabMethods {
 public:
  absl::StatusOr<std::vector<Sample>> Measure(
      CallContext&, Vec3 at, Sensor sensor,
      std::optional<std::vector<Window>> windows,
      std::optional<int64_t> class_) override {
    return std::vector<Sample>{
        {.at = at,
         .outcome = std::string(ToString(sensor)),
         .entity = EntityID{static_cast<uint32_t>(class_.value_or(0)), 1},
         .windows = windows.value_or(std::vector<Window>())}};
  }
  absl::StatusOr<Estimate> LabEstimate(CallContext&,
                                       std::vector<Sample> samples) override {
    return Estimate{.place = samples.at(0).at, .certainty = 0.5f};
  }
  absl::Status Forget(CallContext&,
                      std::vector<std::vector<int64_t>> rows) override {
    forgotten = std::move(rows);
    return absl::OkStatus();
  }

  std::vector<std::vector<int64_t>> forgotten;
};

TEST(LabTest, DescriptionsCarryTheSpecificationsWords) {
  const MethodTable methods(MethodsOf(std::make_shared<Lab>()));
  EXPECT_EQ(
      methods.Find("lab::measure").description,
      (noodles::Method{
          .name = "lab::measure",
          .doc = "Measures at a place. Takes a moment.",
          .return_doc = "One for each window.",
          .arg_doc = {
              {.name = "at", .doc = "In metres.", .editor_hint = "noo::array"},
              {.name = "sensor", .editor_hint = "noo::text"},
              {.name = "windows",
               .doc = "Optional. All the time where there are none.",
               .editor_hint = "noo::array"},
              {.name = "class",
               .doc = "Optional.",
               .editor_hint = "noo::integer"}}}));
  EXPECT_THAT(
      LabSignals::Descriptions()[0].arg_doc,
      ElementsAre(MethodArg{.name = "sample", .editor_hint = "noo::map"},
                  MethodArg{.name = "by",
                            .doc = "Optional.",
                            .editor_hint = "noo::entity_id"}));
}

TEST(LabTest, ReadsEnumerationsGroupsAndImportedTypes) {
  const MethodTable methods(MethodsOf(std::make_shared<Lab>()));
  const Any at = Any::Array{1, 2, 3};
  EXPECT_EQ(methods.Call("lab::measure", {at, "THERMAL", Any::Array{1, 2.5}, 7})
                .value(),
            Any(Any::Array{Any::Map{{"at", Any::Array{1.0f, 2.0f, 3.0f}},
                                    {"outcome", "THERMAL"},
                                    {"entity", Any::Array{7, 1}},
                                    {"windows", Any::Array{1.0, 2.5}}}}));
  EXPECT_EQ(methods.Call("lab::measure", {at, "BLIND"}).status(),
            InvalidArgument("argument sensor: expected \"OPTICAL\" or "
                            "\"THERMAL\", found text \"BLIND\""));
}

TEST(LabTest, AProxyUnderstandsWhatTheInterfaceAnswers) {
  const MethodTable methods(MethodsOf(std::make_shared<Lab>()));
  FakeCaller caller;
  const LabMethodsProxy lab(caller);
  auto samples = lab.Measure({1, 2, 3}, Sensor::kOptical, std::nullopt, 4);
  caller.waiting[0](
      methods.Call(caller.calls[0].method, caller.calls[0].arguments));
  const std::vector<Sample> got = samples.get().value();
  EXPECT_THAT(got, ElementsAre(Sample{.at = {1, 2, 3},
                                      .outcome = "OPTICAL",
                                      .entity = EntityID{4, 1}}));
  auto estimate = lab.LabEstimate(got);
  caller.waiting[1](
      methods.Call(caller.calls[1].method, caller.calls[1].arguments));
  EXPECT_EQ(estimate.get().value(),
            (Estimate{.place = {1, 2, 3}, .certainty = 0.5f}));
}

TEST(LabTest, ASpreadListIsTheSame) {
  const auto implementation = std::make_shared<Lab>();
  const MethodTable methods(MethodsOf(implementation));
  ASSERT_TRUE(
      methods.Call("lab::forget", {Any::Array{1, 2}, Any::Array{}}).ok());
  EXPECT_THAT(implementation->forgotten,
              ElementsAre(ElementsAre(1, 2), ElementsAre()));
}

class Listener : public LabSignalsListener {
 public:
  void OnMeasured(Sample sample, std::optional<EntityID> by) override {
    measured.emplace_back(std::move(sample), by);
  }
  void OnClosed() override { ++closed; }
  void OnInvalidSignal(std::string_view, const absl::Status& error) override {
    errors.emplace_back(noodles::StatusMessage(error));
  }

  std::vector<std::pair<Sample, std::optional<EntityID>>> measured;
  int closed = 0;
  std::vector<std::string> errors;
};

TEST(LabTest, SignalsArrive) {
  FakeEmitter emitter;
  const LabSignals signals(emitter);
  const Sample sample = {.at = {1, 0, 0}, .outcome = 2.5};
  EXPECT_TRUE(signals.Measured(sample, EntityID{3, 0}).ok());
  EXPECT_TRUE(signals.Measured(sample, std::nullopt).ok());
  EXPECT_TRUE(signals.Closed().ok());
  Listener listener;
  for (const auto& sent : emitter.signals) {
    EXPECT_TRUE(Dispatch(sent.signal, sent.arguments, listener));
  }
  EXPECT_THAT(listener.measured,
              ElementsAre(std::pair(sample, std::optional(EntityID{3, 0})),
                          std::pair(sample, std::optional<EntityID>())));
  EXPECT_EQ(listener.closed, 1);
  EXPECT_TRUE(Dispatch("lab::measured", {Any::Map{{"at", 1}}}, listener));
  EXPECT_THAT(listener.errors,
              ElementsAre("argument sample.at: expected array, "
                          "found integer 1"));
}

}  // namespace
}  // namespace lab
