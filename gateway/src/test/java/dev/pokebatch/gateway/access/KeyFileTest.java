package dev.pokebatch.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pokebatch.gateway.testing.KeysFile;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyFileTest {

  private static final Path PATH = Path.of("keys.json");

  @Test
  void itHasKeysWithNamesScopesAndAnExpiry() {
    var entry = KeysFile.key("ash", "batch", "jobs").put("expiresAt", "2027-01-31T12:00:00Z");

    var keys = read(file(entry, KeysFile.key("misty", "admin")).encode());

    assertThat(keys).hasSize(2);
    assertThat(keys.get(0).name()).isEqualTo("ash");
    assertThat(keys.get(0).scopes()).containsExactlyInAnyOrder(Scope.BATCH, Scope.JOBS);
    assertThat(keys.get(0).expiresAt()).isEqualTo(Instant.parse("2027-01-31T12:00:00Z"));
    assertThat(keys.get(0).sha256()).isEqualTo(KeySecret.sha256(KeysFile.secret("ash")));
    assertThat(keys.get(1).expiresAt()).isNull();
  }

  @Test
  void twoKeysOfOneNameAreForRotation() {
    var next = KeysFile.key("next", "batch").put("name", "ash");

    assertThat(read(file(KeysFile.key("ash", "batch"), next).encode()))
        .extracting(ApiKey::name)
        .containsExactly("ash", "ash");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "name | \"\" | /keys/0/name must be 1 to 64 letters",
        "name | \"anonymous\" | /keys/0/name must be 1 to 64 letters",
        "name | 7 | /keys/0/name must be a string, not a number",
        "sha256 | \"ABC\" | /keys/0/sha256 must be the SHA-256 of a key",
        "scopes | [] | /keys/0/scopes must be an array of batch, jobs, collections or admin",
        "scopes | [\"bath\"] | /keys/0/scopes must be an array of batch",
        "scopes | \"batch\" | /keys/0/scopes must be an array of batch",
        "expiresAt | \"tomorrow\" | /keys/0/expiresAt must be a time in UTC",
        "scope | [\"batch\"] | /keys/0/scope is not known",
      })
  void faultsAreNamed(String member, String value, String fault) {
    var entry = KeysFile.key("ash", "batch").encode().replaceFirst("}$", "");
    var text =
        new JsonObject(entry + "}").containsKey(member)
            ? without(member) + ", \"" + member + "\": " + value + "}"
            : entry + ", \"" + member + "\": " + value + "}";

    assertInvalid("{\"keys\": [" + text + "]}", fault);
  }

  @Test
  void allFaultsAreNamedAtOnce() {
    assertInvalid(
        "{\"keys\": [{}, 1]}", "/keys/0/name must", "/keys/0/sha256 must", "/keys/1 must");
  }

  @Test
  void aKeyMayBeThereOnceOnly() {
    var entry = KeysFile.key("ash", "batch");

    assertInvalid(file(entry, entry).encode(), "/keys/1/sha256 is there more than once");
  }

  @Test
  void whatIsNoObjectWithKeysIsInvalid() {
    assertInvalid("", "Line 1, column 1");
    assertInvalid("{", "Line 1, column 2");
    assertInvalid("[]", "must be an object with the member keys");
    assertInvalid("{}", "/keys must be an array of keys");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> KeyFile.read(Path.of("no-such-file")))
        .hasMessage("names a file that cannot be read: no-such-file");
  }

  private static String without(String member) {
    var entry = KeysFile.key("ash", "batch");
    entry.remove(member);
    return entry.encode().replaceFirst("}$", "");
  }

  private static JsonObject file(JsonObject... keys) {
    return new JsonObject().put("keys", new JsonArray(List.of(keys)));
  }

  private static List<ApiKey> read(String content) {
    return KeyFile.of(PATH, Buffer.buffer(content)).keys();
  }

  private static void assertInvalid(String content, String... words) {
    assertThatThrownBy(() -> read(content))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .startsWith("names a file that is invalid: ")
        .contains(words);
  }
}
