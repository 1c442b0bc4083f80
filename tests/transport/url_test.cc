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

// RFC 3986, section 5.4, and what servers write into a Location.
TEST(UrlTest, ResolvesReferences) {
  const Url base = {"http", "a", 80, "/b/c/d;p?q"};
  const std::pair<const char*, const char*> cases[] = {
      {"g", "http://a/b/c/g"},
      {"./g", "http://a/b/c/g"},
      {"g/", "http://a/b/c/g/"},
      {"/g", "http://a/g"},
      {"//g", "http://g/"},
      {"//g:81/h?i", "http://g:81/h?i"},
      {"?y", "http://a/b/c/d;p?y"},
      {"g?y", "http://a/b/c/g?y"},
      {"g?y/../x", "http://a/b/c/g?y/../x"},
      {"#s", "http://a/b/c/d;p?q"},
      {"g#s", "http://a/b/c/g"},
      {";x", "http://a/b/c/;x"},
      {"", "http://a/b/c/d;p?q"},
      {".", "http://a/b/c/"},
      {"..", "http://a/b/"},
      {"../g", "http://a/b/g"},
      {"../..", "http://a/"},
      {"../../../g", "http://a/g"},
      {"/./g", "http://a/g"},
      {"/../g", "http://a/g"},
      {"g.", "http://a/b/c/g."},
      {"..g", "http://a/b/c/..g"},
      {"./g/./h", "http://a/b/c/g/h"},
      {"g;x=1/../y", "http://a/b/c/y"},
      {"a//b", "http://a/b/c/a//b"},
      {"https://other:8443/x", "https://other:8443/x"},
      {" /with blanks ", "http://a/with%20blanks"},
      {"/\xc3\xb6", "http://a/%C3%B6"},
      {"x/y:z", "http://a/b/c/x/y:z"},
  };
  for (const auto& [reference, expected] : cases) {
    const absl::StatusOr<Url> url = ResolveReference(base, reference);
    ASSERT_TRUE(url.ok()) << reference << ": " << url.status();
    EXPECT_EQ(ToString(*url), expected) << reference;
  }
  for (const char* const reference :
       {"ftp://a/b", "mailto:a", "//", "//user@a/", "/a\r\nX: y", "/\tx"}) {
    EXPECT_FALSE(ResolveReference(base, reference).ok()) << reference;
  }
}

TEST(UrlTest, KnowsOrigins) {
  EXPECT_EQ(ParseUrl("http://a:80/x").value().origin(), "http://a");
  EXPECT_EQ(ParseUrl("https://a:80/x").value().origin(), "https://a:80");
}

TEST(UrlTest, WritesPortsOnlyWhereNeeded) {
  EXPECT_EQ(ToString(Url{"ws", "::1", 80, "/"}), "ws://[::1]/");
  EXPECT_EQ(ToString(Url{"https", "host", 444, "/a"}), "https://host:444/a");
}

}  // namespace
}  // namespace noodles::transport_internal
