package dev.pokebatch.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleHttpTest {
  private static RunningSample sample;

  @BeforeAll
  static void start() {
    sample = new RunningSample(SampleConfig.defaults().withLatencyMs(0).withDocuments(400));
  }

  @AfterAll
  static void stop() {
    sample.close();
  }

  @Test
  void aDocumentCarriesTheHeadersOfPokeApi() {
    var answer = sample.get("/pokemon/25");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "content-type")).isEqualTo("application/json; charset=utf-8");
    assertThat(header(answer, "cache-control")).isEqualTo("public, max-age=86400, s-maxage=86400");
    assertThat(header(answer, "content-length")).isEqualTo("" + answer.body().length);
    assertThat(answer.headers().firstValue("content-encoding")).isEmpty();
  }

  @Test
  void clientsThatAcceptGzipGetTheSameDocumentCompressed() throws IOException {
    var plain = sample.get("/pokemon/25", "accept-encoding", "gzip;q=0, identity");
    var packed = sample.get("/pokemon/25", "accept-encoding", "br, gzip");

    assertThat(header(packed, "content-encoding")).isEqualTo("gzip");
    assertThat(header(packed, "content-length")).isEqualTo("" + packed.body().length);
    try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
      assertThat(unpacked.readAllBytes()).isEqualTo(plain.body());
    }
    assertThat((double) plain.body().length / packed.body().length).isBetween(11.0, 30.0);
  }

  @Test
  void aMatchingETagIsAnsweredWith304WithoutABody() {
    var tag = header(sample.get("/pokemon/25"), "etag");

    for (var sent : new String[] {tag, "\"other\", " + tag, "*", tag.substring(2)}) {
      var answer = sample.get("/pokemon/25", "if-none-match", sent, "accept-encoding", "gzip");
      assertThat(answer.statusCode()).as(sent).isEqualTo(304);
      assertThat(answer.body()).isEmpty();
      assertThat(header(answer, "etag")).isEqualTo(tag);
    }
    assertThat(sample.get("/pokemon/1", "if-none-match", tag).statusCode()).isEqualTo(200);
  }

  @Test
  void metaNamesTheVersionOfTheData() {
    try (var own = RunningSample.withoutLatency()) {
      var before = own.json("/meta").get("hash").textValue();
      own.upstream.deploy("another");

      assertThat(before).isNotEmpty().isNotEqualTo("another");
      assertThat(own.json("/meta/").get("hash").textValue()).isEqualTo("another");
    }
  }

  @Test
  void theMaxAgeOfDocumentsIsConfigurable() {
    try (var own = new RunningSample(SampleConfig.defaults().withLatencyMs(0).withMaxAgeS(7))) {
      assertThat(header(own.get("/pokemon/25"), "cache-control"))
          .isEqualTo("public, max-age=7, s-maxage=7");
    }
  }

  @Test
  void headReturnsTheHeadersOfGetWithoutABody() {
    var get = sample.get("/type/13");
    var head = sample.send(sample.request("/type/13").method("HEAD", BodyPublishers.noBody()));

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().map()).isEqualTo(get.headers().map());
  }

  @Test
  void otherMethodsAreRejectedWith405() {
    var answer = sample.send(sample.request("/type/13").POST(BodyPublishers.ofString("{}")));

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(header(answer, "allow")).isEqualTo("GET, HEAD");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/pokemon/0",
        "/pokemon/401",
        "/pokemon/missingno",
        "/pokemon/Pikachu",
        "/pokemon/pikachu-25",
        "/pokemon/pikachu-177",
        "/pokemon/99999999999999",
        "/evolution-chain/bulbasaur",
        "/digimon",
        "/digimon/1",
        "/type/13/encounters",
        "x/pokemon/1"
      })
  void aMissingDocumentIsA404InPlainTextCacheableForFiveDays(String path) {
    var answer = sample.get(path);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(header(answer, "content-type")).startsWith("text/plain");
    assertThat(header(answer, "cache-control")).isEqualTo("public, max-age=432000");
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("Not Found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/pokemon/pika.chu", "/pokemon/a%20b", "/type/%2e%2e"})
  void aMalformedKeyIsABadRequest(String path) {
    assertThat(sample.get(path).statusCode()).isEqualTo(400);
  }

  @Test
  void trailingSlashesDoNotMatter() {
    assertThat(sample.get("/pokemon/25/").body()).isEqualTo(sample.get("/pokemon/25").body());
    assertThat(sample.get("/type/").body()).isEqualTo(sample.get("/type").body());
    assertThat(sample.get("/").body()).isEqualTo(sample.get("").body());
  }

  @Test
  void theIndexListsEveryResource() {
    var index = sample.json("/");

    assertThat(index).hasSize(4);
    assertThat(index.at("/pokemon-species").asText())
        .isEqualTo(sample.upstream.url() + "/pokemon-species/");
  }

  @Test
  void aListHasPagesOfTwentyEntriesUnlessTheRequestSetsALimit() {
    var first = sample.json("/pokemon");
    var middle = sample.json("/pokemon?limit=50&offset=150");
    var last = sample.json("/pokemon?offset=390");

    assertThat(first.at("/count").asInt()).isEqualTo(400);
    assertThat(first.at("/results")).hasSize(20);
    assertThat(first.at("/previous").isNull()).isTrue();
    assertThat(first.at("/next").asText())
        .isEqualTo(sample.upstream.url() + "/pokemon?offset=20&limit=20");
    assertThat(middle.at("/results")).hasSize(50);
    assertThat(middle.at("/results/0/name").asText()).isEqualTo("mew");
    assertThat(middle.at("/results/1/name").asText()).isEqualTo("bulbasaur-152");
    assertThat(middle.at("/previous").asText()).endsWith("?offset=100&limit=50");
    assertThat(last.at("/results")).hasSize(10);
    assertThat(last.at("/next").isNull()).isTrue();
    assertThat(sample.json("/pokemon?limit=100000").at("/results")).hasSize(400);
    assertThat(sample.json("/pokemon?offset=4000").at("/results")).isEmpty();
    assertThat(sample.json("/evolution-chain?limit=1").at("/results/0").has("name")).isFalse();
  }

  @Test
  void copiesHaveTheirOwnIdAndNameAndTheFactsOfTheOriginal() {
    var copy = sample.json("/pokemon/pikachu-176");

    assertThat(copy.at("/id").asInt()).isEqualTo(176);
    assertThat(copy.at("/name").asText()).isEqualTo("pikachu-176");
    assertThat(copy.at("/species/name").asText()).isEqualTo("pikachu");
    assertThat(sample.json("/pokemon/176")).isEqualTo(copy);
    assertThat(copy.at("/stats")).isEqualTo(sample.json("/pokemon/25").at("/stats"));
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElseThrow();
  }
}
