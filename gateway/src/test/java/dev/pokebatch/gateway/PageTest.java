package dev.pokebatch.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The web page as a browser gets it: its files, their caching, and what they may load. */
class PageTest {

  private static final int FIRST_PAINT_BYTES = 200_000;
  private static final Path WEB = Path.of("src", "main", "resources", "web");
  private static final Pattern ASSET = Pattern.compile("/assets/[0-9a-f]+/[^\"]+");
  private static final Pattern IMPORT = Pattern.compile("(?:from|import) '(\\.[^']+)'");
  private static final Pattern INLINE =
      Pattern.compile("<style|style=|<script(?! type=\"module\" src=)|\\son\\w+=");

  private static EmbeddedPair pair;
  private static Client client;

  @BeforeAll
  static void start() {
    // The page is open where nothing else is.
    pair = EmbeddedPair.start(Map.of("POKEAPI_URL", "sample", "ANONYMOUS", "none"));
    client = new Client(pair.url());
  }

  @AfterAll
  static void stop() {
    pair.close();
  }

  static Stream<String> pages() throws IOException {
    try (var files = Files.list(WEB)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".html"))
          .map(name -> name.replaceFirst("\\.html$", ""))
          .map(name -> name.equals("index") ? "/" : "/" + name)
          .map(path -> path.equals("/problem") ? "/problems/not-found" : path)
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyPageIsOpenAndLoadsOnlyFilesOfTheGatewayThatThereAre(String path) {
    var page = get(path, Map.of("Accept", "text/html"));

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("content-type").orElse("")).startsWith("text/html");
    assertThat(page.headers().firstValue("content-security-policy").orElse(""))
        .startsWith("default-src 'self';")
        .doesNotContain("unsafe");
    assertThat(INLINE.matcher(page.body()).find()).as("inline script or style").isFalse();
    assertThat(page.body()).doesNotContain("src=\"http", "href=\"http", "{assets}");
    assertThat(assets(page.body()))
        .isNotEmpty()
        .allSatisfy(asset -> assertThat(get(asset, Map.of()).statusCode()).isEqualTo(200));
  }

  @Test
  void theNavigationMarksThePageThatItIsOn() {
    var current = Pattern.compile("<a href=\"(\\S+)\" aria-current=\"page\">");

    assertThat(List.of("/", "/compare", "/jobs"))
        .allSatisfy(
            path ->
                assertThat(current.matcher(get(path, Map.of()).body()).results())
                    .extracting(found -> found.group(1))
                    .containsExactly(path));
    assertThat(get("/problems/not-found", Map.of("Accept", "text/html")).body())
        .doesNotContain("aria-current", "<!--");
  }

  @Test
  void aPageIsAskedForAgainAndAnsweredShortlyIfItIsTheSame() {
    var page = get("/", Map.of());
    var tag = page.headers().firstValue("etag").orElseThrow();

    var again = get("/", Map.of("If-None-Match", tag));

    assertThat(page.headers().firstValue("cache-control")).hasValue("no-cache");
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void filesOfThisVersionMayBeKeptForEverAndOthersMayNot() {
    var asset = assets(get("/", Map.of()).body()).get(0);

    var current = get(asset, Map.of()).headers().firstValue("cache-control");
    var other = get(asset.replaceFirst("/assets/[0-9a-f]+", "/assets/0123456789abcdef"), Map.of());

    assertThat(current).hasValue("public, max-age=31536000, immutable");
    assertThat(other.statusCode()).isEqualTo(200);
    assertThat(other.headers().firstValue("cache-control")).hasValue("no-cache");
  }

  @Test
  void headSaysWhatGetWouldSend() {
    var head =
        client.send(client.request("HEAD", "/", Map.of(), new byte[0]), BodyHandlers.ofString());

    assertThat(head.headers().firstValueAsLong("content-length"))
        .hasValue(get("/", Map.of()).body().getBytes(UTF_8).length);
  }

  @Test
  void nothingElseOfTheClassPathIsServed() {
    assertThat(
            List.of(
                "/assets/00/../openapi.yaml",
                "/assets/00/%2e%2e/openapi.yaml",
                "/assets/00/none.js",
                "/assets/00/parts/layout.html",
                "/assets/00/"))
        .allSatisfy(path -> assertThat(get(path, Map.of()).statusCode()).isEqualTo(404));
  }

  @Test
  void theApiStillAsksForAKey() {
    assertThat(get("/v1/pokemon/1", Map.of()).statusCode()).isEqualTo(401);
    assertThat(get("/openapi.json", Map.of()).statusCode()).isEqualTo(401);
  }

  @Test
  void theFirstPaintIsSmall() {
    var page = compressed("/");
    var files = new TreeSet<String>();
    assets(page.text()).forEach(asset -> collect(asset, files));

    var bytes = page.bytes() + files.stream().mapToInt(file -> compressed(file).bytes()).sum();

    assertThat(files).hasSizeGreaterThan(20);
    assertThat(bytes).isLessThan(FIRST_PAINT_BYTES);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void aPageNamesAllThatItNeedsSoThatABrowserAsksForItAtOnce(String path) {
    var named = assets(get(path, Map.of("Accept", "text/html")).body());
    var needed = new TreeSet<String>();
    named.forEach(asset -> collect(asset, needed));

    assertThat(named).containsExactlyInAnyOrderElementsOf(needed);
  }

  /** Adds a file, and all modules that it imports. */
  private static void collect(String asset, Set<String> files) {
    if (files.add(asset)) {
      IMPORT
          .matcher(compressed(asset).text())
          .results()
          .forEach(
              found -> collect(pair.url().resolve(asset).resolve(found.group(1)).getPath(), files));
    }
  }

  private static List<String> assets(String page) {
    return ASSET.matcher(page).results().map(found -> found.group()).distinct().toList();
  }

  private record Compressed(int bytes, String text) {}

  private static Compressed compressed(String path) {
    var request = client.request("GET", path, Map.of("Accept-Encoding", "gzip"), new byte[0]);
    var answer = client.send(request, BodyHandlers.ofByteArray());
    if (answer.headers().firstValue("content-encoding").isEmpty()) {
      return new Compressed(answer.body().length, new String(answer.body(), UTF_8));
    }
    try (var plain = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
      return new Compressed(answer.body().length, new String(plain.readAllBytes(), UTF_8));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static HttpResponse<String> get(String path, Map<String, String> headers) {
    return client.send(client.request("GET", path, headers, new byte[0]), BodyHandlers.ofString());
  }
}
