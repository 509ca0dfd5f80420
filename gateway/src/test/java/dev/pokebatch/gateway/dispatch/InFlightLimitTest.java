package dev.pokebatch.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.client.ClientId;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InFlightLimitTest {

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final List<String> granted = new ArrayList<>();
  private final InFlightLimit permits = new InFlightLimit(16);
  private final InFlightLimit large = permits.of(new ClientId("large"));
  private final InFlightLimit small = permits.of(new ClientId("small"));

  @AfterEach
  void close() {
    EmbeddedPair.await(vertx.close());
  }

  @Test
  void oneClientAloneHasAllPermitsButTheReserve() {
    for (var i = 0; i < 16; i++) {
      assertThat(acquire(large, "large")).isTrue();
    }
    assertThat(acquire(large, "large")).isFalse();
  }

  @Test
  void aClientThatHoldsFewHasAPermitAtOnceThoughAnotherHoldsAll() {
    for (var i = 0; i < 20; i++) {
      acquire(large, "large " + i);
    }

    assertThat(acquire(small, "small")).isTrue();
    assertThat(acquire(small, "small")).as("one is left, and it has one").isFalse();
    large.release();
    assertThat(granted).as("the small one has less than its share").containsExactly("small");
    small.release();
    small.release();
    assertThat(granted).containsExactly("small", "large 16");
  }

  private boolean acquire(InFlightLimit limit, String name) {
    return limit.acquire(() -> granted.add(name), context);
  }
}
