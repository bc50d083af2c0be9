// The methods that SQLite calls: https://www.sqlite.org/c3ref/vfs.html, https://www.sqlite.org/c3ref/io_methods.html

#include "unit/store/faulty_disk.h"

#include <algorithm>
#include <filesystem>
#include <new>

#include "support/test_process.h"

namespace presad::testing {

/// What SQLite holds of an open file; the real one follows it in the same piece of memory.
struct Door {
  sqlite3_file base;
  FaultyDisk* disk;
  const char* path;  ///< SQLite's own copy

  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
  static Door& of(sqlite3_file* file) { return *reinterpret_cast<Door*>(file); }
  static FaultyDisk& disk_of(sqlite3_vfs* vfs) { return *static_cast<FaultyDisk*>(vfs->pAppData); }

  static int on_close(sqlite3_file* file) { return of(file).real()->pMethods->xClose(of(file).real()); }
  static int on_read(sqlite3_file* file, void* into, int size, sqlite3_int64 offset) {
    return of(file).real()->pMethods->xRead(of(file).real(), into, size, offset);
  }
  static int on_write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
    Door& door = of(file);
    const std::string text(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
    const int code = door.disk->on_write(door.path, {offset, text});
    return code != SQLITE_OK ? code : door.real()->pMethods->xWrite(door.real(), bytes, size, offset);
  }
  static int on_truncate(sqlite3_file* file, sqlite3_int64 size) {
    Door& door = of(file);
    const int code = door.disk->on_write(door.path, {size, std::nullopt});
    return code != SQLITE_OK ? code : door.real()->pMethods->xTruncate(door.real(), size);
  }
  /// The real file needs no sync: this disk's power is its own.
  static int on_sync(sqlite3_file* file, int) { return of(file).disk->on_sync(of(file).path); }
  static int on_size(sqlite3_file* file, sqlite3_int64* size) {
    return of(file).real()->pMethods->xFileSize(of(file).real(), size);
  }
  static int on_lock(sqlite3_file* file, int level) { return of(file).real()->pMethods->xLock(of(file).real(), level); }
  static int on_unlock(sqlite3_file* file, int level) {
    return of(file).real()->pMethods->xUnlock(of(file).real(), level);
  }
  static int on_reserved(sqlite3_file* file, int* reserved) {
    return of(file).real()->pMethods->xCheckReservedLock(of(file).real(), reserved);
  }
  static int on_control(sqlite3_file* file, int what, void* argument) {
    return of(file).real()->pMethods->xFileControl(of(file).real(), what, argument);
  }
  static int on_sector_size(sqlite3_file*) { return 512; }
  static int on_characteristics(sqlite3_file*) {
    return 0;
  }  // promises nothing: no powersafe overwrite, no atomic write
  static int on_map(sqlite3_file* file, int page, int size, int extend, void volatile** memory) {
    return of(file).real()->pMethods->xShmMap(of(file).real(), page, size, extend, memory);
  }
  static int on_map_lock(sqlite3_file* file, int offset, int count, int flags) {
    return of(file).real()->pMethods->xShmLock(of(file).real(), offset, count, flags);
  }
  static void on_barrier(sqlite3_file* file) { of(file).real()->pMethods->xShmBarrier(of(file).real()); }
  static int on_unmap(sqlite3_file* file, int remove) {
    return of(file).real()->pMethods->xShmUnmap(of(file).real(), remove);
  }

  static const sqlite3_io_methods* methods() {
    static const sqlite3_io_methods all = [] {
      sqlite3_io_methods made{};
      made.iVersion = 2;
      made.xClose = on_close;
      made.xRead = on_read;
      made.xWrite = on_write;
      made.xTruncate = on_truncate;
      made.xSync = on_sync;
      made.xFileSize = on_size;
      made.xLock = on_lock;
      made.xUnlock = on_unlock;
      made.xCheckReservedLock = on_reserved;
      made.xFileControl = on_control;
      made.xSectorSize = on_sector_size;
      made.xDeviceCharacteristics = on_characteristics;
      made.xShmMap = on_map;
      made.xShmLock = on_map_lock;
      made.xShmBarrier = on_barrier;
      made.xShmUnmap = on_unmap;
      return made;
    }();
    return &all;
  }

  static int on_open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out_flags) {
    FaultyDisk& disk = disk_of(vfs);
    Door& door = *new (file) Door{{nullptr}, &disk, path};
    if (path == nullptr) return SQLITE_CANTOPEN;  // a temporary file: nothing here is as large
    if (const int code = disk.on_open(path); code != SQLITE_OK) return code;
    const int code = disk.real_->xOpen(disk.real_, path, door.real(), flags, out_flags);
    if (code == SQLITE_OK) door.base.pMethods = methods();
    return code;
  }
  static int on_delete(sqlite3_vfs* vfs, const char* path, int sync_folder) {
    FaultyDisk& disk = disk_of(vfs);
    const int code = disk.on_delete(path, sync_folder != 0);
    return code != SQLITE_OK ? code : disk.real_->xDelete(disk.real_, path, 0);
  }
};

FaultyDisk::FaultyDisk() : real_(sqlite3_vfs_find("unix")) {
  vfs_ = *real_;
  vfs_.zName = "faulty";
  vfs_.pNext = nullptr;
  vfs_.pAppData = this;
  vfs_.szOsFile = static_cast<int>(sizeof(Door)) + real_->szOsFile;
  vfs_.xOpen = Door::on_open;
  vfs_.xDelete = Door::on_delete;
  sqlite3_vfs_register(&vfs_, 1);
}

FaultyDisk::~FaultyDisk() {
  sqlite3_vfs_unregister(&vfs_);
  sqlite3_vfs_register(real_, 1);
}

void FaultyDisk::fail_writes(int code) {
  const std::scoped_lock lock(mutex_);
  write_failure_ = code;
}

void FaultyDisk::fail_syncs(int code) {
  const std::scoped_lock lock(mutex_);
  sync_failure_ = code;
}

void FaultyDisk::hold_syncs(bool held) {
  const std::scoped_lock lock(mutex_);
  held_ = held;
  let_go_.notify_all();
}

void FaultyDisk::slow_syncs(std::chrono::milliseconds span) {
  const std::scoped_lock lock(mutex_);
  sync_span_ = span;
}

std::string FaultyDisk::synced(const std::string& path) const {
  const std::scoped_lock lock(mutex_);
  const auto found = images_.find(path);
  return found == images_.end() ? "" : found->second.synced;
}

int FaultyDisk::database_syncs() const {
  const std::scoped_lock lock(mutex_);
  return database_syncs_;
}

int FaultyDisk::log_syncs() const {
  const std::scoped_lock lock(mutex_);
  return log_syncs_;
}

int FaultyDisk::waiting_syncs() const {
  const std::scoped_lock lock(mutex_);
  return waiting_;
}

int FaultyDisk::log_writes() const {
  const std::scoped_lock lock(mutex_);
  return log_writes_;
}

void FaultyDisk::cut_after(int operations) {
  const std::scoped_lock lock(mutex_);
  until_cut_ = operations;
}

bool FaultyDisk::is_cut() const {
  const std::scoped_lock lock(mutex_);
  return until_cut_ <= 0;
}

bool FaultyDisk::count_down() {
  if (until_cut_ > 0 && until_cut_ != std::numeric_limits<int>::max()) --until_cut_;
  return until_cut_ > 0;
}

int FaultyDisk::on_write(const std::string& path, Write write) {
  const std::scoped_lock lock(mutex_);
  if (!count_down()) return SQLITE_IOERR_WRITE;
  if (write_failure_ != SQLITE_OK) return write_failure_;
  if (path.ends_with("-wal")) ++log_writes_;
  images_[path].since.push_back(std::move(write));
  return SQLITE_OK;
}

namespace {

void apply(std::string& image, std::int64_t offset, const std::optional<std::string>& bytes) {
  const auto place = static_cast<std::size_t>(offset);
  if (!bytes) {
    image.resize(std::min(image.size(), place));
    return;
  }
  if (image.size() < place + bytes->size()) image.resize(place + bytes->size());
  image.replace(place, bytes->size(), *bytes);
}

}  // namespace

int FaultyDisk::on_sync(const std::string& path) {
  std::unique_lock lock(mutex_);
  if (!count_down()) return SQLITE_IOERR_FSYNC;
  const std::size_t covered = images_[path].since.size();
  ++waiting_;
  let_go_.wait(lock, [this] { return !held_; });
  if (sync_span_.count() > 0) let_go_.wait_for(lock, sync_span_, [] { return false; });
  --waiting_;
  if (until_cut_ <= 0) return SQLITE_IOERR_FSYNC;
  if (sync_failure_ != SQLITE_OK) return sync_failure_;
  Image& image = images_[path];
  for (std::size_t i = 0; i < covered; ++i) apply(image.synced, image.since[i].offset, image.since[i].bytes);
  image.since.erase(image.since.begin(), image.since.begin() + static_cast<std::ptrdiff_t>(covered));
  if (path.ends_with("-wal")) ++log_syncs_;
  if (path.ends_with(".db")) ++database_syncs_;
  return SQLITE_OK;
}

int FaultyDisk::on_delete(const std::string& path, bool for_good) {
  const std::scoped_lock lock(mutex_);
  if (!count_down()) return SQLITE_IOERR_DELETE;
  if (for_good) {
    images_.erase(path);
  } else {
    images_[path].deleted = true;
  }
  return SQLITE_OK;
}

int FaultyDisk::on_open(const std::string& path) {
  const std::scoped_lock lock(mutex_);
  if (until_cut_ <= 0) return SQLITE_CANTOPEN;
  const auto [image, unknown] = images_.try_emplace(path);
  if (unknown) {
    if (std::filesystem::exists(path)) image->second.synced = read_text_file(path);
  } else if (image->second.deleted && !std::filesystem::exists(path)) {
    image->second = {};
  }
  return SQLITE_OK;
}

void FaultyDisk::power_up(std::mt19937& chance) {
  const std::scoped_lock lock(mutex_);
  until_cut_ = std::numeric_limits<int>::max();
  for (auto& [path, image] : images_) {
    if (image.deleted && chance() % 2 == 0) {
      std::filesystem::remove(path);
      continue;
    }
    for (const Write& write : image.since) {
      const auto fate = chance() % 3;
      if (fate == 0) continue;
      if (fate == 1 || !write.bytes) {
        apply(image.synced, write.offset, write.bytes);
        continue;
      }
      constexpr std::size_t sector = 512;
      for (std::size_t begin = 0; begin < write.bytes->size(); begin += sector) {
        if (chance() % 2 == 0) continue;
        apply(image.synced, write.offset + static_cast<std::int64_t>(begin), write.bytes->substr(begin, sector));
      }
    }
    write_text_file(path, image.synced);
  }
  images_.clear();
}

}  // namespace presad::testing
