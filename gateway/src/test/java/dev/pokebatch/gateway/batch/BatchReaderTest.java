package dev.pokebatch.gateway.batch;

import static dev.pokebatch.gateway.batch.ReadBatches.errors;
import static dev.pokebatch.gateway.batch.ReadBatches.pointers;
import static dev.pokebatch.gateway.batch.ReadBatches.problem;
import static dev.pokebatch.gateway.batch.ReadBatches.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pokebatch.contract.LinkPaths;
import dev.pokebatch.contract.Projection;
import dev.pokebatch.contract.TransportKind;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchReaderTest {

  @Test
  void omittedOptionsHaveDefaults() {
    var batch = read("{\"requests\":[\"pokemon/pikachu\"]}");

    assertThat(batch)
        .isEqualTo(
            new BatchRequest(
                List.of(new Step.Get("0", new DocumentList.Single("pokemon/pikachu"), View.WHOLE)),
                OptionValues.defaults(BatchLimits.defaults())));
    assertThat(batch.options().get(OptionTable.MODE)).isEqualTo(Mode.PARALLEL);
    assertThat(batch.options().get(OptionTable.ON_ERROR)).isEqualTo(OnError.CONTINUE);
    assertThat(batch.options().concurrency()).isEqualTo(32);
    assertThat(batch.deadlineMs()).isEqualTo(15_000);
    assertThat(batch.options().view()).isEqualTo(View.WHOLE);
    assertThat(batch.options().get(OptionTable.TRANSPORT)).isEqualTo(TransportKind.NON_BLOCKING);
    assertThat(batch.options().get(OptionTable.TRACE)).isFalse();
  }

  @Test
  void allOptionsAreRead() {
    var batch =
        read(
            """
            {"transport": "blocking", "mode": "sequence", "concurrency": 256, "deadlineMs": 60000,
             "fields": "id, name", "expand": ["types.type", "species"], "trace": true,
             "requests": ["pokemon/1..3", {"id": "b", "get": "Move/57/", "fields": "pp"}]}
            """);

    var view =
        new View(Projection.parse("id,name"), LinkPaths.of(List.of("types.type", "species")));
    assertThat(batch)
        .isEqualTo(
            new BatchRequest(
                List.of(
                    new Step.Get("0", new DocumentList.Range("pokemon", 1, 3), view),
                    new Step.Get(
                        "b",
                        new DocumentList.Single("move/57"),
                        new View(Projection.parse("pp"), view.expand()))),
                OptionValues.defaults(BatchLimits.defaults())
                    .with(OptionTable.MODE, Mode.SEQUENCE)
                    .with(OptionTable.CONCURRENCY, 256L)
                    .with(OptionTable.DEADLINE_MS, 60_000L)
                    .with(OptionTable.FIELDS, view.fields())
                    .with(OptionTable.EXPAND, view.expand())
                    .with(OptionTable.TRANSPORT, TransportKind.BLOCKING)
                    .with(OptionTable.TRACE, true)));
    assertThat(batch.documents()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "null | `` | must be an object such as {\"requests\": [\"pokemon/pikachu\"]}, not null",
        "[] | `` | must be an object such as {\"requests\": [\"pokemon/pikachu\"]}, not an array",
        "3 | `` | must be an object such as {\"requests\": [\"pokemon/pikachu\"]}, not a number",
        "{} | /requests | is missing",
        "{\"requests\":[]} | /requests | must have at least one step",
        "{\"requests\":\"a/b\"} | /requests | must be an array, not a string",
        "{\"requests\":null} | /requests | must be an array, not null",
        "{\"requests\":[1]} | /requests/0 | must be a string or an object, not a number",
        "{\"requests\":[null]} | /requests/0 | must be a string or an object, not null",
        "{\"requests\":[\"a/b\",[\"a/b\"]]} | /requests/1 | must be a string or an object, not an"
            + " array",
        "{\"requests\":[{}]} | /requests/0/get | is missing",
        "{\"requests\":[{\"get\":null}]} | /requests/0/get | must be a string, not null",
        "{\"requests\":[{\"get\":[]}]} | /requests/0/get | must be a string, not an array",
        "{\"requests\":[\"a/b\",{\"get\":{\"from\":\"0\"}}]} | /requests/1/get/path | is missing",
        "{\"requests\":[{\"get\":true}]} | /requests/0/get | must be a string, not a boolean",
        "{\"requests\":[{\"get\":\"a/b\",\"id\":7}]} | /requests/0/id | must be a string, not a"
            + " number",
        "{\"requests\":[{\"get\":\"a/b\",\"id\":\"\"}]} | /requests/0/id | must be 1 to 64 letters,"
            + " digits, hyphens or underscores, not ''",
        "{\"requests\":[{\"get\":\"a/b\",\"id\":\"a.b\"}]} | /requests/0/id | must be 1 to 64"
            + " letters, digits, hyphens or underscores, not 'a.b'",
        "{\"requests\":[{\"get\":\"a/b\",\"fields\":[]}]} | /requests/0/fields | must be a string or an"
            + " object, not an array",
        "{\"requests\":[{\"get\":\"a/b\",\"fields\":\"a..b\"}]} | /requests/0/fields | fields must"
            + " be dotted paths separated by commas, such as id,types.type.name",
        "{\"requests\":[{\"get\":\"a/b\",\"expands\":[]}]} | /requests/0/expands | is not known;"
            + " known are id, get, fields, expand",
        "{\"requests\":[\"a/b\"],\"fields\":\"\"} | /fields | fields must name at least one path,"
            + " or be *",
        "{\"requests\":[\"a/b\"],\"mode\":\"serial\"} | /mode | must be parallel or sequence, not"
            + " 'serial'",
        "{\"requests\":[\"a/b\"],\"mode\":\"PARALLEL\"} | /mode | must be parallel or sequence, not"
            + " 'PARALLEL'",
        "{\"requests\":[\"a/b\"],\"mode\":1} | /mode | must be a string, not a number",
        "{\"requests\":[\"a/b\"],\"transport\":\"non_blocking\"} | /transport | must be"
            + " non-blocking or blocking, not 'non_blocking'",
        "{\"requests\":[\"a/b\"],\"trace\":1} | /trace | must be true or false, not a number",
        "{\"requests\":[\"a/b\"],\"mode\":\"parallel\",\"mode\":\"parallel\"} | /mode | is there"
            + " more than once",
        "{\"requests\":[{\"get\":\"a/b\",\"get\":\"a/b\"}]} | /requests/0/get | is there more than"
            + " once",
      })
  void aFaultHasAPointer(String body, String pointer, String detail) {
    assertThat(errors(body))
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.getString("pointer")).isEqualTo(pointer);
              assertThat(error.getString("detail")).isEqualTo(detail);
            });
  }

  @Test
  void anUnknownMemberIsToldWhichAreKnown() {
    assertThat(errors("{\"requests\":[\"a/b\"],\"tracing\":true}"))
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.getString("pointer")).isEqualTo("/tracing");
              assertThat(error.getString("detail"))
                  .startsWith("is not known; known are requests, ")
                  .contains(", trace");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "1.5",
        "-0.0",
        "1e400",
        "-1e400",
        "\"3\"",
        "null",
        "true",
        "[3]",
        "1e-5",
        "100000000000000000000000000000000",
      })
  void aCountIsAWholeNumberOfAtLeastOne(String number) {
    var body = "{\"requests\":[\"a/b\"],\"concurrency\":%1$s,\"deadlineMs\":%1$s}";

    assertThat(errors(String.format(Locale.ROOT, body, number)))
        .extracting(e -> e.getString("pointer"), e -> e.getString("detail"))
        .containsExactly(
            tuple("/concurrency", "must be a whole number from 1 to 256"),
            tuple("/deadlineMs", "must be a whole number from 1 to 60000"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "7.0", "0.7e1", "70E-1"})
  void aWholeNumberMayBeWrittenInAnyWay(String number) {
    var batch = read("{\"requests\":[\"a/b\"],\"concurrency\":" + number + "}");

    assertThat(batch.options().concurrency()).isEqualTo(7);
  }

  @Test
  void allFaultsAreReportedTogether() {
    assertThat(
            pointers(
                """
                {"mode": "fast", "concurrency": 0, "deadlineMs": "soon", "fields": "", "trace": 1,
                 "transport": "pigeon", "mode": "slow",
                 "requests": [7, {"id": "a b", "get": 1, "max": 3}, {"fields": 1}, null]}
                """))
        .containsExactlyInAnyOrder(
            "/mode",
            "/trace",
            "/fields",
            "/requests/0",
            "/requests/1/max",
            "/requests/1/id",
            "/requests/1/get",
            "/requests/2/fields",
            "/requests/2/get",
            "/requests/3",
            "/mode",
            "/concurrency",
            "/deadlineMs",
            "/transport");
  }

  @Test
  void namesInAPointerAreEscaped() {
    assertThat(pointers("{\"requests\":[{\"get\":\"a/b\",\"a/b~c\":1}],\"\":2}"))
        .containsExactly("/", "/requests/0/a~1b~0c");
  }

  @Test
  void duplicateMembersAreFoundAtAnyDepth() {
    assertThat(pointers("{\"requests\":[\"a/b\"],\"x\":[{},{\"y\":{\"z\":1,\"z\":{}}}]}"))
        .containsExactly("/x/1/y/z", "/x");
  }

  @Test
  void onlyTheFirstHundredFaultsAreListed() {
    var problem = problem("{\"requests\":[" + "0,".repeat(149) + "0]}");

    assertThat(problem.toJson().getJsonArray("errors")).hasSize(100);
    assertThat(problem.members()).containsEntry("truncated", 50);
    assertThat(problem.detail())
        .isEqualTo("The request has 150 faults, of which the first 100 are listed.");
  }
}
