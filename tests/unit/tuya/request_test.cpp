// make_query() and its like: with Wire they give exactly the bytes that the most common client sends.

#include <doctest/doctest.h>

#include "families/tuya/payload.h"
#include "unit/tuya/vector_wire.h"

namespace presad::tuya::test {
namespace {

using presad::test::own_vector;

struct Case {
  std::string_view file;
  Version version;
  std::string_view device_id;
};
constexpr Case all_cases[] = {{"v31.json", Version::v3_1, "00112233445566778899"},
                              {"v32.json", Version::v3_2, "bf32a1b2c3d4e5f6a7b8c9"},
                              {"v33.json", Version::v3_3, "bf33a1b2c3d4e5f6a7b8c9"},
                              {"v34.json", Version::v3_4, "bf34a1b2c3d4e5f6a7b8c9"},
                              {"v35.json", Version::v3_5, "bf35a1b2c3d4e5f6a7b8c9"}};

constexpr std::string_view cid = "a4c138f00dcafe01";
const WallTime wall_time{std::chrono::seconds(1700000123)};
const std::vector<std::uint8_t> meter_ids = {18, 19, 20};
const std::vector<std::uint8_t> null_ids = {1, 9, 18, 19, 20};

Addressee whole(const Case& from) { return {std::string(from.device_id), ""}; }
Addressee sub_device(const Case& from) { return {std::string(from.device_id), std::string(cid)}; }

/// `message` as it goes out equals the vector's frame.
void check_same_bytes(const Case& from, std::string_view name, Message message) {
  CAPTURE(from.file);
  CAPTURE(name);
  const Vector vector = own_vector(from.file, name);
  message.sequence_number = static_cast<std::uint32_t>(vector.number("seq"));
  CHECK(message.payload == vector.text("payload"));
  ScriptedRandom random = random_of(vector);
  CHECK(writer_for(vector).encode(message, random) == vector.bytes("frame"));
}

}  // namespace

TEST_CASE("queries") {
  for (const Case& from : all_cases) {
    if (from.version == Version::v3_2) continue;
    check_same_bytes(from, "status_query", make_query(from.version, whole(from), wall_time));
    check_same_bytes(from, "subdevice_query", make_query(from.version, sub_device(from), wall_time));
  }
}

TEST_CASE("3.2 is queried by a list of nulls") {
  const Case& from = all_cases[1];
  check_same_bytes(from, "status_query", make_null_read(from.version, whole(from), null_ids, wall_time));
  check_same_bytes(from, "subdevice_query", make_null_read(from.version, sub_device(from), null_ids, wall_time));
  CHECK(make_query(from.version, whole(from), wall_time) ==
        make_null_read(from.version, whole(from), default_null_read_ids, wall_time));
}

TEST_CASE("sets") {
  for (const Case& from : all_cases) {
    const auto set = [&](const Datapoints& wanted) { return make_set(from.version, whole(from), wanted, wall_time); };
    check_same_bytes(from, "control_switch_on", set({{1, true}}));
    check_same_bytes(from, "control_switch_off", set({{1, false}}));
    check_same_bytes(from, "control_multi_dp", set({{1, true}, {9, std::int64_t{600}}, {38, "memory"}}));
    check_same_bytes(from, "control_string_dp", set({{21, "colour"}}));
    check_same_bytes(from, "control_utf8_dp", set({{101, "K\u00fcche \u2615"}}));
    check_same_bytes(from, "subdevice_control", make_set(from.version, sub_device(from), {{1, true}}, wall_time));
  }
}

TEST_CASE("reads by nulls") {
  for (const Case& from : all_cases) {
    if (from.version == Version::v3_1) continue;
    check_same_bytes(from, "device22_status_query", make_null_read(from.version, whole(from), null_ids, wall_time));
  }
}

TEST_CASE("3.1 reads by nulls through the one command that it enciphers") {
  const Message message = make_null_read(Version::v3_1, whole(all_cases[0]), null_ids, wall_time);
  CHECK(message.command == CommandCode::control);
  CHECK(!message.version_header.has_value());
}

TEST_CASE("refreshes, a sub-device named in a list") {
  for (const Case& from : all_cases) {
    check_same_bytes(from, "updatedps_18_19_20", make_refresh(from.version, whole(from), meter_ids));
    check_same_bytes(from, "subdevice_updatedps_cid_list", make_refresh(from.version, sub_device(from), meter_ids));
  }
}

TEST_CASE("heart beats") {
  for (const Case& from : all_cases)
    check_same_bytes(from, "heartbeat_json", make_heart_beat(from.version, whole(from)));
}

TEST_CASE("the list of sub-devices") {
  for (const Case& from : all_cases)
    if (from.version != Version::v3_1) check_same_bytes(from, "gateway_subdev_online_query", make_subdevice_list());
}

TEST_CASE("a plug model reads back what each request asks") {
  for (const Case& from : all_cases) {
    CAPTURE(from.file);
    for (const Addressee& addressee : {whole(from), sub_device(from)}) {
      const Datapoints wanted = {{1, true}, {9, std::int64_t{0}}};
      const auto set = parse_request(make_set(from.version, addressee, wanted, wall_time));
      REQUIRE(set.has_value());
      CHECK(set->kind == Request::Kind::set);
      CHECK(set->wanted == wanted);
      CHECK(set->cid == addressee.cid);

      const auto null_read = parse_request(make_null_read(from.version, addressee, null_ids, wall_time));
      REQUIRE(null_read.has_value());
      CHECK(null_read->kind == Request::Kind::null_read);
      CHECK(null_read->ids == null_ids);
      CHECK(null_read->cid == addressee.cid);

      const auto refresh = parse_request(make_refresh(from.version, addressee, meter_ids));
      REQUIRE(refresh.has_value());
      CHECK(refresh->kind == Request::Kind::refresh);
      CHECK(refresh->ids == meter_ids);
      CHECK(refresh->cid == addressee.cid);

      const auto query = parse_request(make_query(from.version, addressee, wall_time));
      REQUIRE(query.has_value());
      CHECK(query->kind == (from.version == Version::v3_2 ? Request::Kind::null_read : Request::Kind::query));
      CHECK(query->cid == addressee.cid);
    }
    CHECK(parse_request(make_heart_beat(from.version, whole(from)))->kind == Request::Kind::heart_beat);
  }
  CHECK(parse_request(make_subdevice_list())->kind == Request::Kind::subdevice_list);
}

TEST_CASE("a query of ten datapoints stays below what devices swallow in one request") {
  CHECK(make_query(Version::v3_2, whole(all_cases[1]), wall_time).payload.size() <= 255);
}

}  // namespace presad::tuya::test
