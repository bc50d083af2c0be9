#include "store/fact_table.h"

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

Result<void> write_topic(const std::string& topic, const TopicChanges& changes, Statement& forget, Statement& put,
                         Statement& erase) {
  if (changes.forgotten) {
    forget.bind(1, topic);
    if (Result<void> done = forget.run(); !done) return done;
  }
  for (const auto& [name, value] : changes.facts) {
    Statement& statement = value ? put : erase;
    statement.bind(1, topic);
    statement.bind(2, name);
    if (value) statement.bind(3, *value);
    if (Result<void> done = statement.run(); !done) return done;
  }
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

Result<void> write_changes(Database& database, const Changes& changes) {
  if (Result<void> begun = database.execute("BEGIN IMMEDIATE"); !begun) return begun;
  if (changes.instead_of_all) {
    if (Result<void> cleared = database.execute("DELETE FROM fact"); !cleared) return cleared;
  }
  Result<Statement> forget = database.prepare("DELETE FROM fact WHERE topic = ?1");
  if (!forget) return forget.error();
  Result<Statement> put = database.prepare("INSERT OR REPLACE INTO fact (topic, name, value) VALUES (?1, ?2, ?3)");
  if (!put) return put.error();
  Result<Statement> erase = database.prepare("DELETE FROM fact WHERE topic = ?1 AND name = ?2");
  if (!erase) return erase.error();
  for (const auto& [topic, changes_of_topic] : changes.topics) {
    if (Result<void> done = write_topic(topic, changes_of_topic, *forget, *put, *erase); !done) return done;
  }
  return database.execute("COMMIT");
}

}  // namespace presad::store
