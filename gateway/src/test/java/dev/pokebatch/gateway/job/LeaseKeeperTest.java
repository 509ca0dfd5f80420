package dev.pokebatch.gateway.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.store.Database;
import dev.pokebatch.gateway.store.TransactionWork;
import dev.pokebatch.gateway.store.job.JobState;
import dev.pokebatch.gateway.store.job.Lease;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests leases with a clock that the test advances, and a database that replies when it says. */
class LeaseKeeperTest {

  private static final Duration LEASE = Duration.ofHours(1);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE); // overflows, as nanoTime may
  private final List<Promise<?>> renewals = new ArrayList<>();
  private final List<String> events = new ArrayList<>();
  private final Vertx vertx = Vertx.vertx();
  private final LeaseKeeper keeper =
      new LeaseKeeper(
          vertx,
          nanos::get,
          new Renewals(),
          new Lease("job", "owner", 1, 0),
          LEASE,
          new Listener());

  @AfterEach
  void close() throws TimeoutException {
    keeper.close();
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void aLeaseLastsFromWhenItsRenewalWasRequested() {
    keeper.renew();
    advance(Duration.ofMinutes(40)); // the reply takes long
    reply(JobState.RUNNING);
    advance(Duration.ofMinutes(20).minusMillis(1));
    assertThat(keeper.mayHold()).isTrue();

    advance(Duration.ofMillis(1));
    assertThat(keeper.mayHold()).isFalse();
    keeper.renew();
    assertThat(events).containsExactly("lost");
  }

  @Test
  void aRenewalReportsACancelledJob() {
    keeper.renew();
    reply(JobState.CANCELLING);

    assertThat(events).containsExactly("cancelled");
    assertThat(keeper.mayHold()).isTrue();
  }

  @Test
  void aLeaseThatAnotherGatewayHasTakenIsLostOnce() {
    keeper.renew();
    reply(null);
    advance(LEASE);
    keeper.renew();

    assertThat(events).containsExactly("lost");
  }

  private void advance(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  /** Replies to the last renewal with the job's state; null if the lease is another gateway's. */
  @SuppressWarnings("unchecked") // LeaseKeeper writes renewals only
  private void reply(@Nullable JobState state) {
    var last = (Promise<Optional<JobState>>) renewals.get(renewals.size() - 1);
    last.complete(Optional.ofNullable(state));
  }

  private final class Listener implements LeaseKeeper.LeaseListener {
    @Override
    public void cancelled() {
      events.add("cancelled");
    }

    @Override
    public void lost() {
      events.add("lost");
    }
  }

  private final class Renewals implements Database {
    @Override
    public <T> Future<T> write(TransactionWork<T> work) {
      var renewal = Promise.<T>promise();
      renewals.add(renewal);
      return renewal.future();
    }

    @Override
    public boolean isUp() {
      return true;
    }

    @Override
    public <T> Future<T> read(TransactionWork<T> work) {
      throw new UnsupportedOperationException("reads nothing");
    }

    @Override
    public Future<Boolean> shrink() {
      throw new UnsupportedOperationException("shrinks nothing");
    }

    @Override
    public Future<Void> close() {
      return Future.succeededFuture();
    }
  }
}
