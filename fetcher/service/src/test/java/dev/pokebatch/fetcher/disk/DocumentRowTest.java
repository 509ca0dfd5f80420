package dev.pokebatch.fetcher.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.fetcher.fetch.Lifetime;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DocumentRowTest {

  @Test
  void theHashedTextOfALifetimeStaysAsItIsInExistingFiles() {
    var lifetime = new Lifetime(1, 2, 3, 4, OptionalLong.of(5), false, true, false, "\"a\"");

    assertThat(DocumentRow.text(lifetime))
        .isEqualTo(
            "Lifetime[askedAtMs=1, initialAgeMs=2, freshMs=3, staleWhileRevalidateMs=4,"
                + " staleIfErrorMs=OptionalLong[5], noStore=false, noCache=true,"
                + " mustRevalidate=false, etag=\"a\"]");
  }

  @Test
  void anUnspecifiedStaleIfErrorIsHashedAsEmpty() {
    assertThat(DocumentRow.text(Lifetime.unspecified(7)))
        .isEqualTo(
            "Lifetime[askedAtMs=7, initialAgeMs=0, freshMs=0, staleWhileRevalidateMs=0,"
                + " staleIfErrorMs=OptionalLong.empty, noStore=false, noCache=false,"
                + " mustRevalidate=false, etag=null]");
  }
}
