// The bounds of the assets in their grace period.
#include "noodles/server/assets/leaving_assets.h"

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <utility>

#include "noodles/base/logging.h"

namespace noodles::server_internal {
namespace {

constexpr std::chrono::hours kLongPeriod{1};
constexpr size_t kAssetCost = LeavingAssets::kAssetCost;

std::shared_ptr<const ServedAsset> MakeAsset(const std::string& name,
                                             size_t size) {
  ServedAsset asset;
  asset.name = name;
  asset.content.size = size;
  asset.content.bytes = Bytes::Adopt(std::string(size, 'x'));
  return std::make_shared<const ServedAsset>(std::move(asset));
}

class LeavingAssetsTest : public ::testing::Test {
 protected:
  LeavingAssetsTest() {
    SetLogSink([this](const LogRecord&) { ++warnings_; });
  }
  ~LeavingAssetsTest() override { SetLogSink(nullptr); }
  int warnings_ = 0;
};

TEST_F(LeavingAssetsTest, TheOldestGoFirst) {
  LeavingAssets leaving(kLongPeriod, 2 * (kAssetCost + 100));
  leaving.Add(MakeAsset("a", 100));
  leaving.Add(MakeAsset("b", 100));
  EXPECT_EQ(leaving.bytes(), 2 * (kAssetCost + 100));
  EXPECT_EQ(warnings_, 0);
  leaving.Add(MakeAsset("c", 1));
  EXPECT_EQ(leaving.Find("a"), nullptr);
  EXPECT_NE(leaving.Find("b"), nullptr);
  EXPECT_NE(leaving.Find("c"), nullptr);
  EXPECT_EQ(leaving.bytes(), 2 * kAssetCost + 101);
  EXPECT_EQ(leaving.count(), 2u);
  leaving.Add(MakeAsset("d", 100));
  EXPECT_EQ(leaving.Find("b"), nullptr);
  EXPECT_EQ(warnings_, 1);
}

TEST_F(LeavingAssetsTest, AnAssetBeyondTheBoundGoesAtOnce) {
  LeavingAssets leaving(kLongPeriod, kAssetCost + 100);
  leaving.Add(MakeAsset("a", 101));
  EXPECT_EQ(leaving.Find("a"), nullptr);
  EXPECT_EQ(leaving.bytes(), 0u);
  leaving.Add(MakeAsset("b", 100));
  EXPECT_NE(leaving.Find("b"), nullptr);
}

TEST_F(LeavingAssetsTest, NoPeriodKeepsNothing) {
  LeavingAssets leaving(std::chrono::milliseconds(0), SIZE_MAX);
  leaving.Add(MakeAsset("a", 1));
  EXPECT_EQ(leaving.count(), 0u);
}

TEST_F(LeavingAssetsTest, ClearEndsAllPeriods) {
  LeavingAssets leaving(kLongPeriod, SIZE_MAX);
  const auto asset = MakeAsset("a", 1);
  leaving.Add(asset);
  EXPECT_EQ(leaving.Find("a"), asset);
  leaving.Clear();
  EXPECT_EQ(leaving.Find("a"), nullptr);
  EXPECT_EQ(leaving.bytes(), 0u);
  EXPECT_EQ(asset.use_count(), 1);
}

}  // namespace
}  // namespace noodles::server_internal
