package dev.pokebatch.gateway.store.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.store.StoreContract;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What gateways know of each other's clients. */
class QuotaTableTest extends StoreContract {

  private static final long NOW_US = NOW * 1_000;
  private static final long SECOND = 1_000_000;

  private List<QuotaFull> add(long now, QuotaUse... used) throws Exception {
    return await(database.write(tx -> new QuotaTable(tx).add(List.of(used), now)));
  }

  private static QuotaUse use(String client, long cost, long since) {
    return new QuotaUse(client, "documents", cost, since);
  }

  @Test
  void eachUsePutsOffTheTimeWhenAllIsAvailableAgain() throws Exception {
    assertThat(add(NOW_US, use("ash", 10 * SECOND, 0)).get(0).fullAt())
        .isEqualTo(NOW_US + 10 * SECOND);
    assertThat(add(NOW_US + 4 * SECOND, use("ash", SECOND, SECOND)).get(0).fullAt())
        .isEqualTo(NOW_US + 11 * SECOND);
    assertThat(add(NOW_US + 4 * SECOND, use("ash", 0, 0)).get(0).fullAt())
        .isEqualTo(NOW_US + 11 * SECOND);
    assertThat(add(NOW_US + 30 * SECOND, use("ash", 2 * SECOND, SECOND)).get(0).fullAt())
        .isEqualTo(NOW_US + 31 * SECOND); // it began when all was available
  }

  @Test
  void clientsAndQuotasAreApart() throws Exception {
    add(NOW_US, use("ash", SECOND, 0), new QuotaUse("ash", "work", 2 * SECOND, 0));

    assertThat(add(NOW_US, use("misty", 0, 0), use("ash", SECOND, 0)))
        .containsExactlyInAnyOrder(
            new QuotaFull("misty", "documents", NOW_US),
            new QuotaFull("ash", "documents", NOW_US + 2 * SECOND));
    write(
        tx -> {
          new QuotaTable(tx).purge(NOW_US + SECOND);
          return true;
        });
    assertThat(add(NOW_US, use("misty", 0, 0), new QuotaUse("ash", "work", 0, 0)))
        .contains(new QuotaFull("ash", "work", NOW_US + 2 * SECOND));
  }

  @Test
  void gatewaysAddForManyClientsAtTheSameTime() throws Exception {
    var used = IntStream.range(0, 250).mapToObj(i -> use("client" + i, SECOND, 0)).toList();
    var writes =
        IntStream.range(0, 8)
            .mapToObj(i -> database.write(tx -> new QuotaTable(tx).add(used, NOW_US)))
            .toList();
    await(Future.all(writes));

    List<QuotaFull> full = await(database.write(tx -> new QuotaTable(tx).add(used, NOW_US)));
    assertThat(full).hasSize(250).allMatch(one -> one.fullAt() == NOW_US + 9 * SECOND);
  }

  @Test
  void theWorkOfOtherGatewaysCountsUntilItEndsOrTheyDie() throws Exception {
    put("one", NOW + 10, new HeldPermits("ash", 2, 1), new HeldPermits("misty", 1, 0));
    put("two", NOW + 20, new HeldPermits("ash", 3, 0));

    assertThat(others("three", NOW))
        .containsExactlyInAnyOrder(new HeldPermits("ash", 5, 1), new HeldPermits("misty", 1, 0));
    assertThat(others("one", NOW)).containsExactly(new HeldPermits("ash", 3, 0));
    assertThat(others("three", NOW + 10)).containsExactly(new HeldPermits("ash", 3, 0));
    put("two", NOW + 20, new HeldPermits("ash", 0, 0));
    assertThat(others("three", NOW + 10)).isEmpty();
  }

  private void put(String gateway, long until, HeldPermits... held) throws Exception {
    write(
        tx -> {
          new HeldTable(tx, gateway).put(List.of(held), until);
          return true;
        });
  }

  private List<HeldPermits> others(String gateway, long now) throws Exception {
    return all(tx -> new HeldTable(tx, gateway).others(now));
  }
}
