package dev.pokebatch.gateway.csv;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;

/** For random documents, a CSV parser reads the values that a walk of the JSON tree finds. */
class CsvPropertiesTest {

  private static final ObjectReader PARSER =
      new CsvMapper().readerForListOf(String.class).with(CsvParser.Feature.WRAP_AS_ARRAY);
  private static final JsonNodeFactory NODES = new JsonNodeFactory(true);

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void aCsvParserReadsTheValuesOfTheDocumentsTree(
      @ForAll @Size(max = 4) List<@From("documents") JsonNode> documents,
      @ForAll("paths") List<String> paths,
      @ForAll("texts") String error,
      @ForAll boolean pretty)
      throws IOException {
    var columns = CsvColumns.of(paths);
    var written = columns.header();
    var expected = new ArrayList<List<String>>();
    expected.add(cells(paths, "_id", "_get", "_status", "_error"));
    for (var document : documents) {
      written.appendBuffer(columns.row("mon", "a/b", 200, text(document, pretty), null));
      var cells =
          paths.stream().map(path -> cell(document, List.of(path.split("\\.")), false)).toList();
      expected.add(cells(cells, "mon", "a/b", "200", ""));
    }
    written.appendBuffer(columns.row("x", error, 404, null, error));
    expected.add(cells(Collections.nCopies(paths.size(), ""), "x", error, "404", error));

    assertThat(read(written)).isEqualTo(expected);
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void aCsvParserReadsTheWholeDocument(
      @ForAll("documents") JsonNode document, @ForAll boolean pretty) throws IOException {
    var body = text(document, pretty);
    var columns = CsvColumns.of(List.of());
    var written = columns.header().appendBuffer(columns.row("mon", "a/b", 200, body, null));

    assertThat(read(written)).last().isEqualTo(List.of("mon", "a/b", "200", "", body.toString()));
  }

  /** The expected content of a cell, computed from the JSON tree. */
  private static String cell(JsonNode value, List<String> path, boolean inArray) {
    if (value.isArray()) {
      var elements = new ArrayList<String>();
      value.forEach(element -> elements.add(cell(element, path, true)));
      return String.join("|", elements);
    }
    if (!path.isEmpty()) {
      var member = value.get(path.get(0));
      return member == null ? "" : cell(member, path.subList(1, path.size()), inArray);
    }
    var text = value.isObject() ? value.toString() : value.isNull() ? "" : value.asText();
    return inArray ? text.replace("\\", "\\\\").replace("|", "\\|") : text;
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void jsonArraysAreThoseOfTheDocumentsTree(
      @ForAll("documents") JsonNode document, @ForAll("paths") List<String> paths)
      throws IOException {
    var columns = CsvColumns.of(paths).withJsonArrays();
    var written =
        columns.header().appendBuffer(columns.row("mon", "a/b", 200, text(document, true), null));
    var cells = read(written).get(1);

    for (var i = 0; i < paths.size(); i++) {
      var expected = jsonCell(document, List.of(paths.get(i).split("\\.")));
      if (expected.isArray()) {
        assertThat(new ObjectMapper().readTree(cells.get(i)).toString())
            .isEqualTo(new ObjectMapper().readTree(expected.toString()).toString());
      } else {
        assertThat(cells.get(i))
            .isEqualTo(expected.isObject() ? expected.toString() : text(expected));
      }
    }
  }

  private static String text(JsonNode scalar) {
    return scalar.isNull() ? "" : scalar.asText();
  }

  /** The value of a cell in which arrays are JSON. */
  private static JsonNode jsonCell(JsonNode value, List<String> path) {
    if (value.isArray()) {
      var array = NODES.arrayNode();
      value.forEach(element -> array.add(jsonCell(element, path)));
      return array;
    }
    if (path.isEmpty()) {
      return value;
    }
    var member = value.get(path.get(0));
    return member == null ? NODES.nullNode() : jsonCell(member, path.subList(1, path.size()));
  }

  private static List<String> cells(List<String> first, String... ours) {
    var all = new ArrayList<>(first);
    Collections.addAll(all, ours);
    return all;
  }

  private static Buffer text(JsonNode document, boolean pretty) {
    return Buffer.buffer(pretty ? document.toPrettyString() : document.toString());
  }

  private static List<List<String>> read(Buffer csv) throws IOException {
    try (var rows = PARSER.<List<String>>readValues(csv.getBytes())) {
      return rows.readAll();
    }
  }

  @Provide
  Arbitrary<List<String>> paths() {
    return names()
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(names -> String.join(".", names))
        .list()
        .uniqueElements()
        .ofMinSize(1)
        .ofMaxSize(5);
  }

  private static Arbitrary<String> names() {
    return Arbitraries.of("a", "b", "c", "type-1");
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().withCharRange(' ', '\uD7FF').ofMaxLength(20),
        Arbitraries.strings().withChars(",\"\r\n;|= \t'\\/é").ofMaxLength(10),
        Arbitraries.of("ピカチュウ 😀", "say \"hi\"", "\r\n", "\""));
  }

  @Provide
  Arbitrary<JsonNode> documents() {
    return value(4);
  }

  private Arbitrary<JsonNode> value(int depth) {
    Arbitrary<JsonNode> scalars =
        Arbitraries.oneOf(
            texts().map(NODES::textNode),
            Arbitraries.bigDecimals().ofScale(20).map(n -> NODES.numberNode(n)),
            Arbitraries.longs().map(n -> NODES.numberNode((long) n)),
            Arbitraries.of(NODES.nullNode(), NODES.booleanNode(true), NODES.booleanNode(false)));
    if (depth == 0) {
      return scalars;
    }
    var nested = Arbitraries.lazy(() -> value(depth - 1));
    Arbitrary<JsonNode> objects =
        Combinators.combine(names().list().ofMaxSize(5), nested.list().ofSize(5))
            .as(
                (names, values) -> {
                  var object = NODES.objectNode();
                  for (var i = 0; i < names.size(); i++) {
                    object.set(names.get(i), values.get(i));
                  }
                  return object;
                });
    Arbitrary<JsonNode> arrays =
        nested.list().ofMaxSize(4).map(values -> NODES.arrayNode().addAll(values));
    return Arbitraries.frequencyOf(Tuple.of(5, objects), Tuple.of(3, arrays), Tuple.of(2, scalars));
  }
}
