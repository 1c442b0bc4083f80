#include "noodles/server/discovery/avahi_library.h"

#include <dlfcn.h>

namespace noodles::server_internal {
namespace {

constexpr char kLibrary[] = "libavahi-client.so.3";

// Finds functions in a loaded library and the libraries that it needs.
class Symbols {
 public:
  explicit Symbols(void* handle) : handle_(handle) {}

  template <class Function>
  void Find(const char* name, Function& function) {
    function = reinterpret_cast<Function>(::dlsym(handle_, name));
    if (function == nullptr && missing_ == nullptr) missing_ = name;
  }
  // The name of the first missing function, or nullptr.
  const char* missing() const { return missing_; }

 private:
  void* const handle_;
  const char* missing_ = nullptr;
};

const char* FindAll(void* handle, AvahiLibrary& library) {
  Symbols symbols(handle);
  symbols.Find("avahi_threaded_poll_new", library.poll_new);
  symbols.Find("avahi_threaded_poll_get", library.poll_get);
  symbols.Find("avahi_threaded_poll_start", library.poll_start);
  symbols.Find("avahi_threaded_poll_stop", library.poll_stop);
  symbols.Find("avahi_threaded_poll_free", library.poll_free);
  symbols.Find("avahi_client_new", library.client_new);
  symbols.Find("avahi_client_free", library.client_free);
  symbols.Find("avahi_client_errno", library.client_errno);
  symbols.Find("avahi_entry_group_new", library.group_new);
  symbols.Find("avahi_entry_group_add_service_strlst",
               library.group_add_service);
  symbols.Find("avahi_entry_group_commit", library.group_commit);
  symbols.Find("avahi_entry_group_reset", library.group_reset);
  symbols.Find("avahi_alternative_service_name", library.alternative_name);
  symbols.Find("avahi_free", library.free_text);
  symbols.Find("avahi_strerror", library.error_text);
  return symbols.missing();
}

struct Loaded {
  AvahiLibrary library;
  std::string problem;
};

Loaded LoadOnce() {
  Loaded loaded;
  void* const handle = ::dlopen(kLibrary, RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) {
    loaded.problem = ::dlerror();
  } else if (const char* missing = FindAll(handle, loaded.library)) {
    loaded.problem = std::string(kLibrary) + " has no " + missing;
  }
  return loaded;
}

}  // namespace

const AvahiLibrary* AvahiLibrary::Load(std::string& problem) {
  static const auto* const loaded = new Loaded(LoadOnce());
  problem = loaded->problem;
  return problem.empty() ? &loaded->library : nullptr;
}

}  // namespace noodles::server_internal
