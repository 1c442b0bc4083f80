// Checks the preconditions of the measurement, and counts allocations: all
// codecs write the same bytes and read the same values; decoding copies no byte
// strings. Prints one JSON object. Writes the frames into the given folder, for
// the codecs in other languages.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <new>
#include <string>

#include "bench/handwritten_codec.h"
#include "bench/libcbor_codec.h"
#include "bench/libcbor_tree_codec.h"
#include "bench/linguine_codec.h"
#include "bench/nlohmann_codec.h"
#include "bench/payloads.h"

namespace {

size_t allocations = 0;

void* Allocate(size_t size) {
  ++allocations;
  void* memory = std::malloc(size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

}  // namespace

void* operator new(size_t size) { return Allocate(size); }
void* operator new[](size_t size) { return Allocate(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, size_t) noexcept { std::free(memory); }

namespace noodles::bench {

namespace {

void Require(bool holds, const std::string& what) {
  if (holds) return;
  std::fprintf(stderr, "codec_check: %s\n", what.c_str());
  std::exit(1);
}

template <class Codec, class Payload>
void Check(const std::string& name, const Payload& payload,
           const Bytes& frame) {
  Codec codec;
  Require(Bytes::Copy(codec.Encode(payload)) == frame,
          name + " writes other bytes");
  Payload decoded;
  Require(codec.Decode(frame, decoded), name + " does not read the frame");
  Require(decoded == payload, name + " reads another value");
}

// The frame that all codecs have written for this payload.
template <class Payload>
Bytes Agree(const std::string& name, const Payload& payload,
            const std::string& folder) {
  const Bytes frame = Bytes::Copy(LinguineCodec().Encode(payload));
  Check<LinguineCodec>("linguine, " + name, payload, frame);
  Check<HandwrittenCodec>("handwritten, " + name, payload, frame);
  Check<LibcborCodec>("libcbor, " + name, payload, frame);
  Check<LibcborTreeCodec>("libcbor-tree, " + name, payload, frame);
  Check<NlohmannCodec>("nlohmann, " + name, payload, frame);
  std::ofstream(folder + "/" + name + ".cbor", std::ios::binary)
      << frame.text();
  return frame;
}

template <class Codec>
void CheckFlat(const std::string& name, const Bytes& frame) {
  FlatTable table;
  Require(Codec().Decode(frame, table), name + " does not read flat tables");
  Require(table == MakeFlatTable(), name + " reads another flat table");
}

// The number of allocations of the second of two equal operations. The first
// one lets kept buffers grow.
template <class Operation>
size_t CountAllocations(Operation operation) {
  operation();
  allocations = 0;
  operation();
  return allocations;
}

template <class Payload>
size_t AllocationsToDecode(const Bytes& frame) {
  return CountAllocations([&] {
    Payload payload;
    Require(LinguineCodec().Decode(frame, payload), "does not decode");
  });
}

int Run(const std::string& folder) {
  const MsgEntityUpdate small = MakeSmall();
  const Bytes small_frame = Agree("small", small, folder);
  const Bytes medium_frame = Agree("medium", MakeMedium(), folder);
  const Bytes table_frame = Agree("table", MakeTable(), folder);
  CheckFlat<LinguineCodec>("linguine", table_frame);
  CheckFlat<HandwrittenCodec>("handwritten", table_frame);
  const Bytes bulk_frame = Agree("bulk", MakeBulk(), folder);

  MsgBufferCreate bulk;
  Require(LinguineCodec().Decode(bulk_frame, bulk), "does not decode bulk");
  const auto& bytes = std::get<Bytes>(bulk.content.source);
  const bool inside = bytes.data() > bulk_frame.data() &&
                      bytes.end() <= bulk_frame.end() &&
                      bytes.owner() == bulk_frame.owner();
  Require(inside, "decoding bulk copies its bytes");

  LinguineCodec codec;
  std::printf(
      "{\"bytes\": {\"small\": %zu, \"medium\": %zu, \"bulk\": %zu, "
      "\"table\": %zu},\n"
      " \"allocations\": {\"encode small\": %zu, \"decode small\": %zu, "
      "\"decode bulk\": %zu, \"decode table, flat\": %zu}}\n",
      small_frame.size(), medium_frame.size(), bulk_frame.size(),
      table_frame.size(), CountAllocations([&] { codec.Encode(small); }),
      AllocationsToDecode<MsgEntityUpdate>(small_frame),
      AllocationsToDecode<MsgBufferCreate>(bulk_frame),
      AllocationsToDecode<FlatTable>(table_frame));
  return 0;
}

}  // namespace

}  // namespace noodles::bench

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: codec_check FOLDER\n");
    return 2;
  }
  return noodles::bench::Run(argv[1]);
}
