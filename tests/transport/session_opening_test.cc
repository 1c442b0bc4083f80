// The opening of a websocket: its subprotocol, and its place among the others.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "noodles/transport/connections/session.h"
#include "transport/memory_stream.h"

namespace noodles::transport_internal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(SessionOpeningTest, TellsTheSubprotocolThatItSpeaks) {
  for (const auto& [offered, chosen] :
       std::vector<std::pair<std::string, std::string>>{
           {"", ""},
           {"noodles", "noodles"},
           {"chat, v2.noodles, noodles", "v2.noodles"},
           {"noodles.token.c2VjcmV0, noodles", "noodles"},
           {"Noodles", ""},
           {"noodles.token.c2VjcmV0", ""}}) {
    ConnectionOptions options;
    options.subprotocols = {"noodles", "v2.noodles"};
    SessionFixture f(options);
    if (!offered.empty()) {
      f.upgrade_request.insert(f.upgrade_request.size() - 2,
                               "Sec-WebSocket-Protocol: " + offered + "\r\n");
    }
    f.Open();
    EXPECT_EQ(f.handler->opens, 1) << offered;
    const std::string head = f.WrittenHead() + "\r\n";
    const std::string field = "\r\nSec-WebSocket-Protocol: ";
    const size_t at = head.find(field);
    const std::string value =
        at == std::string::npos
            ? ""
            : head.substr(at + field.size(),
                          head.find("\r\n", at + 2) - at - field.size());
    EXPECT_EQ(value, chosen) << offered;
  }
}

TEST(SessionOpeningTest, MakesRoomBeforeItHasAPlaceOfItsOwn) {
  SessionFixture silent;
  silent.session->Start();
  silent.Receive("GET / HT");
  silent.session->Evict();
  silent.Run();
  EXPECT_TRUE(silent.peer->closed);
  EXPECT_EQ(silent.peer->from_session, "");

  SessionFixture open;
  open.Open();
  open.session->Evict();
  open.Run();
  EXPECT_THAT(open.WrittenFrames(),
              ElementsAre(Closed(
                  CloseCode::kTryAgainLater,
                  "made room for newer connections before an introduction")));
  EXPECT_EQ(open.handler->reason.cause, CloseCause::kNoRoom);
  open.peer->ended = true;
  open.Run();
  EXPECT_TRUE(open.peer->closed);
  open.session->Evict();  // no harm after the end
  EXPECT_THAT(open.host->to_flush, IsEmpty());
}

}  // namespace
}  // namespace noodles::transport_internal
