package dev.pokebatch.gateway.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class IfNoneMatchTest {

  private static final String TAG = "W/\"x,1\"";

  @Test
  void aTagMatchesItselfAndItsStrongForm() {
    assertThat(IfNoneMatch.of(List.of("W/\"x,1\"")).matches(TAG)).isTrue();
    assertThat(IfNoneMatch.of(List.of("\"x,1\"")).matches(TAG)).isTrue();
    assertThat(IfNoneMatch.of(List.of("W/\"x,1\"")).matches("\"x,1\"")).isTrue();
  }

  @Test
  void oneOfAListIsEnoughOnWhicheverLine() {
    assertThat(IfNoneMatch.of(List.of("\"a\", W/\"b\",\"x,1\"")).matches(TAG)).isTrue();
    assertThat(IfNoneMatch.of(List.of("\"a\"", "W/\"b\" , W/\"x,1\"")).matches(TAG)).isTrue();
  }

  @Test
  void aStarMatchesEveryTagUnlessItIsOneOfSeveral() {
    assertThat(IfNoneMatch.of(List.of(" * ")).matches(TAG)).isTrue();
    assertThat(IfNoneMatch.of(List.of("*, \"a\"")).matches(TAG)).isFalse();
    assertThat(IfNoneMatch.of(List.of("\"*\"")).matches(TAG)).isFalse();
  }

  @Test
  void whatIsNoTagMatchesNothing() {
    assertThat(IfNoneMatch.of(List.of()).matches(TAG)).isFalse();
    assertThat(IfNoneMatch.of(List.of("", "x,1", "W/x,1", "\"x", "'x,1'")).matches(TAG)).isFalse();
    assertThat(IfNoneMatch.of(List.of("\"x\", \"1\"", "\"X,1\"")).matches(TAG)).isFalse();
  }
}
