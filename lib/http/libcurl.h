// libcurl, loaded when somebody first wants it: with all that Debian links to it (gnutls, ldap, krb5, ssh2) it takes
// more than three MiB, and a house of Tuya plugs never asks anybody over HTTP. Private to this folder.

#pragma once

#include <curl/curl.h>

namespace presad::http {

/// The functions that are used here, by their names without `curl_`.
struct Libcurl {
  decltype(&curl_easy_cleanup) easy_cleanup;
  decltype(&curl_easy_getinfo) easy_getinfo;
  decltype(&curl_easy_init) easy_init;
  decltype(&curl_easy_setopt) easy_setopt;
  decltype(&curl_easy_strerror) easy_strerror;
  decltype(&curl_global_init) global_init;
  decltype(&curl_multi_add_handle) multi_add_handle;
  decltype(&curl_multi_assign) multi_assign;
  decltype(&curl_multi_cleanup) multi_cleanup;
  decltype(&curl_multi_info_read) multi_info_read;
  decltype(&curl_multi_init) multi_init;
  decltype(&curl_multi_remove_handle) multi_remove_handle;
  decltype(&curl_multi_setopt) multi_setopt;
  decltype(&curl_multi_socket_action) multi_socket_action;
  decltype(&curl_slist_append) slist_append;
  decltype(&curl_slist_free_all) slist_free_all;
};

/// Loads it the first time, which takes as long as the disk does. Without it the process ends with a sentence, as it
/// would at its start if the linker had loaded it: the package depends on it. Any thread.
const Libcurl& libcurl();

}  // namespace presad::http
