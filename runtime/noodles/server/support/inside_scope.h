// Tells whether the calling thread runs work of a server: a method, a function
// of the program that the server calls, or a message of a client. Such a thread
// must not wait for the server to stop.
//
// Thread-safety: belongs to the thread that makes the object.
#ifndef NOODLES_SERVER_SUPPORT_INSIDE_SCOPE_H_
#define NOODLES_SERVER_SUPPORT_INSIDE_SCOPE_H_

#include <utility>

namespace noodles::server_internal {

class InsideScope {
 public:
  explicit InsideScope(const void* server)
      : former_(std::exchange(Current(), server)) {}
  ~InsideScope() { Current() = former_; }
  InsideScope(const InsideScope&) = delete;
  InsideScope& operator=(const InsideScope&) = delete;

  // Whether the innermost scope of this thread is one of `server`.
  static bool IsInside(const void* server) { return Current() == server; }

 private:
  static const void*& Current() {
    thread_local const void* current = nullptr;
    return current;
  }

  const void* const former_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_SUPPORT_INSIDE_SCOPE_H_
