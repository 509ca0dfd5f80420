package dev.pokebatch.gateway.batch;

import static dev.pokebatch.gateway.batch.ReadBatches.errors;
import static dev.pokebatch.gateway.batch.ReadBatches.pointers;
import static dev.pokebatch.gateway.batch.ReadBatches.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepIdTest {

  @Test
  void aStepWithoutIdHasItsPositionAsId() {
    var batch =
        read("{\"requests\":[\"a/b\",{\"get\":\"a/b\"},{\"id\":\"x_-9\",\"get\":\"a/b\"}]}");

    assertThat(batch.steps()).extracting(Step::id).containsExactly("0", "1", "x_-9");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // If two steps choose the same id, the later one is at fault.
        "{'id':'x','get':'a/b'},'a/b',{'id':'x','get':'a/b'} | /requests/2/id | /requests/0",
        // If an id is another step's position, the step with the id is at fault.
        "{'id':'1','get':'a/b'},'a/b' | /requests/0/id | /requests/1",
        "'a/b',{'id':'0','get':'a/b'} | /requests/1/id | /requests/0",
        "{'id':'1','get':'a/b'},{'get':'a/b'} | /requests/0/id | /requests/1",
      })
  void duplicateIdsAreAFault(String steps, String pointer, String other) {
    var error = errors("{\"requests\":[" + steps.replace('\'', '"') + "]}");

    assertThat(error).hasSize(1);
    assertThat(error.get(0).getString("pointer")).isEqualTo(pointer);
    assertThat(error.get(0).getString("detail")).startsWith("is the id of " + other + " too: '");
  }

  @Test
  void aPositionOfAStepWithAnotherIdMayBeAnId() {
    var batch =
        read(
            "{\"requests\":[{\"id\":\"1\",\"get\":\"a/b\"},{\"id\":\"0\",\"get\":\"a/b\"},"
                + "{\"id\":\"2\",\"get\":\"a/b\"},{\"id\":\"99\",\"get\":\"a/b\"},"
                + "{\"id\":\"00\",\"get\":\"a/b\"}]}");

    assertThat(batch.steps()).extracting(Step::id).containsExactly("1", "0", "2", "99", "00");
  }

  @Test
  void anIdHasAtMost64Characters() {
    var body = "{\"requests\":[{\"id\":\"%s\",\"get\":\"a/b\"}]}";

    assertThat(read(String.format(Locale.ROOT, body, "i".repeat(64))).steps()).hasSize(1);
    assertThat(pointers(String.format(Locale.ROOT, body, "i".repeat(65))))
        .containsExactly("/requests/0/id");
  }
}
