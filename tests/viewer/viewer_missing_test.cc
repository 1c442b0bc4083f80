// ViewerRoute in a build without the page.
#include <gtest/gtest.h>

#include <string>

#include "noodles/viewer.h"

namespace noodles {
namespace {

TEST(ViewerMissingTest, TellsInWordsHowToGetThePage) {
  EXPECT_FALSE(HasViewer());
  const HttpRoute route = ViewerRoute();
  const auto ask = [&](const std::string& target) {
    return route.function({.method = "GET",
                           .target = target,
                           .fields = {{"Host", "localhost:50000"}}},
                          "");
  };
  const HttpReply reply = ask("/");
  EXPECT_EQ(reply.status, 501);
  EXPECT_EQ(std::string(reply.body.text()),
            "501 Not Implemented: the page that shows the scene of this server "
            "is not in this build, because Node 18 or zlib was not found, or "
            "NOODLES_WITH_VIEWER was off. To get the page, install Node with "
            "npm (`./dev setup` does), and build the program anew. Any NOODLES "
            "client can connect to this host and port "
            "(ws://localhost:50000).\n");
  EXPECT_EQ(ask("/viewer.js").status, 404);
}

}  // namespace
}  // namespace noodles
