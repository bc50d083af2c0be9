// A disk under SQLite that fails, waits or loses its power when a test says so: SQLite's default VFS while it lives.
//
// Everything goes to the real files; beside them it keeps what each of them had when it was synced last and each write
// since. A power cut keeps all that was synced, and of the rest what chance keeps: each write whole, in part
// (sectors of 512 bytes) or not at all, in no order. So do disks (https://www.sqlite.org/atomiccommit.html, 2).

#pragma once

#include <sqlite3.h>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <limits>
#include <map>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace presad::testing {

class FaultyDisk {
 public:
  FaultyDisk();
  ~FaultyDisk();
  FaultyDisk(const FaultyDisk&) = delete;
  FaultyDisk& operator=(const FaultyDisk&) = delete;

  /// Each write from now on fails with this code of SQLite's; SQLITE_OK heals.
  void fail_writes(int code);
  void fail_syncs(int code);

  /// Each sync from now on waits until it is let go.
  void hold_syncs(bool held);

  /// Each sync from now on takes so long.
  void slow_syncs(std::chrono::milliseconds span);

  int database_syncs() const;  ///< begun and done, of files named ….db
  int log_syncs() const;       ///< begun and done, of files named …-wal
  int waiting_syncs() const;   ///< held just now
  int log_writes() const;
  std::string synced(const std::string& path) const;  ///< what the file has for sure

  /// The power goes at this count of writes and syncs from now: nothing reaches the disk any more.
  void cut_after(int operations);
  bool is_cut() const;
  /// The power is back. All connections are closed before. What is in the files now is on the disk.
  void power_up(std::mt19937& chance);

 private:
  friend struct Door;
  struct Write {
    std::int64_t offset = 0;
    std::optional<std::string> bytes;  ///< none: cut off at offset
  };
  struct Image {
    std::string synced;
    std::vector<Write> since;
    bool deleted = false;
  };

  int on_write(const std::string& path, Write write);
  int on_sync(const std::string& path);
  int on_delete(const std::string& path, bool for_good);
  int on_open(const std::string& path);
  bool count_down();  ///< false: there is no power

  sqlite3_vfs* real_ = nullptr;
  sqlite3_vfs vfs_{};
  mutable std::mutex mutex_;
  std::condition_variable let_go_;
  std::map<std::string, Image> images_;
  int write_failure_ = SQLITE_OK;
  int sync_failure_ = SQLITE_OK;
  bool held_ = false;
  std::chrono::milliseconds sync_span_{0};
  int waiting_ = 0;
  int log_syncs_ = 0;
  int database_syncs_ = 0;
  int log_writes_ = 0;
  int until_cut_ = std::numeric_limits<int>::max();
};

}  // namespace presad::testing
