package dev.pokebatch.fetcher.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.LinkPaths;
import dev.pokebatch.contract.Projection;
import dev.pokebatch.fetcher.fetch.DocumentView;
import dev.pokebatch.fetcher.fetch.EncodedJson;
import dev.pokebatch.fetcher.fetch.ExternalLink;
import dev.pokebatch.fetcher.fetch.Link;
import dev.pokebatch.fetcher.fetch.ProjectedDocument;
import dev.pokebatch.fetcher.upstream.Upstream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which links a projection records, and that each is where the record says. */
class ProjectedLinksTest {

  private static final Upstream UPSTREAM = Upstream.of("http://mirror.example/api/v2");

  private final DocumentProjector projector = new DocumentProjector(1 << 20, UPSTREAM::resolve);

  @Test
  void anObjectWithAUrlBelowTheUpstreamIsALinkWhateverElseItHolds() throws Exception {
    var projected =
        project(
            "{'id':1, 'species': {'name':'b', 'x':[1], 'url':'/api/v2/pokemon-species/1/'} }",
            "*",
            "species");

    assertThat(targets(projected)).containsExactly("pokemon-species/1");
    assertThat(texts(projected)).allMatch(text -> text.startsWith("{") && text.endsWith("}"));
    assertThat(projected.links().get(0).path()).isEqualTo("species");
  }

  @Test
  void aStringIsALinkToo() throws Exception {
    var projected =
        project("{'where':'https://pokeapi.co/api/v2/pokemon/1/encounters'}", "*", "where");

    assertThat(targets(projected)).containsExactly("pokemon/1/encounters");
    assertThat(texts(projected))
        .containsExactly("\"https://pokeapi.co/api/v2/pokemon/1/encounters\"");
  }

  @Test
  void arraysAreMapped() throws Exception {
    var types = "{'types':[{'type':{'url':'/api/v2/type/1/'}},{'type':{'url':'/api/v2/type/2/'}}]}";

    assertThat(targets(project(types, "*", "types.type"))).containsExactly("type/1", "type/2");
    assertThat(targets(project(types, "types.type.name", "types.type")))
        .containsExactly("type/1", "type/2");
  }

  @Test
  void linksToFollowAreKeptWhole() throws Exception {
    var projected =
        project(
            "{ 'a' : 1, 'b': {'c': {'url': '/api/v2/type/3/' }, 'd': 2}, 'e': 3 }",
            "e,b.c.name,a",
            "b.c");

    assertThat(projected.bytes().toString())
        .isEqualTo("{\"a\":1,\"b\":{\"c\":{\"url\":\"/api/v2/type/3/\"}},\"e\":3}");
    assertThat(texts(projected)).containsExactly("{\"url\":\"/api/v2/type/3/\"}");
  }

  @Test
  void linksOutsideTheProjectionAreNotFollowed() throws Exception {
    var projected =
        project("{'id':1,'species':{'url':'/api/v2/pokemon-species/1/'}}", "id", "species");

    assertThat(projected.links()).isEmpty();
  }

  @Test
  void linksOnTheWayOfAPathAreFollowed() throws Exception {
    var projected =
        project("{'species':{'url':'/api/v2/pokemon-species/1/'}}", "*", "species.evolution_chain");

    assertThat(targets(projected)).containsExactly("pokemon-species/1");
    assertThat(projected.links().get(0).path()).isEqualTo("species");
  }

  @Test
  void linksInATopLevelArrayAreFound() throws Exception {
    var projected = project("[{'at':{'url':'/api/v2/location-area/3/'}},{'at':null}]", "*", "at");

    assertThat(targets(projected)).containsExactly("location-area/3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'a':null}",
        "{'a':{'url':null}}",
        "{'a':{'url':'https://elsewhere.example/api/v2/type/1/'}}",
        "{'a':{'url':'https://pokeapi.co/'}}",
        "{'a':{'deeper':{'url':'/api/v2/type/1/'}}}",
        "{'a':'pokemon/1'}",
        "{'a':'just text'}",
        "{'a':3}",
        "{'url':'/api/v2/type/1/'}",
        "{'b':{'a':{'url':'/api/v2/type/1/'}}}"
      })
  void otherValuesAreNone(String document) throws Exception {
    assertThat(project(document, "*", "a").links()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{'a':{'url':'https://elsewhere.example/api/v2/type/1/'}} | https://elsewhere.example/api/v2/type/1/",
        "{'a':{'x':1,'url':'https://pokeapi.co/'}}               | https://pokeapi.co/",
        "{'a':{'url':'nonsense'}}                                 | nonsense",
        "{'a':'https://elsewhere.example/1.png'}                  | https://elsewhere.example/1.png",
        "{'a':[{'url':'/media/1'},{'url':'/media/1'}]}            | /media/1",
      })
  void aLinkToElsewhereIsNoted(String document, String url) throws Exception {
    for (var fields : List.of("*", "a")) {
      var projected = project(document, fields, "a");
      assertThat(projected.external()).containsExactly(new ExternalLink("a", url));
      assertThat(projected.links()).isEmpty();
    }
    assertThat(project(document, "b", "a").external()).isEmpty();
    assertThat(project(document, "*", "b").external()).isEmpty();
  }

  @Test
  void otherValuesAreNotRecordedAsLinks() throws Exception {
    for (var document : List.of("{'a':null}", "{'a':'just text'}", "{'a':{'url':null}}")) {
      assertThat(project(document, "*", "a").external()).isEmpty();
    }
  }

  @Test
  void linksAreFoundInTextsWithWhitespace() throws Exception {
    var projected =
        project(
            "\ufeff{ 'id' : 1 ,\n 'types' : [ { 'url' : '/api/v2/type/1/' } , { 'url' : '/api/v2/type/2/' } ] }\n",
            "*",
            "types");

    assertThat(targets(projected)).containsExactly("type/1", "type/2");
    assertThat(texts(projected))
        .containsExactly("{\"url\":\"/api/v2/type/1/\"}", "{\"url\":\"/api/v2/type/2/\"}");
  }

  @Test
  void charactersOfALinkMayBeEscaped() throws Exception {
    var projected = project("{'a':'\\u002fapi\\u002Fv2/type/\\u0031/'}", "*", "a");

    assertThat(targets(projected)).containsExactly("type/1");
  }

  @Test
  void slashesMayBeEscaped() throws Exception {
    var projected =
        project("{'a':{'url':'https:\\/\\/pokeapi.co\\/api\\/v2\\/type\\/1\\/'}}", "*", "a");

    assertThat(targets(projected)).containsExactly("type/1");
  }

  private ProjectedDocument project(String text, String fields, String links) throws Exception {
    var json = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    var view = new DocumentView(Projection.parse(fields), LinkPaths.of(List.of(links)));
    return projector.project(new EncodedJson(json, false), view);
  }

  private static List<String> targets(ProjectedDocument projected) {
    return projected.links().stream().map(link -> link.target().toString()).toList();
  }

  private static List<String> texts(ProjectedDocument projected) {
    return projected.links().stream().map(link -> text(projected, link)).toList();
  }

  private static String text(ProjectedDocument projected, Link link) {
    return projected.bytes().getString(link.from(), link.to());
  }
}
