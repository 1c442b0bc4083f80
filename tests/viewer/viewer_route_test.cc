// The page that shows the scene, as a server hands it out.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "noodles/base/logging.h"
#include "noodles/base/status.h"
#include "noodles/server.h"
#include "noodles/viewer.h"
#include "noodles/viewer/page/gzip.h"
#include "state/document_testing.h"
#include "transport/raw_client.h"

namespace noodles {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using viewer_internal::AcceptsGzip;

HttpRequest With(HttpFields fields) {
  HttpRequest request;
  request.method = "GET";
  request.target = "/";
  request.fields = std::move(fields);
  return request;
}

HttpReply Ask(const HttpRoute& route, const std::string& target,
              HttpFields fields = {}) {
  fields.emplace_back("Host", "localhost:50000");
  HttpRequest request = With(std::move(fields));
  request.target = target;
  return route.function(request, "127.0.0.1:49152");
}

std::string FieldOf(const HttpReply& reply, const std::string& name) {
  for (const auto& [key, value] : reply.fields) {
    if (key == name) return value;
  }
  return "";
}

// The content of a gzip file, by another way than the library's.
std::string Inflated(const Bytes& compressed) {
  z_stream stream = {};
  EXPECT_EQ(inflateInit2(&stream, MAX_WBITS + 32), Z_OK);
  stream.next_in = const_cast<uint8_t*>(compressed.data());
  stream.avail_in = static_cast<uInt>(compressed.size());
  std::string content;
  int result = Z_OK;
  while (result == Z_OK) {
    std::vector<char> part(size_t{64} << 10);
    stream.next_out = reinterpret_cast<Bytef*>(part.data());
    stream.avail_out = static_cast<uInt>(part.size());
    result = inflate(&stream, Z_NO_FLUSH);
    content.append(part.data(), part.size() - stream.avail_out);
  }
  inflateEnd(&stream);
  EXPECT_EQ(result, Z_STREAM_END);
  return content;
}

const std::map<std::string, std::string>& Files() {
  static const std::map<std::string, std::string> files = {
      {"/", "text/html; charset=utf-8"},
      {"/index.html", "text/html; charset=utf-8"},
      {"/viewer.js", "text/javascript; charset=utf-8"},
      {"/viewer.css", "text/css; charset=utf-8"},
      {"/licences.txt", "text/plain; charset=utf-8"},
      {"/ktx2.js", "text/javascript; charset=utf-8"},
      {"/ktx2.wasm", "application/wasm"}};
  return files;
}

const HttpFields kGzip = {{"Accept-Encoding", "gzip, deflate, br"}};

TEST(ViewerRouteTest, ServesTheFilesOfThePage) {
  ASSERT_TRUE(HasViewer());
  const HttpRoute route = ViewerRoute();
  EXPECT_EQ(route.path, "/");
  EXPECT_EQ(route.access, HttpAccess::kPublic);
  for (const auto& [path, type] : Files()) {
    const HttpReply reply = Ask(route, path, kGzip);
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(FieldOf(reply, "Content-Type"), type);
    EXPECT_EQ(FieldOf(reply, "Content-Encoding"), "gzip");
    EXPECT_EQ(FieldOf(reply, "Vary"), "Accept-Encoding");
    EXPECT_EQ(FieldOf(reply, "Cache-Control"), "no-cache");
    EXPECT_EQ(FieldOf(reply, "X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(FieldOf(reply, "Referrer-Policy"), "no-referrer");
    EXPECT_EQ(FieldOf(reply, "Linguine-Version"), NOODLES_VERSION);

    // The same content for clients that decompress nothing.
    const HttpReply plain = Ask(route, path);
    EXPECT_EQ(plain.status, 200);
    EXPECT_EQ(FieldOf(plain, "Content-Encoding"), "");
    EXPECT_EQ(FieldOf(plain, "Vary"), "Accept-Encoding");
    EXPECT_FALSE(plain.body.empty());
    EXPECT_EQ(std::string(plain.body.text()), Inflated(reply.body)) << path;
    EXPECT_NE(FieldOf(plain, "ETag"), FieldOf(reply, "ETag"));
  }
  const std::string page(Ask(route, "/").body.text());
  EXPECT_THAT(page, StartsWith("<!doctype html>"));
  EXPECT_THAT(page, HasSubstr("Linguine " NOODLES_VERSION));
  EXPECT_THAT(std::string(Ask(route, "/licences.txt").body.text()),
              HasSubstr("Permission is hereby granted"));
}

// Everything that the page loads is named relative to the page, so that a proxy
// can have a prefix.
TEST(ViewerRouteTest, ThePageNamesItsFilesRelatively) {
  const std::string page(Ask(ViewerRoute(), "/").body.text());
  EXPECT_THAT(page, HasSubstr("\"viewer.js\""));
  for (const char* const attribute : {"src=\"", "href=\""}) {
    for (size_t at = page.find(attribute); at != std::string::npos;
         at = page.find(attribute, at + 1)) {
      const std::string value =
          page.substr(page.find('"', at) + 1, page.find('"', at + 6) - at);
      EXPECT_FALSE(value.starts_with("/")) << value;
      EXPECT_FALSE(value.starts_with("http")) << value;
    }
  }
}

TEST(ViewerRouteTest, TheFilesAreBehindAnyPrefix) {
  const HttpRoute route = ViewerRoute();
  for (const char* const prefix : {"/pump", "/a/b", "/a%20b"}) {
    for (const auto& [path, type] : Files()) {
      const HttpReply reply = Ask(route, prefix + path);
      EXPECT_EQ(reply.status, 200) << prefix << path;
      EXPECT_EQ(FieldOf(reply, "Content-Type"), type);
    }
  }
  for (const char* const path :
       {"/pump", "/viewer.js/x", "/viewer.jsx", "/favicon.ico", "/VIEWER.js"}) {
    const HttpReply reply = Ask(route, path);
    EXPECT_EQ(reply.status, 404) << path;
    EXPECT_EQ(std::string(reply.body.text()),
              "404 Not Found: there is nothing at this path; the page that "
              "shows the scene is at /\n");
    EXPECT_EQ(FieldOf(reply, "X-Content-Type-Options"), "nosniff");
  }
}

TEST(ViewerRouteTest, SendsNothingTwice) {
  const HttpRoute route = ViewerRoute();
  for (const HttpFields& coding : {HttpFields(), kGzip}) {
    const std::string tag = FieldOf(Ask(route, "/viewer.js", coding), "ETag");
    EXPECT_THAT(tag, StartsWith("\""));
    for (const std::string& known :
         {tag, "W/" + tag, "\"other\", " + tag, std::string("*")}) {
      HttpFields fields = coding;
      fields.emplace_back("If-None-Match", known);
      const HttpReply reply = Ask(route, "/viewer.js", fields);
      EXPECT_EQ(reply.status, 304) << known;
      EXPECT_TRUE(reply.body.empty());
      EXPECT_EQ(FieldOf(reply, "ETag"), tag);
      EXPECT_EQ(FieldOf(reply, "Cache-Control"), "no-cache");
      EXPECT_EQ(FieldOf(reply, "Content-Type"), "");
    }
    HttpFields fields = coding;
    fields.emplace_back("If-None-Match", "\"other\"");
    EXPECT_EQ(Ask(route, "/viewer.js", fields).status, 200);
    // Of another file, and of the other coding.
    EXPECT_NE(FieldOf(Ask(route, "/viewer.css", coding), "ETag"), tag);
  }
}

TEST(ViewerRouteTest, ThePolicyAllowsNoForeignScript) {
  const std::string policy =
      FieldOf(Ask(ViewerRoute(), "/"), "Content-Security-Policy");
  EXPECT_THAT(policy,
              StartsWith("default-src 'none'; script-src 'self'; style-src "
                         "'self'; img-src 'self' blob: data:; connect-src "));
  EXPECT_THAT(policy, EndsWith("; base-uri 'none'; form-action 'none'; "
                               "frame-ancestors 'self'"));
  EXPECT_THAT(policy, Not(HasSubstr("unsafe")));
  for (const auto& [path, type] : Files()) {
    if (path == "/ktx2.js") continue;
    EXPECT_EQ(FieldOf(Ask(ViewerRoute(), path), "Content-Security-Policy"),
              policy);
  }
}

// A worker takes the policy of its own file: WebAssembly, no text as code, and
// no other host.
TEST(ViewerRouteTest, TheDecoderHasAPolicyOfItsOwn) {
  const HttpReply reply = Ask(ViewerRoute(), "/ktx2.js");
  EXPECT_EQ(FieldOf(reply, "Content-Security-Policy"),
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; "
            "connect-src 'self'");
}

TEST(ViewerRouteTest, NamedPagesMayShowThePage) {
  std::string log;
  SetLogSink([&](const LogRecord& record) { log += record.message; });
  const auto ancestors_with = [](const std::string& source) {
    const std::string policy =
        FieldOf(Ask(ViewerRoute({.frame_ancestors = {source}}), "/"),
                "Content-Security-Policy");
    return policy.substr(policy.rfind("frame-ancestors"));
  };
  EXPECT_EQ(ancestors_with("https://hub.example.org:8443"),
            "frame-ancestors 'self' https://hub.example.org:8443");
  EXPECT_EQ(ancestors_with("http://localhost:*"),
            "frame-ancestors 'self' http://localhost:*");
  EXPECT_EQ(log, "");
  for (const char* const source :
       {"", "a; script-src *", "a, b", "a b", "'unsafe-inline'", "a\r\nX: y"}) {
    EXPECT_EQ(ancestors_with(source), "frame-ancestors 'self'") << source;
  }
  FlushLog(std::chrono::milliseconds(1000));
  EXPECT_THAT(log, HasSubstr("ViewerOptions::frame_ancestors"));
  SetLogSink(nullptr);
}

TEST(ViewerRouteTest, KnowsWhetherAClientDecompresses) {
  const auto accepts = [](const std::string& value) {
    return AcceptsGzip(With({{"accept-encoding", value}}));
  };
  for (const char* const value :
       {"gzip", "GZIP", "x-gzip", "br, gzip", "gzip;q=1", "gzip ; q=0.001", "*",
        "identity, *;q=0.5", "gzip;q=1.000", "gzip, *;q=0"}) {
    EXPECT_TRUE(accepts(value)) << value;
  }
  for (const char* const value :
       {"", "identity", "br", "gzip;q=0", "gzip;q=0.000", "gzip ;Q=0.0",
        "*;q=0", "*, gzip;q=0", "gzipx", "br;q=1, deflate"}) {
    EXPECT_FALSE(accepts(value)) << value;
  }
  EXPECT_FALSE(AcceptsGzip({}));
  EXPECT_TRUE(AcceptsGzip(
      With({{"Accept-Encoding", "br"}, {"Accept-Encoding", "gzip"}})));
}

TEST(ViewerRouteTest, DecompressesWholeFilesOnly) {
  const HttpReply reply = Ask(ViewerRoute(), "/index.html", kGzip);
  const auto whole = reply.body.span();
  EXPECT_FALSE(viewer_internal::Decompress(whole).empty());
  for (const size_t size : {size_t{0}, size_t{7}, whole.size() - 1}) {
    EXPECT_TRUE(viewer_internal::Decompress(whole.first(size)).empty()) << size;
  }
}

// The token is in the address of the page, behind #, and in no request for the
// page; the websocket and all else ask for the token.
TEST(ViewerRouteTest, ThePageNeedsNoTokenAndTheWebsocketDoes) {
  SetLogSink([](const LogRecord&) {});
  ServerOptions options;
  options.address = "127.0.0.1";
  options.port = 0;
  options.serve_metrics = true;
  options.http_routes = {ViewerRoute()};
  options.access.allowed_origins = {kOwnOrigin};
  options.access.authorize_http = true;
  options.access.authorize_connection = [](const HttpRequest& request,
                                           std::string_view) {
    return request.Token() == "secret" ? absl::OkStatus()
                                       : Unauthenticated("a token is missing");
  };
  Server server(options);
  Must(server.Start());
  const std::string host = "127.0.0.1:" + std::to_string(server.port());
  const auto status_of = [&](const std::string& method,
                             const std::string& target,
                             const std::string& fields) {
    transport_internal::RawClient client(server.port());
    client.Send(method + " " + target + " HTTP/1.1\r\nHost: " + host + "\r\n" +
                fields + "\r\n");
    client.EndStream();
    return client.ReceiveAll().substr(9, 3);
  };
  const std::string close = "Connection: close\r\n";
  for (const auto& [path, type] : Files()) {
    EXPECT_EQ(status_of("GET", path, close), "200") << path;
    EXPECT_EQ(status_of("HEAD", path, close), "200") << path;
    EXPECT_EQ(status_of("POST", path, close), "405") << path;
  }
  EXPECT_EQ(status_of("GET", "/metrics", close), "401");
  const std::string upgrade =
      "Upgrade: websocket\r\nConnection: Upgrade\r\n"
      "Sec-WebSocket-Version: 13\r\n"
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
      "Sec-WebSocket-Protocol: noodles, noodles.token.c2VjcmV0\r\n";
  EXPECT_EQ(status_of("GET", "/", upgrade + "Origin: http://" + host + "\r\n"),
            "101");
  EXPECT_EQ(status_of("GET", "/", upgrade + "Origin: http://a.example\r\n"),
            "403");
  const std::string no_token = upgrade.substr(0, upgrade.rfind("Sec-"));
  EXPECT_EQ(status_of("GET", "/", no_token + "Origin: http://" + host + "\r\n"),
            "401");
  SetLogSink(nullptr);
}

}  // namespace
}  // namespace noodles
