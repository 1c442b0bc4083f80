#include "noodles/server/discovery/advertisement.h"

#include "noodles/base/logging.h"
#include "noodles/server/discovery/avahi_library.h"

namespace noodles::server_internal {
namespace {

constexpr std::string_view kLogComponent = "server";

// Avahi calls back on a thread of its own, from Start to the destructor; in
// between, only that thread uses the members, but for the first.
class AvahiAdvertisement final : public Advertisement {
 public:
  AvahiAdvertisement(const AvahiLibrary& avahi, const std::string& name,
                     uint16_t port)
      : avahi_(avahi), name_(name), port_(port) {}

  ~AvahiAdvertisement() override {
    if (poll_ == nullptr) return;
    if (is_running_) avahi_.poll_stop(poll_);
    if (client_ != nullptr) avahi_.client_free(client_);  // and its group
    avahi_.poll_free(poll_);
  }

  bool Start() {
    poll_ = avahi_.poll_new();
    if (poll_ == nullptr || !Connect()) return false;
    is_running_ = avahi_.poll_start(poll_) == 0;
    return is_running_;
  }

 private:
  static void OnClientState(AvahiClient* client, AvahiClientState state,
                            void* self) {
    static_cast<AvahiAdvertisement*>(self)->OnClient(client, state);
  }
  static void OnGroupState(AvahiEntryGroup* group, AvahiEntryGroupState state,
                           void* self) {
    static_cast<AvahiAdvertisement*>(self)->OnGroup(group, state);
  }

  // Without a daemon the client waits for one.
  bool Connect() {
    int error = 0;
    client_ = avahi_.client_new(avahi_.poll_get(poll_), AVAHI_CLIENT_NO_FAIL,
                                OnClientState, this, &error);
    return client_ != nullptr || Fail("no connection to Avahi", error);
  }

  // The daemon has ended; the client cannot be used any more.
  void Reconnect() {
    group_ = nullptr;
    avahi_.client_free(client_);
    Connect();
  }

  // `client` becomes client_, which is not set yet in the first call.
  void OnClient(AvahiClient* client, AvahiClientState state) {
    switch (state) {
      case AVAHI_CLIENT_S_RUNNING:
        Register(client);
        return;
      case AVAHI_CLIENT_S_COLLISION:
      case AVAHI_CLIENT_S_REGISTERING:
        // The host's name changes; the service is registered again under the
        // new name.
        if (group_ != nullptr) avahi_.group_reset(group_);
        return;
      case AVAHI_CLIENT_CONNECTING:
        Log(LogSeverity::kWarning, kLogComponent,
            "not advertised yet: the Avahi daemon does not run");
        return;
      case AVAHI_CLIENT_FAILURE:
        Fail("Avahi has failed", avahi_.client_errno(client));
        if (avahi_.client_errno(client) == AVAHI_ERR_DISCONNECTED &&
            client == client_) {
          Reconnect();
        }
        return;
    }
  }

  void OnGroup(AvahiEntryGroup* group, AvahiEntryGroupState state) {
    group_ = group;
    switch (state) {
      case AVAHI_ENTRY_GROUP_ESTABLISHED:
        Log(LogSeverity::kInfo, kLogComponent,
            "advertised on the local network",
            {{"name", name_}, {"type", kServiceType}, {"port", port_}});
        return;
      case AVAHI_ENTRY_GROUP_COLLISION:
        TakeOtherName();
        AddService();
        return;
      case AVAHI_ENTRY_GROUP_FAILURE:
        Log(LogSeverity::kWarning, kLogComponent,
            "the advertisement has failed");
        return;
      case AVAHI_ENTRY_GROUP_UNCOMMITED:
      case AVAHI_ENTRY_GROUP_REGISTERING:
        return;
    }
  }

  void Register(AvahiClient* client) {
    if (group_ == nullptr) {
      group_ = avahi_.group_new(client, OnGroupState, this);
      if (group_ == nullptr) {
        Fail("no advertisement", avahi_.client_errno(client));
        return;
      }
    }
    AddService();
  }

  void AddService() {
    int error = Add();
    while (error == AVAHI_ERR_COLLISION) {
      TakeOtherName();
      error = Add();
    }
    if (error >= 0) error = avahi_.group_commit(group_);
    if (error < 0) Fail("no advertisement", error);
  }

  int Add() {
    return avahi_.group_add_service(group_, AVAHI_IF_UNSPEC, AVAHI_PROTO_UNSPEC,
                                    AvahiPublishFlags{}, name_.c_str(),
                                    kServiceType, /*domain=*/nullptr,
                                    /*host=*/nullptr, port_, /*txt=*/nullptr);
  }

  // "pump" becomes "pump #2".
  void TakeOtherName() {
    char* const other = avahi_.alternative_name(name_.c_str());
    if (other == nullptr) return;
    name_ = other;
    avahi_.free_text(other);
  }

  // Returns false, which callers return.
  bool Fail(std::string_view what, int error) {
    Log(LogSeverity::kWarning, kLogComponent, what,
        {{"error", avahi_.error_text(error)}});
    return false;
  }

  const AvahiLibrary& avahi_;
  std::string name_;
  const uint16_t port_;
  AvahiThreadedPoll* poll_ = nullptr;
  AvahiClient* client_ = nullptr;
  AvahiEntryGroup* group_ = nullptr;
  bool is_running_ = false;
};

}  // namespace

std::unique_ptr<Advertisement> AdvertiseWith(const AvahiLibrary& library,
                                             const std::string& name,
                                             uint16_t port) {
  auto advertisement =
      std::make_unique<AvahiAdvertisement>(library, name, port);
  if (!advertisement->Start()) return nullptr;
  return advertisement;
}

std::unique_ptr<Advertisement> Advertise(const std::string& name,
                                         uint16_t port) {
  std::string problem;
  const AvahiLibrary* const library = AvahiLibrary::Load(problem);
  if (library == nullptr) {
    Log(LogSeverity::kWarning, kLogComponent,
        "not advertised: Avahi's library is not there", {{"error", problem}});
    return nullptr;
  }
  return AdvertiseWith(*library, name, port);
}

}  // namespace noodles::server_internal
