#include "noodles/base/support/thread_name.h"

#include <gtest/gtest.h>
#include <pthread.h>

#include <array>
#include <string>
#include <thread>

namespace noodles {
namespace {

TEST(ThreadNameTest, NamesTheThreadThatAsksForIt) {
  std::string name;
  std::thread named([&] {
    base_internal::NameThisThread("noodles-test");
    std::array<char, 16> read{};
    pthread_getname_np(pthread_self(), read.data(), read.size());
    name = read.data();
  });
  named.join();
  EXPECT_EQ(name, "noodles-test");
}

}  // namespace
}  // namespace noodles
