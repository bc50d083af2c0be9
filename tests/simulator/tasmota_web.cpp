#include "simulator/tasmota_web.h"

#include <algorithm>
#include <cstdlib>

namespace presad::simulator {

namespace {

std::string decode(std::string_view text) {
  std::string decoded;
  for (std::size_t place = 0; place < text.size(); ++place) {
    if (text[place] == '%' && place + 2 < text.size()) {
      const std::string digits(text.substr(place + 1, 2));
      decoded += static_cast<char>(std::strtol(digits.c_str(), nullptr, 16));
      place += 2;
    } else {
      decoded += text[place];
    }
  }
  return decoded;
}

std::string header(const std::string& request, const std::string& name) {
  const std::size_t found = request.find("\r\n" + name + ": ");
  if (found == std::string::npos) return "";
  const std::size_t start = found + name.size() + 4;
  return request.substr(start, request.find("\r\n", start) - start);
}

}  // namespace

void TasmotaWeb::on_accepted(int descriptor) {
  const ConnectionId id = ++last_;
  ConnectionListener& connection_listener = *this;
  clients_[id].connection = std::make_unique<AcceptedConnection>(loop_, descriptor, id, connection_listener);
}

void TasmotaWeb::on_bytes(ConnectionId connection, ByteView received) {
  Client& client = clients_.at(connection);
  client.received.append(received.begin(), received.end());
  const bool whole = client.received.find("\r\n\r\n") != std::string::npos;
  if (whole) answer(client);
  if (!whole && client.received.size() > max_request_size) client.connection->close(true);
  cleaning_.schedule();
}

void TasmotaWeb::on_closed(ConnectionId) { cleaning_.schedule(); }

void TasmotaWeb::answer(Client& client) {
  const std::string target = client.received.substr(0, client.received.find(" HTTP/"));
  client.received.erase(0, target.size());
  const std::string url = target.substr(std::min(target.size(), target.find(' ') + 1));
  const std::size_t query = url.find("cmnd=");
  const WebAnswer wanted = listener_.on_request(url.substr(0, url.find('?')),
                                                query == std::string::npos ? "" : decode(url.substr(query + 5)),
                                                header(client.received, "Authorization"));
  client.received.clear();
  if (wanted.manner == WebAnswer::Manner::late) return;
  if (wanted.manner != WebAnswer::Manner::nothing) {
    const bool cut = wanted.manner == WebAnswer::Manner::cut;
    std::string headers = "Content-Type: application/json\r\nConnection: close\r\n";
    const int more = wanted.manner == WebAnswer::Manner::verbose ? 400 : 0;
    for (int i = 0; i < more; ++i) headers += "X-Filler: " + std::string(88, 'x') + "\r\n";
    const std::string text = "HTTP/1.0 " + std::to_string(wanted.status) + " \r\n" + headers + "\r\n" +
                             wanted.body.substr(0, cut ? wanted.body.size() / 2 : std::string::npos);
    client.connection->write(as_bytes(text));
  }
  client.connection->close(false);
}

void TasmotaWeb::clean() {
  std::erase_if(clients_, [](const auto& client) { return !client.second.connection->open(); });
}

}  // namespace presad::simulator
