#include "noodles/base/support/short_bytes.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace noodles {
namespace {

std::string TextOf(const base_internal::ShortBytes& bytes) {
  return std::string(bytes.span().begin(), bytes.span().end());
}

TEST(ShortBytesTest, KeepsFewBytesInside) {
  for (const size_t size :
       {size_t{0}, size_t{1}, base_internal::ShortBytes::kInlineBytes}) {
    const std::string text(size, 'a');
    const Bytes source = Bytes::Copy(text);
    const base_internal::ShortBytes bytes = source;
    EXPECT_TRUE(bytes.is_inline());
    EXPECT_EQ(bytes.size(), size);
    EXPECT_EQ(TextOf(bytes), text);
    EXPECT_EQ(source.owner().use_count(), size == 0 ? 0 : 1);
    EXPECT_EQ(bytes.ToBytes().text(), text);
  }
}

TEST(ShortBytesTest, SharesMoreBytes) {
  const std::string text(base_internal::ShortBytes::kInlineBytes + 1, 'b');
  const Bytes source = Bytes::Copy(text);
  const base_internal::ShortBytes bytes = source;
  EXPECT_FALSE(bytes.is_inline());
  EXPECT_EQ(bytes.span().data(), source.data());
  EXPECT_EQ(bytes.size(), text.size());
  EXPECT_EQ(bytes.ToBytes().data(), source.data());
}

TEST(ShortBytesTest, CopiesAndMovesWhatItHolds) {
  for (const size_t size : {5, 500}) {
    const std::string text(size, 'c');
    base_internal::ShortBytes first = Bytes::Copy(text);
    const base_internal::ShortBytes copy = first;
    const base_internal::ShortBytes moved = std::move(first);
    EXPECT_EQ(TextOf(copy), text);
    EXPECT_EQ(TextOf(moved), text);
  }
}

}  // namespace
}  // namespace noodles
