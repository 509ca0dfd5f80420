package dev.pokebatch.gateway.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EntityTagsTest {

  private static final String TAG = "W/\"x,1\"";

  @Test
  void aTagMatchesItselfAndItsStrongForm() {
    assertThat(EntityTags.of(List.of("W/\"x,1\"")).matchWeakly(TAG)).isTrue();
    assertThat(EntityTags.of(List.of("\"x,1\"")).matchWeakly(TAG)).isTrue();
    assertThat(EntityTags.of(List.of("W/\"x,1\"")).matchWeakly("\"x,1\"")).isTrue();
  }

  @Test
  void oneMatchingTagOnAnyLineIsEnough() {
    assertThat(EntityTags.of(List.of("\"a\", W/\"b\",\"x,1\"")).matchWeakly(TAG)).isTrue();
    assertThat(EntityTags.of(List.of("\"a\"", "W/\"b\" , W/\"x,1\"")).matchWeakly(TAG)).isTrue();
  }

  @Test
  void aStarMatchesEveryTagUnlessItIsInAList() {
    assertThat(EntityTags.of(List.of(" * ")).matchWeakly(TAG)).isTrue();
    assertThat(EntityTags.of(List.of("*, \"a\"")).matchWeakly(TAG)).isFalse();
    assertThat(EntityTags.of(List.of("\"*\"")).matchWeakly(TAG)).isFalse();
  }

  @Test
  void anInvalidTagMatchesNothing() {
    assertThat(EntityTags.of(List.of()).matchWeakly(TAG)).isFalse();
    assertThat(EntityTags.of(List.of("", "x,1", "W/x,1", "\"x", "'x,1'")).matchWeakly(TAG))
        .isFalse();
    assertThat(EntityTags.of(List.of("\"x\", \"1\"", "\"X,1\"")).matchWeakly(TAG)).isFalse();
  }

  @Test
  void aWeakTagNeverMatchesStrongly() {
    var tags = EntityTags.of(List.of("W/\"a\", \"b\""));

    assertThat(tags.matchStrongly("\"a\"")).isFalse();
    assertThat(tags.matchStrongly("W/\"a\"")).isFalse();
    assertThat(tags.matchStrongly("W/\"b\"")).isFalse();
    assertThat(tags.matchStrongly("\"b\"")).isTrue();
    assertThat(EntityTags.of(List.of("*")).matchStrongly("\"c\"")).isTrue();
  }
}
