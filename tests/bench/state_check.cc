// Measures the memory of a document for each component, and the encoded size of
// the components. Prints one JSON object: {scene: {components, encoded, kept}}.
#include <malloc.h>

#include <cstdio>
#include <cstdlib>
#include <new>
#include <string>
#include <utility>

#include "bench/document_scene.h"
#include "noodles/codec.h"
#include "noodles/state/document.h"

namespace {

// Includes the overhead of the allocator for each block.
size_t kept = 0;
constexpr size_t kBlockHead = 8;

void* Allocate(size_t size) {
  void* memory = std::malloc(size);
  if (memory == nullptr) throw std::bad_alloc();
  kept += malloc_usable_size(memory) + kBlockHead;
  return memory;
}

void Free(void* memory) {
  if (memory == nullptr) return;
  kept -= malloc_usable_size(memory) + kBlockHead;
  std::free(memory);
}

}  // namespace

void* operator new(size_t size) { return Allocate(size); }
void* operator new[](size_t size) { return Allocate(size); }
void operator delete(void* memory) noexcept { Free(memory); }
void operator delete[](void* memory) noexcept { Free(memory); }
void operator delete(void* memory, size_t) noexcept { Free(memory); }
void operator delete[](void* memory, size_t) noexcept { Free(memory); }

namespace noodles::bench {

namespace {

template <class Message>
void Add(Document& document, Message message, size_t& encoded) {
  encoded += EncodeFrame(message).size() - 1;
  if (!document.Create(std::move(message.content)).ok()) std::abort();
}

void Print(const std::string& name, size_t components, size_t encoded,
           size_t bytes, const char* end) {
  std::printf(
      "\"%s\": {\"components\": %zu, \"encoded\": %zu, \"kept\": %zu}%s",
      name.c_str(), components, encoded, bytes, end);
}

// A document like the snapshot of 10,000 components.
void CountMedium() {
  const size_t before = kept;
  Document document;
  AddScene(document, 1);
  const size_t after = kept;
  size_t encoded = 0;
  document.Join([] {},
                [&](const EncodedMessages& frame) { encoded += frame.size(); });
  size_t components = 0;
  for (size_t kind = 0; kind < kComponentKindCount; ++kind) {
    components += document.Count(static_cast<ComponentKind>(kind));
  }
  Print("medium", components, encoded, after - before, ", ");
}

template <class Component>
void CountMany(const std::string& name, const Component& component,
               const char* end) {
  constexpr size_t kCount = 100'000;
  const size_t before = kept;
  size_t encoded = 0;
  Document document;
  for (size_t i = 0; i < kCount; ++i) {
    typename ComponentTraits<Component>::CreateMessage message{
        {static_cast<uint32_t>(i), 0}, component};
    message.content.name = name + " " + std::to_string(i);
    Add(document, message, encoded);
  }
  Print(name, kCount, encoded, kept - before, end);
}

}  // namespace

}  // namespace noodles::bench

int main() {
  using namespace noodles;  // NOLINT: the calls alone
  std::printf("{");
  bench::CountMedium();
  bench::CountMany("entity", Entity{.transform = Mat4{}}, ", ");
  bench::CountMany("bare entity", Entity{}, ", ");
  bench::CountMany("material", Material{}, ", ");
  bench::CountMany("light", Light{}, ", ");
  bench::CountMany("method", Method{}, "}\n");
}
