// The facts of the specification that generic code needs: the kinds, names and
// references of components, and the numbers and names of messages.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety: constants and pure functions.
#ifndef NOODLES_PROTOCOL_TRAITS_H_
#define NOODLES_PROTOCOL_TRAITS_H_

#include <array>
#include <cstdint>
#include <optional>
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

// The identifier, the update and the messages of a component, and the kinds
// that it can refer to. An immutable component has void in the place of the
// update and its message.
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
  static constexpr std::array<ComponentKind, 0> kReferredKinds{};
};

template <>
struct ComponentTraits<Signal> {
  using Identifier = SignalID;
  using Update = void;
  using CreateMessage = MsgSignalCreate;
  using UpdateMessage = void;
  using DeleteMessage = MsgSignalDelete;
  static constexpr ComponentKind kKind = ComponentKind::kSignal;
  static constexpr std::array<ComponentKind, 0> kReferredKinds{};
};

template <>
struct ComponentTraits<Entity> {
  using Identifier = EntityID;
  using Update = EntityUpdate;
  using CreateMessage = MsgEntityCreate;
  using UpdateMessage = MsgEntityUpdate;
  using DeleteMessage = MsgEntityDelete;
  static constexpr ComponentKind kKind = ComponentKind::kEntity;
  static constexpr std::array<ComponentKind, 9> kReferredKinds = {
      ComponentKind::kMethod,     ComponentKind::kSignal,
      ComponentKind::kEntity,     ComponentKind::kPlot,
      ComponentKind::kBufferView, ComponentKind::kLight,
      ComponentKind::kGeometry,   ComponentKind::kTable,
      ComponentKind::kPhysics};
};

template <>
struct ComponentTraits<Plot> {
  using Identifier = PlotID;
  using Update = PlotUpdate;
  using CreateMessage = MsgPlotCreate;
  using UpdateMessage = MsgPlotUpdate;
  using DeleteMessage = MsgPlotDelete;
  static constexpr ComponentKind kKind = ComponentKind::kPlot;
  static constexpr std::array<ComponentKind, 3> kReferredKinds = {
      ComponentKind::kMethod, ComponentKind::kSignal, ComponentKind::kTable};
};

template <>
struct ComponentTraits<Buffer> {
  using Identifier = BufferID;
  using Update = void;
  using CreateMessage = MsgBufferCreate;
  using UpdateMessage = void;
  using DeleteMessage = MsgBufferDelete;
  static constexpr ComponentKind kKind = ComponentKind::kBuffer;
  static constexpr std::array<ComponentKind, 0> kReferredKinds{};
};

template <>
struct ComponentTraits<BufferView> {
  using Identifier = BufferViewID;
  using Update = void;
  using CreateMessage = MsgBufferViewCreate;
  using UpdateMessage = void;
  using DeleteMessage = MsgBufferViewDelete;
  static constexpr ComponentKind kKind = ComponentKind::kBufferView;
  static constexpr std::array<ComponentKind, 1> kReferredKinds = {
      ComponentKind::kBuffer};
};

template <>
struct ComponentTraits<Material> {
  using Identifier = MaterialID;
  using Update = MaterialUpdate;
  using CreateMessage = MsgMaterialCreate;
  using UpdateMessage = MsgMaterialUpdate;
  using DeleteMessage = MsgMaterialDelete;
  static constexpr ComponentKind kKind = ComponentKind::kMaterial;
  static constexpr std::array<ComponentKind, 1> kReferredKinds = {
      ComponentKind::kTexture};
};

template <>
struct ComponentTraits<Image> {
  using Identifier = ImageID;
  using Update = void;
  using CreateMessage = MsgImageCreate;
  using UpdateMessage = void;
  using DeleteMessage = MsgImageDelete;
  static constexpr ComponentKind kKind = ComponentKind::kImage;
  static constexpr std::array<ComponentKind, 1> kReferredKinds = {
      ComponentKind::kBufferView};
};

template <>
struct ComponentTraits<Texture> {
  using Identifier = TextureID;
  using Update = void;
  using CreateMessage = MsgTextureCreate;
  using UpdateMessage = void;
  using DeleteMessage = MsgTextureDelete;
  static constexpr ComponentKind kKind = ComponentKind::kTexture;
  static constexpr std::array<ComponentKind, 2> kReferredKinds = {
      ComponentKind::kImage, ComponentKind::kSampler};
};

template <>
struct ComponentTraits<Sampler> {
  using Identifier = SamplerID;
  using Update = void;
  using CreateMessage = MsgSamplerCreate;
  using UpdateMessage = void;
  using DeleteMessage = MsgSamplerDelete;
  static constexpr ComponentKind kKind = ComponentKind::kSampler;
  static constexpr std::array<ComponentKind, 0> kReferredKinds{};
};

template <>
struct ComponentTraits<Light> {
  using Identifier = LightID;
  using Update = LightUpdate;
  using CreateMessage = MsgLightCreate;
  using UpdateMessage = MsgLightUpdate;
  using DeleteMessage = MsgLightDelete;
  static constexpr ComponentKind kKind = ComponentKind::kLight;
  static constexpr std::array<ComponentKind, 0> kReferredKinds{};
};

template <>
struct ComponentTraits<Geometry> {
  using Identifier = GeometryID;
  using Update = void;
  using CreateMessage = MsgGeometryCreate;
  using UpdateMessage = void;
  using DeleteMessage = MsgGeometryDelete;
  static constexpr ComponentKind kKind = ComponentKind::kGeometry;
  static constexpr std::array<ComponentKind, 2> kReferredKinds = {
      ComponentKind::kBufferView, ComponentKind::kMaterial};
};

template <>
struct ComponentTraits<Table> {
  using Identifier = TableID;
  using Update = TableUpdate;
  using CreateMessage = MsgTableCreate;
  using UpdateMessage = MsgTableUpdate;
  using DeleteMessage = MsgTableDelete;
  static constexpr ComponentKind kKind = ComponentKind::kTable;
  static constexpr std::array<ComponentKind, 2> kReferredKinds = {
      ComponentKind::kMethod, ComponentKind::kSignal};
};

template <>
struct ComponentTraits<Physics> {
  using Identifier = PhysicsID;
  using Update = void;
  using CreateMessage = MsgPhysicsCreate;
  using UpdateMessage = void;
  using DeleteMessage = MsgPhysicsDelete;
  static constexpr ComponentKind kKind = ComponentKind::kPhysics;
  static constexpr std::array<ComponentKind, 1> kReferredKinds = {
      ComponentKind::kBufferView};
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

// A list of all components in the order of the specification, such as
// std::tuple<Method, ...>.
template <template <class...> class List>
using AllComponents =
    List<Method, Signal, Entity, Plot, Buffer, BufferView, Material, Image,
         Texture, Sampler, Light, Geometry, Table, Physics>;

// The same components, each behind the components that it can refer to.
template <template <class...> class List>
using AllComponentsInReferenceOrder =
    List<Method, Signal, Buffer, BufferView, Sampler, Image, Texture, Material,
         Geometry, Light, Table, Plot, Physics, Entity>;

inline constexpr std::array<ComponentKind, kComponentKindCount>
    kKindsInReferenceOrder = {
        ComponentKind::kMethod,   ComponentKind::kSignal,
        ComponentKind::kBuffer,   ComponentKind::kBufferView,
        ComponentKind::kSampler,  ComponentKind::kImage,
        ComponentKind::kTexture,  ComponentKind::kMaterial,
        ComponentKind::kGeometry, ComponentKind::kLight,
        ComponentKind::kTable,    ComponentKind::kPlot,
        ComponentKind::kPhysics,  ComponentKind::kEntity,
};

// A list of the messages that update a component.
template <template <class...> class List>
using AllUpdateMessages =
    List<MsgEntityUpdate, MsgPlotUpdate, MsgMaterialUpdate, MsgLightUpdate,
         MsgTableUpdate>;

// The effect of a message on one component; kOther: the message is not part of
// a component's life.
enum class MessageRole : uint8_t { kCreate, kUpdate, kDelete, kOther };

// The number of a message within its direction, its name and its role.
template <class Message>
struct MessageTraits;

template <>
struct MessageTraits<MsgMethodCreate> {
  static constexpr uint32_t kNumber = 0;
  static constexpr std::string_view kName = "MsgMethodCreate";
  static constexpr MessageRole kRole = MessageRole::kCreate;
};

template <>
struct MessageTraits<MsgMethodDelete> {
  static constexpr uint32_t kNumber = 1;
  static constexpr std::string_view kName = "MsgMethodDelete";
  static constexpr MessageRole kRole = MessageRole::kDelete;
};

template <>
struct MessageTraits<MsgSignalCreate> {
  static constexpr uint32_t kNumber = 2;
  static constexpr std::string_view kName = "MsgSignalCreate";
  static constexpr MessageRole kRole = MessageRole::kCreate;
};

template <>
struct MessageTraits<MsgSignalDelete> {
  static constexpr uint32_t kNumber = 3;
  static constexpr std::string_view kName = "MsgSignalDelete";
  static constexpr MessageRole kRole = MessageRole::kDelete;
};

template <>
struct MessageTraits<MsgEntityCreate> {
  static constexpr uint32_t kNumber = 4;
  static constexpr std::string_view kName = "MsgEntityCreate";
  static constexpr MessageRole kRole = MessageRole::kCreate;
};

template <>
struct MessageTraits<MsgEntityUpdate> {
  static constexpr uint32_t kNumber = 5;
  static constexpr std::string_view kName = "MsgEntityUpdate";
  static constexpr MessageRole kRole = MessageRole::kUpdate;
};

template <>
struct MessageTraits<MsgEntityDelete> {
  static constexpr uint32_t kNumber = 6;
  static constexpr std::string_view kName = "MsgEntityDelete";
  static constexpr MessageRole kRole = MessageRole::kDelete;
};

template <>
struct MessageTraits<MsgPlotCreate> {
  static constexpr uint32_t kNumber = 7;
  static constexpr std::string_view kName = "MsgPlotCreate";
  static constexpr MessageRole kRole = MessageRole::kCreate;
};

template <>
struct MessageTraits<MsgPlotUpdate> {
  static constexpr uint32_t kNumber = 8;
  static constexpr std::string_view kName = "MsgPlotUpdate";
  static constexpr MessageRole kRole = MessageRole::kUpdate;
};

template <>
struct MessageTraits<MsgPlotDelete> {
  static constexpr uint32_t kNumber = 9;
  static constexpr std::string_view kName = "MsgPlotDelete";
  static constexpr MessageRole kRole = MessageRole::kDelete;
};

template <>
struct MessageTraits<MsgBufferCreate> {
  static constexpr uint32_t kNumber = 10;
  static constexpr std::string_view kName = "MsgBufferCreate";
  static constexpr MessageRole kRole = MessageRole::kCreate;
};

template <>
struct MessageTraits<MsgBufferDelete> {
  static constexpr uint32_t kNumber = 11;
  static constexpr std::string_view kName = "MsgBufferDelete";
  static constexpr MessageRole kRole = MessageRole::kDelete;
};

template <>
struct MessageTraits<MsgBufferViewCreate> {
  static constexpr uint32_t kNumber = 12;
  static constexpr std::string_view kName = "MsgBufferViewCreate";
  static constexpr MessageRole kRole = MessageRole::kCreate;
};

template <>
struct MessageTraits<MsgBufferViewDelete> {
  static constexpr uint32_t kNumber = 13;
  static constexpr std::string_view kName = "MsgBufferViewDelete";
  static constexpr MessageRole kRole = MessageRole::kDelete;
};

template <>
struct MessageTraits<MsgMaterialCreate> {
  static constexpr uint32_t kNumber = 14;
  static constexpr std::string_view kName = "MsgMaterialCreate";
  static constexpr MessageRole kRole = MessageRole::kCreate;
};

template <>
struct MessageTraits<MsgMaterialUpdate> {
  static constexpr uint32_t kNumber = 15;
  static constexpr std::string_view kName = "MsgMaterialUpdate";
  static constexpr MessageRole kRole = MessageRole::kUpdate;
};

template <>
struct MessageTraits<MsgMaterialDelete> {
  static constexpr uint32_t kNumber = 16;
  static constexpr std::string_view kName = "MsgMaterialDelete";
  static constexpr MessageRole kRole = MessageRole::kDelete;
};

template <>
struct MessageTraits<MsgImageCreate> {
  static constexpr uint32_t kNumber = 17;
  static constexpr std::string_view kName = "MsgImageCreate";
  static constexpr MessageRole kRole = MessageRole::kCreate;
};

template <>
struct MessageTraits<MsgImageDelete> {
  static constexpr uint32_t kNumber = 18;
  static constexpr std::string_view kName = "MsgImageDelete";
  static constexpr MessageRole kRole = MessageRole::kDelete;
};

template <>
struct MessageTraits<MsgTextureCreate> {
  static constexpr uint32_t kNumber = 19;
  static constexpr std::string_view kName = "MsgTextureCreate";
  static constexpr MessageRole kRole = MessageRole::kCreate;
};

template <>
struct MessageTraits<MsgTextureDelete> {
  static constexpr uint32_t kNumber = 20;
  static constexpr std::string_view kName = "MsgTextureDelete";
  static constexpr MessageRole kRole = MessageRole::kDelete;
};

template <>
struct MessageTraits<MsgSamplerCreate> {
  static constexpr uint32_t kNumber = 21;
  static constexpr std::string_view kName = "MsgSamplerCreate";
  static constexpr MessageRole kRole = MessageRole::kCreate;
};

template <>
struct MessageTraits<MsgSamplerDelete> {
  static constexpr uint32_t kNumber = 22;
  static constexpr std::string_view kName = "MsgSamplerDelete";
  static constexpr MessageRole kRole = MessageRole::kDelete;
};

template <>
struct MessageTraits<MsgLightCreate> {
  static constexpr uint32_t kNumber = 23;
  static constexpr std::string_view kName = "MsgLightCreate";
  static constexpr MessageRole kRole = MessageRole::kCreate;
};

template <>
struct MessageTraits<MsgLightUpdate> {
  static constexpr uint32_t kNumber = 24;
  static constexpr std::string_view kName = "MsgLightUpdate";
  static constexpr MessageRole kRole = MessageRole::kUpdate;
};

template <>
struct MessageTraits<MsgLightDelete> {
  static constexpr uint32_t kNumber = 25;
  static constexpr std::string_view kName = "MsgLightDelete";
  static constexpr MessageRole kRole = MessageRole::kDelete;
};

template <>
struct MessageTraits<MsgGeometryCreate> {
  static constexpr uint32_t kNumber = 26;
  static constexpr std::string_view kName = "MsgGeometryCreate";
  static constexpr MessageRole kRole = MessageRole::kCreate;
};

template <>
struct MessageTraits<MsgGeometryDelete> {
  static constexpr uint32_t kNumber = 27;
  static constexpr std::string_view kName = "MsgGeometryDelete";
  static constexpr MessageRole kRole = MessageRole::kDelete;
};

template <>
struct MessageTraits<MsgTableCreate> {
  static constexpr uint32_t kNumber = 28;
  static constexpr std::string_view kName = "MsgTableCreate";
  static constexpr MessageRole kRole = MessageRole::kCreate;
};

template <>
struct MessageTraits<MsgTableUpdate> {
  static constexpr uint32_t kNumber = 29;
  static constexpr std::string_view kName = "MsgTableUpdate";
  static constexpr MessageRole kRole = MessageRole::kUpdate;
};

template <>
struct MessageTraits<MsgTableDelete> {
  static constexpr uint32_t kNumber = 30;
  static constexpr std::string_view kName = "MsgTableDelete";
  static constexpr MessageRole kRole = MessageRole::kDelete;
};

template <>
struct MessageTraits<MsgDocumentUpdate> {
  static constexpr uint32_t kNumber = 31;
  static constexpr std::string_view kName = "MsgDocumentUpdate";
  static constexpr MessageRole kRole = MessageRole::kOther;
};

template <>
struct MessageTraits<MsgDocumentReset> {
  static constexpr uint32_t kNumber = 32;
  static constexpr std::string_view kName = "MsgDocumentReset";
  static constexpr MessageRole kRole = MessageRole::kOther;
};

template <>
struct MessageTraits<MsgSignalInvoke> {
  static constexpr uint32_t kNumber = 33;
  static constexpr std::string_view kName = "MsgSignalInvoke";
  static constexpr MessageRole kRole = MessageRole::kOther;
};

template <>
struct MessageTraits<MsgMethodReply> {
  static constexpr uint32_t kNumber = 34;
  static constexpr std::string_view kName = "MsgMethodReply";
  static constexpr MessageRole kRole = MessageRole::kOther;
};

template <>
struct MessageTraits<MsgDocumentInitialized> {
  static constexpr uint32_t kNumber = 35;
  static constexpr std::string_view kName = "MsgDocumentInitialized";
  static constexpr MessageRole kRole = MessageRole::kOther;
};

template <>
struct MessageTraits<MsgPhysicsCreate> {
  static constexpr uint32_t kNumber = 36;
  static constexpr std::string_view kName = "MsgPhysicsCreate";
  static constexpr MessageRole kRole = MessageRole::kCreate;
};

template <>
struct MessageTraits<MsgPhysicsDelete> {
  static constexpr uint32_t kNumber = 37;
  static constexpr std::string_view kName = "MsgPhysicsDelete";
  static constexpr MessageRole kRole = MessageRole::kDelete;
};

template <>
struct MessageTraits<MsgIntroduction> {
  static constexpr uint32_t kNumber = 0;
  static constexpr std::string_view kName = "MsgIntroduction";
  static constexpr MessageRole kRole = MessageRole::kOther;
};

template <>
struct MessageTraits<MsgInvokeMethod> {
  static constexpr uint32_t kNumber = 1;
  static constexpr std::string_view kName = "MsgInvokeMethod";
  static constexpr MessageRole kRole = MessageRole::kOther;
};

// The name of the message that a server sends with this number; "" for a
// number that the specification does not have.
std::string_view ServerMessageName(uint64_t number);

// The name of the message that a client sends with this number; "" for a
// number that the specification does not have.
std::string_view ClientMessageName(uint64_t number);

// The component's member `name`; nothing for a component without a name. The
// text belongs to the component.
std::optional<std::string_view> NameOf(const Method& component);
std::optional<std::string_view> NameOf(const Signal& component);
std::optional<std::string_view> NameOf(const Entity& component);
std::optional<std::string_view> NameOf(const Plot& component);
std::optional<std::string_view> NameOf(const Buffer& component);
std::optional<std::string_view> NameOf(const BufferView& component);
std::optional<std::string_view> NameOf(const Material& component);
std::optional<std::string_view> NameOf(const Image& component);
std::optional<std::string_view> NameOf(const Texture& component);
std::optional<std::string_view> NameOf(const Sampler& component);
std::optional<std::string_view> NameOf(const Light& component);
std::optional<std::string_view> NameOf(const Geometry& component);
std::optional<std::string_view> NameOf(const Table& component);
std::optional<std::string_view> NameOf(const Physics& component);

// A component that another component refers to, and the key of the reference.
struct Reference {
  ComponentRef target;
  std::string_view member;

  bool operator==(const Reference&) const = default;
};

// Appends the references of `value` in the order of the specification.
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
