// Measures each codec with each payload. The names are operation/payload/codec;
// run.py makes a table of them.
#include <benchmark/benchmark.h>
#include <malloc.h>

#include <string>
#include <type_traits>

#include "bench/handwritten_codec.h"
#include "bench/libcbor_codec.h"
#include "bench/libcbor_tree_codec.h"
#include "bench/linguine_codec.h"
#include "bench/nlohmann_codec.h"
#include "bench/payloads.h"

namespace noodles::bench {

namespace {

template <class Payload>
Bytes FrameOf(const Payload& payload) {
  return Bytes::Copy(LinguineCodec().Encode(payload));
}

template <class Codec, class Payload>
void Encode(benchmark::State& state, const Payload& payload) {
  Codec codec;
  size_t bytes = 0;
  for ([[maybe_unused]] auto iteration : state) {
    const auto frame = codec.Encode(payload);
    benchmark::DoNotOptimize(frame.data());
    benchmark::ClobberMemory();
    bytes = frame.size();
  }
  state.counters["bytes"] = static_cast<double>(bytes);
}

template <class Codec, class Payload>
void Decode(benchmark::State& state, const Bytes& frame) {
  Codec codec;
  for ([[maybe_unused]] auto iteration : state) {
    Payload payload;
    if (!codec.Decode(frame, payload)) state.SkipWithError("refused");
    benchmark::DoNotOptimize(&payload);
    benchmark::ClobberMemory();
  }
}

// Decodes into the same lists again, to exclude the growth of the lists.
template <class Codec>
void DecodeScene(benchmark::State& state, const Bytes& frame) {
  Codec codec;
  Scene scene;
  for ([[maybe_unused]] auto iteration : state) {
    scene.Clear();
    if (!codec.Decode(frame, scene)) state.SkipWithError("refused");
    benchmark::ClobberMemory();
  }
}

void DispatchScene(benchmark::State& state, const Bytes& frame) {
  Scene scene;
  for ([[maybe_unused]] auto iteration : state) {
    scene.Clear();
    if (!DispatchInto(frame, scene)) state.SkipWithError("refused");
    benchmark::ClobberMemory();
  }
}

// Allocates each frame, as a server that sends it does. Codecs without such
// frames encode into a buffer that they keep, and the frame is copied from it.
template <class Codec>
Bytes OwnFrame(Codec& codec, const MsgEntityUpdate& message) {
  if constexpr (std::is_same_v<Codec, LinguineCodec>) {
    return EncodeFrame(message);
  } else {
    return Bytes::Copy(codec.Encode(message));
  }
}

template <class Codec>
void EncodeOwnFrame(benchmark::State& state, const MsgEntityUpdate& message) {
  Codec codec;
  for ([[maybe_unused]] auto iteration : state) {
    benchmark::DoNotOptimize(OwnFrame(codec, message).data());
    benchmark::ClobberMemory();
  }
}

struct Payloads {
  MsgEntityUpdate small = MakeSmall();
  Scene medium = MakeMedium();
  MsgBufferCreate bulk = MakeBulk();
  MsgSignalInvoke table = MakeTable();

  Bytes small_frame = FrameOf(small);
  Bytes medium_frame = FrameOf(medium);
  Bytes bulk_frame = FrameOf(bulk);
  Bytes table_frame = FrameOf(table);
};

template <class... Arguments>
void Register(const std::string& name, Arguments... arguments) {
  benchmark::RegisterBenchmark(name.c_str(), arguments...);
}

template <class Codec>
void RegisterCodec(const std::string& codec, const Payloads& all) {
  Register("encode/small/" + codec,
           [&](benchmark::State& state) { Encode<Codec>(state, all.small); });
  Register("frame/small/" + codec, [&](benchmark::State& state) {
    EncodeOwnFrame<Codec>(state, all.small);
  });
  Register("decode/small/" + codec, [&](benchmark::State& state) {
    Decode<Codec, MsgEntityUpdate>(state, all.small_frame);
  });
  Register("encode/medium/" + codec,
           [&](benchmark::State& state) { Encode<Codec>(state, all.medium); });
  Register("decode/medium/" + codec, [&](benchmark::State& state) {
    DecodeScene<Codec>(state, all.medium_frame);
  });
  Register("encode/bulk/" + codec,
           [&](benchmark::State& state) { Encode<Codec>(state, all.bulk); });
  Register("decode/bulk/" + codec, [&](benchmark::State& state) {
    Decode<Codec, MsgBufferCreate>(state, all.bulk_frame);
  });
  Register("encode/table/" + codec,
           [&](benchmark::State& state) { Encode<Codec>(state, all.table); });
  Register("decode/table/" + codec, [&](benchmark::State& state) {
    Decode<Codec, MsgSignalInvoke>(state, all.table_frame);
  });
}

template <class Codec>
void RegisterFlat(const std::string& codec, const Payloads& all) {
  Register("decode/flat/" + codec, [&](benchmark::State& state) {
    Decode<Codec, FlatTable>(state, all.table_frame);
  });
}

int Run(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  // Keeps freed memory in the process, to exclude the kernel's work for pages.
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
  mallopt(M_MMAP_THRESHOLD, 1 << 30);
  const Payloads all;
  RegisterCodec<LinguineCodec>("linguine", all);
  RegisterCodec<HandwrittenCodec>("handwritten", all);
  RegisterCodec<LibcborCodec>("libcbor", all);
  RegisterCodec<LibcborTreeCodec>("libcbor-tree", all);
  RegisterCodec<NlohmannCodec>("nlohmann", all);
  RegisterFlat<LinguineCodec>("linguine", all);
  RegisterFlat<HandwrittenCodec>("handwritten", all);
  Register("dispatch/medium/linguine", [&](benchmark::State& state) {
    DispatchScene(state, all.medium_frame);
  });
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}

}  // namespace

}  // namespace noodles::bench

int main(int argc, char** argv) { return noodles::bench::Run(argc, argv); }
