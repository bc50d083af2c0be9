#include "store/fact_table.h"

#include <array>
#include <string>
#include <utility>

#include "base/log.h"
#include "base/text.h"
#include "store/fact_limits.h"

namespace presad::store {

namespace {

/// Why the row is none, empty if it is a fact and was taken.
std::string_view take_row(const Statement& row, FactsByTopic& facts, std::size_t& bytes) {
  const std::optional<std::string> topic = row.text(0);
  const std::optional<std::string> name = row.text(1);
  std::optional<std::string> value = row.text(2);
  if (!topic || !name || !value) return "it is no text";
  if (const std::string_view why = refusal(*topic, *name, *value); !why.empty()) return why;
  const std::size_t size = topic->size() + name->size() + value->size() + bytes_beside_texts;
  if (size > most_bytes - bytes) return "there are too many";
  const auto known = facts.find(*topic);
  if (known != facts.end() && known->second.size() >= most_facts_per_topic) return "its topic has too many";
  bytes += size;
  Facts& of_topic = known != facts.end() ? known->second : facts[*topic];
  of_topic[*name] = std::move(*value);
  return {};
}

}  // namespace

Result<StoredFacts> read_facts(Database& database) {
  Result<Statement> rows = database.prepare("SELECT topic, name, value FROM fact");
  if (!rows) return rows.error();
  StoredFacts stored;
  std::size_t bytes = 0;
  std::string first_dropped;
  for (;;) {
    const Result<bool> row = rows->step();
    if (!row) return row.error();
    if (!*row) break;
    const std::string_view why = take_row(*rows, stored.facts, bytes);
    if (why.empty() || ++stored.dropped > 1) continue;
    first_dropped = printable(rows->text(0).value_or("")) + ' ' + printable(rows->text(1).value_or("")) + ", ";
    first_dropped += why;
  }
  if (stored.dropped > 0) {
    log::error("memory", "{} rows in the file are no facts and are dropped; the first: {}", stored.dropped,
               first_dropped);
  }
  return stored;
}

FactWriter::FactWriter(Statement begin, Statement forget_all, Statement forget, Statement put, Statement erase,
                       Statement commit)
    : begin_(std::move(begin)),
      forget_all_(std::move(forget_all)),
      forget_(std::move(forget)),
      put_(std::move(put)),
      erase_(std::move(erase)),
      commit_(std::move(commit)) {}

Result<FactWriter> FactWriter::prepare(Database& database) {
  std::array<Statement, 6> made;
  constexpr std::array<const char*, made.size()> texts = {
      "BEGIN IMMEDIATE",
      "DELETE FROM fact",
      "DELETE FROM fact WHERE topic = ?1",
      "INSERT OR REPLACE INTO fact (topic, name, value) VALUES (?1, ?2, ?3)",
      "DELETE FROM fact WHERE topic = ?1 AND name = ?2",
      "COMMIT",
  };
  for (std::size_t i = 0; i < made.size(); ++i) {
    Result<Statement> statement = database.prepare(texts.at(i));
    if (!statement) return statement.error();
    made.at(i) = std::move(*statement);
  }
  auto& [begin, forget_all, forget, put, erase, commit] = made;
  return FactWriter(std::move(begin), std::move(forget_all), std::move(forget), std::move(put), std::move(erase),
                    std::move(commit));
}

Result<void> FactWriter::write(const Changes& changes) {
  if (Result<void> begun = begin_.run(); !begun) return begun;
  if (changes.instead_of_all) {
    if (Result<void> cleared = forget_all_.run(); !cleared) return cleared;
  }
  for (const auto& [topic, changes_of_topic] : changes.topics) {
    if (Result<void> done = write_topic(topic, changes_of_topic); !done) return done;
  }
  return commit_.run();
}

Result<void> FactWriter::write_topic(const std::string& topic, const TopicChanges& changes) {
  if (changes.forgotten) {
    forget_.bind(1, topic);
    if (Result<void> done = forget_.run(); !done) return done;
  }
  for (const auto& [name, value] : changes.facts) {
    Statement& statement = value ? put_ : erase_;
    statement.bind(1, topic);
    statement.bind(2, name);
    if (value) statement.bind(3, *value);
    if (Result<void> done = statement.run(); !done) return done;
  }
  return {};
}

}  // namespace presad::store
