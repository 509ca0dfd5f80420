package dev.pokebatch.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectionTest {

  @Test
  void parsingTheTextOfAProjectionGivesAnEqualOne() {
    var projection = Projection.parse(" id , types.type.name ");

    assertThat(projection.toString()).isEqualTo("id,types.type.name");
    assertThat(Projection.parse(projection.toString())).isEqualTo(projection);
  }

  @Test
  void aStarSelectsTheWholeDocument() {
    assertThat(Projection.parse("*")).isEqualTo(Projection.ALL);
    assertThat(Projection.parse(" *, *")).isEqualTo(Projection.ALL);
    assertThat(Projection.parse("id,*")).matches(Projection::isAll);
    assertThat(Projection.parse("id,*").columns()).isEmpty();
  }

  @Test
  void aMaskKeepsTheNamesThatAreInsideOfWhatItKeepsWhole() {
    assertThat(Projection.parse("species,species.a.b,c").below("species"))
        .isEqualTo(Projection.parse("*,a.b"));
    assertThat(Projection.parse("species.a.b,*").below("species.a"))
        .isEqualTo(Projection.parse("*,b"));
    assertThat(Projection.parse("species.a,*").below("species.a")).isEqualTo(Projection.ALL);
  }

  @Test
  void aPathReplacesThePathsBelowIt() {
    assertThat(Projection.parse("types.slot,types").root().children().get("types"))
        .matches(PathTree::isLeaf);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", ",", "a,", "a..b", ".a", "a.", "a b", "*,ä", "a\u0000", "ä", "a.*"})
  void anInvalidListOfPathsIsRejected(String text) {
    assertThatThrownBy(() -> Projection.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aTextThatIsTooLongIsRejected() {
    assertThatThrownBy(() -> Projection.parse("a,".repeat(5_000) + "a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4096");
  }
}
