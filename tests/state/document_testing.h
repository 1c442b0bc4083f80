// Helpers of the tests of the document.
#ifndef TESTS_STATE_DOCUMENT_TESTING_H_
#define TESTS_STATE_DOCUMENT_TESTING_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/status_testing.h"
#include "noodles/state/document.h"
#include "state/mirror.h"

namespace noodles {

// A listener that mirrors what it hears.
class MirrorListener : public DocumentListener {
 public:
  bool IsListening() const override { return true; }
  void OnChanges(const std::vector<EncodedMessages>& frames) override {
    for (const EncodedMessages& frame : frames) mirror.Receive(frame);
  }

  TestMirror mirror;
};

template <class Component>
typename TestMirror::Components<Component> ContentsOf(
    const Document& document) {
  typename TestMirror::Components<Component> contents;
  for (const auto id : document.List<Component>()) {
    contents[id] = Must(document.Get(id));
  }
  return contents;
}

// The components of one kind, compared.
template <class Component>
void ExpectEqualKind(const TestMirror& mirror, const Document& document) {
  EXPECT_EQ(mirror.all<Component>(), ContentsOf<Component>(document));
}

// Whether a mirror holds exactly what the document holds.
inline void ExpectEqual(const TestMirror& mirror, const Document& document) {
  [&]<class... Kinds>(std::type_identity<std::tuple<Kinds...>>) {
    (ExpectEqualKind<Kinds>(mirror, document), ...);
  }(std::type_identity<AllComponents<std::tuple>>());
  EXPECT_EQ(mirror.methods(), document.methods());
  EXPECT_EQ(mirror.signals(), document.signals());
  EXPECT_THAT(mirror.complaints(), ::testing::IsEmpty());
}

}  // namespace noodles

#endif  // TESTS_STATE_DOCUMENT_TESTING_H_
