// The advertisement against an Avahi of the test's own, which plays the daemon.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "noodles/base/logging.h"
#include "noodles/server/discovery/avahi_library.h"

namespace noodles {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// The calls that the library received, and its answers. One test at a time.
struct FakeAvahi {
  std::vector<std::string> calls;
  AvahiClientCallback client_callback = nullptr;
  AvahiEntryGroupCallback group_callback = nullptr;
  void* self = nullptr;
  bool has_daemon = true;
  bool client_fails = false;
  int collisions = 0;  // so many names are taken
  int client_error = 0;

  void SetClient(AvahiClientState state) {
    client_callback(reinterpret_cast<AvahiClient*>(this), state, self);
  }
  void SetGroup(AvahiEntryGroupState state) {
    group_callback(reinterpret_cast<AvahiEntryGroup*>(this), state, self);
  }
};

FakeAvahi fake;

server_internal::AvahiLibrary FakeLibrary() {
  server_internal::AvahiLibrary library;
  library.poll_new = [] { return reinterpret_cast<AvahiThreadedPoll*>(&fake); };
  library.poll_get = [](AvahiThreadedPoll*) -> const AvahiPoll* {
    return nullptr;
  };
  library.poll_start = [](AvahiThreadedPoll*) { return 0; };
  library.poll_stop = [](AvahiThreadedPoll*) {
    fake.calls.push_back("stop");
    return 0;
  };
  library.poll_free = [](AvahiThreadedPoll*) { fake.calls.push_back("free"); };
  library.client_new = [](const AvahiPoll*, AvahiClientFlags flags,
                          AvahiClientCallback callback, void* self,
                          int* error) -> AvahiClient* {
    EXPECT_EQ(flags, AVAHI_CLIENT_NO_FAIL);
    if (fake.client_fails) {
      *error = AVAHI_ERR_DBUS_ERROR;
      return nullptr;
    }
    fake.calls.push_back("connect");
    fake.client_callback = callback;
    fake.self = self;
    fake.SetClient(fake.has_daemon ? AVAHI_CLIENT_S_RUNNING
                                   : AVAHI_CLIENT_CONNECTING);
    return reinterpret_cast<AvahiClient*>(&fake);
  };
  library.client_free = [](AvahiClient*) {
    fake.calls.push_back("disconnect");
  };
  library.client_errno = [](AvahiClient*) { return fake.client_error; };
  library.group_new = [](AvahiClient*, AvahiEntryGroupCallback callback,
                         void*) {
    fake.group_callback = callback;
    return reinterpret_cast<AvahiEntryGroup*>(&fake);
  };
  library.group_add_service = [](AvahiEntryGroup*, AvahiIfIndex interface,
                                 AvahiProtocol protocol, AvahiPublishFlags,
                                 const char* name, const char* type,
                                 const char* domain, const char* host,
                                 uint16_t port, AvahiStringList*) -> int {
    EXPECT_EQ(interface, AVAHI_IF_UNSPEC);
    EXPECT_EQ(protocol, AVAHI_PROTO_UNSPEC);
    EXPECT_EQ(domain, nullptr);
    EXPECT_EQ(host, nullptr);
    if (fake.collisions > 0) {
      --fake.collisions;
      return AVAHI_ERR_COLLISION;
    }
    fake.calls.push_back(std::string(name) + " " + type + " " +
                         std::to_string(port));
    return 0;
  };
  library.group_commit = [](AvahiEntryGroup*) {
    fake.calls.push_back("commit");
    return 0;
  };
  library.group_reset = [](AvahiEntryGroup*) {
    fake.calls.push_back("reset");
    return 0;
  };
  library.alternative_name = [](const char* name) {
    return ::strdup((std::string(name) + "'").c_str());
  };
  library.free_text = [](void* text) { std::free(text); };
  library.error_text = [](int) { return "what went wrong"; };
  return library;
}

class AdvertisementTest : public ::testing::Test {
 protected:
  AdvertisementTest() {
    fake = {};
    SetLogSink([this](const LogRecord& record) {
      log_.push_back(FormatLogRecord(record));
    });
  }
  ~AdvertisementTest() override { SetLogSink({}); }

  const server_internal::AvahiLibrary library_ = FakeLibrary();
  std::vector<std::string> log_;
};

TEST_F(AdvertisementTest, RegistersTheServiceAndTakesItAway) {
  auto advertisement = server_internal::AdvertiseWith(library_, "pump", 50000);
  ASSERT_NE(advertisement, nullptr);
  EXPECT_THAT(fake.calls,
              ElementsAre("connect", "pump _noodles._tcp 50000", "commit"));
  fake.SetGroup(AVAHI_ENTRY_GROUP_ESTABLISHED);
  EXPECT_THAT(log_, Contains(HasSubstr("advertised on the local network "
                                       "name=pump type=_noodles._tcp "
                                       "port=50000")));
  fake.calls.clear();
  advertisement.reset();
  EXPECT_THAT(fake.calls, ElementsAre("stop", "disconnect", "free"));
}

TEST_F(AdvertisementTest, TakesAnotherNameWhereItIsTaken) {
  fake.collisions = 2;
  const auto advertisement =
      server_internal::AdvertiseWith(library_, "pump", 1);
  EXPECT_THAT(fake.calls, Contains("pump'' _noodles._tcp 1"));
  // Another machine may find out later.
  fake.SetGroup(AVAHI_ENTRY_GROUP_COLLISION);
  EXPECT_THAT(fake.calls, Contains("pump''' _noodles._tcp 1"));
}

TEST_F(AdvertisementTest, WaitsForADaemon) {
  fake.has_daemon = false;
  const auto advertisement =
      server_internal::AdvertiseWith(library_, "pump", 1);
  ASSERT_NE(advertisement, nullptr);
  EXPECT_THAT(fake.calls, ElementsAre("connect"));
  EXPECT_THAT(log_, ElementsAre(HasSubstr("the Avahi daemon does not run")));
  fake.SetClient(AVAHI_CLIENT_S_RUNNING);
  EXPECT_THAT(fake.calls, Contains("pump _noodles._tcp 1"));
}

TEST_F(AdvertisementTest, ComesBackAfterTheDaemon) {
  const auto advertisement =
      server_internal::AdvertiseWith(library_, "pump", 1);
  fake.calls.clear();
  fake.client_error = AVAHI_ERR_DISCONNECTED;
  fake.SetClient(AVAHI_CLIENT_FAILURE);
  EXPECT_THAT(fake.calls, ElementsAre("disconnect", "connect",
                                      "pump _noodles._tcp 1", "commit"));
}

TEST_F(AdvertisementTest, FollowsTheHostsName) {
  const auto advertisement =
      server_internal::AdvertiseWith(library_, "pump", 1);
  fake.calls.clear();
  fake.SetClient(AVAHI_CLIENT_S_REGISTERING);
  fake.SetClient(AVAHI_CLIENT_S_RUNNING);
  EXPECT_THAT(fake.calls,
              ElementsAre("reset", "pump _noodles._tcp 1", "commit"));
}

TEST_F(AdvertisementTest, AFailureIsALogLineAndNothingElse) {
  fake.client_fails = true;
  EXPECT_EQ(server_internal::AdvertiseWith(library_, "pump", 1), nullptr);
  EXPECT_THAT(log_, ElementsAre("W server: no connection to Avahi "
                                "error=\"what went wrong\""));
  EXPECT_THAT(fake.calls, ElementsAre("free"));
}

// Whatever this machine has, nothing breaks.
TEST_F(AdvertisementTest, TheRealLibraryIsFoundOrMissedWithAReason) {
  std::string problem;
  const server_internal::AvahiLibrary* const library =
      server_internal::AvahiLibrary::Load(problem);
  EXPECT_EQ(library == nullptr, !problem.empty());
  if (library != nullptr) {
    EXPECT_NE(library->group_commit, nullptr);
  }
}

}  // namespace
}  // namespace noodles
