// How a server stops: from any thread, from inside of it, by signals, and while
// a method runs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <condition_variable>
#include <csignal>
#include <future>
#include <latch>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <variant>
#include <vector>

#include "noodles/base/logging.h"
#include "noodles/base/status.h"
#include "noodles/server.h"
#include "server/fake_client.h"
#include "state/document_testing.h"
#include "transport/raw_client.h"

namespace noodles {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::Contains;
using ::testing::HasSubstr;
using transport_internal::BuildFrame;
using transport_internal::CloseCode;
using transport_internal::RawClient;
using transport_internal::SeenEvent;
using Clock = std::chrono::steady_clock;

// "Did not hang", on any machine.
constexpr seconds kSoon{20};
constexpr seconds kLate{3600};

ServerOptions Options(milliseconds stop_limit = milliseconds(2000)) {
  ServerOptions options;
  options.address = "127.0.0.1";
  options.port = 0;
  options.assets.service = AssetService::kOff;
  options.stop_limit = stop_limit;
  return options;
}

// A client over the network that calls methods and reads to the end.
class CallingClient {
 public:
  explicit CallingClient(uint16_t port) : raw_(port) {
    raw_.Upgrade();
    Send(EncodeFrame(MsgIntroduction{"calling"}));
  }
  void Call(MethodID method) {
    Send(EncodeFrame(MsgInvokeMethod{method, std::nullopt, "x", {}}));
  }
  // The code of the close frame; ends the connection.
  CloseCode ReadToTheClose() {
    CloseCode code = CloseCode::kAbnormal;
    while (code == CloseCode::kAbnormal) {
      const std::vector<SeenEvent> events = raw_.ReceiveFrames();
      if (events.empty()) break;
      for (const SeenEvent& event : events) {
        if (event.event == transport_internal::FrameParser::Event::kClose) {
          code = event.code;
        }
      }
    }
    raw_.EndStream();
    return code;
  }

 private:
  void Send(const Bytes& frame) {
    raw_.Send(BuildFrame({.payload = std::string(frame.text())}));
  }

  RawClient raw_;
};

class StopTest : public ::testing::Test {
 protected:
  StopTest() {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    SetLogSink([this](const LogRecord& record) {
      const std::lock_guard<std::mutex> lock(mutex_);
      log_.push_back(FormatLogRecord(record));
    });
  }
  ~StopTest() override { SetLogSink(nullptr); }

  std::vector<std::string> log() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return log_;
  }

  // A method that runs until Release, whatever it is told.
  MethodID AddStubborn(Server& server) {
    return Must(server.AddMethod("stubborn", "", [this] {
      has_begun_.count_down();
      may_end_.wait();
    }));
  }

  std::mutex mutex_;
  std::vector<std::string> log_;
  std::latch has_begun_{1};
  std::latch may_end_{1};
};

TEST_F(StopTest, ClientsHearOfItAtOnceWhileAMethodRuns) {
  Server server(Options(milliseconds(kSoon)));
  const MethodID stubborn = AddStubborn(server);
  Must(server.Start());
  CallingClient client(server.port());
  client.Call(stubborn);
  has_begun_.wait();
  std::thread stop([&] { server.Stop(); });
  // The method still runs.
  EXPECT_EQ(client.ReadToTheClose(), CloseCode::kGoingAway);
  may_end_.count_down();
  stop.join();
  EXPECT_TRUE(server.Start().ok());
}

TEST_F(StopTest, ALimitHoldsWhileAMethodRuns) {
  Server server(Options(milliseconds(50)));
  const MethodID stubborn = AddStubborn(server);
  Must(server.Start());
  CallingClient client(server.port());
  client.Call(stubborn);
  has_begun_.wait();
  const Clock::time_point begin = Clock::now();
  server.Stop();
  EXPECT_LT(Clock::now() - begin, kSoon);
  EXPECT_TRUE(server.clients().empty());
  EXPECT_THAT(log(), Contains(HasSubstr(
                         "a method still runs after stop_limit; its client has "
                         "left method=")));
  // Until the method has returned, there is no second one.
  const absl::Status status = server.Start();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(TextOf(status), HasSubstr("has not returned yet"));
  may_end_.count_down();
  while (!server.Start().ok()) std::this_thread::yield();
  EXPECT_NE(server.port(), 0);
}

// The document, too, is held up by such a method.
TEST_F(StopTest, ALimitHoldsWhileAMethodHoldsTheDocument) {
  Server server(Options(milliseconds(50)));
  const MethodID stubborn =
      Must(server.AddMethod("stubborn", "", [this](CallContext& context) {
        Must(context.document.Create(Entity{.name = "taken back"}));
        has_begun_.count_down();
        may_end_.wait();
        return Internal("no");
      }));
  Must(server.Start());
  CallingClient client(server.port());
  client.Call(stubborn);
  has_begun_.wait();
  // Its snapshot cannot begin.
  CallingClient other(server.port());
  while (server.clients().size() < 2) std::this_thread::yield();
  server.Stop();
  EXPECT_TRUE(server.clients().empty());
  may_end_.count_down();
}

TEST_F(StopTest, AMethodIsToldToReturn) {
  Server server(Options(kLate));
  const MethodID patient =
      Must(server.AddMethod("patient", "", [this](CallContext& context) {
        std::mutex mutex;
        std::condition_variable_any changes;
        std::unique_lock<std::mutex> lock(mutex);
        EXPECT_FALSE(context.stop.stop_requested());
        has_begun_.count_down();
        changes.wait(lock, context.stop, [] { return false; });
        EXPECT_TRUE(context.stop.stop_requested());
      }));
  Must(server.Start());
  {
    FakeClient client(server_internal::ServerState::Of(server), 1'000'000);
    client.Join();
    client.Send(MsgInvokeMethod{patient, std::nullopt, "x", {}});
    has_begun_.wait();
    server.Stop();
  }
  // The next start is not told of the last stop.
  const MethodID asks =
      Must(server.AddMethod("asks", "", [](CallContext& context) {
        return context.stop.stop_requested();
      }));
  Must(server.Start());
  FakeClient client(server_internal::ServerState::Of(server), 1'000'001);
  client.Join();
  EXPECT_EQ(std::get<Any>(client.Call(asks, {}).outcome), Any(false));
}

TEST_F(StopTest, FromInsideAMethod) {
  Server server(Options());
  const MethodID stop =
      Must(server.AddMethod("stop", "", [&server] { server.Stop(); }));
  Must(server.Start());
  CallingClient client(server.port());
  client.Call(stop);
  EXPECT_EQ(client.ReadToTheClose(), CloseCode::kGoingAway);
  // Not inside: waits for the other.
  server.Stop();
  EXPECT_EQ(server.port(), 0);
  EXPECT_TRUE(server.Start().ok());
}

TEST_F(StopTest, FromInsideATransactionOfAMethod) {
  Server server(Options());
  const MethodID stop =
      Must(server.AddMethod("stop", "", [](CallContext& context) {
        Must(context.document.Create(Entity{.name = "last"}));
        dynamic_cast<Server&>(context.emitter).Stop();
      }));
  Must(server.Start());
  CallingClient client(server.port());
  client.Call(stop);
  EXPECT_EQ(client.ReadToTheClose(), CloseCode::kGoingAway);
  server.Stop();
  EXPECT_EQ(server.document().Count(ComponentKind::kEntity), 1u);
}

TEST_F(StopTest, FromInsideOtherFunctionsOfTheProgram) {
  // Called on a thread of the network, of the feed, and of the methods.
  enum class Place { kIntroduction, kJoined, kPeriodic };
  for (const Place place :
       {Place::kIntroduction, Place::kJoined, Place::kPeriodic}) {
    Server* that = nullptr;
    ServerOptions options = Options();
    if (place == Place::kIntroduction) {
      options.access.authorize_introduction = [&](std::string_view,
                                                  std::string_view) {
        that->Stop();
        return absl::OkStatus();
      };
    }
    Server server(options);
    that = &server;
    ClientWatch watch;
    if (place == Place::kJoined) {
      watch = server.WatchClients(
          {.joined = [&](const ClientInformation&) { server.Stop(); }});
    }
    Must(server.Start());
    CallingClient client(server.port());
    if (place == Place::kPeriodic) {
      server.Every(milliseconds(1), [&] { server.Stop(); });
    }
    EXPECT_EQ(client.ReadToTheClose(), CloseCode::kGoingAway);
    server.Stop();
    EXPECT_EQ(server.port(), 0);
  }
}

TEST_F(StopTest, EndsRunFromAnotherThread) {
  Server server(Options());
  for (int round = 0; round < 3; ++round) {
    std::thread stop;
    EXPECT_TRUE(
        server.Run([&] { stop = std::thread([&] { server.Stop(); }); }).ok());
    stop.join();
    EXPECT_EQ(server.port(), 0);
  }
}

TEST_F(StopTest, EndsRunFromWhereItTellsThatItIsReady) {
  Server server(Options());
  EXPECT_TRUE(server.Run([&] { server.Stop(); }).ok());
  EXPECT_EQ(server.port(), 0);
}

TEST_F(StopTest, EndsRunFromInsideAMethod) {
  Server server(Options());
  const MethodID stop =
      Must(server.AddMethod("stop", "", [&server] { server.Stop(); }));
  std::thread calling;
  EXPECT_TRUE(server
                  .Run([&] {
                    calling = std::thread([&, port = server.port()] {
                      CallingClient client(port);
                      client.Call(stop);
                      EXPECT_EQ(client.ReadToTheClose(), CloseCode::kGoingAway);
                    });
                  })
                  .ok());
  EXPECT_EQ(server.port(), 0);
  calling.join();
}

TEST_F(StopTest, ASignalTellsWhatTheServerWaitsFor) {
  Server server(Options(milliseconds(50)));
  const MethodID stubborn = AddStubborn(server);
  auto client = std::make_unique<FakeClient>(
      server_internal::ServerState::Of(server), 1'000'000);
  EXPECT_TRUE(
      server
          .Run([&] {
            client->Join();
            client->Send(MsgInvokeMethod{stubborn, std::nullopt, "x", {}});
            has_begun_.wait();
            ::raise(SIGTERM);
          })
          .ok());
  EXPECT_THAT(log(), Contains(::testing::AllOf(
                         HasSubstr("the server stops; a second signal ends the "
                                   "process at once signal=15 clients=1 "),
                         HasSubstr(" stop_limit_ms=50"))));
  EXPECT_THAT(log(),
              Contains(HasSubstr("the server waits for the method that runs "
                                 "method=")));
  may_end_.count_down();
  client.reset();
  // The destructor would end this process by the signal.
  while (!server.Start().ok()) std::this_thread::yield();
}

using StopDeathTest = StopTest;

TEST_F(StopDeathTest, ASecondSignalEndsTheProcessAtOnce) {
  for (const int second : {SIGINT, SIGTERM}) {
    EXPECT_EXIT(
        {
          Server server(Options(kLate));
          server
              .Run([&] {
                ::raise(SIGINT);
                ::raise(second);
              })
              .IgnoreError();
        },
        ::testing::KilledBySignal(second), "");
  }
}

TEST_F(StopDeathTest, ASignalEndsTheProcessThoughAMethodRuns) {
  EXPECT_EXIT(
      {
        Server server(Options(milliseconds(50)));
        const MethodID stubborn = AddStubborn(server);
        auto client = std::make_unique<FakeClient>(
            server_internal::ServerState::Of(server), 1'000'000);
        server
            .Run([&] {
              client->Join();
              client->Send(MsgInvokeMethod{stubborn, std::nullopt, "x", {}});
              has_begun_.wait();
              ::raise(SIGTERM);
            })
            .IgnoreError();
        client.reset();
      },
      ::testing::KilledBySignal(SIGTERM), "");
}

}  // namespace
}  // namespace noodles
