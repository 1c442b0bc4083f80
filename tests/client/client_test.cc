// The client with the toolkit's own server.
#include "noodles/client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <thread>

#include "noodles/base/status.h"
#include "noodles/server.h"
#include "transport/test_certificate.h"

namespace noodles {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

ServerOptions LocalOptions() {
  ServerOptions options;
  options.address = "127.0.0.1";
  options.port = 0;
  options.stop_limit = std::chrono::milliseconds(500);
  return options;
}

class ClientTest : public ::testing::Test {
 protected:
  ClientTest() {
    sign_ = server_.document()
                .Create(Entity{
                    .name = "sign",
                    .representation = TextRepresentation{.txt = "Hello"}})
                .value();
    server_
        .AddMethod("say", "Writes on the sign",
                   [this](const std::string& text) {
                     EntityUpdate update;
                     update.representation = TextRepresentation{.txt = text};
                     return server_.document().Update(sign_, update);
                   })
        .value();
    server_.AddMethod("add", "Adds", [](double a, double b) { return a + b; })
        .value();
    server_
        .AddMethod("never", "Does not answer",
                   [this] {
                     auto [result, sender] = MakePendingResult<double>();
                     unanswered_.push_back(sender);
                     return result;
                   })
        .value();
    EXPECT_TRUE(server_.Start().ok());
  }

  std::string url() const {
    return "ws://127.0.0.1:" + std::to_string(server_.port());
  }
  void Join(Client& client) {
    ASSERT_TRUE(client.Connect(url()).ok());
    const absl::Status status = client.WaitUntilReady();
    ASSERT_TRUE(status.ok()) << status;
  }
  static std::string TextOf(const Client& client, EntityID id) {
    return std::get<TextRepresentation>(
               client.mirror().Find(id)->representation)
        .txt;
  }

  std::vector<ResultSender<double>> unanswered_;
  Server server_{LocalOptions()};
  EntityID sign_;
};

TEST_F(ClientTest, HoldsTheDocumentWhenReady) {
  Client client;
  EXPECT_EQ(client.state(), ConnectionState::kIdle);
  Join(client);
  EXPECT_EQ(client.state(), ConnectionState::kReady);
  EXPECT_EQ(client.mirror().FindByName<Entity>("sign"), sign_);
  EXPECT_EQ(TextOf(client, sign_), "Hello");
  EXPECT_EQ(client.mirror().methods().size(), 3u);
  EXPECT_EQ(client.mirror().count(ComponentKind::kMethod), 3u);
}

TEST_F(ClientTest, SeesWhatItsCallsChangeBeforeTheReply) {
  Client client;
  Join(client);
  const absl::StatusOr<Any> answer = client.Call("say", {"Ciao"}).get();
  EXPECT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(TextOf(client, sign_), "Ciao");
}

TEST_F(ClientTest, CallsWithTypes) {
  Client client;
  Join(client);
  EXPECT_EQ(client.CallTyped<double>("add", {}, 1.5, 2).get().value(), 3.5);
  EXPECT_EQ(
      client.CallTyped<std::string>("add", {}, 1, 2).get().status().code(),
      absl::StatusCode::kInternal);
}

TEST_F(ClientTest, TellsWhatTheServerFindsWrong) {
  Client client;
  Join(client);
  const absl::Status status = client.Call("add", {"one", 2}).get().status();
  EXPECT_EQ(ToMethodException(status).code, kInvalidParametersCode);
  EXPECT_EQ(client.Call("subtract").get().status().code(),
            absl::StatusCode::kNotFound);
}

TEST_F(ClientTest, TellsTheWholeException) {
  server_
      .AddMethod("refuse", "Always fails",
                 []() -> absl::Status {
                   return MethodError({.code = -5,
                                       .message = "as asked",
                                       .data = Any(Any::Array{1, "two"})});
                 })
      .value();
  Client client;
  Join(client);
  const MethodException exception =
      ToMethodException(client.Call("refuse").get().status());
  EXPECT_EQ(exception.code, -5);
  EXPECT_EQ(exception.message, "as asked");
  EXPECT_EQ(exception.data, Any(Any::Array{1, "two"}));
}

TEST_F(ClientTest, FailsCallsThatAreNotAnswered) {
  Client client;
  Join(client);
  auto timed =
      client.Call("never", {}, {.timeout = std::chrono::milliseconds(20)});
  EXPECT_EQ(timed.get().status().code(), absl::StatusCode::kDeadlineExceeded);

  std::promise<absl::Status> cancelled;
  const CallNumber call =
      client.Invoke("never", {}, {}, [&](absl::StatusOr<Any> result) {
        cancelled.set_value(result.status());
      });
  EXPECT_TRUE(client.Cancel(call));
  EXPECT_FALSE(client.Cancel(call));
  EXPECT_EQ(cancelled.get_future().get().code(), absl::StatusCode::kCancelled);

  auto lost = client.Call("never");
  server_.Stop();
  EXPECT_EQ(lost.get().status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(client.pending_calls(), 0u);
  EXPECT_EQ(client.Call("add", {1, 2}).get().status().code(),
            absl::StatusCode::kUnavailable);
}

TEST_F(ClientTest, BoundsTheCallsThatWait) {
  ClientOptions options;
  options.max_pending_calls = 1;
  Client client(options);
  Join(client);
  auto first = client.Call("never");
  EXPECT_EQ(client.Call("never").get().status().code(),
            absl::StatusCode::kResourceExhausted);
  client.Disconnect();
  EXPECT_EQ(first.get().status().code(), absl::StatusCode::kCancelled);
}

TEST_F(ClientTest, TellsOfEveryChange) {
  Client client;
  std::vector<std::string> seen;
  client.OnCreated<Entity>([&](EntityID, const Entity& entity) {
    seen.push_back("created " + *entity.name);
  });
  client.OnUpdated<Entity>(
      [&](EntityID, const Entity& before, const Entity& after) {
        seen.push_back(std::string(before.visible ? "seen" : "unseen") +
                       " to " + (after.visible ? "seen" : "unseen"));
      });
  client.OnRemoved<Entity>([&](EntityID, const Entity& entity) {
    seen.push_back("removed " + *entity.name);
  });
  client.OnReset([&] { seen.push_back("reset"); });
  Join(client);
  const EntityID pump =
      server_.document().Create(Entity{.name = "pump"}).value();
  EntityUpdate hide;
  hide.visible = false;
  ASSERT_TRUE(server_.document().Update(pump, hide).ok());
  ASSERT_TRUE(server_.document().Delete(pump).ok());
  ASSERT_TRUE(client.Call("add", {1, 2}).get().ok());
  EXPECT_THAT(seen, ElementsAre("created sign", "created pump",
                                "seen to unseen", "removed pump"));
}

TEST_F(ClientTest, DeliversSignals) {
  const SignalID alarm =
      server_.document().Create(Signal{.name = "alarm"}).value();
  EntityUpdate update;
  update.signals_list = {alarm};
  ASSERT_TRUE(server_.document().Update(sign_, update).ok());
  Client client;
  std::vector<std::string> seen;
  std::vector<std::string> odd;
  client.OnSignal("alarm", [&](const SignalEvent& event) {
    seen.push_back(event.name + std::to_string(event.arguments.size()));
  });
  client.OnSignal("other", [&](const SignalEvent&) { seen.push_back("?"); });
  client.OnTypedSignal<int, std::string>(
      "alarm", [&](const SignalEvent& event, int level, std::string text) {
        EXPECT_EQ(std::get<EntityID>(event.target->target), sign_);
        seen.push_back(text + std::to_string(level));
      });
  client.OnOddity([&](const std::string& what) { odd.push_back(what); });
  Join(client);
  ASSERT_TRUE(server_.Emit(alarm, {3, "red"}, InvokeIDType{sign_}).ok());
  ASSERT_TRUE(server_.Emit(alarm, {"x"}, InvokeIDType{sign_}).ok());
  ASSERT_TRUE(client.Call("add", {1, 2}).get().ok());
  EXPECT_THAT(seen, ElementsAre("alarm2", "red3", "alarm1"));
  EXPECT_THAT(odd, ElementsAre(HasSubstr("signal alarm")));
}

TEST_F(ClientTest, KeepsDelegates) {
  struct Lamp : Delegate {
    explicit Lamp(std::vector<std::string>& seen_) : seen(seen_) {}
    void OnUpdated(const MirrorChange& change) override {
      seen.push_back(change.After<Entity>().visible ? "on" : "off");
    }
    void OnRemoved() override { seen.push_back("gone"); }
    std::vector<std::string>& seen;
  };
  std::vector<std::string> seen;
  Client client;
  client.MakeDelegates<Entity>(
      [&](EntityID, const Entity& entity) -> std::shared_ptr<Delegate> {
        if (entity.name != "lamp") return nullptr;
        return std::make_shared<Lamp>(seen);
      });
  Join(client);
  const EntityID lamp =
      server_.document().Create(Entity{.name = "lamp"}).value();
  EntityUpdate hide;
  hide.visible = false;
  ASSERT_TRUE(server_.document().Update(lamp, hide).ok());
  ASSERT_TRUE(client.Call("add", {1, 2}).get().ok());
  EXPECT_TRUE(client.delegate(lamp));
  EXPECT_FALSE(client.delegate(sign_));
  ASSERT_TRUE(server_.document().Delete(lamp).ok());
  ASSERT_TRUE(client.Call("add", {1, 2}).get().ok());
  EXPECT_FALSE(client.delegate(lamp));
  EXPECT_EQ(client.Attach(lamp, nullptr).code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(seen, ElementsAre("off", "gone"));
}

TEST_F(ClientTest, RunsOnTheCallersThread) {
  ClientOptions options;
  options.has_own_thread = false;
  Client client(options);
  const std::thread::id here = std::this_thread::get_id();
  size_t hooks = 0;
  client.OnCreated<Entity>([&](EntityID, const Entity&) {
    EXPECT_EQ(std::this_thread::get_id(), here);
    ++hooks;
  });
  Join(client);
  EXPECT_EQ(hooks, 1u);
  auto sum = client.CallTyped<double>("add", {}, 1, 2);
  ASSERT_TRUE(client.Await(sum));
  EXPECT_EQ(sum.get().value(), 3);
  client.Poll();
}

TEST_F(ClientTest, FetchesInlineBuffersAndViews) {
  const BufferID small =
      server_.document()
          .Create(Buffer{.size = 4, .source = Bytes::Copy("abcd")})
          .value();
  const BufferViewID view =
      server_.document()
          .Create(BufferView{.source_buffer = small, .offset = 1, .length = 2})
          .value();
  Client client;
  Join(client);
  EXPECT_EQ(client.Fetch(small).get().value().text(), "abcd");
  EXPECT_EQ(client.Fetch(view).get().value().text(), "bc");
  EXPECT_EQ(client.Fetch(BufferID{77, 0}).get().status().code(),
            absl::StatusCode::kNotFound);
}

TEST_F(ClientTest, EndsWithAClearStateAndCanConnectAgain) {
  Client client;
  Join(client);
  EXPECT_EQ(client.Connect(url()).code(),
            absl::StatusCode::kFailedPrecondition);
  std::promise<void> closed;
  const HookNumber hook =
      client.OnStateChange([&](ConnectionState state, const absl::Status&) {
        if (state == ConnectionState::kClosed) closed.set_value();
      });
  client.Disconnect();
  closed.get_future().wait();
  client.RemoveHook(hook);
  EXPECT_TRUE(client.last_error().ok());
  EXPECT_EQ(client.WaitUntilReady().code(), absl::StatusCode::kCancelled);
  Join(client);
  EXPECT_EQ(TextOf(client, sign_), "Hello");
}

// WaitUntilReady returns after the hooks have returned, so a hook that is added
// then is not called for that.
TEST_F(ClientTest, IsReadyWhenItsHooksHaveReturned) {
  std::promise<void> entered;
  std::promise<void> left;
  Client client;
  client.OnStateChange([&](ConnectionState state, const absl::Status&) {
    if (state != ConnectionState::kReady) return;
    entered.set_value();
    left.get_future().wait();
  });
  ASSERT_TRUE(client.Connect(url()).ok());
  entered.get_future().wait();
  EXPECT_EQ(client.WaitUntilReady(std::chrono::milliseconds(1)).code(),
            absl::StatusCode::kDeadlineExceeded);
  left.set_value();
  EXPECT_TRUE(client.WaitUntilReady().ok());
}

TEST_F(ClientTest, BelievesOnlyServersThatItTrusts) {
  const transport_internal::TestCertificate certificate =
      transport_internal::MakeTestCertificate("localhost");
  ServerOptions server_options = LocalOptions();
  server_options.tls.certificate_pem = certificate.certificate_pem;
  server_options.tls.key_pem = certificate.key_pem;
  Server server(server_options);
  ASSERT_TRUE(server.Start().ok());
  const std::string address =
      "wss://localhost:" + std::to_string(server.port());

  Client stranger;
  ASSERT_TRUE(stranger.Connect(address).ok());
  const absl::Status status = stranger.WaitUntilReady();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(StatusMessage(status)), HasSubstr("TLS"));

  ClientOptions options;
  options.tls.trusted_pem = certificate.certificate_pem;
  Client client(options);
  ASSERT_TRUE(client.Connect(address).ok());
  EXPECT_TRUE(client.WaitUntilReady().ok()) << client.last_error();
}

TEST_F(ClientTest, RefusesAddressesThatAreNone) {
  Client client;
  EXPECT_EQ(client.WaitUntilReady().code(),
            absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(client.Connect("http://localhost").code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(client.Connect("localhost").code(),
            absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace noodles
