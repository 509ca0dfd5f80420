package dev.pokebatch.fetcher.projection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.LinkPaths;
import dev.pokebatch.contract.PathTree;
import dev.pokebatch.contract.Projection;
import dev.pokebatch.fetcher.fetch.DocumentView;
import dev.pokebatch.fetcher.fetch.EncodedJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Projecting bytes gives what projecting a tree would give, for documents of any kind. */
class ProjectionPropertiesTest {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final Pattern TOKEN =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}:,]|[^\"\\[\\]{}:,]+");

  private final DocumentProjector projector = new DocumentProjector(1 << 20, DocumentPath::parse);

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void bytesAreProjectedLikeATree(
      @ForAll("documents") JsonNode document,
      @ForAll("fields") String fields,
      @ForAll boolean pretty,
      @ForAll boolean gzip)
      throws Exception {
    var text =
        pretty
            ? JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(document)
            : JSON.writeValueAsBytes(document);
    var encoded = new EncodedJson(gzip ? InvalidDocuments.gzip(text) : text, gzip);
    var projection = Projection.parse(fields);
    var expected = reference(document, projection.root());
    var whole = expected == null ? empty(document, projection) : expected;

    var projected = projector.project(encoded, new DocumentView(projection, LinkPaths.NONE));
    assertThat(JSON.readTree(projected.bytes().getBytes()))
        .isEqualTo(JSON.readTree(JSON.writeValueAsBytes(whole)));
    var unmatched =
        FieldTree.leaves(projection.root()).stream()
            .filter(path -> !path.isEmpty())
            .filter(path -> !has(document, Projection.parse(path).root()))
            .toList();
    assertThat(projected.unmatched()).isEqualTo(unmatched);
  }

  /** Whether a value is where the path of a tree leads; an empty array has none. */
  private static boolean has(JsonNode value, PathTree path) {
    if (path.isLeaf()) {
      return true;
    }
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false)
          .anyMatch(element -> has(element, path));
    }
    return path.children().entrySet().stream()
        .anyMatch(
            child -> value.has(child.getKey()) && has(value.get(child.getKey()), child.getValue()));
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void whitespaceOutsideOfStringsMakesNoDifference(
      @ForAll("documents") JsonNode document,
      @ForAll("fields") String fields,
      @ForAll("spaces") List<String> spaces,
      @ForAll boolean mark)
      throws Exception {
    var compact = JSON.writeValueAsString(document);
    var spaced = (mark ? "\ufeff" : "") + spaced(compact, spaces);
    for (var wanted : List.of(fields, "*")) {
      var view = new DocumentView(Projection.parse(wanted), LinkPaths.NONE);

      assertThat(project(spaced, view)).as(spaced).isEqualTo(project(compact, view));
    }
  }

  private String project(String text, DocumentView view) throws InvalidDocumentException {
    var document = new EncodedJson(text.getBytes(StandardCharsets.UTF_8), false);
    return projector.project(document, view).bytes().toString();
  }

  /** Adds whitespace wherever it is allowed. */
  private static String spaced(String compact, List<String> spaces) {
    var spaced = new StringBuilder();
    var tokens = TOKEN.matcher(compact);
    for (var i = 0; tokens.find(); i++) {
      spaced.append(spaces.get(i % spaces.size())).append(tokens.group());
    }
    return spaced.append(spaces.get(0)).toString();
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void aChangedByteIsAcceptedOrRefusedAsByAnotherParser(
      @ForAll("documents") JsonNode document, @ForAll int place, @ForAll("bytes") byte value)
      throws Exception {
    var text = JSON.writeValueAsBytes(document);
    text[Math.floorMod(place, text.length)] = value;

    var refused = refuses(new EncodedJson(text, false));
    assertThat(refused).as(new String(text, StandardCharsets.UTF_8)).isEqualTo(!isJson(text));
  }

  private boolean refuses(EncodedJson document) {
    try {
      return projector.project(document, DocumentView.WHOLE).bytes().length() < 0;
    } catch (InvalidDocumentException refused) {
      return true;
    }
  }

  private static boolean isJson(byte[] text) throws IOException {
    try {
      var decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
      var parsed = JSON.readTree(decoded.toString());
      return parsed != null && !parsed.isMissingNode();
    } catch (JsonProcessingException | CharacterCodingException malformed) {
      return false;
    }
  }

  private static JsonNode empty(JsonNode document, Projection projection) {
    return document.isArray() ? elements(document, projection.root()) : NODES.objectNode();
  }

  /** The expected projection of a value, from a tree; null if nothing matches. */
  private static @Nullable JsonNode reference(JsonNode value, PathTree fields) {
    if (fields.isLeaf()) {
      return value;
    }
    if (value.isArray()) {
      var matches = value.isEmpty();
      for (var element : value) {
        matches |= reference(element, fields) != null;
      }
      return matches ? elements(value, fields) : null;
    }
    if (!value.isObject()) {
      return null;
    }
    var kept = members(value, fields);
    return kept.isEmpty() ? null : kept;
  }

  private static ObjectNode members(JsonNode value, PathTree fields) {
    var kept = NODES.objectNode();
    value
        .properties()
        .forEach(
            member -> {
              var wanted = fields.children().get(member.getKey());
              var projected = wanted == null ? null : reference(member.getValue(), wanted);
              if (projected != null) {
                kept.set(member.getKey(), projected);
              }
            });
    return kept;
  }

  /** Objects and arrays keep their positions, other elements are left out. */
  private static ArrayNode elements(JsonNode array, PathTree fields) {
    var kept = NODES.arrayNode();
    for (var element : array) {
      if (element.isObject()) {
        kept.add(members(element, fields));
      } else if (element.isArray()) {
        kept.add(elements(element, fields));
      }
    }
    return kept;
  }

  @Provide
  Arbitrary<List<String>> spaces() {
    return Arbitraries.of("", "", " ", "\n", "\r\n  ", "\t").list().ofMinSize(1).ofMaxSize(7);
  }

  @Provide
  Arbitrary<Byte> bytes() {
    return Arbitraries.of(List.of("{}[],:\"\\0123456789.-+eEtfnu x\n\t".split("")))
        .map(s -> (byte) s.charAt(0));
  }

  @Provide
  Arbitrary<String> fields() {
    return names()
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(l -> String.join(".", l))
        .flatMap(
            path ->
                Arbitraries.frequencyOf(
                    Tuple.of(9, Arbitraries.just(path)), Tuple.of(1, Arbitraries.just("*"))))
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(l -> String.join(",", l));
  }

  private static Arbitrary<String> names() {
    return Arbitraries.of("a", "b", "c", "type-1", "x");
  }

  @Provide
  Arbitrary<JsonNode> documents() {
    return value(4);
  }

  private static Arbitrary<JsonNode> value(int depth) {
    var scalars =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(20).map(NODES::textNode),
            Arbitraries.of("plain", "quo\"te", "back\\slash", "ピカチュウ 😀", "tab\t")
                .map(NODES::textNode),
            Arbitraries.longs().map(NODES::numberNode),
            Arbitraries.doubles().between(-1e9, 1e9).map(NODES::numberNode),
            Arbitraries.of(NODES.nullNode(), NODES.booleanNode(true), NODES.booleanNode(false)));
    if (depth == 0) {
      return scalars.map(JsonNode.class::cast);
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
    return Arbitraries.frequencyOf(
        Tuple.of(5, objects), Tuple.of(3, arrays), Tuple.of(2, scalars.map(JsonNode.class::cast)));
  }
}
