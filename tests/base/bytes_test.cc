// Bytes: sharing, slices, lifetime.
#include "noodles/base/bytes.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace noodles {
namespace {

TEST(Bytes, AreEmptyAtFirst) {
  const Bytes bytes;
  EXPECT_TRUE(bytes.empty());
  EXPECT_EQ(bytes.size(), 0u);
  EXPECT_EQ(bytes.owner(), nullptr);
  EXPECT_EQ(bytes.begin(), bytes.end());
  EXPECT_EQ(bytes.text(), "");
}

TEST(Bytes, CopyHasMemoryOfItsOwn) {
  std::vector<uint8_t> source = {1, 2, 3};
  const Bytes bytes = Bytes::Copy(source);
  source[0] = 9;
  EXPECT_NE(bytes.data(), source.data());
  EXPECT_EQ(std::vector<uint8_t>(bytes.begin(), bytes.end()),
            (std::vector<uint8_t>{1, 2, 3}));
  EXPECT_EQ(Bytes::Copy("text").text(), "text");
  EXPECT_TRUE(Bytes::Copy("").empty());
}

TEST(Bytes, AdoptLeavesTheContentsWhereTheyAre) {
  std::vector<uint8_t> vector(1000, 7);
  const uint8_t* const vector_data = vector.data();
  const Bytes from_vector = Bytes::Adopt(std::move(vector));
  EXPECT_EQ(from_vector.data(), vector_data);
  EXPECT_EQ(from_vector.size(), 1000u);
  std::string string(1000, 'x');
  const void* const string_data = string.data();
  const Bytes from_string = Bytes::Adopt(std::move(string));
  EXPECT_EQ(static_cast<const void*>(from_string.data()), string_data);
  EXPECT_EQ(from_string.text(), std::string(1000, 'x'));
}

TEST(Bytes, AdoptTakesAShortString) {
  Bytes bytes;
  {
    std::string text = "abc";
    bytes = Bytes::Adopt(std::move(text));
  }
  EXPECT_EQ(bytes.text(), "abc");
}

TEST(Bytes, ShareKeepsTheOwnerAlive) {
  auto owner = std::make_shared<const std::string>("in the owner");
  const std::weak_ptr<const std::string> watch = owner;
  const auto* const data = reinterpret_cast<const uint8_t*>(owner->data());
  Bytes bytes = Bytes::Share(std::move(owner), {data + 3, 3});
  EXPECT_EQ(bytes.data(), data + 3);
  EXPECT_EQ(bytes.text(), "the");
  EXPECT_FALSE(watch.expired());
  bytes = Bytes();
  EXPECT_TRUE(watch.expired());
}

TEST(Bytes, CopiesShareTheMemory) {
  Bytes original = Bytes::Copy("shared");
  const Bytes copy = original;
  EXPECT_EQ(copy.data(), original.data());
  EXPECT_EQ(copy.owner(), original.owner());
  original = Bytes();
  EXPECT_EQ(copy.text(), "shared");
}

TEST(Bytes, SliceSharesAndOutlivesTheWhole) {
  Bytes whole = Bytes::Copy("0123456789");
  const uint8_t* const data = whole.data();
  const Bytes slice = whole.Slice(2, 3);
  whole = Bytes();
  EXPECT_EQ(slice.data(), data + 2);
  EXPECT_EQ(slice.text(), "234");
  EXPECT_EQ(slice.Slice(1, 1).text(), "3");
}

TEST(Bytes, SliceEndsAtTheEnd) {
  const Bytes whole = Bytes::Copy("0123");
  EXPECT_EQ(whole.Slice(0, 4).text(), "0123");
  EXPECT_EQ(whole.Slice(2, 99).text(), "23");
  EXPECT_EQ(whole.Slice(1, SIZE_MAX).text(), "123");
  EXPECT_TRUE(whole.Slice(4, 1).empty());
  EXPECT_TRUE(whole.Slice(5, 1).empty());
  EXPECT_TRUE(whole.Slice(SIZE_MAX, SIZE_MAX).empty());
  EXPECT_TRUE(Bytes().Slice(0, 1).empty());
}

TEST(Bytes, CompareByContents) {
  EXPECT_EQ(Bytes::Copy("a"), Bytes::Copy("a"));
  EXPECT_NE(Bytes::Copy("a"), Bytes::Copy("b"));
  EXPECT_NE(Bytes::Copy("a"), Bytes::Copy("aa"));
  EXPECT_EQ(Bytes(), Bytes::Copy(""));
  EXPECT_EQ(Bytes::Copy("abc")[1], 'b');
}

}  // namespace
}  // namespace noodles
