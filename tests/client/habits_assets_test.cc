// The client with frames of real servers: geometry and files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

#include "client/habits_fixture.h"
#include "noodles/base/status.h"
#include "transport/raw_server.h"

namespace noodles {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

Any BufferMap(int slot, const std::string& bytes) {
  return Any::Map{{"id", IdArray(slot)},
                  {"size", bytes.size()},
                  {"inline_bytes", Bytes::Copy(bytes)}};
}

Any ViewMap(int slot, int buffer, const char* type, int offset, int length) {
  return Any::Map{{"id", IdArray(slot)},
                  {"source_buffer", IdArray(buffer)},
                  {"type", type},
                  {"offset", offset},
                  {"length", length}};
}

TEST_F(HabitsTest, ImagesInBuffersAndInViews) {
  const auto image = [](int slot, int source) {
    return Any(
        Any::Map{{"id", IdArray(slot)}, {"buffer_source", IdArray(source)}});
  };
  // Slot 0: a view and a buffer; 1: a view of geometry; 2: a buffer only.
  Serve({Frame({10, BufferMap(0, "0000"), 10, BufferMap(1, "abcd"), 10,
                BufferMap(2, "wxyz"), 12, ViewMap(0, 1, "IMAGE", 2, 2), 12,
                ViewMap(1, 1, "GEOMETRY", 2, 2), 17, image(0, 0), 17,
                image(1, 1), 17, image(2, 2), 35, kReady})});
  EXPECT_EQ(client_.Fetch(ImageID{0, 0}).get().value().text(), "cd");
  EXPECT_EQ(client_.Fetch(ImageID{1, 0}).get().value().text(), "abcd");
  EXPECT_EQ(client_.Fetch(ImageID{2, 0}).get().value().text(), "wxyz");
}

TEST_F(HabitsTest, PortsAsText) {
  transport_internal::RawServer files([](const std::string&) {
    return std::string("HTTP/1.0 200 OK\nContent-Length: 4\n\nabcd");
  });
  Serve({Frame(
      {10,
       Any::Map{{"id", IdArray(0)},
                {"size", 4},
                {"uri_bytes", Any::Map{{"scheme", "http"},
                                       {"host", "127.0.0.1"},
                                       {"port", std::to_string(files.port())},
                                       {"path", "a/b"}}}},
       35, kReady})});
  EXPECT_EQ(client_.Fetch(BufferID{0, 0}).get().value().text(), "abcd");
  EXPECT_THAT(files.requests(), ElementsAre(HasSubstr("GET /a/b HTTP/1.1")));
}

// The answer of Rigatoni's asset server.
TEST_F(HabitsTest, BuffersBehindAnAddress) {
  transport_internal::RawServer files(
      [](const std::string& request) -> std::string {
        if (request.starts_with("GET /1 ")) return "HTTP/1.0 500 FAIL";
        return "HTTP/1.0 200 OK\nContent-Length: 4\n\nabcd";
      });
  const auto buffer = [&](int slot, int size, const char* path) {
    return Any(Any::Map{{"id", IdArray(slot)},
                        {"size", size},
                        {"uri_bytes", files.Url("http", path)}});
  };
  Serve({Frame({10, buffer(0, 4, "/0"), 10, buffer(1, 4, "/1"), 10,
                buffer(2, 5, "/2"), 35, kReady})});
  EXPECT_EQ(client_.Fetch(BufferID{0, 0}).get().value().text(), "abcd");
  EXPECT_EQ(client_.Fetch(BufferID{0, 0}).get().value().text(), "abcd");
  EXPECT_EQ(files.requests().size(), 1u);
  EXPECT_EQ(client_.Fetch(BufferID{1, 0}).get().status().code(),
            absl::StatusCode::kUnavailable);
  EXPECT_EQ(client_.Fetch(BufferID{2, 0}).get().status().code(),
            absl::StatusCode::kDataLoss);
}

// Servers that accept one short GET at a time, and no HEAD.
TEST_F(HabitsTest, FilesOneAtATime) {
  transport_internal::RawServer files([](const std::string& request) {
    return "HTTP/1.0 200 OK\nContent-Length: 4\n\nabc" + request.substr(5, 1);
  });
  Any::Array items;
  for (int slot = 0; slot < 8; ++slot) {
    items.push_back(10);
    items.push_back(
        Any::Map{{"id", IdArray(slot)},
                 {"size", 4},
                 {"uri_bytes", files.Url("http", "/" + std::to_string(slot))}});
  }
  items.push_back(35);
  items.push_back(kReady);
  Serve({Frame(std::move(items))});
  std::vector<std::future<absl::StatusOr<Bytes>>> fetches;
  for (uint32_t slot = 0; slot < 8; ++slot) {
    fetches.push_back(client_.Fetch(BufferID{slot, 0}));
  }
  for (size_t slot = 0; slot < fetches.size(); ++slot) {
    const absl::StatusOr<Bytes> bytes = fetches[slot].get();
    ASSERT_TRUE(bytes.ok()) << bytes.status();
    EXPECT_EQ(bytes->text(), "abc" + std::to_string(slot));
  }
  EXPECT_EQ(files.requests().size(), 8u);
  EXPECT_THAT(files.requests(), Each(StartsWith("GET ")));
}

// The indices of Rigatoni lie outside of the view that they name, which is that
// of the vertices. The end of the buffer is the limit.
TEST_F(HabitsTest, IndicesOutsideOfTheirView) {
  const std::string vertices(36, 'v');
  const std::string indices("\0\0\1\0\2\0", 6);
  const Any attribute = Any::Map{
      {"view", IdArray(0)}, {"semantic", "POSITION"}, {"format", "VEC3"}};
  const Any index = Any::Map{
      {"view", IdArray(0)}, {"count", 3}, {"offset", 36}, {"format", "U16"}};
  const Any patch = Any::Map{{"attributes", Any::Array{attribute}},
                             {"vertex_count", 3},
                             {"indices", index},
                             {"type", "TRIANGLES"},
                             {"material", IdArray(0)}};
  Serve({Frame({10, BufferMap(0, vertices + indices), 12,
                ViewMap(0, 0, "GEOMETRY", 0, 36), 26,
                Any::Map{{"id", IdArray(0)}, {"patches", Any::Array{patch}}},
                35, kReady})});
  EXPECT_THAT(odd_, IsEmpty());
  const auto geometry = client_.mirror().Find(GeometryID{0, 0});
  ASSERT_TRUE(geometry);
  const std::optional<Index>& kept = geometry->patches.at(0).indices;
  ASSERT_TRUE(kept);
  const auto view = client_.mirror().Find(kept->view);
  ASSERT_TRUE(view);
  const Bytes buffer = client_.Fetch(view->source_buffer).get().value();
  EXPECT_EQ(buffer.Slice(view->offset + kept->offset, 6).text(), indices);
  EXPECT_EQ(client_.Fetch(kept->view).get().value().text(), vertices);
}

}  // namespace
}  // namespace noodles
