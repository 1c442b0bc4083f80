#include "noodles/geometry/readers/ply_header.h"

#include <algorithm>
#include <charconv>
#include <initializer_list>
#include <utility>

#include "noodles/geometry/readers/text_scanner.h"

namespace noodles::geometry_internal {
namespace {

constexpr std::pair<std::string_view, PlyType> kTypes[] = {
    {"char", PlyType::kInt8},     {"int8", PlyType::kInt8},
    {"uchar", PlyType::kUint8},   {"uint8", PlyType::kUint8},
    {"short", PlyType::kInt16},   {"int16", PlyType::kInt16},
    {"ushort", PlyType::kUint16}, {"uint16", PlyType::kUint16},
    {"int", PlyType::kInt32},     {"int32", PlyType::kInt32},
    {"uint", PlyType::kUint32},   {"uint32", PlyType::kUint32},
    {"int64", PlyType::kInt64},   {"uint64", PlyType::kUint64},
    {"float", PlyType::kFloat},   {"float32", PlyType::kFloat},
    {"double", PlyType::kDouble}, {"float64", PlyType::kDouble}};

std::optional<PlyType> TypeOf(std::string_view word) {
  for (const auto& [name, type] : kTypes) {
    if (EqualsIgnoringCase(name, word)) return type;
  }
  return std::nullopt;
}

class HeaderReader {
 public:
  HeaderReader(const ReaderContext& context, std::string_view file)
      : context_(context), file_(file) {
    const size_t first = file.find_first_of("\r\n");
    const bool is_old_mac = first != file.npos && file[first] == '\r' &&
                            file.substr(first + 1, 1) != "\n";
    line_end_ = is_old_mac ? '\r' : '\n';
  }

  absl::StatusOr<PlyHeader> Read() {
    if (!NextLine() || !EqualsIgnoringCase(WithoutBlanks(line_), "ply")) {
      return Fault("the first line of a PLY file is `ply`");
    }
    while (NextLine()) {
      TextScanner words(line_);
      const std::string_view word = words.Word();
      if (word == "end_header") return Finish();
      absl::Status status = ReadLine(word, words);
      if (!status.ok()) return status;
    }
    return Fault("the header has no end_header");
  }

 private:
  bool NextLine() {
    start_ = next_;
    if (start_ >= file_.size()) return false;
    const size_t end = file_.find(line_end_, start_);
    line_ = file_.substr(start_, end == file_.npos ? file_.npos : end - start_);
    next_ = end == file_.npos ? file_.size() : end + 1;
    return true;
  }

  absl::Status Fault(std::string_view what) const {
    return FaultAt(context_, file_, start_, what);
  }

  absl::StatusOr<PlyHeader> Finish() {
    if (!has_format_) return Fault("the header has no line `format`");
    header_.end = next_;
    return std::move(header_);
  }

  absl::Status ReadLine(std::string_view word, TextScanner& words) {
    if (word == "format") return ReadFormat(words);
    if (word == "element") return ReadElement(words);
    if (word == "property") return ReadProperty(words);
    if (word == "comment") {
      if (EqualsIgnoringCase(words.Word(), "TextureFile")) {
        header_.textures.push_back(
            Utf8Of(WithoutBlanks(line_.substr(words.offset()))));
      }
      return absl::OkStatus();
    }
    if (word == "obj_info" || word.empty()) return absl::OkStatus();
    return Fault(
        "expected format, comment, obj_info, element, property or end_header, "
        "found " +
        std::string(word.substr(0, 40)));
  }

  absl::Status ReadFormat(TextScanner& words) {
    const std::string_view format = words.Word();
    has_format_ = true;
    if (format == "ascii") {
      header_.format = PlyFormat::kAscii;
    } else if (format == "binary_little_endian") {
      header_.format = PlyFormat::kLittleEndian;
    } else if (format == "binary_big_endian") {
      header_.format = PlyFormat::kBigEndian;
    } else {
      return Fault(
          "expected ascii, binary_little_endian or binary_big_endian, found " +
          std::string(format.substr(0, 40)));
    }
    return absl::OkStatus();
  }

  absl::Status ReadElement(TextScanner& words) {
    PlyElement element = {.name = std::string(words.Word())};
    const std::string_view count = words.Word();
    const auto [end, error] = std::from_chars(
        count.data(), count.data() + count.size(), element.count);
    if (element.name.empty() || count.empty() || error != std::errc() ||
        end != count.data() + count.size()) {
      return Fault("expected `element NAME COUNT`, found " +
                   std::string(line_.substr(0, 80)));
    }
    for (const PlyElement& other : header_.elements) {
      if (other.name != element.name) continue;
      return Fault("expected one element of each name, found a second " +
                   element.name.substr(0, 40));
    }
    header_.elements.push_back(std::move(element));
    return absl::OkStatus();
  }

  absl::Status ReadProperty(TextScanner& words) {
    if (header_.elements.empty()) {
      return Fault("a property stands before the first element");
    }
    PlyProperty property;
    std::string_view type = words.Word();
    if (type == "list") {
      const std::string_view count_type = words.Word();
      property.count_type = TypeOf(count_type);
      if (!property.count_type) return UnknownType(count_type);
      type = words.Word();
    }
    const std::optional<PlyType> known = TypeOf(type);
    if (!known) return UnknownType(type);
    property.type = *known;
    property.name = words.Word();
    if (property.name.empty()) return Fault("the property has no name");
    header_.elements.back().properties.push_back(std::move(property));
    return absl::OkStatus();
  }

  absl::Status UnknownType(std::string_view word) const {
    return Fault(
        "expected char, uchar, short, ushort, int, uint, float or double, "
        "found " +
        std::string(word.substr(0, 40)));
  }

  const ReaderContext& context_;
  const std::string_view file_;
  char line_end_ = '\n';
  std::string_view line_;
  size_t start_ = 0;
  size_t next_ = 0;
  bool has_format_ = false;
  PlyHeader header_;
};

}  // namespace

size_t SizeOf(PlyType type) {
  switch (type) {
    case PlyType::kInt8:
    case PlyType::kUint8:
      return 1;
    case PlyType::kInt16:
    case PlyType::kUint16:
      return 2;
    case PlyType::kInt64:
    case PlyType::kUint64:
    case PlyType::kDouble:
      return 8;
    default:
      return 4;
  }
}

bool PlyElement::has_lists() const {
  return std::any_of(
      properties.begin(), properties.end(),
      [](const auto& property) { return property.count_type.has_value(); });
}

size_t PlyElement::LeastBytes() const {
  size_t bytes = 0;
  for (const PlyProperty& property : properties) {
    bytes += SizeOf(property.count_type.value_or(property.type));
  }
  return bytes;
}

std::optional<size_t> PlyElement::Find(
    std::initializer_list<std::string_view> names) const {
  for (const std::string_view wanted : names) {
    for (size_t i = 0; i < properties.size(); ++i) {
      if (EqualsIgnoringCase(properties[i].name, wanted)) return i;
    }
  }
  return std::nullopt;
}

void WarnOfPlyProperties(std::string_view what,
                         const std::vector<std::string>& left_out,
                         std::vector<std::string>& warnings) {
  if (left_out.empty()) return;
  constexpr size_t kLongEnough = 200;
  std::string names;
  for (const std::string& name : left_out) {
    if (names.size() > kLongEnough) {
      names += ", ...";
      break;
    }
    names += (names.empty() ? "" : ", ") + name;
  }
  warnings.push_back("properties of " + std::string(what) +
                     " are left out: " + names);
}

absl::StatusOr<PlyHeader> ReadPlyHeader(const ReaderContext& context,
                                        std::string_view file) {
  return HeaderReader(context, file).Read();
}

}  // namespace noodles::geometry_internal
