// A session with all kinds of frames, and the conditions when its stream fails
// anywhere.
#ifndef NOODLES_TESTS_TRANSPORT_FULL_LIFE_H_
#define NOODLES_TESTS_TRANSPORT_FULL_LIFE_H_

#include <gtest/gtest.h>

#include <memory>

#include "transport/memory_stream.h"

namespace noodles::transport_internal {

// Messages both ways, a ping, a queue that waits, and our close.
inline void LiveAFullLife(SessionFixture& f) {
  f.handler->echo = true;
  f.peer->read_at_once = 5000;
  f.Open();
  f.Receive(BuildFrame({.payload = "one"}) +
            BuildFrame({.first = 0x89, .payload = "ping"}) +
            BuildFrame({.payload = TestText(200'000)}));
  f.peer->room = 1000;
  for (int i = 0; i < 10; ++i) f.session->Send(Bytes::Copy(TestText(300)));
  f.Run();
  f.peer->room = 1'000'000;
  f.Run();
  f.session->Close(CloseCode::kNormal, "");
  f.Run();
  f.Receive(BuildFrame({.first = 0x88}));
  f.peer->ended = true;
  f.Run();
}

// Lives it on a fixture of `make`, then with its stream failing at the first
// operation, at the second, ...
template <typename Make>
void FailEverywhere(Make make) {
  int operations = 0;
  {
    const auto fixture = make();
    SessionFixture& f = *fixture;
    LiveAFullLife(f);
    operations = f.peer->operations;
    ASSERT_TRUE(f.peer->closed);
    ASSERT_EQ(f.handler->closes, 1);
    ASSERT_EQ(f.handler->reason.cause, CloseCause::kLocalClose);
  }
  ASSERT_GT(operations, 50);
  for (int n = 1; n <= operations; ++n) {
    SCOPED_TRACE(n);
    std::weak_ptr<Session> weak;
    {
      const auto fixture = make();
      SessionFixture& f = *fixture;
      weak = f.session;
      f.peer->fail_at = n;
      LiveAFullLife(f);
      EXPECT_TRUE(f.peer->closed);
      EXPECT_FALSE(f.session->is_open());
      EXPECT_EQ(f.session->queued_bytes(), 0u);
      EXPECT_EQ(f.host->ends, 1);
      ASSERT_EQ(f.handler->closes, f.handler->opens);
      if (f.handler->opens == 1) {
        EXPECT_TRUE(f.handler->reason.cause == CloseCause::kConnectionLost ||
                    f.handler->reason.cause == CloseCause::kLocalClose);
      }
      EXPECT_EQ(f.peer->reader, nullptr);
      EXPECT_EQ(f.peer->timer_handler, nullptr);
      // No harm after the end.
      f.session->Send(Bytes::Copy("late"));
      f.session->Close(CloseCode::kNormal, "late");
      f.session->Flush();
      f.Run();
      EXPECT_EQ(f.handler->closes, f.handler->opens);
    }
    EXPECT_TRUE(weak.expired());
  }
}

}  // namespace noodles::transport_internal

#endif  // NOODLES_TESTS_TRANSPORT_FULL_LIFE_H_
