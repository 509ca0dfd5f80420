package dev.pokebatch.fetcher.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pokebatch.contract.DocumentPath;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Only the configured upstream is ever called, whatever a target contains. */
class UpstreamTest {

  private static final String MIRROR = "http://mirror.test:8000/poke/api/v2";

  private final Upstream upstream = Upstream.of(MIRROR + "/");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pokemon/25",
        "Pokemon/25/",
        "/api/v2/pokemon/25/",
        "/poke/api/v2/pokemon/25",
        "http://mirror.test:8000/poke/api/v2/pokemon/25/",
        "HTTP://Mirror.TEST:8000/poke/api/v2/pokemon/25/",
        "https://pokeapi.co/api/v2/pokemon/25/",
        "http://pokeapi.co/api/v2/pokemon/25/",
        "https://pokeapi.co:443/api/v2/pokemon/25/",
        "http://pokeapi.co:80/api/v2/pokemon/25",
        "https://pokeapi.co:/api/v2/pokemon/25/",
        "HTTPS://PokeAPI.co/api/v2/pokemon/25/"
      })
  void everyFormOfALinkIsMappedToTheUpstream(String target) {
    assertThat(upstream.resolve(target)).hasValue(new DocumentPath("pokemon", "25"));
    assertThat(upstream.url(upstream.resolve(target).orElseThrow(), false))
        .isEqualTo(MIRROR + "/pokemon/25/");
  }

  @Test
  void theDataSetsVersionIsRequestedBelowTheUpstream() {
    assertThat(upstream.url(DocumentPath.META, false)).isEqualTo(MIRROR + "/meta");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "//",
        "//evil.test/api/v2/pokemon/25",
        "https://evil.test/api/v2/pokemon/25/",
        "http://pokeapi.co:443/api/v2/pokemon/25/",
        "https://pokeapi.co:80/api/v2/pokemon/25/",
        "https://pokeapi.co:99999/api/v2/pokemon/25/",
        "https://pokeapi.co/API/V2/pokemon/25/",
        "https://mirror.test:8000/poke/api/v2/pokemon/25/",
        "http://mirror.test/poke/api/v2/pokemon/25/",
        "ftp://pokeapi.co/api/v2/pokemon/25/",
        "https://pokeapi.co.evil.test/api/v2/pokemon/25/",
        "https://pokeapi.co@evil.test/api/v2/pokemon/25/",
        "https://pokeapi.co:1/api/v2/pokemon/25",
        "https://pokeapi.co/api/v2/../v1/pokemon/25",
        "https://pokeapi.co/api/v2/pokemon/%2e%2e/",
        "https://pokeapi.co/api/v2/pokemon/25/?a=b",
        "https://pokeapi.co/api/v2/pokemon/25/#a",
        "https://pokeapi.co/api/v2//evil.test/",
        "/api/v2/\\evil.test/25",
        "/api/v2/pokemon/2\n5",
        "/api/v1/pokemon/25",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "/api/v2/pokemon/\u0000",
        "/api/v2/pok\u0435mon/25"
      })
  void whatIsNotBelowItNamesNothing(String target) {
    assertThat(upstream.resolve(target)).isEmpty();
  }

  @Test
  void aUrlMayOmitItsTrailingSlash() {
    var path = upstream.resolve("pokemon/25").orElseThrow();

    assertThat(upstream.url(path, false)).isEqualTo(MIRROR + "/pokemon/25/");
    assertThat(upstream.url(path, true)).isEqualTo(MIRROR + "/pokemon/25");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://mirror.test", "https://mirror.test:443", "http://MIRROR.test:80"})
  void aPortThatIsTheUsualOneMayBeNamedOrNot(String base) {
    var usual = Upstream.of(base);
    for (var link :
        List.of("http://mirror.test/pokemon/25", "https://mirror.test:443/pokemon/25/")) {
      assertThat(usual.resolve(link)).hasValue(new DocumentPath("pokemon", "25"));
    }
    assertThat(usual.resolve("/api/v2/pokemon/25/")).hasValue(new DocumentPath("pokemon", "25"));
    assertThat(usual.resolve("http://mirror.test:8000/pokemon/25")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/poke/api/v2/pokemon/25, pokemon/25, true",
    "/poke/api/v2/pokemon/25/, pokemon/25, false",
    "../25/, pokemon/25, false",
    "encounters, pokemon/x/encounters, true",
    "http://mirror.test:8000/poke/api/v2/item/1/#top, item/1, false",
    "//mirror.test:8000/poke/api/v2/item/1/, item/1, false",
    "/poke/api/v2/item?limit=2&offset=0, item?limit=2&offset=0, true",
    "/poke/api/v2/item/?limit=2&offset=0, item?limit=2&offset=0, false",
  })
  void aRedirectionLeadsToADocumentBelowTheUpstream(
      String location, String path, boolean omitSlash) {
    var redirect = upstream.redirect(MIRROR + "/pokemon/x/", location).orElseThrow();

    assertThat(redirect.path()).hasToString(path);
    assertThat(redirect.omitSlash()).isEqualTo(omitSlash);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "/",
        "/api/v2/pokemon/25/",
        "/poke/api/v2/",
        "/poke/api/v2/pokemon/",
        "/poke/api/v2/pokemon/25/?x=1",
        "https://mirror.test:8000/poke/api/v2/pokemon/25/",
        "http://mirror.test/poke/api/v2/pokemon/25/",
        "https://pokeapi.co/api/v2/pokemon/25/",
        "//evil.test/poke/api/v2/pokemon/25/",
        "http://mirror.test:8000@evil.test/poke/api/v2/pokemon/25/",
        "/poke/api/v2/../../secret/1/",
        "/poke/api/v2/pokemon/%32/",
        "http://[",
        "mailto:a@b"
      })
  void anyOtherRedirectionLeadsNowhere(String location) {
    assertThat(upstream.redirect(MIRROR + "/pokemon/x/", location)).isEmpty();
  }

  @Test
  void aTargetOfTenKilobytesIsRefused() {
    assertThat(upstream.resolve("/api/v2/pokemon/" + "2".repeat(10_240))).isEmpty();
  }

  @Property
  void everyResolvedTargetIsRequestedBelowTheUpstream(@ForAll("targets") String target) {
    upstream
        .resolve(target)
        .ifPresent(
            path ->
                assertThat(upstream.url(path, false))
                    .startsWith(MIRROR + "/")
                    .matches(
                        ".{35}/[a-z0-9_-]+/([a-z0-9_-]+/(encounters/)?|\\?limit=\\d+&offset=\\d+)"));
  }

  @Provide
  Arbitrary<String> targets() {
    return Arbitraries.of(
            MIRROR,
            "https://pokeapi.co/api/v2",
            "/api/v2",
            "/",
            "//",
            "..",
            "pokemon",
            "25",
            "%2f",
            "?",
            "#",
            "@",
            ":",
            "\\",
            "evil.test",
            "\n",
            "é",
            ".",
            "-",
            "A")
        .list()
        .ofMaxSize(7)
        .map(parts -> String.join("", parts));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "pokeapi.co/api/v2",
        "ftp://pokeapi.co",
        "http://",
        "http:///api",
        "http://a b/",
        "http://user:secret@pokeapi.co/api/v2",
        "http://pokeapi.co/?a=b",
        "http://pokeapi.co/#a",
        "http://pokeapi.co/a/../b"
      })
  void whatIsNoBaseUrlIsRefusedInOneSentence(String url) {
    assertThatThrownBy(() -> Upstream.of(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("it[^\\n]+|its[^\\n]+");
  }
}
