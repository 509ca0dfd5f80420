package dev.pokebatch.fetcher.serve;

import dev.pokebatch.contract.CacheStatus;
import dev.pokebatch.contract.Origin;
import dev.pokebatch.fetcher.fetch.Document;
import java.time.InstantSource;

/** Describes for callers where a document came from and how long it stays fresh. */
final class OriginMapper {

  private final InstantSource clock;

  OriginMapper(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * The origin of a document.
   *
   * @param arrivedAt when its request arrived, by {@link System#nanoTime}
   */
  Origin of(Document document, long arrivedAt) {
    var lifetime = document.cached().lifetime();
    var now = clock.millis();
    if (document.cache() == CacheStatus.STALE) {
      return Origin.stale(lifetime.ageMs(now));
    }
    var transfer = document.transfer();
    return transfer == null
        ? Origin.cached(document.cache(), lifetime.freshForMs(now))
        : new Origin(
            document.cache(),
            lifetime.freshForMs(now),
            0,
            (transfer.startedAt() - arrivedAt) / 1e6,
            (transfer.firstByteAt() - arrivedAt) / 1e6);
  }
}
