// The answers to requests for assets.
#include "noodles/server/assets/asset_handler.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

#include "noodles/base/logging.h"
#include "noodles/server/asset_server.h"

namespace noodles {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using transport_internal::HttpResponse;

class AssetHandlerTest : public ::testing::Test {
 protected:
  AssetHandlerTest() { store_->SetBase("http://here:1", 1); }
  ~AssetHandlerTest() override {
    if (!path_.empty()) std::remove(path_.c_str());
    SetLogSink(nullptr);
  }

  Asset AddText(std::string text) {
    return *assets_.AddBytes(Bytes::Adopt(std::move(text)));
  }

  void WriteFile(const std::string& text) {
    if (path_.empty()) path_ = ::testing::TempDir() + "/asset_handler_test.bin";
    std::ofstream(path_, std::ios::binary | std::ios::trunc) << text;
  }

  static std::string PathOf(const Asset& asset) {
    return "/assets/" + asset.uri().substr(std::string("asset:").size());
  }

  HttpResponse Ask(const std::string& method, const std::string& target,
                   HttpFields fields = {}) {
    HttpRequest request;
    request.method = method;
    request.target = target;
    request.fields = std::move(fields);
    return handler_.OnRequest(request);
  }
  HttpResponse Get(const Asset& asset, HttpFields fields = {}) {
    return Ask("GET", PathOf(asset), std::move(fields));
  }

  static std::string BodyOf(const HttpResponse& response) {
    std::string body;
    for (const Bytes& segment : response.body) body.append(segment.text());
    if (response.file.file != nullptr) {
      std::string part(response.file.length, '\0');
      std::error_code error;
      part.resize(response.file.file->Read(
          response.file.offset,
          {reinterpret_cast<uint8_t*>(part.data()), part.size()}, error));
      body += part;
    }
    return body;
  }

  static std::string FieldOf(const HttpResponse& response,
                             const std::string& name) {
    HttpRequest finder;
    finder.fields = response.fields;
    const std::string* const value = finder.Find(name);
    return value == nullptr ? "(none)" : *value;
  }

  const std::shared_ptr<server_internal::AssetStore> store_ =
      std::make_shared<server_internal::AssetStore>(AssetOptions{});
  AssetServer assets_{store_};
  const std::shared_ptr<server_internal::Tallies> tallies_ =
      std::make_shared<server_internal::Tallies>();
  server_internal::AssetHandler handler_{store_, tallies_};
  std::string path_;
};

TEST_F(AssetHandlerTest, ServesBytesWithoutCopyingThem) {
  const Bytes bytes = Bytes::Copy("0123456789");
  const Asset asset = *assets_.AddBytes(bytes);
  const HttpResponse response = Get(asset);
  EXPECT_EQ(response.status, 200);
  ASSERT_EQ(response.body.size(), 1u);
  EXPECT_EQ(response.body[0].data(), bytes.data());
  EXPECT_EQ(BodyOf(response), "0123456789");
  EXPECT_EQ(FieldOf(response, "Content-Type"), "application/octet-stream");
  EXPECT_EQ(FieldOf(response, "Accept-Ranges"), "bytes");
  EXPECT_EQ(FieldOf(response, "Access-Control-Allow-Origin"), "*");
  EXPECT_EQ(FieldOf(response, "Cache-Control"),
            "public, max-age=31536000, immutable");
  EXPECT_THAT(FieldOf(response, "Access-Control-Expose-Headers"),
              HasSubstr("Content-Range"));
  EXPECT_THAT(FieldOf(response, "Date"), HasSubstr(" GMT"));
  EXPECT_EQ(BodyOf(Ask("HEAD", PathOf(asset))), "0123456789");
  EXPECT_EQ(Ask("GET", PathOf(asset) + "?v=1").status, 200);
}

TEST_F(AssetHandlerTest, NamesCannotBeGuessed) {
  const Asset one = AddText("same");
  const Asset other = AddText("same");
  EXPECT_THAT(one.uri(), MatchesRegex("asset:[0-9a-f]{32}"));
  EXPECT_NE(one.uri(), other.uri());
  for (const char* const target :
       {"/assets/", "/assets/00000000000000000000000000000000",
        "/assets/../secret", "/other", "/"}) {
    const HttpResponse response = Ask("GET", target);
    EXPECT_EQ(response.status, 404) << target;
    EXPECT_EQ(FieldOf(response, "Access-Control-Allow-Origin"), "*");
  }
}

TEST_F(AssetHandlerTest, ServesRanges) {
  const Asset asset = AddText("0123456789");
  struct Case {
    const char* range;
    int status;
    const char* body;
    const char* content_range;
  };
  for (const Case& c : {
           Case{"bytes=0-0", 206, "0", "bytes 0-0/10"},
           Case{"bytes=2-4", 206, "234", "bytes 2-4/10"},
           Case{"bytes=7-", 206, "789", "bytes 7-9/10"},
           Case{"bytes=7-99999999999999999999", 206, "789", "bytes 7-9/10"},
           Case{"bytes=-3", 206, "789", "bytes 7-9/10"},
           Case{"bytes=-30", 206, "0123456789", "bytes 0-9/10"},
           Case{"Bytes = 9-9", 206, "9", "bytes 9-9/10"},
           Case{"bytes=10-", 416, nullptr, "bytes */10"},
           Case{"bytes=99999999999999999999-", 416, nullptr, "bytes */10"},
           Case{"bytes=-0", 416, nullptr, "bytes */10"},
           // Malformed, in another unit, or several: the whole.
           Case{"bytes=4-2", 200, "0123456789", "(none)"},
           Case{"bytes=a-b", 200, "0123456789", "(none)"},
           Case{"bytes=-", 200, "0123456789", "(none)"},
           Case{"bytes=1-2x", 200, "0123456789", "(none)"},
           Case{"bytes=+1-2", 200, "0123456789", "(none)"},
           Case{"lines=1-2", 200, "0123456789", "(none)"},
           Case{"bytes", 200, "0123456789", "(none)"},
           Case{"bytes=0-1,4-5", 200, "0123456789", "(none)"},
       }) {
    const HttpResponse response = Get(asset, {{"Range", c.range}});
    EXPECT_EQ(response.status, c.status) << c.range;
    EXPECT_EQ(FieldOf(response, "Content-Range"), c.content_range) << c.range;
    if (c.body != nullptr) {
      EXPECT_EQ(BodyOf(response), c.body) << c.range;
    }
  }
  // A range is for GET alone (RFC 9110, section 14.2).
  EXPECT_EQ(Ask("HEAD", PathOf(asset), {{"Range", "bytes=1-2"}}).status, 200);
  EXPECT_EQ(Get(AddText(""), {{"Range", "bytes=0-"}}).status, 416);
  EXPECT_EQ(Get(AddText("")).status, 200);
}

TEST_F(AssetHandlerTest, KeepsToConditions) {
  const Asset asset = AddText("0123456789");
  const std::string tag = FieldOf(Get(asset), "ETag");
  EXPECT_THAT(tag, MatchesRegex("\"[0-9a-f]{32}\""));
  struct Case {
    const char* name;
    std::string value;
    int status;
  };
  for (const Case& c : {
           Case{"If-None-Match", tag, 304},
           Case{"If-None-Match", "W/" + tag, 304},
           Case{"If-None-Match", "\"a,b\" , " + tag + ",\"c\"", 304},
           Case{"If-None-Match", "*", 304},
           Case{"If-None-Match", "\"other\"", 200},
           Case{"If-None-Match", "nonsense", 200},
           Case{"If-None-Match", "\"open", 200},
           Case{"If-Match", tag, 200},
           Case{"If-Match", "*", 200},
           Case{"If-Match", "\"other\"", 412},
           Case{"If-Match", "W/" + tag, 412},
       }) {
    const HttpResponse response = Get(asset, {{c.name, c.value}});
    EXPECT_EQ(response.status, c.status) << c.name << ": " << c.value;
    if (c.status == 304) {
      EXPECT_EQ(BodyOf(response), "");
      EXPECT_EQ(FieldOf(response, "ETag"), tag);
    }
  }
  const auto if_range = [&](const std::string& condition) {
    return Get(asset, {{"Range", "bytes=1-2"}, {"If-Range", condition}}).status;
  };
  EXPECT_EQ(if_range(tag), 206);
  EXPECT_EQ(if_range("\"other\""), 200);
  EXPECT_EQ(if_range("W/" + tag), 200);
  EXPECT_EQ(if_range("Sun, 06 Nov 1994 08:49:37 GMT"), 200);
}

TEST_F(AssetHandlerTest, AnswersPreflights) {
  const Asset asset = AddText("0123456789");
  const HttpResponse response =
      Ask("OPTIONS", PathOf(asset),
          {{"Origin", "https://example.org"},
           {"Access-Control-Request-Method", "GET"},
           {"Access-Control-Request-Headers", "range"},
           {"Access-Control-Request-Private-Network", "true"}});
  EXPECT_EQ(response.status, 204);
  EXPECT_EQ(FieldOf(response, "Access-Control-Allow-Origin"), "*");
  EXPECT_EQ(FieldOf(response, "Access-Control-Allow-Methods"),
            "GET, HEAD, OPTIONS");
  EXPECT_THAT(FieldOf(response, "Access-Control-Allow-Headers"),
              HasSubstr("Range"));
  EXPECT_EQ(FieldOf(response, "Access-Control-Allow-Private-Network"), "true");
  // It does not tell whether there is such an asset.
  EXPECT_EQ(Ask("OPTIONS", "/assets/0").status, 204);

  const HttpResponse refused = Ask("POST", PathOf(asset));
  EXPECT_EQ(refused.status, 405);
  EXPECT_EQ(FieldOf(refused, "Allow"), "GET, HEAD, OPTIONS");
}

TEST_F(AssetHandlerTest, ServesFiles) {
  WriteFile("0123456789");
  const auto asset = assets_.AddFile(path_);
  ASSERT_TRUE(asset.ok()) << asset.status();
  EXPECT_EQ(asset->size(), 10u);
  EXPECT_EQ(BodyOf(Get(*asset)), "0123456789");
  EXPECT_EQ(BodyOf(Get(*asset, {{"Range", "bytes=3-5"}})), "345");
}

TEST_F(AssetHandlerTest, DoesNotServeAFileThatHasChanged) {
  SetLogSink([](const LogRecord&) {});
  WriteFile("0123456789");
  const Asset asset = *assets_.AddFile(path_);
  WriteFile("0123456789abc");
  EXPECT_EQ(Get(asset).status, 410);
  std::remove(path_.c_str());
  EXPECT_EQ(Get(asset).status, 410);
}

TEST_F(AssetHandlerTest, KnowsMediaTypes) {
  const auto type_of = [&](std::string_view start) {
    return FieldOf(Get(*assets_.AddBytes(Bytes::Copy(start))), "Content-Type");
  };
  EXPECT_EQ(type_of("\x89PNG\r\n\x1a\n..."), "image/png");
  EXPECT_EQ(type_of("\xff\xd8\xff\xe0"), "image/jpeg");
  EXPECT_EQ(type_of("\xabKTX 20\xbb\r\n\x1a\n"), "image/ktx2");
  EXPECT_EQ(type_of("RIFF....WEBP"), "image/webp");
  EXPECT_EQ(type_of("RIFF....WAVE"), "application/octet-stream");
  EXPECT_EQ(FieldOf(Get(*assets_.AddBytes(Bytes::Copy("{}"), "model/x")),
                    "Content-Type"),
            "model/x");
  EXPECT_EQ(assets_.AddBytes(Bytes(), "a/b\r\nX: y").status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(assets_.AddBytes(Bytes(), "text").status().code(),
            absl::StatusCode::kInvalidArgument);
  WriteFile("\x89PNG\r\n\x1a\n...");
  EXPECT_EQ(FieldOf(Get(*assets_.AddFile(path_)), "Content-Type"), "image/png");
}

TEST_F(AssetHandlerTest, AnAssetGoesWithItsLastHandle) {
  auto one = std::make_unique<Asset>(AddText("0123456789"));
  auto copy = std::make_unique<Asset>(*one);
  const std::string path = PathOf(*one);
  EXPECT_EQ(*assets_.Url(one->uri()), "http://here:1" + path);
  one.reset();
  const HttpResponse download = Ask("GET", path);
  EXPECT_EQ(download.status, 200);
  copy.reset();
  EXPECT_EQ(Ask("GET", path).status, 404);
  EXPECT_EQ(assets_.count(), 0u);
  // A download in progress still gets the rest.
  EXPECT_EQ(BodyOf(download), "0123456789");
}

TEST_F(AssetHandlerTest, SaysWhyThereIsNone) {
  EXPECT_EQ(assets_.AddFile("/nowhere").status().code(),
            absl::StatusCode::kNotFound);
  EXPECT_EQ(assets_.AddFile("/").status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(assets_.Url("asset:0").status().code(),
            absl::StatusCode::kNotFound);
  EXPECT_EQ(assets_.Url("http://x").status().code(),
            absl::StatusCode::kNotFound);
  const Asset asset = AddText("x");
  store_->SetBase({}, 0);
  EXPECT_EQ(assets_.Url(asset.uri()).status().code(),
            absl::StatusCode::kFailedPrecondition);
  AssetServer off(std::make_shared<server_internal::AssetStore>(
      AssetOptions{.service = AssetService::kOff}));
  EXPECT_EQ(off.AddBytes(Bytes()).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

}  // namespace
}  // namespace noodles
