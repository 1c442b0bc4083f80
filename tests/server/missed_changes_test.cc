#include "noodles/server/clients/missed_changes.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "noodles/protocol/ids.h"

namespace noodles {
namespace {

using server_internal::MissedChanges;
using server_internal::StaleClient;
using What = StructureChange::What;

EntityID EntityAt(uint32_t slot) { return EntityID{slot, 0}; }

// Changes at random, beside clients that begin and cease to miss them.
class Model {
 public:
  explicit Model(uint32_t seed) : random_(seed) {}

  void Step() {
    switch (Number(8)) {
      case 0:
      case 1:
        return Add({What::kCreated, NewId(), EntityAt(Number(5))});
      case 2:
      case 3:
        if (living_.empty()) return;
        return Add({What::kDeleted, Take(), EntityAt(Number(5))});
      case 4:
      case 5:
        if (living_.empty()) return;
        return Add({What::kMoved, living_[Number(living_.size())],
                    EntityAt(Number(5))});
      case 6:
        clients_.push_back({missed_.Begin(), changes_.size()});
        return;
      default:
        if (clients_.empty()) return;
        std::swap(clients_[Number(clients_.size())], clients_.back());
        Check(clients_.back());
        missed_.End(clients_.back().mark);
        clients_.pop_back();
    }
  }
  void CheckAll() {
    for (const Client& client : clients_) Check(client);
  }
  void EndAll() {
    for (const Client& client : clients_) missed_.End(client.mark);
    clients_.clear();
  }
  size_t remembered() const { return missed_.size(); }

 private:
  struct Client {
    MissedChanges::Mark mark;
    size_t begin = 0;  // of the changes that the client misses
  };

  uint32_t Number(size_t end) { return static_cast<uint32_t>(random_() % end); }
  EntityID Take() {
    std::swap(living_[Number(living_.size())], living_.back());
    const EntityID id = living_.back();
    living_.pop_back();
    dead_.push_back(id);
    return id;
  }
  // Of a component that was deleted, or one that was never given.
  EntityID NewId() {
    if (dead_.empty() || Number(2) == 0) return EntityAt(next_++);
    std::swap(dead_[Number(dead_.size())], dead_.back());
    const EntityID id = dead_.back();
    dead_.pop_back();
    return id;
  }
  void Add(const StructureChange& change) {
    if (change.what == What::kCreated) {
      living_.push_back(EntityAt(change.ref.slot));
    }
    changes_.push_back(change);
    EncodedMessages frame;
    frame.structure.push_back(change);
    missed_.Add(++transaction_, {frame});
  }
  // Against a client that is told of each change.
  void Check(const Client& client) {
    StaleClient expected;
    expected.Miss({changes_.begin() + static_cast<int64_t>(client.begin),
                   changes_.end()});
    const MissedChanges::Mark now = missed_.Begin();
    EXPECT_EQ(now.transaction, transaction_);
    EXPECT_TRUE(missed_.Between(client.mark, now) == expected)
        << "changes " << client.begin << " to " << changes_.size();
    missed_.End(now);
    // In two parts, as for a client that first misses what waits for it.
    const size_t middle =
        client.begin + Number(changes_.size() - client.begin + 1);
    StaleClient joined;
    joined.Miss({changes_.begin() + static_cast<int64_t>(client.begin),
                 changes_.begin() + static_cast<int64_t>(middle)});
    StaleClient later;
    later.Miss(
        {changes_.begin() + static_cast<int64_t>(middle), changes_.end()});
    joined.Append(later);
    EXPECT_TRUE(joined == expected);
  }

  std::mt19937 random_;
  MissedChanges missed_;
  uint64_t transaction_ = 0;
  uint32_t next_ = 10;
  std::vector<EntityID> living_;
  std::vector<EntityID> dead_;
  std::vector<StructureChange> changes_;
  std::vector<Client> clients_;
};

TEST(MissedChangesTest, EachClientMissesWhatCameSinceItsMark) {
  for (uint32_t seed = 1; seed <= 20; ++seed) {
    Model model(seed);
    for (int i = 0; i < 400; ++i) model.Step();
    model.CheckAll();
    model.EndAll();
    EXPECT_EQ(model.remembered(), 0u);
  }
}

TEST(MissedChangesTest, ComponentsThatNoClientHasAreForgotten) {
  MissedChanges missed;
  const MissedChanges::Mark mark = missed.Begin();
  for (uint32_t i = 0; i < 1000; ++i) {
    EncodedMessages frame;
    frame.structure = {{What::kCreated, EntityAt(i)},
                       {What::kDeleted, EntityAt(i)}};
    missed.Add(i + 1, {frame});
  }
  EXPECT_EQ(missed.size(), 0u);
  missed.End(mark);
}

TEST(MissedChangesTest, ComingAndGoingClientsLeaveNothingBehind) {
  MissedChanges missed;
  const MissedChanges::Mark first = missed.Begin();
  for (uint32_t i = 0; i < 1000; ++i) {
    EncodedMessages created;
    created.structure = {{What::kCreated, EntityAt(i)}};
    EncodedMessages deleted;
    deleted.structure = {{What::kDeleted, EntityAt(i)}};
    missed.Add(2 * i + 1, {created});
    const MissedChanges::Mark between = missed.Begin();
    missed.Add(2 * i + 2, {deleted});
    EXPECT_EQ(missed.size(), 1u);
    missed.End(between);
    EXPECT_EQ(missed.size(), 0u);
  }
  missed.End(first);
}

}  // namespace
}  // namespace noodles
