// The four payloads of the benchmarks, as the structures that all codecs
// encode and decode.
//
// Thread-safety: pure functions.
#ifndef NOODLES_TESTS_BENCH_PAYLOADS_H_
#define NOODLES_TESTS_BENCH_PAYLOADS_H_

#include <cstdint>
#include <vector>

#include "noodles/base/bytes.h"
#include "noodles/cbor/any.h"
#include "noodles/protocol/messages.h"

namespace noodles::bench {

// A snapshot, by kind of component. A frame holds the components in this order:
// a component comes after those that it refers to.
struct Scene {
  std::vector<MsgBufferCreate> buffers;
  std::vector<MsgBufferViewCreate> views;
  std::vector<MsgMaterialCreate> materials;
  std::vector<MsgGeometryCreate> geometries;
  std::vector<MsgEntityCreate> entities;

  size_t size() const;
  // Removes the components and keeps the memory of the lists.
  void Clear();
  bool operator==(const Scene&) const = default;
};

// The rows of a tbl_updated signal in one vector.
struct FlatTable {
  SignalID id;
  TableID table;
  std::vector<uint64_t> keys;
  size_t columns = 0;
  std::vector<Any> cells;  // all rows, one after another

  bool operator==(const FlatTable&) const = default;
};

// An entity's new transform: a frame of 102 bytes.
MsgEntityUpdate MakeSmall();
// 10,000 components: 7,000 entities, 1,000 materials, 500 geometries with
// 1,000 buffer views and 500 buffers. A frame of about 1.75 MB.
Scene MakeMedium();
// A buffer with 64 MiB inline.
MsgBufferCreate MakeBulk();
// tbl_updated with 100,000 keys and rows of a text, two floats of 64 bits and
// an integer. A frame of about 3.6 MB.
MsgSignalInvoke MakeTable();
FlatTable MakeFlatTable();

}  // namespace noodles::bench

#endif  // NOODLES_TESTS_BENCH_PAYLOADS_H_
