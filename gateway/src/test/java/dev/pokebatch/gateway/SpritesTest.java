package dev.pokebatch.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sprites and sprite sheets, with the sample's pictures. */
class SpritesTest {

  private static EmbeddedPair pair;
  private static Client client;

  @BeforeAll
  static void start() {
    pair = EmbeddedPair.start(Map.of("POKEAPI_URL", "sample", "SAMPLE_LATENCY_MS", "0"));
    client = new Client(pair.url());
  }

  @AfterAll
  static void stop() {
    pair.close();
  }

  @Test
  void aSpriteIsAPictureThatBrowsersMayKeep() throws IOException {
    var sprite = get("/v1/sprites/pokemon/25.png");

    assertThat(sprite.statusCode()).isEqualTo(200);
    assertThat(header(sprite, "content-type")).isEqualTo("image/png");
    assertThat(header(sprite, "cache-control")).isEqualTo("public, max-age=604800");
    assertThat(header(sprite, "x-content-type-options")).isEqualTo("nosniff");
    assertThat(picture(sprite).getWidth()).isEqualTo(96);
    var tag = Map.of("If-None-Match", header(sprite, "etag"));
    assertThat(get(client, "/v1/sprites/pokemon/25.png", tag).statusCode()).isEqualTo(304);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/sprites/pokemon/other/dream-world/25.svg, image/svg+xml",
    "/v1/sprites/pokemon/other/showdown/25.gif, image/gif",
    "/v1/sprites/pokemon%2Fother%2Fhome%2F25.png, image/png"
  })
  void aSpriteOpenedByItselfCanDoNothing(String path, String type) {
    var sprite = get(path);

    assertThat(header(sprite, "content-type")).isEqualTo(type);
    assertThat(header(sprite, "content-security-policy"))
        .startsWith("default-src 'none'; ")
        .contains("sandbox");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pokemon/25.jpg",
        "pokemon/25",
        "pokemon/%2e%2e/25.png",
        "..%2f..%2fapi%2fv2%2fmeta",
        "POKEMON/25.png",
        "pokemon/9999.png"
      })
  void aPathThatIsNoSpriteIsNotFound(String path) {
    var answer = get("/v1/sprites/" + path);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(json(answer).getString("type")).isEqualTo("/problems/not-found");
  }

  @Test
  void otherMethodsAreRefused() {
    var post = client.request("POST", "/v1/sprites/pokemon/25.png", Map.of(), new byte[0]);
    var answer = client.send(post, BodyHandlers.ofByteArray());

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(header(answer, "allow")).isEqualTo("GET, HEAD");
  }

  @Test
  void aBatchCannotNameASprite() {
    for (var text : List.of("sprites/pokemon/25.png", "\tpokemon/25.png", "pokemon/25.png")) {
      var item =
          client
              .batch(new JsonObject().put("requests", List.of(text)))
              .getJsonArray("responses")
              .getJsonObject(0);

      assertThat(item.getInteger("status")).as(text).isIn(404, 422);
    }
  }

  @Test
  void whatIsNoPictureOrTooLargeIsRefused() {
    var vertx = Vertx.vertx();
    try {
      var site = EmbeddedPair.await(site(vertx));
      var url = "http://127.0.0.1:" + site.actualPort() + "/sprites/";
      var settings = Map.of("POKEAPI_URL", "sample", "SPRITES_URL", url, "UPSTREAM_TRIES", "1");
      try (var other = EmbeddedPair.start(settings)) {
        var here = new Client(other.url());
        var page = get(here, "/v1/sprites/page.png", Map.of());
        var large = get(here, "/v1/sprites/large.gif", Map.of());
        var away = get(here, "/v1/sprites/away.png", Map.of());

        assertThat(page.statusCode()).isEqualTo(502);
        assertThat(json(page).getString("type")).isEqualTo("/problems/upstream-invalid-body");
        assertThat(large.statusCode()).isEqualTo(502);
        assertThat(away.statusCode()).as("redirections are not followed").isEqualTo(502);
        assertThat(get(here, "/v1/sprites/small.gif", Map.of()).statusCode()).isEqualTo(200);
      }
    } finally {
      EmbeddedPair.await(vertx.close());
    }
  }

  private static Future<HttpServer> site(Vertx vertx) {
    return vertx
        .createHttpServer()
        .requestHandler(
            request -> {
              var response = request.response().putHeader("Content-Type", "image/png");
              switch (request.path()) {
                case "/sprites/page.png" -> response.end("<!doctype html><p>Not a picture");
                case "/sprites/large.gif" ->
                    response.end(Buffer.buffer("GIF89a").appendBytes(new byte[1 << 20]));
                case "/sprites/away.png" ->
                    response.setStatusCode(302).putHeader("Location", "/sprites/small.gif").end();
                default -> response.end("GIF89a");
              }
            })
        .listen(0, "127.0.0.1");
  }

  @Test
  void aSheetShowsTheSpritesOfItsPokemonInOrder() throws IOException {
    var answer = get("/v1/pokemon/25,bulbasaur,4..5/sprites.png");
    var sheet = picture(answer);

    assertThat(header(answer, "content-type")).isEqualTo("image/png");
    assertThat(header(answer, "cache-control")).isEqualTo("public, max-age=86400");
    assertThat(List.of(sheet.getWidth(), sheet.getHeight())).containsExactly(192, 192);
    assertThat(cell(sheet, 0, 0)).isEqualTo(cell(picture(get("/v1/sprites/pokemon/25.png")), 0, 0));
    assertThat(cell(sheet, 96, 0)).isEqualTo(cell(picture(get("/v1/sprites/pokemon/1.png")), 0, 0));
    assertThat(cell(sheet, 96, 96))
        .isEqualTo(cell(picture(get("/v1/sprites/pokemon/5.png")), 0, 0));
  }

  @Test
  void itsPositionsAndClassesNameThem() {
    var positions = json(get("/v1/pokemon/25,bulbasaur/sprites.json"));
    var classes = new String(get("/v1/pokemon/25,bulbasaur/sprites.css").body(), UTF_8);

    assertThat(positions.getInteger("width")).isEqualTo(192);
    assertThat(positions.getJsonArray("sprites").getJsonObject(1))
        .isEqualTo(
            new JsonObject()
                .put("key", "pokemon/bulbasaur")
                .put("id", "1")
                .put("name", "bulbasaur")
                .put("x", 96)
                .put("y", 0)
                .put("width", 96)
                .put("height", 96));
    assertThat(classes)
        .contains(".sprite-1,.sprite-bulbasaur{background-position:-96px 0px}\n")
        .contains("url(\"sprites.png\")");
  }

  @Test
  void aPokemonThatIsMissingHasAnEmptyCellAndTheSheetIsNotKept() throws IOException {
    var answer = get("/v1/pokemon/25,nobody/sprites.png");

    assertThat(header(answer, "cache-control")).isEqualTo("no-store");
    assertThat(cell(picture(answer), 96, 0)).containsOnly(0);
    assertThat(get("/v1/pokemon/nobody/sprites.png").statusCode()).isEqualTo(404);
  }

  @Test
  void aSheetOfTooManyIsRefused() {
    var answer = get("/v1/pokemon/1..201/sprites.png");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(json(answer).getString("limit")).isEqualTo("sheetSprites");
    assertThat(get("/v1/pokemon/1..151/sprites.png").statusCode()).isEqualTo(200);
  }

  private static int[] cell(BufferedImage picture, int x, int y) {
    return picture.getRGB(x, y, 96, 96, null, 0, 96);
  }

  private static BufferedImage picture(HttpResponse<byte[]> answer) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(answer.body()));
  }

  private static JsonObject json(HttpResponse<byte[]> answer) {
    return new JsonObject(Buffer.buffer(answer.body()));
  }

  private static String header(HttpResponse<byte[]> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static HttpResponse<byte[]> get(String path) {
    return get(client, path, Map.of());
  }

  private static HttpResponse<byte[]> get(Client client, String path, Map<String, String> headers) {
    return client.send(
        client.request("GET", path, headers, new byte[0]), BodyHandlers.ofByteArray());
  }
}
