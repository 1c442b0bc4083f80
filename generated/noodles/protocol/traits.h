// What generic code asks of components and messages: kinds, message numbers,
// and the references that a component holds.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety: constants and pure functions.
#ifndef NOODLES_PROTOCOL_TRAITS_H_
#define NOODLES_PROTOCOL_TRAITS_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "noodles/protocol/ids.h"

namespace noodles {

struct Method;
struct Signal;
struct Entity;
struct EntityUpdate;
struct Plot;
struct PlotUpdate;
struct Buffer;
struct BufferView;
struct Material;
struct MaterialUpdate;
struct Image;
struct Texture;
struct Sampler;
struct Light;
struct LightUpdate;
struct Geometry;
struct Table;
struct TableUpdate;
struct Physics;
struct MsgMethodCreate;
struct MsgMethodDelete;
struct MsgSignalCreate;
struct MsgSignalDelete;
struct MsgEntityCreate;
struct MsgEntityUpdate;
struct MsgEntityDelete;
struct MsgPlotCreate;
struct MsgPlotUpdate;
struct MsgPlotDelete;
struct MsgBufferCreate;
struct MsgBufferDelete;
struct MsgBufferViewCreate;
struct MsgBufferViewDelete;
struct MsgMaterialCreate;
struct MsgMaterialUpdate;
struct MsgMaterialDelete;
struct MsgImageCreate;
struct MsgImageDelete;
struct MsgTextureCreate;
struct MsgTextureDelete;
struct MsgSamplerCreate;
struct MsgSamplerDelete;
struct MsgLightCreate;
struct MsgLightUpdate;
struct MsgLightDelete;
struct MsgGeometryCreate;
struct MsgGeometryDelete;
struct MsgTableCreate;
struct MsgTableUpdate;
struct MsgTableDelete;
struct MsgDocumentUpdate;
struct MsgDocumentReset;
struct MsgSignalInvoke;
struct MsgMethodReply;
struct MsgDocumentInitialized;
struct MsgPhysicsCreate;
struct MsgPhysicsDelete;
struct MsgIntroduction;
struct MsgInvokeMethod;

// For each component: its identifier, update (void where it is immutable) and
// messages.
template <class Component>
struct ComponentTraits;

template <>
struct ComponentTraits<Method> {
  using Identifier = MethodID;
  using Update = void;
  using CreateMessage = MsgMethodCreate;
  using UpdateMessage = void;
  using DeleteMessage = MsgMethodDelete;
  static constexpr ComponentKind kKind = ComponentKind::kMethod;
};

template <>
struct ComponentTraits<Signal> {
  using Identifier = SignalID;
  using Update = void;
  using CreateMessage = MsgSignalCreate;
  using UpdateMessage = void;
  using DeleteMessage = MsgSignalDelete;
  static constexpr ComponentKind kKind = ComponentKind::kSignal;
};

template <>
struct ComponentTraits<Entity> {
  using Identifier = EntityID;
  using Update = EntityUpdate;
  using CreateMessage = MsgEntityCreate;
  using UpdateMessage = MsgEntityUpdate;
  using DeleteMessage = MsgEntityDelete;
  static constexpr ComponentKind kKind = ComponentKind::kEntity;
};

template <>
struct ComponentTraits<Plot> {
  using Identifier = PlotID;
  using Update = PlotUpdate;
  using CreateMessage = MsgPlotCreate;
  using UpdateMessage = MsgPlotUpdate;
  using DeleteMessage = MsgPlotDelete;
  static constexpr ComponentKind kKind = ComponentKind::kPlot;
};

template <>
struct ComponentTraits<Buffer> {
  using Identifier = BufferID;
  using Update = void;
  using CreateMessage = MsgBufferCreate;
  using UpdateMessage = void;
  using DeleteMessage = MsgBufferDelete;
  static constexpr ComponentKind kKind = ComponentKind::kBuffer;
};

template <>
struct ComponentTraits<BufferView> {
  using Identifier = BufferViewID;
  using Update = void;
  using CreateMessage = MsgBufferViewCreate;
  using UpdateMessage = void;
  using DeleteMessage = MsgBufferViewDelete;
  static constexpr ComponentKind kKind = ComponentKind::kBufferView;
};

template <>
struct ComponentTraits<Material> {
  using Identifier = MaterialID;
  using Update = MaterialUpdate;
  using CreateMessage = MsgMaterialCreate;
  using UpdateMessage = MsgMaterialUpdate;
  using DeleteMessage = MsgMaterialDelete;
  static constexpr ComponentKind kKind = ComponentKind::kMaterial;
};

template <>
struct ComponentTraits<Image> {
  using Identifier = ImageID;
  using Update = void;
  using CreateMessage = MsgImageCreate;
  using UpdateMessage = void;
  using DeleteMessage = MsgImageDelete;
  static constexpr ComponentKind kKind = ComponentKind::kImage;
};

template <>
struct ComponentTraits<Texture> {
  using Identifier = TextureID;
  using Update = void;
  using CreateMessage = MsgTextureCreate;
  using UpdateMessage = void;
  using DeleteMessage = MsgTextureDelete;
  static constexpr ComponentKind kKind = ComponentKind::kTexture;
};

template <>
struct ComponentTraits<Sampler> {
  using Identifier = SamplerID;
  using Update = void;
  using CreateMessage = MsgSamplerCreate;
  using UpdateMessage = void;
  using DeleteMessage = MsgSamplerDelete;
  static constexpr ComponentKind kKind = ComponentKind::kSampler;
};

template <>
struct ComponentTraits<Light> {
  using Identifier = LightID;
  using Update = LightUpdate;
  using CreateMessage = MsgLightCreate;
  using UpdateMessage = MsgLightUpdate;
  using DeleteMessage = MsgLightDelete;
  static constexpr ComponentKind kKind = ComponentKind::kLight;
};

template <>
struct ComponentTraits<Geometry> {
  using Identifier = GeometryID;
  using Update = void;
  using CreateMessage = MsgGeometryCreate;
  using UpdateMessage = void;
  using DeleteMessage = MsgGeometryDelete;
  static constexpr ComponentKind kKind = ComponentKind::kGeometry;
};

template <>
struct ComponentTraits<Table> {
  using Identifier = TableID;
  using Update = TableUpdate;
  using CreateMessage = MsgTableCreate;
  using UpdateMessage = MsgTableUpdate;
  using DeleteMessage = MsgTableDelete;
  static constexpr ComponentKind kKind = ComponentKind::kTable;
};

template <>
struct ComponentTraits<Physics> {
  using Identifier = PhysicsID;
  using Update = void;
  using CreateMessage = MsgPhysicsCreate;
  using UpdateMessage = void;
  using DeleteMessage = MsgPhysicsDelete;
  static constexpr ComponentKind kKind = ComponentKind::kPhysics;
};

// The component of a kind, as ComponentOf<kind>::Type.
template <ComponentKind kind>
struct ComponentOf;

template <>
struct ComponentOf<ComponentKind::kMethod> {
  using Type = Method;
};

template <>
struct ComponentOf<ComponentKind::kSignal> {
  using Type = Signal;
};

template <>
struct ComponentOf<ComponentKind::kEntity> {
  using Type = Entity;
};

template <>
struct ComponentOf<ComponentKind::kPlot> {
  using Type = Plot;
};

template <>
struct ComponentOf<ComponentKind::kBuffer> {
  using Type = Buffer;
};

template <>
struct ComponentOf<ComponentKind::kBufferView> {
  using Type = BufferView;
};

template <>
struct ComponentOf<ComponentKind::kMaterial> {
  using Type = Material;
};

template <>
struct ComponentOf<ComponentKind::kImage> {
  using Type = Image;
};

template <>
struct ComponentOf<ComponentKind::kTexture> {
  using Type = Texture;
};

template <>
struct ComponentOf<ComponentKind::kSampler> {
  using Type = Sampler;
};

template <>
struct ComponentOf<ComponentKind::kLight> {
  using Type = Light;
};

template <>
struct ComponentOf<ComponentKind::kGeometry> {
  using Type = Geometry;
};

template <>
struct ComponentOf<ComponentKind::kTable> {
  using Type = Table;
};

template <>
struct ComponentOf<ComponentKind::kPhysics> {
  using Type = Physics;
};

// A list of all components, such as std::tuple<Method, ...>.
template <template <class...> class List>
using AllComponents =
    List<Method, Signal, Entity, Plot, Buffer, BufferView, Material, Image,
         Texture, Sampler, Light, Geometry, Table, Physics>;

// A list of the messages that update a component.
template <template <class...> class List>
using AllUpdateMessages =
    List<MsgEntityUpdate, MsgPlotUpdate, MsgMaterialUpdate, MsgLightUpdate,
         MsgTableUpdate>;

// For each message: its number within its direction, and its name.
template <class Message>
struct MessageTraits;

template <>
struct MessageTraits<MsgMethodCreate> {
  static constexpr uint32_t kNumber = 0;
  static constexpr std::string_view kName = "MsgMethodCreate";
};

template <>
struct MessageTraits<MsgMethodDelete> {
  static constexpr uint32_t kNumber = 1;
  static constexpr std::string_view kName = "MsgMethodDelete";
};

template <>
struct MessageTraits<MsgSignalCreate> {
  static constexpr uint32_t kNumber = 2;
  static constexpr std::string_view kName = "MsgSignalCreate";
};

template <>
struct MessageTraits<MsgSignalDelete> {
  static constexpr uint32_t kNumber = 3;
  static constexpr std::string_view kName = "MsgSignalDelete";
};

template <>
struct MessageTraits<MsgEntityCreate> {
  static constexpr uint32_t kNumber = 4;
  static constexpr std::string_view kName = "MsgEntityCreate";
};

template <>
struct MessageTraits<MsgEntityUpdate> {
  static constexpr uint32_t kNumber = 5;
  static constexpr std::string_view kName = "MsgEntityUpdate";
};

template <>
struct MessageTraits<MsgEntityDelete> {
  static constexpr uint32_t kNumber = 6;
  static constexpr std::string_view kName = "MsgEntityDelete";
};

template <>
struct MessageTraits<MsgPlotCreate> {
  static constexpr uint32_t kNumber = 7;
  static constexpr std::string_view kName = "MsgPlotCreate";
};

template <>
struct MessageTraits<MsgPlotUpdate> {
  static constexpr uint32_t kNumber = 8;
  static constexpr std::string_view kName = "MsgPlotUpdate";
};

template <>
struct MessageTraits<MsgPlotDelete> {
  static constexpr uint32_t kNumber = 9;
  static constexpr std::string_view kName = "MsgPlotDelete";
};

template <>
struct MessageTraits<MsgBufferCreate> {
  static constexpr uint32_t kNumber = 10;
  static constexpr std::string_view kName = "MsgBufferCreate";
};

template <>
struct MessageTraits<MsgBufferDelete> {
  static constexpr uint32_t kNumber = 11;
  static constexpr std::string_view kName = "MsgBufferDelete";
};

template <>
struct MessageTraits<MsgBufferViewCreate> {
  static constexpr uint32_t kNumber = 12;
  static constexpr std::string_view kName = "MsgBufferViewCreate";
};

template <>
struct MessageTraits<MsgBufferViewDelete> {
  static constexpr uint32_t kNumber = 13;
  static constexpr std::string_view kName = "MsgBufferViewDelete";
};

template <>
struct MessageTraits<MsgMaterialCreate> {
  static constexpr uint32_t kNumber = 14;
  static constexpr std::string_view kName = "MsgMaterialCreate";
};

template <>
struct MessageTraits<MsgMaterialUpdate> {
  static constexpr uint32_t kNumber = 15;
  static constexpr std::string_view kName = "MsgMaterialUpdate";
};

template <>
struct MessageTraits<MsgMaterialDelete> {
  static constexpr uint32_t kNumber = 16;
  static constexpr std::string_view kName = "MsgMaterialDelete";
};

template <>
struct MessageTraits<MsgImageCreate> {
  static constexpr uint32_t kNumber = 17;
  static constexpr std::string_view kName = "MsgImageCreate";
};

template <>
struct MessageTraits<MsgImageDelete> {
  static constexpr uint32_t kNumber = 18;
  static constexpr std::string_view kName = "MsgImageDelete";
};

template <>
struct MessageTraits<MsgTextureCreate> {
  static constexpr uint32_t kNumber = 19;
  static constexpr std::string_view kName = "MsgTextureCreate";
};

template <>
struct MessageTraits<MsgTextureDelete> {
  static constexpr uint32_t kNumber = 20;
  static constexpr std::string_view kName = "MsgTextureDelete";
};

template <>
struct MessageTraits<MsgSamplerCreate> {
  static constexpr uint32_t kNumber = 21;
  static constexpr std::string_view kName = "MsgSamplerCreate";
};

template <>
struct MessageTraits<MsgSamplerDelete> {
  static constexpr uint32_t kNumber = 22;
  static constexpr std::string_view kName = "MsgSamplerDelete";
};

template <>
struct MessageTraits<MsgLightCreate> {
  static constexpr uint32_t kNumber = 23;
  static constexpr std::string_view kName = "MsgLightCreate";
};

template <>
struct MessageTraits<MsgLightUpdate> {
  static constexpr uint32_t kNumber = 24;
  static constexpr std::string_view kName = "MsgLightUpdate";
};

template <>
struct MessageTraits<MsgLightDelete> {
  static constexpr uint32_t kNumber = 25;
  static constexpr std::string_view kName = "MsgLightDelete";
};

template <>
struct MessageTraits<MsgGeometryCreate> {
  static constexpr uint32_t kNumber = 26;
  static constexpr std::string_view kName = "MsgGeometryCreate";
};

template <>
struct MessageTraits<MsgGeometryDelete> {
  static constexpr uint32_t kNumber = 27;
  static constexpr std::string_view kName = "MsgGeometryDelete";
};

template <>
struct MessageTraits<MsgTableCreate> {
  static constexpr uint32_t kNumber = 28;
  static constexpr std::string_view kName = "MsgTableCreate";
};

template <>
struct MessageTraits<MsgTableUpdate> {
  static constexpr uint32_t kNumber = 29;
  static constexpr std::string_view kName = "MsgTableUpdate";
};

template <>
struct MessageTraits<MsgTableDelete> {
  static constexpr uint32_t kNumber = 30;
  static constexpr std::string_view kName = "MsgTableDelete";
};

template <>
struct MessageTraits<MsgDocumentUpdate> {
  static constexpr uint32_t kNumber = 31;
  static constexpr std::string_view kName = "MsgDocumentUpdate";
};

template <>
struct MessageTraits<MsgDocumentReset> {
  static constexpr uint32_t kNumber = 32;
  static constexpr std::string_view kName = "MsgDocumentReset";
};

template <>
struct MessageTraits<MsgSignalInvoke> {
  static constexpr uint32_t kNumber = 33;
  static constexpr std::string_view kName = "MsgSignalInvoke";
};

template <>
struct MessageTraits<MsgMethodReply> {
  static constexpr uint32_t kNumber = 34;
  static constexpr std::string_view kName = "MsgMethodReply";
};

template <>
struct MessageTraits<MsgDocumentInitialized> {
  static constexpr uint32_t kNumber = 35;
  static constexpr std::string_view kName = "MsgDocumentInitialized";
};

template <>
struct MessageTraits<MsgPhysicsCreate> {
  static constexpr uint32_t kNumber = 36;
  static constexpr std::string_view kName = "MsgPhysicsCreate";
};

template <>
struct MessageTraits<MsgPhysicsDelete> {
  static constexpr uint32_t kNumber = 37;
  static constexpr std::string_view kName = "MsgPhysicsDelete";
};

template <>
struct MessageTraits<MsgIntroduction> {
  static constexpr uint32_t kNumber = 0;
  static constexpr std::string_view kName = "MsgIntroduction";
};

template <>
struct MessageTraits<MsgInvokeMethod> {
  static constexpr uint32_t kNumber = 1;
  static constexpr std::string_view kName = "MsgInvokeMethod";
};

// One component that another one names, and the key that names it.
struct Reference {
  ComponentRef target;
  std::string_view member;

  bool operator==(const Reference&) const = default;
};

// Appends what `value` refers to, in the order of the specification.
void AppendReferences(const Method& value, std::vector<Reference>& references);
void AppendReferences(const Signal& value, std::vector<Reference>& references);
void AppendReferences(const Entity& value, std::vector<Reference>& references);
void AppendReferences(const Plot& value, std::vector<Reference>& references);
void AppendReferences(const Buffer& value, std::vector<Reference>& references);
void AppendReferences(const BufferView& value,
                      std::vector<Reference>& references);
void AppendReferences(const Material& value,
                      std::vector<Reference>& references);
void AppendReferences(const Image& value, std::vector<Reference>& references);
void AppendReferences(const Texture& value, std::vector<Reference>& references);
void AppendReferences(const Sampler& value, std::vector<Reference>& references);
void AppendReferences(const Light& value, std::vector<Reference>& references);
void AppendReferences(const Geometry& value,
                      std::vector<Reference>& references);
void AppendReferences(const Table& value, std::vector<Reference>& references);
void AppendReferences(const Physics& value, std::vector<Reference>& references);

}  // namespace noodles

#endif  // NOODLES_PROTOCOL_TRAITS_H_
