// The goldens at work: what is generated for station.cddl, compiled and run.
// The bytes are written by hand from RFC 8949, not taken from our own output.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "noodles/cbor/any_codec.h"
#include "noodles/cbor/values.h"
#include "station/codecs.h"
#include "station/dispatch.h"
#include "station/for_each_component.h"
#include "station/message_visitors.h"
#include "station/messages.h"
#include "station/traits.h"

namespace station {
namespace {

using noodles::Bytes;
using noodles::cbor::Any;
using noodles::cbor::DecodeErrorCode;
using noodles::cbor::Reader;
using noodles::cbor::Writer;
using ::testing::ElementsAre;

Bytes FromHex(std::string_view hex) {
  std::string bytes;
  for (size_t i = 0; i < hex.size(); i += 2) {
    bytes.push_back(static_cast<char>(
        std::stoi(std::string(hex.substr(i, 2)), nullptr, 16)));
  }
  return Bytes::Copy(bytes);
}

std::string ToHex(const Bytes& bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  for (const uint8_t byte : bytes) {
    hex.push_back(kDigits[byte >> 4]);
    hex.push_back(kDigits[byte & 15]);
  }
  return hex;
}

template <class T>
std::string Encoded(const T& value) {
  Writer writer;
  Write(writer, value);
  return ToHex(writer.Take());
}

template <class T>
T Decoded(std::string_view hex) {
  const Bytes bytes = FromHex(hex);
  Reader reader(bytes);
  T value{};
  EXPECT_TRUE(Read(reader, value)) << reader.TakeError().ToString();
  EXPECT_TRUE(reader.at_end());
  return value;
}

template <class T>
noodles::cbor::DecodeError ErrorOf(std::string_view hex) {
  const Bytes bytes = FromHex(hex);
  Reader reader(bytes);
  T value{};
  EXPECT_FALSE(Read(reader, value));
  return reader.TakeError();
}

// {"id": [1, 0], "quantity": "WIND_SPEED", "wanders": true, "class": -1}
constexpr char kSmallProbe[] =
    "a4"
    "626964820100"
    "687175616e746974796a57494e445f5350454544"
    "6777616e64657273f5"
    "65636c61737320";

TEST(StationTest, WritesDefaultsAndLeavesOutWhatIsAbsent) {
  const MsgProbeCreate probe{
      {1, 0}, {.quantity = Quantity::kWindSpeed, .position = true}};
  EXPECT_EQ(Encoded(probe), kSmallProbe);
  EXPECT_EQ(Decoded<MsgProbeCreate>(kSmallProbe), probe);
}

TEST(StationTest, ReadsTheOtherSpellingOfAKey) {
  // {"id": [1, 0], "quantity": "OTHER", "wanders": false, "neighbors": [[2,
  // 0]]}
  const auto probe = Decoded<MsgProbeCreate>(
      "a4"
      "626964820100"
      "687175616e74697479654f54484552"
      "6777616e64657273f4"
      "696e65696768626f727381820200");
  EXPECT_THAT(probe.content.neighbours, ElementsAre(ProbeID{2, 0}));
  EXPECT_EQ(probe.content.class_, -1);
}

TEST(StationTest, RefusesBothSpellings) {
  const auto error = ErrorOf<MsgProbeCreate>(
      "a5"
      "626964820100"
      "687175616e74697479654f54484552"
      "6777616e64657273f4"
      "696e65696768626f727380"
      "6a6e65696768626f75727380");
  EXPECT_EQ(error.code, DecodeErrorCode::kConflictingKeys);
  EXPECT_EQ(error.offset, 1u + 6 + 15 + 9 + 11);
}

TEST(StationTest, AnOpenEnumerationTakesAnyText) {
  const auto read = [](std::string_view hex) { return Decoded<Quantity>(hex); };
  EXPECT_EQ(read("6b54454d5045524154555245"), Quantity::kTemperature);
  EXPECT_EQ(read("6d57494e445f53504545445f3130"), Quantity::kWindSpeed);
  EXPECT_EQ(read("6142"), Quantity::kUnknown);
  EXPECT_EQ(ToString(Quantity::kUnknown), "OTHER");
}

TEST(StationTest, ArraysWithNamedPlaces) {
  EXPECT_EQ(Encoded(Span{1.0, 2.5}), "82fb3ff0000000000000fb4004000000000000");
  EXPECT_EQ(Decoded<Span>("8201f94100"), (Span{1.0, 2.5}));
  const auto error = ErrorOf<Span>("8101");
  EXPECT_EQ(error.code, DecodeErrorCode::kWrongLength);
  EXPECT_EQ(error.expected, "an array of 2");
}

TEST(StationTest, ChoicesAreToldApartByTheirKind) {
  EXPECT_EQ(Decoded<Measurement>("f93c00"), Measurement(1.0));
  EXPECT_EQ(Decoded<Measurement>("626f6b"), Measurement(std::string("ok")));
  EXPECT_EQ(Decoded<Measurement>("07"), Measurement(7.0));
  const auto error = ErrorOf<Measurement>("80");
  EXPECT_EQ(error.code, DecodeErrorCode::kWrongType);
  EXPECT_EQ(error.expected, "float or text");
}

TEST(StationTest, ListsThatMustNotBeEmpty) {
  // {"probe": [0, 0], "span": [0, 1], "values": []}
  const auto error = ErrorOf<MsgReadings>(
      "a3"
      "6570726f6265820000"
      "647370616e820001"
      "6676616c75657380");
  EXPECT_EQ(error.code, DecodeErrorCode::kWrongLength);
  EXPECT_EQ(error.path, "values");
  EXPECT_EQ(error.offset, 1u + 9 + 8 + 7);
}

TEST(StationTest, UpdatesApplyMergeAndDiffer) {
  Probe probe{.state = Measurement(3.0), .neighbours = {{4, 0}}, .class_ = 2};
  ProbeUpdate update{.state = NoState()};
  Apply(probe, update);
  EXPECT_EQ(probe.state.index(), 0u);

  Merge(update, {.class_ = 9});
  EXPECT_EQ(update, (ProbeUpdate{.state = NoState(), .class_ = 9}));

  Probe after = probe;
  after.neighbours.clear();
  after.quantity = Quantity::kWindSpeed;
  std::vector<std::string_view> not_carried;
  const ProbeUpdate difference = Diff(probe, after, &not_carried);
  // `class` goes with every update.
  EXPECT_EQ(difference,
            (ProbeUpdate{.neighbours = std::vector<ProbeID>(), .class_ = 2}));
  EXPECT_THAT(not_carried, ElementsAre("quantity"));
}

TEST(StationTest, ReferencesInOrder) {
  std::vector<Reference> references;
  AppendReferences(
      Probe{.position = Place{.site = {7, 1}}, .neighbours = {{2, 0}, {3, 0}}},
      references);
  EXPECT_THAT(references, ElementsAre(Reference{SiteID{7, 1}, "place.site"},
                                      Reference{ProbeID{2, 0}, "neighbours"},
                                      Reference{ProbeID{3, 0}, "neighbours"}));
}

class Recorder : public ServerMessageHandlerBase {
 public:
  void OnProbeCreate(MsgProbeCreate&& message) override {
    seen.push_back("probe " + std::to_string(message.id.slot));
  }
  void OnProbeDelete(MsgProbeDelete&& message) override {
    seen.push_back("gone " + std::to_string(message.id.slot));
  }
  void OnUnknownMessage(uint64_t number, const Bytes& content) override {
    seen.push_back("unknown " + std::to_string(number) + " " + ToHex(content));
  }
  void OnInvalidMessage(uint64_t number,
                        const noodles::cbor::DecodeError& error) override {
    seen.push_back("invalid " + std::to_string(number) + " " + error.path);
  }

  std::vector<std::string> seen;
};

TEST(StationTest, OneBadMessageDoesNotLoseTheOthers) {
  // [2, {"id": 1}, 99, [1], 2, <probe 1>, 4, {"id": [1, 0]}]
  const Bytes frame = FromHex(std::string("88") + "02a162696401" + "18638101" +
                              "02" + kSmallProbe + "04a1626964820100");
  Recorder recorder;
  EXPECT_EQ(Dispatch(frame, recorder), std::nullopt);
  EXPECT_THAT(recorder.seen, ElementsAre("invalid 2 [1].id", "unknown 99 8101",
                                         "probe 1", "gone 1"));
}

TEST(StationTest, ComponentsInTheOrderOfTheSpecification) {
  std::vector<std::string> seen;
  ForEachComponent([&]<class Component>() {
    seen.emplace_back(ToString(ComponentTraits<Component>::kKind));
  });
  EXPECT_THAT(seen, ElementsAre("Site", "Probe"));
  EXPECT_THAT(kComponentKinds,
              ElementsAre(ComponentKind::kSite, ComponentKind::kProbe));
  // A probe names a site.
  EXPECT_THAT(kKindsInReferenceOrder,
              ElementsAre(ComponentKind::kSite, ComponentKind::kProbe));
}

TEST(StationTest, TheComponentOfAKind) {
  std::string name;
  WithComponent(ComponentKind::kProbe, [&]<class Component>() {
    using Message = typename ComponentTraits<Component>::DeleteMessage;
    name = MessageTraits<Message>::kName;
  });
  EXPECT_EQ(name, "MsgProbeDelete");
}

TEST(StationTest, NamesOfComponents) {
  EXPECT_EQ(NameOf(Site{.name = "roof"}), "roof");
  EXPECT_EQ(NameOf(Probe{.name = "p"}), "p");
  EXPECT_EQ(NameOf(Probe{}), std::nullopt);
}

TEST(StationTest, NamesOfMessagesByDirection) {
  EXPECT_EQ(ServerMessageName(0), "MsgSiteCreate");
  EXPECT_EQ(ClientMessageName(0), "MsgHello");
  EXPECT_EQ(ServerMessageName(6), "");
  EXPECT_EQ(ClientMessageName(1), "");
}

class RoleRecorder : public ServerMessageVisitor<RoleRecorder> {
 public:
  template <class Message>
  void OnMessage(Message&&) {
    roles.push_back(MessageTraits<Message>::kRole);
  }
  void OnUnknownMessage(uint64_t, const Bytes&) override {}
  void OnInvalidMessage(uint64_t, const noodles::cbor::DecodeError&) override {}

  std::vector<MessageRole> roles;
};

TEST(StationTest, AVisitorTakesEveryMessage) {
  RoleRecorder recorder;
  recorder.OnSiteCreate({});
  recorder.OnProbeUpdate({});
  recorder.OnProbeDelete({});
  recorder.OnReadings({});
  EXPECT_THAT(recorder.roles,
              ElementsAre(MessageRole::kCreate, MessageRole::kUpdate,
                          MessageRole::kDelete, MessageRole::kOther));
}

}  // namespace
}  // namespace station
