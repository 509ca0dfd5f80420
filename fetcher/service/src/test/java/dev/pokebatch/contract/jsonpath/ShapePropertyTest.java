package dev.pokebatch.contract.jsonpath;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.LinkPaths;
import dev.pokebatch.contract.Projection;
import dev.pokebatch.contract.shape.Shape;
import dev.pokebatch.fetcher.fetch.DocumentView;
import dev.pokebatch.fetcher.fetch.EncodedJson;
import dev.pokebatch.fetcher.fetch.ProjectedDocument;
import dev.pokebatch.fetcher.projection.DocumentProjector;
import dev.pokebatch.fetcher.projection.InvalidDocumentException;
import dev.pokebatch.fetcher.projection.InvalidDocumentException.Reason;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** A shape made from bytes that were cut is the shape made from the whole parsed document. */
class ShapePropertyTest {

  private final DocumentProjector projector =
      new DocumentProjector(1 << 20, 20_000, link -> Optional.empty());

  @Property(tries = 5_000)
  void aShapeIsMadeAsFromTheParsedDocument(
      @ForAll("values") List<String> values, @ForAll("documents") Object document) {
    var members = new LinkedHashMap<String, String>();
    values.forEach(value -> members.put("m" + members.size(), value));
    var projected = project(document, Shape.of(members));
    if (projected == null) {
      return; // more work than the limit
    }
    var expected = new JsonObject();
    var unmatched = new ArrayList<String>();
    members.forEach(
        (name, value) -> {
          var nodes = nodes(value, document);
          expected.put(name, expected(value, nodes, document));
          if (!matches(value, nodes)) {
            unmatched.add(name);
          }
        });

    // Vert.x' JSON compares numbers by their value.
    assertThat(projected.bytes().toJsonObject()).isEqualTo(expected);
    assertThat(projected.unmatched()).isEqualTo(unmatched);
  }

  private static boolean matches(String value, List<@Nullable Object> nodes) {
    if (isDotted(value)) {
      return !nodes.isEmpty();
    }
    var function = value.startsWith("$") ? "" : value.substring(0, value.indexOf('('));
    return switch (function) {
      case "value" -> nodes.size() == 1;
      case "sum", "min", "max" -> nodes.stream().anyMatch(Number.class::isInstance);
      case "length" -> length(first(nodes)) != null;
      default -> !nodes.isEmpty();
    };
  }

  private @Nullable ProjectedDocument project(Object document, Shape shape) {
    var text = Json.encode(document).getBytes(StandardCharsets.UTF_8);
    try {
      return projector.project(
          new EncodedJson(text, false), new DocumentView(Projection.of(shape), LinkPaths.NONE));
    } catch (InvalidDocumentException e) {
      assertThat(e.reason()).isEqualTo(Reason.SHAPE_WORK);
      return null;
    }
  }

  private static boolean isDotted(String value) {
    return !value.contains("$");
  }

  private static String path(String value) {
    return value.startsWith("$") ? value : value.replaceAll("^[a-z]+\\(|\\)$", "");
  }

  private static List<@Nullable Object> nodes(String value, Object document) {
    if (isDotted(value)) {
      var found = new ArrayList<@Nullable Object>();
      collect(document, List.of(value.split("\\.", -1)), found);
      return found;
    }
    var path = JsonPath.parse(path(value));
    return path.nodes(document, Integer.MAX_VALUE, new WorkBudget(Selecting.ENOUGH));
  }

  private static void collect(
      @Nullable Object node, List<String> names, List<@Nullable Object> found) {
    if (names.isEmpty()) {
      found.add(node);
    } else if (node instanceof JsonArray array) {
      array.forEach(element -> collect(element, names, found));
    } else if (node instanceof JsonObject object && object.containsKey(names.get(0))) {
      collect(object.getValue(names.get(0)), names.subList(1, names.size()), found);
    }
  }

  private static boolean passesArray(List<String> names, @Nullable Object node) {
    if (names.isEmpty()) {
      return false;
    }
    if (node instanceof JsonArray) {
      return true;
    }
    return node instanceof JsonObject object
        && object.containsKey(names.get(0))
        && passesArray(names.subList(1, names.size()), object.getValue(names.get(0)));
  }

  private static @Nullable Object expected(
      String value, List<@Nullable Object> nodes, Object document) {
    if (isDotted(value)) {
      return passesArray(List.of(value.split("\\.", -1)), document)
          ? new JsonArray(nodes)
          : first(nodes);
    }
    if (value.startsWith("$")) {
      return JsonPath.parse(value).isSingular() ? first(nodes) : new JsonArray(nodes);
    }
    var numbers =
        nodes.stream().filter(Number.class::isInstance).map(n -> ((Number) n).doubleValue());
    return switch (value.substring(0, value.indexOf('('))) {
      case "value" -> nodes.size() == 1 ? nodes.get(0) : null;
      case "first" -> first(nodes);
      case "count" -> nodes.size();
      case "length" -> length(first(nodes));
      case "sum" -> numbers.reduce(0.0, Double::sum);
      case "min" -> numbers.min(Double::compare).orElse(null);
      default -> numbers.max(Double::compare).orElse(null);
    };
  }

  private static @Nullable Object length(@Nullable Object node) {
    if (node instanceof String text) {
      return text.length();
    }
    if (node instanceof JsonArray array) {
      return array.size();
    }
    return node instanceof JsonObject object ? object.size() : null;
  }

  private static @Nullable Object first(List<@Nullable Object> nodes) {
    return nodes.isEmpty() ? null : nodes.get(0);
  }

  @Provide
  Arbitrary<List<String>> values() {
    var paths = new JsonPathPropertyTest().paths().filter(path -> path.length() < 300);
    var dotted =
        Arbitraries.of("a", "b", "c", "d")
            .list()
            .ofMinSize(1)
            .ofMaxSize(4)
            .map(n -> String.join(".", n));
    var functions =
        Arbitraries.of("value", "first", "count", "sum", "min", "max")
            .flatMap(function -> paths.map(path -> function + "(" + path + ")"));
    var lengths = Arbitraries.of("length($.a)", "length($.b.c)", "length($[0])", "length($)");
    return Arbitraries.oneOf(dotted, paths, functions, lengths)
        .list()
        .ofMinSize(1)
        .ofMaxSize(5)
        .filter(all -> String.join("", all).length() < 3_500);
  }

  @Provide
  Arbitrary<Object> documents() {
    return new JsonPathPropertyTest().documents();
  }
}
