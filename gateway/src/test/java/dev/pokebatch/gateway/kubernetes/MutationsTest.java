package dev.pokebatch.gateway.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule finds the mistakes that it is for: every one that {@code mutations.txt} lists. */
class MutationsTest {

  private static final Path LIST = Path.of("src/test/resources/kubernetes/mutations.txt");

  static Stream<Mutation> mutations() throws IOException {
    return Mutation.read(Files.readAllLines(LIST)).stream();
  }

  @ParameterizedTest
  @MethodSource("mutations")
  void theRuleFindsTheMistake(Mutation mutation) {
    var manifests = Kustomize.render(mutation.variant()).copy();
    mutation.apply(manifests);

    assertThat(Rules.named(mutation.rule()).check().apply(manifests)).isNotEmpty();
  }

  @Test
  void noRuleIsWithoutAMistakeThatItFinds() throws IOException {
    var tried = mutations().map(Mutation::rule).collect(Collectors.toSet());

    assertThat(Rules.ALL).extracting(Rule::name).containsExactlyInAnyOrderElementsOf(tried);
  }
}
