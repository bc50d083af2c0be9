#include "http/libcurl.h"

#include <dlfcn.h>

#include <cstdio>
#include <cstdlib>

namespace presad::http {

namespace {

/// Its name since 2006; an incompatible one would have another.
constexpr const char* file = "libcurl.so.4";

[[noreturn]] void end() {
  std::fprintf(stderr, "presad: %s; apt install libcurl4\n", dlerror());
  std::abort();
}

template <class Function>
void find(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(dlsym(library, name));
  if (function == nullptr) end();
}

Libcurl load() {
  void* const library = dlopen(file, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) end();
  Libcurl found{};
  find(library, "curl_easy_cleanup", found.easy_cleanup);
  find(library, "curl_easy_getinfo", found.easy_getinfo);
  find(library, "curl_easy_init", found.easy_init);
  find(library, "curl_easy_setopt", found.easy_setopt);
  find(library, "curl_easy_strerror", found.easy_strerror);
  find(library, "curl_global_init", found.global_init);
  find(library, "curl_multi_add_handle", found.multi_add_handle);
  find(library, "curl_multi_assign", found.multi_assign);
  find(library, "curl_multi_cleanup", found.multi_cleanup);
  find(library, "curl_multi_info_read", found.multi_info_read);
  find(library, "curl_multi_init", found.multi_init);
  find(library, "curl_multi_remove_handle", found.multi_remove_handle);
  find(library, "curl_multi_setopt", found.multi_setopt);
  find(library, "curl_multi_socket_action", found.multi_socket_action);
  find(library, "curl_slist_append", found.slist_append);
  find(library, "curl_slist_free_all", found.slist_free_all);
  return found;
}

}  // namespace

const Libcurl& libcurl() {
  static const Libcurl loaded = load();
  return loaded;
}

}  // namespace presad::http
