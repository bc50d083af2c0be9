#include "cli/cloud_account.h"

#include "base/json.h"
#include "base/text.h"
#include "cloud/answer.h"
#include "cloud/region.h"
#include "config/document.h"
#include "config/reader.h"

namespace presad::cli {

namespace {

constexpr std::size_t longest_id = 128;
constexpr const char* id_rule = "an Access ID consists of letters and digits";

}  // namespace

Result<CloudAccount> parse_cloud_account(const std::string& file, std::string_view text) {
  config::Diagnostics findings;
  const config::Document document = config::Document::parse(file, text, findings, config::Content::secrets);
  CloudAccount account;
  config::Reader reader(document.root(), document.whole(), "a cloud account", findings);
  reader.require("access_id", "access_id: of the cloud project");
  reader.require("access_secret", "access_secret: of the cloud project");
  account.credentials.access_id = reader.text("access_id", 1, longest_id).value_or("");
  account.credentials.access_secret = reader.secret("access_secret").value_or(SecretText());
  account.region = reader.text("region").value_or("");
  account.device_id = reader.text("device_id", 1, 64).value_or("");
  if (!account.credentials.access_id.empty() && !cloud::is_word(account.credentials.access_id, longest_id)) {
    reader.error("access_id", id_rule);
  }
  if (!account.region.empty() && !cloud::find_region(account.region)) {
    reader.error("region", "no such region; expected one of " + cloud::region_words());
  }
  reader.no_more_keys();
  if (findings.has_errors()) return fail(ErrorKind::bad_config, findings.render("nothing was asked"));
  return account;
}

std::string render_cloud_account(const CloudAccount& account) {
  // JSON's strings are YAML's, too: nothing in them has to be escaped in yet another way.
  std::string text = "# The cloud project that presa wizard asks; as good as a password.\n";
  text += "access_id: " + json_string(account.credentials.access_id) + '\n';
  text += "access_secret: " + json_string(account.credentials.access_secret.reveal()) + '\n';
  if (!account.region.empty()) text += "region: " + json_string(account.region) + '\n';
  if (!account.device_id.empty()) text += "device_id: " + json_string(account.device_id) + '\n';
  return text;
}

Result<bool> check_credentials(const cloud::Credentials& credentials) {
  if (!cloud::is_word(credentials.access_id, longest_id)) return fail(ErrorKind::bad_config, id_rule);
  if (credentials.access_secret.empty()) return fail(ErrorKind::bad_config, "there is no Access Secret");
  return true;
}

}  // namespace presad::cli
