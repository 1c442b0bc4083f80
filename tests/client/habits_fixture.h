// A client that joins a server which sends frames of real servers.
#ifndef NOODLES_TESTS_CLIENT_HABITS_FIXTURE_H_
#define NOODLES_TESTS_CLIENT_HABITS_FIXTURE_H_

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "client/fake_server.h"
#include "noodles/client.h"

namespace noodles {

// A frame of given items: message numbers and contents in turn.
inline Bytes Frame(Any::Array items) { return Encode(Any(std::move(items))); }

inline Any IdArray(int slot, int gen = 0) { return Any::Array{slot, gen}; }

inline Any EntityMap(int slot, const char* name, int gen = 0) {
  return Any::Map{{"id", IdArray(slot, gen)}, {"name", name}};
}

// Joins a server that answers an introduction with these frames.
class HabitsTest : public ::testing::Test {
 protected:
  explicit HabitsTest(ClientOptions options = {}) : client_(options) {}

  void Serve(std::vector<Bytes> frames) {
    server_ = std::make_unique<FakeServer>(
        FakeServer::Script{.on_introduction =
                               [frames](const FakeServer::Sender& send) {
                                 for (const Bytes& frame : frames) send(frame);
                               },
                           .on_invoke = on_invoke_});
    client_.OnOddity([this](const std::string& what) { odd_.push_back(what); });
    ASSERT_TRUE(client_.Connect(server_->url()).ok());
    const absl::Status status = client_.WaitUntilReady();
    ASSERT_TRUE(status.ok()) << status;
  }
  std::string NameOf(int slot, int gen = 0) {
    const auto entity = client_.mirror().Find(
        EntityID{static_cast<uint32_t>(slot), static_cast<uint32_t>(gen)});
    return entity ? entity->name.value_or("") : "(none)";
  }

  std::function<void(const MsgInvokeMethod&, const FakeServer::Sender&)>
      on_invoke_;
  std::unique_ptr<FakeServer> server_;
  std::vector<std::string> odd_;
  Client client_;
};

inline const Any kReady = Any::Map{};

}  // namespace noodles

#endif  // NOODLES_TESTS_CLIENT_HABITS_FIXTURE_H_
