// A running server, and clients without a network.
//
// Thread-safety: of one thread.
#ifndef TESTS_SERVER_SERVER_TESTING_H_
#define TESTS_SERVER_SERVER_TESTING_H_

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <variant>

#include "noodles/base/logging.h"
#include "noodles/server.h"
#include "server/fake_client.h"
#include "state/document_testing.h"

namespace noodles {

inline constexpr uint64_t kFirstNumber = 1'000'000;

class ServerTest : public ::testing::Test {
 protected:
  explicit ServerTest(ServerOptions options = {}) {
    SetLogSink([](const LogRecord&) {});
    options.port = 0;
    options.address = "127.0.0.1";
    server_ = std::make_unique<Server>(options);
    Must(server_->Start());
  }
  ~ServerTest() override {
    client_.reset();
    server_.reset();
    SetLogSink(nullptr);
  }

  Document& document() { return server_->document(); }

  FakeClient& client() {
    if (client_ == nullptr) {
      client_ = MakeClient();
      client_->Join();
    }
    return *client_;
  }
  std::unique_ptr<FakeClient> MakeClient() {
    return std::make_unique<FakeClient>(
        server_internal::ServerState::Of(*server_), number_++);
  }

  static Any ResultOf(const MsgMethodReply& reply) {
    const Any* result = std::get_if<Any>(&reply.outcome);
    EXPECT_NE(result, nullptr) << ExceptionOf(reply);
    return result == nullptr ? Any() : *result;
  }
  // "-32602 what"
  static std::string ExceptionOf(const MsgMethodReply& reply) {
    const auto* exception = std::get_if<MethodException>(&reply.outcome);
    if (exception == nullptr) return "no exception";
    return std::to_string(exception->code) + " " +
           exception->message.value_or("");
  }

  std::unique_ptr<Server> server_;
  std::unique_ptr<FakeClient> client_;
  uint64_t number_ = kFirstNumber;
};

}  // namespace noodles

#endif  // TESTS_SERVER_SERVER_TESTING_H_
