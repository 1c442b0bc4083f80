#include "noodles/transport/http/url.h"

#include <gtest/gtest.h>

namespace noodles::transport_internal {
namespace {

TEST(UrlTest, ReadsItsParts) {
  EXPECT_EQ(ParseUrl("ws://localhost:50000/a?b=c#d").value(),
            (Url{"ws", "localhost", 50000, "/a?b=c"}));
  EXPECT_EQ(ParseUrl("WSS://example.org").value(),
            (Url{"wss", "example.org", 443, "/"}));
  EXPECT_EQ(ParseUrl("http://[::1]:8080?x").value(),
            (Url{"http", "::1", 8080, "/?x"}));
  EXPECT_EQ(ParseUrl("http://[::1]").value(), (Url{"http", "::1", 80, "/"}));
}

TEST(UrlTest, RefusesWhatIsNone) {
  for (const char* text :
       {"", "localhost:50000", "ftp://localhost", "ws://", "ws://:1",
        "ws://host:", "ws://host:0", "ws://host:65536", "ws://host:x",
        "ws://[::1", "ws://[::1]x", "ws://user@host", "ws://host/a b",
        "ws://host/\r\nX: y", "ws://h\xc3\xb6st"}) {
    EXPECT_EQ(ParseUrl(text).status().code(),
              absl::StatusCode::kInvalidArgument)
        << text;
  }
}

TEST(UrlTest, WritesPortsOnlyWhereNeeded) {
  EXPECT_EQ(ToString(Url{"ws", "::1", 80, "/"}), "ws://[::1]/");
  EXPECT_EQ(ToString(Url{"https", "host", 444, "/a"}), "https://host:444/a");
}

}  // namespace
}  // namespace noodles::transport_internal
