package dev.pokebatch.contract.jsonpath;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonPathSingularTest {

  @Test
  void singularPathsHaveOneNameOrIndexPerSegment() {
    for (var path : List.of("$", "$.a", "$['a'][0]", "$[ 'a' ]", "$.a[-1].b")) {
      assertThat(JsonPath.parse(path).isSingular()).as(path).isTrue();
    }
    for (var path : List.of("$.*", "$..a", "$[0,1]", "$['a','a']", "$[0:1]", "$[?@]")) {
      assertThat(JsonPath.parse(path).isSingular()).as(path).isFalse();
    }
  }
}
