package dev.pokebatch.fetcher.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.LinkPaths;
import dev.pokebatch.contract.Projection;
import dev.pokebatch.fetcher.fetch.DocumentView;
import dev.pokebatch.fetcher.fetch.EncodedJson;
import dev.pokebatch.fetcher.fetch.Identity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A document's keys are found whatever is projected. */
class IdentityTest {

  private static final List<DocumentView> VIEWS =
      List.of(
          DocumentView.WHOLE,
          new DocumentView(Projection.ALL, LinkPaths.of(List.of("species"))),
          new DocumentView(Projection.parse("types.type.name"), LinkPaths.NONE),
          new DocumentView(Projection.parse("name,id,stats"), LinkPaths.of(List.of("species"))),
          new DocumentView(Projection.parse("nothing"), LinkPaths.NONE));

  private final DocumentProjector projector = new DocumentProjector(1 << 20, DocumentPath::parse);

  @Test
  void idAndNameAreTakenFromTheTopLevel() throws InvalidDocumentException {
    var text =
        """
        { "forms": [{ "id": 1, "name": "no" }], "id" : 25, "stats": {"id":3,"name":"x"},
          "name":"pikachu", "species": {"name":"no","url":"/api/v2/pokemon-species/25/"},
          "types": [{"type":{"name":"electric"}}] }
        """;
    for (var view : VIEWS) {
      assertThat(identity(text, view)).isEqualTo(new Identity("25", "pikachu"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "[{\"id\":1,\"name\":\"a\"}]",
        "1",
        "{\"id\":1}",
        "{\"name\":\"a\"}",
        "{\"id\":\"1\",\"name\":\"a\"}",
        "{\"id\":-1,\"name\":\"a\"}",
        "{\"id\":1.5,\"name\":\"a\"}",
        "{\"id\":1e3,\"name\":\"a\"}",
        "{\"id\":1234567890,\"name\":\"a\"}",
        "{\"id\":1,\"name\":null}",
        "{\"id\":1,\"name\":\"\"}",
        "{\"id\":1,\"name\":\"7\"}",
        "{\"id\":1,\"name\":\"A\"}",
        "{\"id\":1,\"name\":\"a/b\"}",
        "{\"id\":1,\"name\":\"\\u0061\"}",
        "{\"id\":1,\"nane\":\"a\"}",
        "{\"a\":{\"id\":1,\"name\":\"a\"}}"
      })
  void whatHasNotOneOfEitherKindHasNone(String text) throws InvalidDocumentException {
    identity("{\"id\":1,\"name\":\"before\"}", DocumentView.WHOLE);
    for (var view : VIEWS) {
      assertThat(identity(text, view)).isNull();
    }
  }

  private @Nullable Identity identity(String text, DocumentView view)
      throws InvalidDocumentException {
    return projector
        .project(new EncodedJson(text.getBytes(StandardCharsets.UTF_8), false), view)
        .identity();
  }
}
