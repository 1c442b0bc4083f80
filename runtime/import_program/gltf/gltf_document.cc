#include "import_program/gltf/gltf_document.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "import_program/files/nesting.h"
#include "import_program/files/other_files.h"
#include "import_program/gltf/gltf_additions.h"
#include "import_program/gltf/gltf_draco_meshes.h"
#include "import_program/gltf/gltf_json.h"
#include "import_program/gltf/gltf_nodes.h"
#include "import_program/gltf/gltf_numbers.h"
#include "noodles/base/status.h"
#include "noodles/base/support/base64.h"
#include "noodles/geometry/readers/reader_context.h"
#include "noodles/state/components/buffer_layout.h"

namespace noodles::import_program {
namespace {

// The name, beside the file, of a file in memory.
constexpr char kAddedFile[] = "unpacked-attributes.bin";

constexpr uint32_t kGlbMagic = 0x46546C67;
constexpr uint32_t kJsonChunk = 0x4E4F534A;
constexpr size_t kGlbHead = 12;
constexpr size_t kChunkHead = 8;

uint32_t WordAt(const Bytes& bytes, size_t at) {
  uint32_t word = 0;
  std::memcpy(&word, bytes.data() + at, sizeof word);
  return word;
}

size_t WidthOf(const Json& accessor) {
  const auto type = accessor.find("type");
  return type == accessor.end() || !type->is_string()
             ? 0
             : WidthOfType(type->get_ref<const std::string&>());
}

// Attributes that Assimp reads as floats, whatever their component type.
bool IsTakenForFloats(std::string_view semantic) {
  return semantic == "POSITION" || semantic == "NORMAL" ||
         semantic == "TANGENT" || semantic.starts_with("TEXCOORD_");
}

// The accessors of such attributes.
std::set<uint64_t> AccessorsTakenForFloats(const Json& root) {
  std::set<uint64_t> accessors;
  for (const Json& mesh : MemberOf(root, "meshes")) {
    for (const Json& primitive : MemberOf(mesh, "primitives")) {
      for (const auto& [semantic, accessor] :
           MemberOf(primitive, "attributes").items()) {
        if (IsTakenForFloats(semantic) && accessor.is_number_unsigned()) {
          accessors.insert(accessor.get<uint64_t>());
        }
      }
    }
  }
  return accessors;
}

}  // namespace

struct GltfDocument::State {
  struct Values {
    std::vector<float> numbers{};
    size_t width = 0;
    size_t count() const { return width == 0 ? 0 : numbers.size() / width; }
  };

  State(ImportFiles& from, const ImportLimits& bounds)
      : files(from), limits(bounds), values_left(bounds.max_vertices) {}

  // Parses the file. Errors: InvalidArgument with the place.
  absl::Status Parse(const Bytes& file, GltfFindings& findings) {
    std::string_view text = file.text();
    if (text.starts_with("glTF") && file.size() < kGlbHead + kChunkHead) {
      return InvalidArgument("the head of the GLB file is cut off");
    }
    if (file.size() >= kGlbHead + kChunkHead && WordAt(file, 0) == kGlbMagic) {
      const size_t length = WordAt(file, kGlbHead);
      if (WordAt(file, kGlbHead + 4) != kJsonChunk) {
        return InvalidArgument(
            "byte 16: the first chunk of the GLB is no JSON");
      }
      if (length > file.size() - kGlbHead - kChunkHead) {
        return InvalidArgument(
            "byte 12: the JSON chunk has " + std::to_string(length) +
            " bytes, of which " +
            std::to_string(file.size() - kGlbHead - kChunkHead) + " are there");
      }
      text = text.substr(kGlbHead + kChunkHead, length);
      rest = file.Slice(kGlbHead + kChunkHead + length, file.size());
      is_binary = true;
      if (length % 4 != 0) RepairPadding(length, findings);
    }
    Bytes utf8;
    if (!is_binary) {
      absl::StatusOr<Bytes> read =
          geometry_internal::TextOf({.name = "the JSON", .contents = file});
      if (!read.ok()) return read.status();
      findings.is_changed = read->size() != file.size();
      utf8 = *std::move(read);
      text = utf8.text();
    }
    absl::Status nesting = CheckJsonNesting(text, limits.max_nesting);
    if (!nesting.ok()) return nesting;
    try {
      root = Json::parse(text);
    } catch (const Json::parse_error& error) {
      return InvalidArgument(std::string("the JSON is broken: ") +
                             error.what());
    }
    if (!root.is_object()) {
      return InvalidArgument("the JSON of a glTF file is an object");
    }
    return absl::OkStatus();
  }

  // Errors: InvalidArgument for a buffer whose file is not there or too short.
  absl::Status CheckBuffers() {
    const Json& list = MemberOf(root, "buffers");
    for (size_t i = 0; i < list.size(); ++i) {
      const Json* const buffer = ItemOf(root, "buffers", i);
      if (buffer == nullptr) continue;
      const auto uri = buffer->find("uri");
      if (uri == buffer->end() || !uri->is_string()) continue;
      const std::string& name = uri->get_ref<const std::string&>();
      if (name.starts_with("data:")) continue;
      const std::optional<Bytes>& bytes = BufferAt(i);
      const std::string place = "buffers[" + std::to_string(i) + "]: ";
      if (!bytes) {
        return InvalidArgument(place + name.substr(0, 200) +
                               " is not in the folder of the file or below");
      }
      const uint64_t declared = NumberOf(*buffer, "byteLength", 0);
      if (bytes->size() >= declared) continue;
      return InvalidArgument(place + name.substr(0, 200) + " has " +
                             std::to_string(bytes->size()) + " of the " +
                             std::to_string(declared) +
                             " bytes that byteLength declares");
    }
    return absl::OkStatus();
  }

  // A chunk must have a multiple of 4 bytes. Behind one that has not, the next
  // may begin at once, or where it should.
  void RepairPadding(size_t length, GltfFindings& findings) {
    constexpr std::string_view kBinary("BIN\0", 4);
    const size_t missing = 4 - length % 4;
    const auto begins_at = [&](size_t at) {
      return rest.text().substr(std::min(at + 4, rest.size()), 4) == kBinary;
    };
    if (!begins_at(0) && begins_at(missing)) {
      rest = rest.Slice(missing, rest.size());
    }
    findings.is_changed = true;
    findings.warnings.push_back(
        "byte 12: the length of the JSON chunk, " + std::to_string(length) +
        ", is no multiple of 4, as the specification wants");
  }

  // The changed file.
  Bytes Write() const {
    std::string text = root.dump();
    if (!is_binary) return Bytes::Copy(text);
    text.resize((text.size() + 3) / 4 * 4, ' ');
    const size_t json_end = kGlbHead + kChunkHead + text.size();
    const uint32_t head[] = {kGlbMagic, 2,
                             static_cast<uint32_t>(json_end + rest.size()),
                             static_cast<uint32_t>(text.size()), kJsonChunk};
    std::vector<uint8_t> bytes(json_end + rest.size());
    std::memcpy(bytes.data(), head, sizeof head);
    std::memcpy(bytes.data() + sizeof head, text.data(), text.size());
    std::copy(rest.begin(), rest.end(),
              bytes.begin() + static_cast<std::ptrdiff_t>(json_end));
    return Bytes::Adopt(std::move(bytes));
  }

  std::optional<Bytes> ReadBuffer(uint64_t place) {
    const Json* buffer = ItemOf(root, "buffers", place);
    if (buffer == nullptr) return std::nullopt;
    const auto uri = buffer->find("uri");
    if (uri == buffer->end()) {
      if (rest.size() < kChunkHead) return std::nullopt;
      return rest.Slice(kChunkHead, rest.size());
    }
    if (!uri->is_string()) return std::nullopt;
    const std::string& text = uri->get_ref<const std::string&>();
    if (!text.starts_with("data:")) {
      std::optional<Bytes> bytes = files.Read(text);
      // Assimp reads the file again: its bytes count once.
      if (bytes) files.Provide(text, *bytes);
      return bytes;
    }
    constexpr std::string_view kBase64 = ";base64,";
    const size_t comma = text.find(kBase64);
    if (comma == std::string::npos) return std::nullopt;
    auto decoded = base_internal::DecodeBase64(
        std::string_view(text).substr(comma + kBase64.size()));
    if (!decoded) return std::nullopt;
    return Bytes::Adopt(*std::move(decoded));
  }

  const std::optional<Bytes>& BufferAt(uint64_t place) {
    const auto known = buffers.find(place);
    if (known != buffers.end()) return known->second;
    return buffers[place] = ReadBuffer(place);
  }

  // The numbers of an accessor. No numbers, without an error, for kinds of
  // accessors that this class does not read.
  absl::StatusOr<Values> Read(uint64_t place) {
    const Json* accessor = ItemOf(root, "accessors", place);
    if (accessor == nullptr || accessor->contains("sparse")) return Values();
    const Json* view =
        ItemOf(root, "bufferViews", NumberOf(*accessor, "bufferView", ~0ull));
    if (view == nullptr) return Values();
    const NumberFormat format =
        FormatOf(NumberOf(*accessor, "componentType", 0));
    const size_t width = WidthOf(*accessor);
    const std::optional<Bytes>& buffer =
        BufferAt(NumberOf(*view, "buffer", ~0ull));
    if (format.read == nullptr || width == 0 || !buffer) return Values();
    const Bytes bytes = buffer->Slice(NumberOf(*view, "byteOffset", 0),
                                      NumberOf(*view, "byteLength", 0));
    const state_internal::ValueLayout layout = {
        NumberOf(*accessor, "byteOffset", 0), NumberOf(*view, "byteStride", 0),
        NumberOf(*accessor, "count", 0), format.bytes * width};
    if (!state_internal::IsInside(layout, bytes.size())) {
      return InvalidArgument("accessor " + std::to_string(place) +
                             " lies outside of its buffer");
    }
    if (layout.count > values_left) {
      return ResourceExhausted("the file has more than max_vertices vertices");
    }
    values_left -= layout.count;
    Values values = {.width = width};
    values.numbers.reserve(layout.count * width);
    const auto normalized = accessor->find("normalized");
    const bool is_normalized = normalized != accessor->end() &&
                               normalized->is_boolean() &&
                               normalized->get<bool>();
    for (uint64_t i = 0; i < layout.count; ++i) {
      const uint8_t* at = bytes.data() + layout.offset + i * layout.distance();
      for (size_t j = 0; j < width; ++j) {
        values.numbers.push_back(
            format.read(at + j * format.bytes, is_normalized));
      }
    }
    return values;
  }

  // Makes the accessor refer to the numbers.
  void Replace(uint64_t place, const Values& values) {
    const size_t view = added.AddView(values.numbers, root);
    Json& accessor = root["accessors"][place];
    accessor["bufferView"] = view;
    accessor["componentType"] = kFloat;
    for (const char* key : {"byteOffset", "normalized", "min", "max"}) {
      accessor.erase(key);
    }
  }

  // The bytes of a buffer view; std::nullopt where there is none.
  std::optional<Bytes> BytesOfView(uint64_t place) {
    const Json* view = ItemOf(root, "bufferViews", place);
    if (view == nullptr) return std::nullopt;
    const std::optional<Bytes>& buffer =
        BufferAt(NumberOf(*view, "buffer", ~0ull));
    if (!buffer) return std::nullopt;
    return buffer->Slice(NumberOf(*view, "byteOffset", 0),
                         NumberOf(*view, "byteLength", 0));
  }

  absl::Status ReplaceIntegers() {
    for (const uint64_t place : AccessorsTakenForFloats(root)) {
      const Json* accessor = ItemOf(root, "accessors", place);
      if (accessor == nullptr ||
          NumberOf(*accessor, "componentType", kFloat) == kFloat) {
        continue;
      }
      const absl::StatusOr<Values> values = Read(place);
      if (!values.ok()) return values.status();
      if (values->count() > 0) {
        Replace(place, *values);
      } else if (accessor->contains("sparse")) {
        return InvalidArgument("accessor " + std::to_string(place) +
                               ": sparse integers cannot be read as an "
                               "attribute; save the file without sparse "
                               "accessors");
      }
    }
    return absl::OkStatus();
  }

  ImportFiles& files;
  const ImportLimits& limits;
  Json root;
  // Of a GLB: the chunks behind the JSON.
  Bytes rest;
  bool is_binary = false;
  std::map<uint64_t, std::optional<Bytes>> buffers;
  GltfAdditions added;
  size_t values_left;
};

namespace {

// Sets `member` of all instances from the numbers of an attribute.
template <size_t n>
bool Set(const std::vector<float>& numbers, size_t width,
         std::array<float, n> Instance::*member,
         std::vector<Instance>& instances) {
  if (numbers.empty()) return true;
  if (width != n) return false;
  if (instances.empty()) instances.resize(numbers.size() / n);
  if (instances.size() != numbers.size() / n) return false;
  for (size_t i = 0; i < instances.size(); ++i) {
    for (size_t j = 0; j < n; ++j) {
      (instances[i].*member)[j] = numbers[i * n + j];
    }
  }
  return true;
}

bool IsUsable(const Instance& instance) {
  const auto is_finite = [](const auto& numbers) {
    return std::all_of(numbers.begin(), numbers.end(),
                       [](float number) { return std::isfinite(number); });
  };
  return is_finite(instance.position) && is_finite(instance.rotation) &&
         is_finite(instance.scale) && instance.rotation != Vec4{};
}

}  // namespace

GltfDocument::GltfDocument(ImportFiles& files, const ImportLimits& limits)
    : state_(std::make_unique<State>(files, limits)) {}

GltfDocument::~GltfDocument() = default;

absl::Status GltfDocument::Prepare(const std::string& name) {
  const std::optional<Bytes> file = state_->files.Read(name);
  if (!file) return absl::OkStatus();
  state_->files.Provide(name, *file);
  absl::Status kind = CheckKind(name, "gltf", file->text());
  if (!kind.ok()) return kind;
  absl::Status status = state_->Parse(*file, findings_);
  if (status.ok()) {
    status = CheckNodes(state_->root, state_->limits.max_nesting);
  }
  if (status.ok()) status = RepairGltf(state_->root, findings_);
  if (status.ok()) status = state_->CheckBuffers();
  if (status.ok()) {
    status = UnpackDracoMeshes(
        [&](uint64_t view) { return state_->BytesOfView(view); },
        state_->values_left, state_->added, state_->root);
  }
  if (!state_->files.status().ok()) return state_->files.status();
  if (!status.ok()) {
    return MakeStatus(status.code(),
                      name + ": " + std::string(StatusMessage(status)));
  }
  status = state_->ReplaceIntegers();
  if (!status.ok()) return status;
  const bool is_changed = !state_->added.empty();
  if (is_changed) {
    state_->files.Provide(kAddedFile,
                          state_->added.Finish(kAddedFile, state_->root));
  }
  Bytes contents =
      is_changed || findings_.is_changed ? state_->Write() : Bytes(*file);
  // Assimp goes by the extension.
  const std::string_view extension = state_->is_binary ? ".glb" : ".gltf";
  name_ = name.ends_with(extension) ? name : name + std::string(extension);
  state_->files.Provide(name_, std::move(contents));
  return absl::OkStatus();
}

absl::StatusOr<std::vector<Instance>> GltfDocument::InstancesOf(
    const aiMetadata& extensions) {
  std::vector<Instance> instances;
  aiMetadata extension;
  aiMetadata attributes;
  if (!extensions.Get("EXT_mesh_gpu_instancing", extension) ||
      !extension.Get("attributes", attributes)) {
    return instances;
  }
  const auto set = [&](const char* key, auto member) -> absl::Status {
    uint64_t place = 0;
    if (!attributes.Get(key, place)) return absl::OkStatus();
    const auto values = state_->Read(place);
    if (!values.ok()) return values.status();
    if (Set(values->numbers, values->width, member, instances)) {
      return absl::OkStatus();
    }
    return InvalidArgument(std::string(key) +
                           " of instances has the wrong shape");
  };
  absl::Status status = set("TRANSLATION", &Instance::position);
  if (status.ok()) status = set("ROTATION", &Instance::rotation);
  if (status.ok()) status = set("SCALE", &Instance::scale);
  if (!status.ok()) return status;
  if (!std::all_of(instances.begin(), instances.end(), IsUsable)) {
    return InvalidArgument("an instance is not finite or has no rotation");
  }
  return instances;
}

}  // namespace noodles::import_program
