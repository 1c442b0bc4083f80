// Relays before servers of this toolkit, and before one that misbehaves.
#include "noodles/relay/relay.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <string>
#include <vector>

#include "client/fake_server.h"
#include "noodles/base/status.h"
#include "noodles/relay/following/asset_copies.h"
#include "relay/relay_testing.h"
#include "transport/raw_client.h"

namespace noodles {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class RelayTest : public ::testing::Test {
 protected:
  RelayTest() {
    lamp_ = Must(document().Create(Entity{.name = "lamp"}));
    Must(
        origin_.AddMethod("add", "", [](double a, double b) { return a + b; }));
    Must(origin_.AddMethod("switch", "Switches the lamp", [this](bool is_on) {
      Must(document().Update(lamp_, EntityUpdate{.visible = is_on}));
      Must(origin_.Emit(switched_, {is_on}));
      return is_on;
    }));
    Must(origin_.AddMethod("fail", "", []() -> absl::StatusOr<double> {
      return MethodError(-7, "out of oil", Any("red"));
    }));
    Must(origin_.AddMethod("never", "", [this] {
      auto [result, sender] = MakePendingResult<double>();
      unanswered_.push_back(sender);
      ++unanswered_count_;
      return result;
    }));
    switched_ = Must(origin_.AddSignal<bool>("switched"));
    relayed_.Start();
  }

  Document& document() { return relayed_.origin.document(); }
  Relay& relay() { return *relayed_.relay; }
  static bool IsLampOn(const Client& client, EntityID lamp) {
    return client.mirror().Find(lamp)->visible;
  }

  RelayedServer relayed_;
  Server& origin_ = relayed_.origin;
  EntityID lamp_;
  SignalID switched_;
  std::vector<ResultSender<double>> unanswered_;
  std::atomic<size_t> unanswered_count_ = 0;
};

TEST_F(RelayTest, AViewerSeesTheDocumentOfTheOrigin) {
  const auto viewer = relayed_.NewViewer();
  ExpectSameDocument(*viewer, document());
  const EntityID child =
      Must(document().Create(Entity{.name = "child", .parent = lamp_}));
  Await([&] { return viewer->mirror().Find(child) != nullptr; });
  ExpectSameDocument(*viewer, document());
  ExpectSameDocument(*relayed_.NewViewer(), document());
  // The origin sees one client.
  EXPECT_EQ(origin_.clients().size(), 1u);
  EXPECT_EQ(relay().server().clients().size(), 1u);
}

TEST_F(RelayTest, TheReplyComesBehindAllThatTheMethodChanged) {
  const auto caller = relayed_.NewViewer();
  const auto other = relayed_.NewViewer();
  std::mutex mutex;
  std::vector<std::string> events;
  const auto note = [&](const std::string& event) {
    const std::lock_guard lock(mutex);
    events.push_back(event);
  };
  caller->OnUpdated<Entity>([&](EntityID, const Entity&, const Entity& after) {
    note(after.visible ? "on" : "off");
  });
  caller->OnTypedSignal<bool>("switched", [&](const SignalEvent&, bool is_on) {
    note(is_on ? "signal on" : "signal off");
  });
  std::promise<void> both;
  other->OnTypedSignal<bool>("switched", [&](const SignalEvent&, bool is_on) {
    if (is_on) both.set_value();
  });
  for (const bool is_on : {false, true}) {
    std::promise<void> replied;
    caller->Call("switch", std::nullopt, {is_on},
                 [&](const absl::StatusOr<Any>& result) {
                   EXPECT_EQ(Must(result), Any(is_on));
                   note("reply");
                   replied.set_value();
                 });
    replied.get_future().wait();
  }
  EXPECT_THAT(events, ElementsAre("off", "signal off", "reply", "on",
                                  "signal on", "reply"));
  // The signal reaches everybody, the reply the caller alone.
  both.get_future().wait();
  EXPECT_TRUE(IsLampOn(*other, lamp_));
  EXPECT_EQ(relay().counters().calls, 2u);
}

TEST_F(RelayTest, ShowsItsCountersBesideThoseOfTheProgram) {
  RelayOptions options = LocalRelayOptions(origin_.port());
  options.server.serve_metrics = true;
  options.server.more_metrics = []() -> std::vector<Metric> {
    return {{.name = "pump_pressure", .help = "Bar.", .value = 4}};
  };
  Relay relay(std::move(options));
  Must(relay.Start());
  const auto viewer = JoinedClient(relay.port());
  Must(viewer->Call("add", {1, 2}).get());
  const auto text = [&relay] {
    transport_internal::RawClient client(relay.port());
    client.Send(
        "GET /metrics HTTP/1.1\r\nHost: relay\r\nConnection: close\r\n\r\n");
    return client.ReceiveAll();
  };
  EXPECT_THAT(text(), AllOf(HasSubstr("\nnoodles_relay_connected 1\n"),
                            HasSubstr("\nnoodles_relay_joins_total 1\n"),
                            HasSubstr("\nnoodles_relay_held_back 0\n"),
                            HasSubstr("\nnoodles_relay_calls_total 1\n"),
                            HasSubstr("\nnoodles_relay_oddities_total 0\n"),
                            HasSubstr("\nnoodles_clients 1\n"),
                            HasSubstr("\npump_pressure 4\n")));
  origin_.Stop();
  Await([&] {
    return text().find("\nnoodles_relay_connected 0\n") != std::string::npos;
  });
}

TEST_F(RelayTest, AnExceptionOfTheOriginReachesTheCaller) {
  const auto viewer = relayed_.NewViewer();
  const absl::StatusOr<Any> result = viewer->Call("fail").get();
  ASSERT_TRUE(IsMethodError(result.status()));
  const MethodException exception = ToMethodException(result.status());
  EXPECT_EQ(exception.code, -7);
  EXPECT_EQ(exception.message, "out of oil");
  EXPECT_EQ(exception.data, Any("red"));
  // The origin judges the arguments.
  EXPECT_EQ(ToMethodException(viewer->Call("add", {1.0}).get().status()).code,
            kInvalidParametersCode);
}

// A method that deletes what it is called on is answered all the same.
TEST_F(RelayTest, AMethodMayDeleteItsTarget) {
  auto gone = DefineMethod("go", "",
                           [this](CallContext& context) {
                             Must(document().Delete(*context.entity()));
                             return 5.0;
                           },
                           {});
  Must(origin_.Offer(InvokeIDType{lamp_}, {*std::move(gone)}));
  const auto viewer = relayed_.NewViewer();
  EXPECT_EQ(Must(viewer->Call("go", {}, {.target = InvokeIDType{lamp_}}).get()),
            Any(5.0));
  EXPECT_EQ(viewer->mirror().Find(lamp_), nullptr);
}

TEST_F(RelayTest, ARelayOfARelayIsATree) {
  Relay second(LocalRelayOptions(relay().port()));
  Must(second.Start());
  const auto viewer = JoinedClient(second.port());
  ExpectSameDocument(*viewer, document());
  EXPECT_EQ(Must(viewer->CallTyped<double>("add", {}, 2.0, 3.0).get()), 5.0);
  EXPECT_EQ(Must(viewer->Call("switch", {false}).get()), Any(false));
  EXPECT_FALSE(IsLampOn(*viewer, lamp_));
}

TEST_F(RelayTest, CallsFailAtOnceWhileTheOriginIsGone) {
  const auto viewer = relayed_.NewViewer();
  auto waiting = viewer->Call("never");
  Await([&] { return unanswered_count_ == 1; });
  const uint16_t port = origin_.port();
  origin_.Stop();
  const absl::StatusOr<Any> result = waiting.get();
  EXPECT_THAT(TextOf(result.status()),
              AllOf(HasSubstr("the origin of this relay is gone"),
                    HasSubstr("whether the call was carried out is unknown")));
  EXPECT_EQ(ToMethodException(result.status()).code, kInternalErrorCode);
  EXPECT_THAT(TextOf(viewer->Call("add", {1.0, 2.0}).get().status()),
              HasSubstr("the call was not made"));
  // Viewers keep the document, and newcomers get it.
  ExpectSameDocument(*viewer, document());
  ExpectSameDocument(*relayed_.NewViewer(), document());

  // Another program takes the place of the origin, and gives the identifiers
  // of the former components to others.
  Server other(LocalServerOptions(port));
  const EntityID pump = Must(other.document().Create(Entity{.name = "pump"}));
  EXPECT_EQ(pump, lamp_);
  Must(other.AddMethod("add", "", [](double a) { return a + 1; }));
  Must(other.Start());
  Await([&] {
    return relay().counters().joins == 2 &&
           relay().client().state() == ConnectionState::kReady;
  });
  EXPECT_EQ(Must(viewer->CallTyped<double>("add", {}, 2.0).get()), 3.0);
  ExpectSameDocument(*viewer, other.document());
  EXPECT_EQ(viewer->mirror().Find(pump)->name, "pump");
  EXPECT_EQ(viewer->state(), ConnectionState::kReady);
}

TEST_F(RelayTest, OptionsThatARelayCannotHaveAreRefused) {
  RelayOptions options = LocalRelayOptions(origin_.port());
  options.server.persistence.directory = "/nowhere";
  EXPECT_EQ(Relay(options).Start().code(),
            absl::StatusCode::kFailedPrecondition);
  options = LocalRelayOptions(origin_.port());
  options.origin = "http://127.0.0.1";
  EXPECT_THAT(TextOf(Relay(options).Start()), HasSubstr("ws://"));
}

// ------------------------------------------------------------------ contents

class RelayContentsTest : public ::testing::Test {
 protected:
  RelayContentsTest() : origin_(Options()), options_(LocalRelayOptions(0)) {
    buffer_ = Must(origin_.document().Create(
        Buffer{.size = kContent.size(), .source = Bytes::Copy(kContent)}));
    const Asset asset =
        origin_.assets().AddBytes(Bytes::Copy(kContent)).value();
    image_ =
        Must(origin_.document().Create(Image{.source = Location(asset.uri())}));
    view_ = Must(origin_.document().Create(
        BufferView{.source_buffer = buffer_, .length = kContent.size()}));
    Must(origin_.Start());
    options_.origin = UrlOf(origin_.port());
    options_.server = Options();
    options_.copies_assets = true;
  }

  static ServerOptions Options() {
    ServerOptions options = LocalServerOptions();
    options.assets.service = AssetService::kWebsocketPort;
    options.assets.promote_bytes = 10;
    return options;
  }
  static std::string UrlOfBuffer(const Client& client, BufferID id) {
    const Buffer& buffer = *client.mirror().Find(id);
    return std::get<std::string>(std::get<Location>(buffer.source));
  }

  const std::string kContent = "more than ten bytes";
  Server origin_;
  RelayOptions options_;
  BufferID buffer_;
  ImageID image_;
  BufferViewID view_;
};

TEST_F(RelayContentsTest, CopiedContentsComeFromTheRelay) {
  Relay relay(options_);
  Must(relay.Start());
  const auto viewer = JoinedClient(relay.port());
  Await([&] {
    return viewer->mirror().Find(view_) != nullptr &&
           viewer->mirror().Find(image_) != nullptr;
  });
  EXPECT_EQ(relay.counters().held_back, 0u);
  EXPECT_THAT(UrlOfBuffer(*viewer, buffer_),
              HasSubstr(":" + std::to_string(relay.port()) + "/"));
  origin_.Stop();
  EXPECT_EQ(Must(viewer->Fetch(buffer_).get()), Bytes::Copy(kContent));
  EXPECT_EQ(Must(viewer->Fetch(image_).get()), Bytes::Copy(kContent));
}

TEST_F(RelayContentsTest, ContentsBeyondTheLimitStayAtTheOrigin) {
  options_.max_copied_bytes = kContent.size() - 1;
  Relay relay(options_);
  Must(relay.Start());
  const auto viewer = JoinedClient(relay.port());
  Await([&] { return viewer->mirror().Find(view_) != nullptr; });
  EXPECT_THAT(UrlOfBuffer(*viewer, buffer_),
              HasSubstr(":" + std::to_string(origin_.port()) + "/"));
  EXPECT_EQ(Must(viewer->Fetch(buffer_).get()), Bytes::Copy(kContent));
}

TEST(HostOfTest, FindsTheHost) {
  using relay_internal::HostOf;
  EXPECT_EQ(HostOf("ws://Machine:50000"), "machine");
  EXPECT_EQ(HostOf("https://machine/a:b@c"), "machine");
  EXPECT_EQ(HostOf("http://[::1]:80/x"), HostOf("ws://[::1]"));
  EXPECT_EQ(HostOf("http://machine@other/x"), "");
  EXPECT_EQ(HostOf("asset:0123"), "");
}

// ------------------------------------------------ an origin that misbehaves

Bytes Frame(
    std::initializer_list<std::function<void(cbor::Writer&)>> messages) {
  cbor::Writer writer;
  writer.WriteArrayHead(2 * messages.size());
  for (const auto& message : messages) message(writer);
  return writer.Take();
}
template <class Message>
std::function<void(cbor::Writer&)> Says(Message message) {
  return [message](cbor::Writer& writer) { AppendMessage(writer, message); };
}
std::function<void(cbor::Writer&)> SaysNonsense(uint64_t number) {
  return [number](cbor::Writer& writer) {
    writer.WriteUint(number);
    writer.WriteMapHead(0);
  };
}

TEST(RelayOfAFakeTest, WhatCannotBeReadIsLeftOutWhole) {
  FakeServer origin(
      {.on_introduction =
           [](const FakeServer::Sender& send) {
             send(Frame({Says(MsgEntityCreate{{0, 0}, Entity{.name = "first"}}),
                         Says(MsgDocumentInitialized{})}));
           },
       .on_invoke = nullptr});
  Relay relay(LocalRelayOptions(origin.port()));
  Must(relay.Start());
  const auto viewer = JoinedClient(relay.port());
  std::vector<std::string> oddities;
  viewer->OnOddity([&](const std::string& what) { oddities.push_back(what); });
  // An unknown message, a broken one, a signal that is not there, an entity
  // whose parent is not there; the rest of the frame counts.
  origin.Send(Frame(
      {SaysNonsense(200), SaysNonsense(MessageTraits<MsgEntityCreate>::kNumber),
       Says(MsgSignalInvoke{SignalID{7, 0}, std::nullopt, {}}),
       Says(MsgEntityCreate{{1, 0},
                            Entity{.name = "child", .parent = EntityID{5, 0}}}),
       Says(MsgEntityCreate{{2, 0}, Entity{.name = "last"}})}));
  Await([&] { return viewer->mirror().Find(EntityID{2, 0}) != nullptr; });
  EXPECT_EQ(viewer->mirror().count(ComponentKind::kEntity), 2u);
  EXPECT_EQ(relay.counters().held_back, 1u);
  EXPECT_GE(relay.counters().oddities, 3u);
  // The same identifier again, as Rigatoni gives it.
  origin.Send(Frame({Says(MsgEntityDelete{{2, 0}}),
                     Says(MsgEntityCreate{{2, 0}, Entity{.name = "again"}}),
                     Says(MsgEntityCreate{{5, 0}, Entity{.name = "parent"}})}));
  Await([&] { return viewer->mirror().Find(EntityID{1, 0}) != nullptr; });
  EXPECT_EQ(viewer->mirror().Find(EntityID{2, 0})->name, "again");
  EXPECT_EQ(relay.counters().held_back, 0u);
  EXPECT_THAT(oddities, ElementsAre());
}

// Habits of Rigatoni: viewers see what the origin has.
TEST(RelayOfAFakeTest, NumbersOfTheOriginAreNotJudged) {
  const std::string content = "12345678";
  FakeServer origin(
      {.on_introduction =
           [&](const FakeServer::Sender& send) {
             send(Frame(
                 {Says(MsgBufferCreate{{0, 0},
                                       Buffer{.size = content.size(),
                                              .source = Bytes::Copy(content)}}),
                  Says(MsgBufferViewCreate{
                      {3, 0},
                      BufferView{.source_buffer = {0, 0}, .length = 99}}),
                  Says(MsgMaterialCreate{{0, 0}, Material{}}),
                  Says(MsgGeometryCreate{
                      {0, 0},
                      Geometry{.patches = {{.attributes = {{.view = {3, 0}}},
                                            .vertex_count = 50,
                                            .material = {0, 0}}}}}),
                  // A buffer in the place of a view.
                  Says(MsgImageCreate{{0, 0},
                                      Image{.source = BufferViewID{0, 0}}}),
                  Says(MsgDocumentInitialized{})}));
           },
       .on_invoke = nullptr});
  RelayOptions options = LocalRelayOptions(origin.port());
  options.server.assets.service = AssetService::kWebsocketPort;
  Relay relay(options);
  Must(relay.Start());
  EXPECT_EQ(relay.counters().held_back, 0u);
  const auto viewer = JoinedClient(relay.port());
  EXPECT_EQ(viewer->mirror().Find(GeometryID{0, 0})->patches[0].vertex_count,
            50u);
  EXPECT_EQ(viewer->mirror().Find(BufferViewID{3, 0})->length, 99u);
  EXPECT_EQ(Must(viewer->Fetch(ImageID{0, 0}).get()), Bytes::Copy(content));
}

}  // namespace
}  // namespace noodles
