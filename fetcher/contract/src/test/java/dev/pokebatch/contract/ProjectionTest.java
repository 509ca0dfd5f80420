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
    assertThat(Projection.parse("id,*")).isEqualTo(Projection.ALL);
  }

  @Test
  void aPathReplacesThePathsBelowIt() {
    assertThat(Projection.parse("types.slot,types").root().children().get("types"))
        .matches(PathTree::isLeaf);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ",", "a,", "a..b", ".a", "a.", "a b", "a\u0000", "ä", "a.*"})
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
