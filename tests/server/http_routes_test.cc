// ServerOptions::http_routes and Server::Serve: which requests reach a function
// of the program, and what may be answered.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "noodles/base/logging.h"
#include "noodles/base/status.h"
#include "noodles/server.h"
#include "noodles/transport/http/route_answer.h"
#include "state/document_testing.h"
#include "transport/raw_client.h"

namespace noodles {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using transport_internal::RawClient;

HttpReply TextReply(const std::string& text) {
  return {.fields = {{"Content-Type", "text/plain"}},
          .body = Bytes::Copy(text)};
}

// A function that answers `text` and the target of the request.
HttpFunction Telling(const std::string& text) {
  return [text](const HttpRequest& request, std::string_view) {
    return TextReply(text + " of " + request.target);
  };
}

class HttpRoutesTest : public ::testing::Test {
 protected:
  HttpRoutesTest() {
    SetLogSink([this](const LogRecord& record) {
      const std::lock_guard lock(mutex_);
      log_ += FormatLogRecord(record) + "\n";
    });
    options_.address = "127.0.0.1";
    options_.port = 0;
  }
  ~HttpRoutesTest() override {
    server_.reset();
    SetLogSink(nullptr);
  }

  void Start() {
    server_ = std::make_unique<Server>(options_);
    Must(server_->Start());
  }

  // The whole answer.
  std::string Ask(const std::string& method, const std::string& target,
                  const std::string& fields = "", uint16_t port = 0) const {
    RawClient client(port == 0 ? server_->port() : port);
    client.Send(method + " " + target +
                " HTTP/1.1\r\nHost: pump.example:50000\r\n"
                "Connection: close\r\n" +
                fields + "\r\n");
    return client.ReceiveAll();
  }
  std::string Get(const std::string& target,
                  const std::string& fields = "") const {
    return Ask("GET", target, fields);
  }
  static std::string StatusOf(const std::string& answer) {
    return answer.substr(9, 3);
  }
  static std::string BodyOf(const std::string& answer) {
    return answer.substr(answer.find("\r\n\r\n") + 4);
  }

  // All records so far, one on a line.
  std::string Log() {
    FlushLog(std::chrono::milliseconds(1000));
    const std::lock_guard lock(mutex_);
    return log_;
  }

  ServerOptions options_;
  std::unique_ptr<Server> server_;

 private:
  std::mutex mutex_;
  std::string log_;
};

TEST_F(HttpRoutesTest, AFunctionOfTheProgramAnswers) {
  Start();
  std::string seen_address;
  Must(server_->Serve(
      "/state", [&](const HttpRequest& request, std::string_view address) {
        seen_address = address;
        HttpReply reply =
            TextReply(request.method + " " + *request.QueryParameter("a") +
                      " " + *request.Find("X-Mark"));
        reply.status = 203;
        return reply;
      }));
  const std::string answer = Get("/state?a=b%20c", "X-Mark: d\r\n");
  EXPECT_THAT(answer,
              StartsWith("HTTP/1.1 203 Non-Authoritative Information\r\n"));
  EXPECT_THAT(answer, HasSubstr("\r\nContent-Type: text/plain\r\n"));
  EXPECT_THAT(answer, HasSubstr("\r\nContent-Length: 9\r\n"));
  EXPECT_THAT(answer, HasSubstr("\r\nServer: linguine\r\n"));
  EXPECT_THAT(answer, HasSubstr(" GMT\r\n"));
  EXPECT_EQ(BodyOf(answer), "GET b c d");
  EXPECT_THAT(seen_address, StartsWith("127.0.0.1:"));

  // HEAD tells the length of the body, which is left out.
  const std::string head = Ask("HEAD", "/state?a=b", "X-Mark: d\r\n");
  EXPECT_EQ(StatusOf(head), "203");
  EXPECT_THAT(head, HasSubstr("\r\nContent-Length: 8\r\n"));
  EXPECT_EQ(BodyOf(head), "");

  for (const char* const method : {"POST", "PUT", "DELETE", "OPTIONS"}) {
    const std::string refused = Ask(method, "/state");
    EXPECT_EQ(StatusOf(refused), "405") << method;
    EXPECT_THAT(refused, HasSubstr("\r\nAllow: GET, HEAD\r\n")) << method;
  }
}

TEST_F(HttpRoutesTest, TheLongestPathThatFitsCounts) {
  for (const char* const path :
       {"/a", "/a/", "/a/b/", "/a/b/c", "/d/", "/e%20f", "/"}) {
    options_.http_routes.push_back(
        {.path = path, .function = Telling(std::string("route ") + path)});
  }
  Start();
  const std::map<std::string, std::string> routes = {{"/a", "/a"},
                                                     {"/a?b/c", "/a"},
                                                     {"/a/", "/a/"},
                                                     {"/a/x", "/a/"},
                                                     {"/a/b", "/a/"},
                                                     {"/a/b/", "/a/b/"},
                                                     {"/a/b/c", "/a/b/c"},
                                                     {"/a/b/c/", "/a/b/"},
                                                     {"/a/b/c/d", "/a/b/"},
                                                     {"/a/b/x/y", "/a/b/"},
                                                     {"/ab", "/"},
                                                     {"/A", "/"},
                                                     {"/d", "/"},
                                                     {"/d/", "/d/"},
                                                     {"/e%20f", "/e%20f"},
                                                     {"/e+f", "/"},
                                                     {"/%61", "/"},
                                                     {"/x/a", "/"},
                                                     {"/", "/"},
                                                     {"/x.y/..z/...", "/"},
                                                     {"//a", "/"}};
  for (const auto& [target, route] : routes) {
    EXPECT_EQ(BodyOf(Get(target)), "route " + route + " of " + target);
  }
  // These would lead out of a folder.
  for (const char* const target :
       {"/a/../d/x", "/a/./x", "/a/..", "/.", "/..", "/a/%2e%2e/x", "/a/%2E./x",
        "/a/.%2e", "/../a"}) {
    EXPECT_THAT(StatusOf(Get(target)), "404") << target;
  }
}

TEST_F(HttpRoutesTest, TheServersOwnPathsComeFirst) {
  options_.serve_metrics = true;
  Start();
  Must(server_->Serve("/", Telling("root")));
  Must(server_->Serve("/files/", Telling("files")));
  const Asset asset =
      server_->assets().AddBytes(Bytes::Copy("content")).value();
  const std::string url = Must(server_->assets().Url(asset.uri()));
  const std::string path = url.substr(url.find("/assets/"));
  EXPECT_EQ(BodyOf(Get(path)), "content");
  EXPECT_EQ(BodyOf(Get("/pump" + path)), "content");
  EXPECT_EQ(BodyOf(Get("/files" + path)), "files of /files" + path);
  EXPECT_THAT(BodyOf(Get("/metrics")), HasSubstr("noodles_"));
  EXPECT_EQ(BodyOf(Get("/metricsx")), "root of /metricsx");
}

TEST_F(HttpRoutesTest, ShowsTheMetricsOfTheProgram) {
  options_.serve_metrics = true;
  options_.more_metrics = []() -> std::vector<Metric> {
    using enum Metric::Type;
    return {{"pump:steps_total", kCounter, "Steps\nof the \\ pump.", 1e15 + 1},
            {"pump_pressure", kGauge, "Bar.", 0.1},
            {"pump_none", kGauge, "", std::numeric_limits<double>::quiet_NaN()},
            {"pump_all", kGauge, "", -std::numeric_limits<double>::infinity()},
            {"2_pumps", kGauge, "", 1},
            {"pump-speed", kGauge, "", 2},
            {"", kGauge, "", 3},
            {"pump_pressure", kGauge, "Twice.", 4},
            {"noodles_clients", kGauge, "Taken.", 5}};
  };
  Start();
  const std::string text = BodyOf(Get("/metrics"));
  EXPECT_THAT(text, EndsWith("\n# HELP pump:steps_total Steps\\nof the \\\\ "
                             "pump.\n# TYPE pump:steps_total counter\n"
                             "pump:steps_total 1000000000000001\n"
                             "# HELP pump_pressure Bar.\n"
                             "# TYPE pump_pressure gauge\n"
                             "pump_pressure 0.10000000000000001\n"
                             "# HELP pump_none \n# TYPE pump_none gauge\n"
                             "pump_none NaN\n"
                             "# HELP pump_all \n# TYPE pump_all gauge\n"
                             "pump_all -Inf\n"));
  EXPECT_THAT(text, HasSubstr("\nnoodles_clients 0\n"));
  for (const std::string name :
       {"2_pumps", "pump-speed", "\"\"", "pump_pressure", "noodles_clients"}) {
    EXPECT_THAT(Log(), HasSubstr("name=" + name + "\n"));
  }
  // Each name once.
  const std::string log = Log();
  Get("/metrics");
  EXPECT_EQ(Log(), log);
}

TEST_F(HttpRoutesTest, RoutesMayComeAtAnyTime) {
  server_ = std::make_unique<Server>(options_);
  Must(server_->Serve("/before", Telling("before")));
  Must(server_->Start());
  EXPECT_EQ(StatusOf(Get("/later")), "404");
  Must(server_->Serve("/later", Telling("later")));
  EXPECT_EQ(BodyOf(Get("/later")), "later of /later");
  server_->Stop();
  Must(server_->Start());
  EXPECT_EQ(BodyOf(Get("/before")), "before of /before");
  EXPECT_EQ(BodyOf(Get("/later")), "later of /later");
}

TEST_F(HttpRoutesTest, RefusesPathsThatNoRequestCanReach) {
  server_ = std::make_unique<Server>(options_);
  const std::map<std::string, std::string> problems = {
      {"", "does not begin with a slash"},
      {"state", "does not begin with a slash"},
      {"/a b", "has a character that stands in no path"},
      {"/a?b", "has a character that stands in no path"},
      {"/a#b", "has a character that stands in no path"},
      {"/a%2", "has a character that stands in no path"},
      {"/a%zz", "has a character that stands in no path"},
      {"/\xc3\xa4", "has a character that stands in no path"},
      {"/a\r\nb", "\"/a\\x0d\\x0ab\", has a character that stands in no path"},
      {"/a/../b", "has a segment \".\" or \"..\""},
      {"/.", "has a segment \".\" or \"..\""},
      {"/%2e%2E/", "has a segment \".\" or \"..\""},
      {"//", "has two slashes side by side"},
      {"/a//b", "has two slashes side by side"},
      {"/assets", "the server answers /assets and all below it"},
      {"/assets/", "the server answers /assets and all below it"},
      {"/assets/x", "the server answers /assets and all below it"},
      {"/metrics", "the server answers /metrics and all below it"},
      {"/metrics/x", "the server answers /metrics and all below it"}};
  for (const auto& [path, problem] : problems) {
    const absl::Status status = server_->Serve(path, Telling(""));
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << path;
    EXPECT_THAT(std::string(StatusMessage(status)), HasSubstr(problem));
  }
  for (const char* const path : {"/", "/a", "/a/", "/a.b/..c", "/%C3%A4",
                                 "/assets2", "/metrics.json", "/a/assets/"}) {
    EXPECT_TRUE(server_->Serve(path, Telling("")).ok()) << path;
  }
  EXPECT_EQ(server_->Serve("/a", Telling("")),
            AlreadyExists("the server has an HTTP route for /a"));
  EXPECT_EQ(server_->Serve("/b", nullptr),
            InvalidArgument("the HTTP route /b has no function"));
}

TEST_F(HttpRoutesTest, WrongRoutesInTheOptionsStopTheStart) {
  options_.http_routes = {{.path = "/a", .function = Telling("")},
                          {.path = "/a", .function = Telling("")}};
  server_ = std::make_unique<Server>(options_);
  EXPECT_EQ(server_->Start(),
            AlreadyExists("ServerOptions::http_routes: the server has an HTTP "
                          "route for /a"));
}

TEST_F(HttpRoutesTest, AnswersThatCannotBeSentAreFaults) {
  Start();
  HttpReply reply;
  Must(server_->Serve(
      "/x", [&](const HttpRequest&, std::string_view) { return reply; }));
  const std::vector<std::pair<HttpReply, std::string>> faults = {
      {{.status = 0}, "the status is 0; expected 200 to 599"},
      {{.status = 101}, "the status is 101; expected 200 to 599"},
      {{.status = 600}, "the status is 600; expected 200 to 599"},
      {{.fields = {{"A B", "x"}}}, "the name of a field is no token"},
      {{.fields = {{"", "x"}}}, "the name of a field is no token"},
      {{.fields = {{"A", "x\r\nSet-Cookie: y"}}}, "A has a control character"},
      {{.fields = {{"A", std::string("\0", 1)}}}, "A has a control character"},
      {{.fields = {{"content-length", "3"}}},
       "content-length is written by the connection"},
      {{.fields = {{"Transfer-Encoding", "chunked"}}},
       "Transfer-Encoding is written by the connection"},
      {{.fields = {{"Connection", "x"}}},
       "Connection is written by the connection"},
      {{.fields = {{"Server", "x"}}}, "Server is written by the connection"},
      {{.status = 204, .body = Bytes::Copy("x")},
       "an answer of 204 has no body"},
      {{.status = 304, .body = Bytes::Copy("x")},
       "an answer of 304 has no body"}};
  for (const auto& [fault, text] : faults) {
    reply = fault;
    const std::string answer = Get("/x");
    EXPECT_EQ(StatusOf(answer), "500") << text;
    EXPECT_THAT(answer, Not(HasSubstr("Set-Cookie"))) << text;
    EXPECT_EQ(BodyOf(answer), "500 Internal Server Error: internal error\n");
    EXPECT_EQ(transport_internal::FaultOf(fault), text);
  }
  EXPECT_THAT(
      Log(),
      HasSubstr("route=/x fault=\"the status is 0; expected 200 to 599\""));
  reply = {.status = 204,
           .fields = {{"Date", "today"}, {"A", "x\ty \xc3\xa4"}}};
  const std::string good = Get("/x");
  EXPECT_EQ(StatusOf(good), "204");
  EXPECT_THAT(good, HasSubstr("\r\nDate: today\r\nA: x\ty \xc3\xa4\r\n"));
  EXPECT_THAT(good, Not(HasSubstr("Content-Length")));
}

TEST_F(HttpRoutesTest, AnExceptionIsAnAnswerOf500) {
  Start();
  Must(server_->Serve("/x", [](const HttpRequest&, std::string_view) {
    throw std::runtime_error("no pump");
    return HttpReply();
  }));
  EXPECT_EQ(StatusOf(Get("/x")), "500");
  EXPECT_THAT(Log(), HasSubstr("no pump"));
}

TEST_F(HttpRoutesTest, RoutesAskForTheTokenUnlessTheyArePublic) {
  options_.access.authorize_connection = [](const HttpRequest& request,
                                            std::string_view) {
    return request.Token() == "secret" ? absl::OkStatus()
                                       : Unauthenticated("a token is missing");
  };
  for (const bool is_asked : {false, true}) {
    options_.access.authorize_http = is_asked;
    Start();
    Must(server_->Serve("/state", Telling("state")));
    Must(server_->Serve("/page", Telling("page"), HttpAccess::kPublic));
    EXPECT_EQ(StatusOf(Get("/state")), is_asked ? "401" : "200");
    EXPECT_EQ(StatusOf(Get("/state?token=secret")), "200");
    EXPECT_EQ(StatusOf(Get("/state", "Authorization: Bearer secret\r\n")),
              "200");
    EXPECT_EQ(StatusOf(Get("/page")), "200");
  }
}

TEST_F(HttpRoutesTest, TheAssetPortHasNoRoutes) {
  options_.assets.service = AssetService::kOwnPort;
  Start();
  Must(server_->Serve("/", Telling("root")));
  const uint16_t port = server_->assets().port();
  ASSERT_NE(port, server_->port());
  EXPECT_EQ(BodyOf(Get("/x")), "root of /x");
  EXPECT_EQ(StatusOf(Ask("GET", "/x", "", port)), "404");
  EXPECT_THAT(Ask("GET", "/", "", port), HasSubstr("this is the asset port"));
}

TEST_F(HttpRoutesTest, WithoutAPageTheServerTellsHowToGetOne) {
  Start();
  const std::string answer = Get("/");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 426 Upgrade Required\r\n"));
  EXPECT_EQ(BodyOf(answer),
            "426 Upgrade Required: this is the port of a NOODLES server; "
            "connect a client to ws://pump.example:50000. The program of this "
            "server serves no page that shows the scene. A program serves one "
            "with noodles::ViewerRoute() of noodles/viewer.h; the example "
            "servers and `noodles replay` do so without --no-viewer.\n");
  EXPECT_THAT(Get("/",
                  "X-Forwarded-Proto: https\r\nX-Forwarded-Host: "
                  "a.example\r\nX-Forwarded-Prefix: /pump\r\n"),
              HasSubstr("connect a client to wss://a.example/pump. "));
  EXPECT_EQ(BodyOf(Get("/favicon.ico")),
            "404 Not Found: there is nothing at this path\n");
}

}  // namespace
}  // namespace noodles
