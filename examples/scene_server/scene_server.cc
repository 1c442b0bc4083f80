// Serves mesh files.
//
//   scene_server [--watch] [--port N] ... FILE_OR_FOLDER...
//   (--help lists all options)
//
// Each file becomes an entity with a tree of entities below it. With --watch, a
// file is imported again when it changes or one of the files that it names
// does (.mtl, .bin, pictures), a deleted file removes its entity, and new files
// in the given folders are added. If a file cannot be imported, the error is
// printed and its present entity stays.
#include <noodles/geometry.h>
#include <noodles/server.h>
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <iostream>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "common/server_flags.h"

namespace {

namespace fs = std::filesystem;

// The given files, and the importable files of the given folders.
std::set<fs::path> FilesOf(const std::vector<fs::path>& paths) {
  std::set<fs::path> files;
  for (const fs::path& path : paths) {
    std::error_code error;
    if (!fs::is_directory(path, error)) {
      if (fs::exists(path, error)) files.insert(path);
      continue;
    }
    for (const fs::directory_entry& entry :
         fs::directory_iterator(path, error)) {
      if (noodles::CanImport(entry.path().extension().string())) {
        files.insert(entry.path());
      }
    }
  }
  return files;
}

// The state of a file. Two stamps of one name differ if the file has changed,
// or if another file was renamed to the name.
struct Stamp {
  int64_t seconds = 0;
  int64_t nanoseconds = 0;
  int64_t bytes = -1;
  uint64_t node = 0;

  bool operator==(const Stamp&) const = default;
};

// A file that is not there has a stamp, too.
Stamp StampOf(const std::string& file) {
  struct stat found = {};
  if (stat(file.c_str(), &found) != 0) return {};
  return {found.st_mtim.tv_sec, found.st_mtim.tv_nsec, found.st_size,
          found.st_ino};
}

using Stamps = std::map<std::string, Stamp>;

// Keeps the entities of a document consistent with files.
class Gallery {
 public:
  explicit Gallery(noodles::Document& document) : document_(document) {}

  // Imports new and changed files, and removes the entities of deleted files.
  // Where `waits`, a change counts once the next call finds the same: a file
  // that is still being written, or that is deleted and written anew, is left
  // alone until then.
  void Follow(const std::set<fs::path>& files, bool waits) {
    for (auto shown = shown_.begin(); shown != shown_.end();) {
      if (files.contains(shown->first)) {
        shown->second.is_missing = false;
        ++shown;
        continue;
      }
      if (waits && !shown->second.is_missing) {
        shown->second.is_missing = true;
        ++shown;
        continue;
      }
      if (shown->second.root) {
        document_.DeleteTree(*shown->second.root).IgnoreError();
      }
      std::cout << "gone: " << shown->first.string() << std::endl;
      shown = shown_.erase(shown);
    }
    for (const fs::path& file : files) {
      Shown& shown = shown_[file];
      shown.followed.insert(file.string());
      Stamps stamps = StampsOf(shown.followed);
      if (stamps == shown.stamps) continue;
      if (waits && stamps != shown.changed) {
        shown.changed = std::move(stamps);
        continue;
      }
      Show(file, shown);
      // Files that were not known before are as old as the import.
      shown.stamps = StampsOf(shown.followed);
      for (const auto& [name, stamp] : stamps) {
        if (shown.stamps.contains(name)) shown.stamps[name] = stamp;
      }
    }
  }

 private:
  struct Shown {
    // The file, and the files that its import reads or looks for.
    std::set<std::string> followed;
    // Of these files at the last import.
    Stamps stamps;
    // The last stamps that differ from these.
    Stamps changed;
    bool is_missing = false;
    std::optional<noodles::EntityID> root;
  };

  static Stamps StampsOf(const std::set<std::string>& files) {
    Stamps stamps;
    for (const std::string& file : files) stamps[file] = StampOf(file);
    return stamps;
  }

  // All files beside `file`, and their folder, whose stamp changes when another
  // comes: one of them may be what an import lacks.
  static std::set<std::string> FilesBeside(const fs::path& file) {
    std::set<std::string> files;
    std::error_code error;
    const fs::path folder = fs::absolute(file, error).parent_path();
    files.insert(folder.string());
    for (const fs::directory_entry& entry :
         fs::directory_iterator(folder, error)) {
      files.insert(entry.path().string());
    }
    return files;
  }

  void Show(const fs::path& file, Shown& shown) {
    absl::StatusOr<noodles::SceneData> scene = noodles::ImportScene(file);
    if (!scene.ok()) {
      std::cerr << file.string() << ": " << scene.status() << std::endl;
      shown.followed = FilesBeside(file);
      shown.followed.insert(file.string());
      return;
    }
    shown.followed = {scene->files.begin(), scene->files.end()};
    shown.followed.insert(file.string());
    for (const std::string& warning : scene->warnings) {
      std::cerr << file.string() << ": " << warning << std::endl;
    }
    // Replaces the old entity in one transaction, so that clients always have
    // one.
    const absl::Status status = document_.Transact([&]() -> absl::Status {
      const absl::StatusOr<noodles::AddedScene> added = noodles::AddScene(
          document_, *std::move(scene), {.name = file.filename().string()});
      if (!added.ok()) return added.status();
      if (shown.root) document_.DeleteTree(*shown.root).IgnoreError();
      shown.root = added->root;
      return absl::OkStatus();
    });
    if (status.ok()) {
      std::cout << "shown: " << file.string() << std::endl;
    } else {
      std::cerr << file.string() << ": " << status << std::endl;
    }
  }

  noodles::Document& document_;
  std::map<fs::path, Shown> shown_;
};

}  // namespace

int main(int count, char** arguments) {
  CLI::App app("Serves mesh files until Ctrl-C.");
  std::vector<fs::path> paths;
  app.add_option("paths", paths, "Mesh files, and folders with mesh files")
      ->required()
      ->check(CLI::ExistingPath);
  bool watches = false;
  app.add_flag("--watch", watches, "Follows the changes of the files");
  examples::ServerFlags flags;
  examples::AddServerFlags(app, flags);
  if (const auto exit_code =
          examples::ParseFlags(app, count, arguments, flags)) {
    return *exit_code;
  }
  noodles::Server server(flags.server);
  const absl::Status begun = examples::StartAnew(server);
  if (!begun.ok()) return examples::Serve(server, flags, begun);
  Gallery gallery(server.document());
  gallery.Follow(FilesOf(paths), /*waits=*/false);

  std::mutex mutex;
  std::condition_variable end;
  bool has_ended = false;
  std::thread watcher;
  if (watches) {
    watcher = std::thread([&] {
      std::unique_lock lock(mutex);
      while (!end.wait_for(lock, std::chrono::milliseconds(250),
                           [&] { return has_ended; })) {
        gallery.Follow(FilesOf(paths), /*waits=*/true);
      }
    });
  }
  const int exit_code = examples::Serve(server, flags);
  {
    const std::lock_guard lock(mutex);
    has_ended = true;
  }
  end.notify_all();
  if (watcher.joinable()) watcher.join();
  return exit_code;
}
