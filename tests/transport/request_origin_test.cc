// The origin of a client by the fields of its request, and trusted addresses.
#include "noodles/transport/http/request_origin.h"

#include <gtest/gtest.h>

#include <string>

#include "noodles/base/status.h"
#include "noodles/transport/net/address_ranges.h"

namespace noodles::transport_internal {
namespace {

struct FieldsPeer {
  bool is_secure = false;
  bool is_trusted = false;
};

std::string OriginText(HttpFields fields, FieldsPeer peer = {}) {
  HttpRequest request;
  request.method = "GET";
  request.target = "/";
  request.fields = std::move(fields);
  const auto origin = OriginOf(request, peer.is_secure, peer.is_trusted);
  return origin ? origin->Text() : "none";
}

TEST(RequestOriginTest, IsWhatTheHostNames) {
  EXPECT_EQ(OriginText({{"Host", "localhost:50000"}}),
            "http://localhost:50000");
  EXPECT_EQ(OriginText({{"host", "Pump.Example.ORG"}}),
            "http://pump.example.org");
  EXPECT_EQ(OriginText({{"Host", "a:80"}}), "http://a");
  EXPECT_EQ(OriginText({{"Host", "a:443"}}), "http://a:443");
  EXPECT_EQ(OriginText({{"Host", "a:443"}}, {.is_secure = true}), "https://a");
  EXPECT_EQ(OriginText({{"Host", "a:80"}}, {.is_secure = true}),
            "https://a:80");
  EXPECT_EQ(OriginText({{"Host", "a:"}}), "http://a");
  EXPECT_EQ(OriginText({{"Host", "[2001:DB8::1]:8080"}}),
            "http://[2001:db8::1]:8080");
  EXPECT_EQ(OriginText({{"Host", "[::1]"}}), "http://[::1]");
  EXPECT_EQ(OriginText({{"Host", "192.0.2.1:1"}}), "http://192.0.2.1:1");
  EXPECT_EQ(OriginText({{"Host", "a-b_c.~%41!$&'()*+,;="}}),
            "http://a-b_c.~%41!$&'()*+,;=");
  EXPECT_EQ(OriginText({}), "none");
}

TEST(RequestOriginTest, RefusesHostsThatAreNone) {
  const std::string longest(kMaxHostBytes, 'a');
  EXPECT_EQ(OriginText({{"Host", longest + ":1"}}), "http://" + longest + ":1");
  for (const std::string& host : {std::string(),
                                  longest + "a",
                                  std::string("a b"),
                                  std::string("a/b"),
                                  std::string("a?b"),
                                  std::string("a#b"),
                                  std::string("u@a"),
                                  std::string("a\r\nX: y"),
                                  std::string("a\"b"),
                                  std::string("a\\b"),
                                  std::string("a<b>"),
                                  std::string("h\xc3\xb6st"),
                                  std::string("a\0b", 3),
                                  std::string("a:0"),
                                  std::string("a:65536"),
                                  std::string("a:1x"),
                                  std::string("a:-1"),
                                  std::string("a:1:2"),
                                  std::string(":1"),
                                  std::string("::1"),
                                  std::string("[::1"),
                                  std::string("[::1]x"),
                                  std::string("[a]"),
                                  std::string("[]"),
                                  std::string("[fe80::1%eth0]"),
                                  std::string("a%4"),
                                  std::string("a%zz"),
                                  std::string("a%")}) {
    EXPECT_EQ(OriginText({{"Host", host}}), "none") << host;
  }
}

TEST(RequestOriginTest, BelievesTrustedProxiesOnly) {
  const HttpFields fields = {{"Host", "localhost:50000"},
                             {"X-Forwarded-Host", "scenes.example.org"},
                             {"X-Forwarded-Proto", "https"},
                             {"X-Forwarded-Prefix", "/pump/"}};
  EXPECT_EQ(OriginText(fields), "http://localhost:50000");
  EXPECT_EQ(OriginText(fields, {.is_trusted = true}),
            "https://scenes.example.org/pump");
}

TEST(RequestOriginTest, ReadsTheFieldsOfProxies) {
  const auto forwarded = [](HttpFields fields) {
    fields.emplace_back("Host", "in:50000");
    return OriginText(std::move(fields), {.is_trusted = true});
  };
  EXPECT_EQ(forwarded({{"Forwarded", "host=out;proto=https"}}), "https://out");
  EXPECT_EQ(
      forwarded({{"Forwarded",
                  "For=\"[2001:db8::1]:4711\"; PROTO=HTTPS ;Host=\"out:8443\", "
                  "for=10.0.0.1;host=middle;proto=http"}}),
      "https://out:8443");
  EXPECT_EQ(forwarded({{"Forwarded", "host=\"o\\ut\""}}), "http://out");
  EXPECT_EQ(forwarded({{"Forwarded", "for=_x;;host=out;"}}), "http://out");
  EXPECT_EQ(forwarded({{"Forwarded", "proto=wss"}}), "https://in:50000");
  EXPECT_EQ(forwarded({{"X-Forwarded-Proto", "ws"},
                       {"X-Forwarded-Host", "out:81, middle"}}),
            "http://out:81");
  EXPECT_EQ(forwarded({{"X-Forwarded-Host", "out"},
                       {"X-Forwarded-Port", "8443"},
                       {"X-Forwarded-Proto", "https"}}),
            "https://out:8443");
  EXPECT_EQ(forwarded({{"X-Forwarded-Prefix", "/a/b"}}), "http://in:50000/a/b");
  // Forwarded takes precedence, but not if it is malformed or names nothing.
  EXPECT_EQ(forwarded({{"Forwarded", "host=out"}, {"X-Forwarded-Host", "x"}}),
            "http://out");
  for (const char* malformed :
       {"host", "=out", "host=", "host=\"out", "host=out proto=https",
        "host=\"out\\", "host,=out", "", "for=192.0.2.7"}) {
    EXPECT_EQ(forwarded({{"Forwarded", malformed}, {"X-Forwarded-Host", "x"}}),
              "http://x")
        << malformed;
  }
  // A faulty value counts as none.
  EXPECT_EQ(forwarded({{"X-Forwarded-Host", "a b"}}), "http://in:50000");
  EXPECT_EQ(forwarded({{"Forwarded", "host=\"a\r\nX: y\";proto=ftp"}}),
            "http://in:50000");
  const std::string longest(kMaxPrefixBytes - 1, 'a');
  EXPECT_EQ(forwarded({{"X-Forwarded-Prefix", "/" + longest}}),
            "http://in:50000/" + longest);
  for (const std::string& prefix :
       {std::string("/"), std::string("pump"), std::string("//evil"),
        std::string("/a//b"), std::string("/../x"), std::string("/%2e%2E/x"),
        std::string("/a/."), std::string("/a b"), std::string("/a?b"),
        std::string("/a#b"), std::string("/a\r\nb"), std::string("/%4"),
        "/a" + longest}) {
    EXPECT_EQ(forwarded({{"X-Forwarded-Prefix", prefix}}), "http://in:50000")
        << prefix;
  }
  // Without a valid Host, the proxy's is enough.
  EXPECT_EQ(OriginText({{"Host", "a b"}, {"X-Forwarded-Host", "out"}},
                       {.is_trusted = true}),
            "http://out");
}

TEST(AddressRangesTest, Contain) {
  const auto ranges = AddressRanges::Parse(
      {"192.0.2.1", "10.0.0.0/8", "2001:db8::/33", "::1", "172.16.0.0/12"});
  ASSERT_TRUE(ranges.ok());
  for (const char* inside :
       {"192.0.2.1:1", "10.255.0.7:49152", "[2001:db8:7fff::1]:1", "[::1]:1",
        "[::ffff:10.1.2.3]:1", "172.31.255.255:1"}) {
    EXPECT_TRUE(ranges->Contains(inside)) << inside;
  }
  for (const char* outside :
       {"192.0.2.2:1", "11.0.0.1:1", "[2001:db8:8000::1]:1", "[::2]:1",
        "unknown", "", "192.0.2.1", "172.32.0.0:1", "[10.0.0.1:1"}) {
    EXPECT_FALSE(ranges->Contains(outside)) << outside;
  }
  EXPECT_FALSE(AddressRanges::Parse({})->Contains("127.0.0.1:1"));
  EXPECT_TRUE(AddressRanges::Parse({"0.0.0.0/0"})->Contains("1.2.3.4:5"));
  EXPECT_FALSE(AddressRanges::Parse({"0.0.0.0/0"})->Contains("[::1]:5"));
}

TEST(AddressRangesTest, RefuseOtherTexts) {
  for (const char* text :
       {"", "localhost", "10.0.0.0/33", "::1/129", "10.0.0/8", "10.0.0.0/",
        "10.0.0.0/-1", "10.0.0.0/8x", "/8"}) {
    const auto ranges = AddressRanges::Parse({"::1", text});
    ASSERT_FALSE(ranges.ok()) << text;
    EXPECT_EQ(StatusMessage(ranges.status()),
              "\"" + std::string(text) +
                  "\" is neither an IP address nor a network such as "
                  "10.0.0.0/8");
  }
}

}  // namespace
}  // namespace noodles::transport_internal
