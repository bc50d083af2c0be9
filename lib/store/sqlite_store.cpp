#include "store/sqlite_store.h"

#include <pthread.h>

#include <optional>
#include <stdexcept>
#include <utility>

#include "base/log.h"
#include "base/text.h"
#include "store/fact_limits.h"
#include "store/memory_file.h"
#include "store/writer.h"

namespace presad::store {

namespace {

constexpr const char* subject = "memory";
constexpr const char* file_name = "/presad.db";

StateFolder folder_of_our_own(const std::string& path) {
  Result<StateFolder> folder = StateFolder::take(path);
  if (!folder) throw std::runtime_error(folder.error().what);
  return std::move(*folder);
}

}  // namespace

SqliteStore::SqliteStore(loop::EventLoop& loop, const std::string& folder, Delegate<void(const Health&)> on_health,
                         const Pace& pace)
    : folder_(folder_of_our_own(folder)),
      pace_(pace),
      on_health_(on_health),
      inbox_(loop, 1, Delegate<void(Health&)>::to<&SqliteStore::on_told>(this)),
      alive_(loop, Delegate<void()>::to<&SqliteStore::on_alive>(this)) {
  start(folder + file_name);
}

void SqliteStore::start(std::string path) {
  const auto tell = Delegate<void(const Health&)>::to<&SqliteStore::hand_over>(this);
  const auto alive = Delegate<void()>::to<&SqliteStore::on_writer_alive>(this);
  std::optional<Database> database;
  Health health;
  Result<OpenFile> opened = open_memory_file(path);
  if (opened) {
    memory_ = std::make_shared<Memory>(std::move(opened->stored.facts), true, tell, alive);
    database = std::move(opened->database);
    if (opened->stored.dropped > 0) memory_->want_all();  // so that the next start does not find them again
  } else {
    health = {false, opened.error().what};
    Result<StoredFacts> stored = read_memory_file(path);
    const bool complete = stored.has_value();
    memory_ = std::make_shared<Memory>(complete ? std::move(stored->facts) : FactsByTopic{}, complete, tell, alive);
  }
  auto writer = std::make_unique<Writer>(memory_, std::move(path), std::move(database), std::move(health), pace_);
  thread_ = std::thread([writer = std::move(writer)] {
    pthread_setname_np(pthread_self(), "memory");  // for whoever looks at the process
    writer->run();
  });
}

SqliteStore::~SqliteStore() {
  if (memory_->end_within(pace_.longest_end)) {
    thread_.join();
    return;
  }
  log::error(subject, "the disk does not answer: what changed in the last seconds may be lost");
  thread_.detach();
}

const Facts& SqliteStore::facts(std::string_view topic) const { return memory_->facts(topic); }

std::vector<std::string> SqliteStore::topics() const { return memory_->topics(); }

void SqliteStore::put(std::string_view topic, std::string_view name, std::string_view value) {
  const Facts& known = memory_->facts(topic);
  const auto found = known.find(name);
  if (found != known.end() && found->second == value) return;
  std::string_view why = refusal(topic, name, value);
  if (why.empty() && found == known.end() && known.size() >= most_facts_per_topic) why = "its topic has too many";
  if (!why.empty()) {
    log::error(subject, "{} {} is not remembered: {}", printable(topic), printable(name), why);
    return;
  }
  memory_->put(topic, name, value);
}

void SqliteStore::erase(std::string_view topic, std::string_view name) { memory_->erase(topic, name); }

void SqliteStore::forget(std::string_view topic) { memory_->forget(topic); }

void SqliteStore::ask_writer(Delegate<void()> answered) {
  answered_ = answered;
  memory_->ask_writer();
}

void SqliteStore::on_alive() {
  if (answered_) answered_();
}

void SqliteStore::hand_over(const Health& health) { inbox_.put_always(health); }

void SqliteStore::on_told(Health& health) {
  if (on_health_) on_health_(health);
}

}  // namespace presad::store
