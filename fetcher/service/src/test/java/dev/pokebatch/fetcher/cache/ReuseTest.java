package dev.pokebatch.fetcher.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.fetcher.fetch.Lifetime;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of how a cached document may be reused, at time 1,000 and with a policy of 500. */
class ReuseTest {

  @ParameterizedTest
  @CsvSource({
    // fresh, swr, sie, terms, tag, changed, now, what
    "100,  0,   ,                , x,    0, 1099, FRESH",
    "100,  0,   ,                , x,    0, 1100, REVALIDATE_OR_STALE",
    "100,  0,   ,                ,  ,    0, 1599, REVALIDATE_OR_STALE",
    "100,  0,   ,                , x,    0, 1600, REVALIDATE",
    "100,  0,   ,                ,  ,    0, 1600, NONE",
    "100, 50,   ,                , x,    0, 1149, STALE_WHILE_REVALIDATE",
    "100, 50,   ,                , x,    0, 1150, REVALIDATE_OR_STALE",
    "100,  0, 50,                , x,    0, 1149, REVALIDATE_OR_STALE",
    "100,  0, 50,                , x,    0, 1150, REVALIDATE",
    "100,  0,  0,                , x,    0, 1100, REVALIDATE",
    "100, 50, 50, must-revalidate, x,    0, 1099, FRESH",
    "100, 50, 50, must-revalidate, x,    0, 1100, REVALIDATE",
    "100, 50, 50, must-revalidate,  ,    0, 1100, NONE",
    "100, 50, 50, no-cache       , x,    0, 1000, REVALIDATE",
    "100, 50, 50, no-cache       ,  ,    0, 1000, NONE",
    "100, 50, 50, no-store       , x,    0, 1000, NONE",
    "  0,  0,   ,                ,  ,    0, 1000, REVALIDATE_OR_STALE",
    "100, 50,   ,                , x,  999, 1000, FRESH",
    "100, 50,   ,                , x, 1000, 1001, REVALIDATE_OR_STALE",
    "100,  0,   , must-revalidate, x, 1000, 1001, REVALIDATE"
  })
  void itGoesByWhatTheUpstreamSaid(
      long fresh,
      long swr,
      @Nullable Long sie,
      @Nullable String terms,
      @Nullable String tag,
      long changed,
      long now,
      Reuse what) {
    var onError = sie == null ? OptionalLong.empty() : OptionalLong.of(sie);
    assertThat(Reuse.of(lifetime(0, fresh, swr, onError, terms, tag), now, changed, 500))
        .isEqualTo(what);
  }

  @Property
  void reuseNeverImprovesWithTime(
      @ForAll @IntRange(max = 200) int age,
      @ForAll @IntRange(max = 200) int fresh,
      @ForAll @IntRange(max = 200) int swr,
      @ForAll @IntRange(max = 200) int sie,
      @ForAll @IntRange(min = 900, max = 2_000) int now,
      @ForAll @IntRange(max = 500) int later,
      @ForAll boolean must,
      @ForAll boolean tag) {
    var lifetime =
        lifetime(
            age,
            fresh,
            swr,
            OptionalLong.of(sie),
            must ? "must-revalidate" : null,
            tag ? "x" : null);

    assertThat(Reuse.of(lifetime, now + later, 0, 0))
        .isGreaterThanOrEqualTo(Reuse.of(lifetime, now, 0, 0));
    assertThat(Reuse.of(lifetime, now, 0, 0) == Reuse.FRESH)
        .isEqualTo(lifetime.freshForMs(now) > 0);
  }

  private static Lifetime lifetime(
      long age,
      long fresh,
      long swr,
      OptionalLong sie,
      @Nullable String terms,
      @Nullable String tag) {
    return new Lifetime(
        1_000,
        age,
        fresh,
        swr,
        sie,
        "no-store".equals(terms),
        "no-cache".equals(terms),
        "must-revalidate".equals(terms),
        tag);
  }
}
