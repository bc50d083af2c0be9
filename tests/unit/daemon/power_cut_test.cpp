// "The machine itself lost power", told from "somebody restarted presad".

#include "daemon/power_cut.h"

#include <doctest/doctest.h>

#include "support/fake_store.h"

using namespace presad;
using presad::testing::FakeStore;

TEST_CASE("the first start of all is no power cut") {
  FakeStore store;
  const PowerCut cut(store, "boot-1");
  CHECK_FALSE(cut.house_lost_power());
  CHECK_FALSE(cut.lost_power({}));
}

TEST_CASE("a restart in the same boot is no power cut, however presad ended") {
  FakeStore store;
  PowerCut(store, "boot-1");
  CHECK_FALSE(PowerCut(store, "boot-1").house_lost_power());
  PowerCut(store, "boot-1").on_orderly_end();
  CHECK_FALSE(PowerCut(store, "boot-1").house_lost_power());
}

TEST_CASE("a machine that was shut down orderly lost no power") {
  FakeStore store;
  PowerCut(store, "boot-1").on_orderly_end();
  CHECK_FALSE(PowerCut(store, "boot-2").house_lost_power());
}

TEST_CASE("a boot after one that presad did not see the end of is a power cut for every device") {
  FakeStore store;
  PowerCut(store, "boot-1");
  const PowerCut cut(store, "boot-2");
  CHECK(cut.house_lost_power());
  CHECK(cut.lost_power({{"boot", "boot-1"}}));
}

TEST_CASE("a device that nobody saw before the cut is new in the house and lost nothing") {
  FakeStore store;
  PowerCut(store, "boot-1");
  const PowerCut cut(store, "boot-2");
  CHECK_FALSE(cut.lost_power({}));
  CHECK_FALSE(cut.lost_power({{"address", "10.0.0.1"}}));
}

TEST_CASE("however often presad is killed or ended in the boot after a cut, what it has not seen since stays lost") {
  FakeStore store;
  PowerCut(store, "boot-1");
  PowerCut(store, "boot-2");                   // killed
  PowerCut(store, "boot-2").on_orderly_end();  // restarted
  for (int restart = 0; restart < 2; ++restart) {
    const PowerCut again(store, "boot-2");
    CHECK(again.lost_power({{"boot", "boot-1"}}));
    CHECK_FALSE(again.lost_power({{"boot", "boot-2"}}));
  }
}

TEST_CASE("cut after cut: each boot that nobody ended is one, and what was well in between lost its power anew") {
  FakeStore store;
  PowerCut(store, "boot-1");
  PowerCut(store, "boot-2");
  const PowerCut cut(store, "boot-3");
  CHECK(cut.lost_power({{"boot", "boot-1"}}));
  CHECK(cut.lost_power({{"boot", "boot-2"}}));
  CHECK_FALSE(cut.lost_power({{"boot", "boot-3"}}));
}

TEST_CASE("presad killed, and its machine restarted before presad was: taken for a cut, nobody saw the difference") {
  FakeStore store;
  PowerCut(store, "boot-1").on_orderly_end();
  PowerCut(store, "boot-1");  // killed
  CHECK(PowerCut(store, "boot-2").house_lost_power());
}

TEST_CASE("presad was ended before its machine lost its power: no cut, nobody saw the house since") {
  FakeStore store;
  PowerCut(store, "boot-1").on_orderly_end();
  CHECK_FALSE(PowerCut(store, "boot-2").lost_power({{"boot", "boot-1"}}));
}

TEST_CASE("presad killed while it writes down that there was a cut: the next start finds the same") {
  FakeStore store;
  PowerCut(store, "boot-1");
  store.put("/", "cut_boot", "boot-2");  // the first of the three, and no more
  CHECK(PowerCut(store, "boot-2").lost_power({{"boot", "boot-1"}}));
}

TEST_CASE("a device that was well in this boot already is left alone after presad's restart, the others are not") {
  FakeStore store;
  PowerCut(store, "boot-1");
  PowerCut(store, "boot-2").on_orderly_end();
  const PowerCut again(store, "boot-2");
  CHECK_FALSE(again.lost_power({{"boot", "boot-2"}}));
  CHECK(again.lost_power({{"boot", "boot-1"}}));
}

TEST_CASE("the boot after that is judged by itself") {
  FakeStore store;
  PowerCut(store, "boot-1");
  PowerCut(store, "boot-2").on_orderly_end();
  CHECK_FALSE(PowerCut(store, "boot-3").house_lost_power());
}

TEST_CASE("a kernel that does not name its boot proves nothing") {
  FakeStore store;
  PowerCut(store, "boot-1");
  CHECK_FALSE(PowerCut(store, "").house_lost_power());
}

TEST_CASE("this machine names its boot") { CHECK(read_boot_id(boot_id_path, "").size() == 32); }

TEST_CASE("a boot that the sandbox hides is named by the unit, the same way") {
  CHECK(read_boot_id("/nowhere", "0123456789abcdef0123456789abcdef") == "0123456789abcdef0123456789abcdef");
  CHECK(read_boot_id("/nowhere", "01234567-89ab-cdef-0123-456789abcdef") == "0123456789abcdef0123456789abcdef");
  CHECK(read_boot_id("/nowhere", "").empty());
}
