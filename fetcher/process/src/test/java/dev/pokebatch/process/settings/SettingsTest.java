package dev.pokebatch.process.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  @Test
  void aMissingOrEmptySettingHasItsDefault() {
    var settings = Settings.of(Map.of("EMPTY", ""));

    assertThat(settings.integer("EMPTY", 7, 1, 9)).isEqualTo(7);
    assertThat(settings.text("NAME", "x")).isEqualTo("x");
    settings.check();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "10", "x", "1.5", "99999999999999999999", "-3"})
  void anInvalidNumberIsReportedWithItsBounds(String value) {
    var settings = Settings.of(Map.of("PORT", value));
    settings.integer("PORT", 7, 1, 9);

    assertThatThrownBy(settings::check)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("PORT must be a whole number from 1 to 9, not " + value);
  }

  @Test
  void allInvalidValuesAreReportedInOneLine() {
    var settings = Settings.of(Map.of("A", "x", "B", "maybe", "C", "2"));
    settings.integer("A", 1, 1, 9);
    settings.flag("B", true);
    settings.share("C", 0.5);

    assertThatThrownBy(settings::check)
        .hasMessageContainingAll("A must", "; B must be true or false", "; C must be a number")
        .message()
        .doesNotContain("\n");
  }

  @Test
  void theEnvironmentOverridesTheFile(@TempDir Path folder) throws Exception {
    var file = Files.writeString(folder.resolve("p.properties"), "A=1\nB=2\n");
    var settings = Settings.of(Map.of("CONFIG_FILE", file.toString(), "A", "3"));

    assertThat(settings.integer("A", 9, 0, 9)).isEqualTo(3);
    assertThat(settings.integer("B", 9, 0, 9)).isEqualTo(2);
    settings.check();
  }

  @Test
  void anUnknownNameInTheFileIsReported(@TempDir Path folder) throws Exception {
    var file = Files.writeString(folder.resolve("p.properties"), "HTTP_PROT=1\n");
    var settings = Settings.of(Map.of("CONFIG_FILE", file.toString()));

    assertThatThrownBy(settings::check).hasMessageContaining("HTTP_PROT in CONFIG_FILE");
  }

  @Test
  void aMissingFileIsReported() {
    assertThatThrownBy(() -> Settings.of(Map.of("CONFIG_FILE", "/nowhere/at.all")).check())
        .hasMessageContaining("CONFIG_FILE cannot be read");
  }

  @Test
  void readingASettingDeclaresIt() {
    var settings = Settings.of(Map.of("IDLE_TIMEOUT_MS", "5"));
    settings.millis("IDLE_TIMEOUT_MS", 7, 1, 9);
    settings.secret("PASSWORD");

    assertThat(settings.declared())
        .containsExactly(
            new Setting("CONFIG_FILE", Setting.Type.TEXT, "", 0, 0),
            new Setting("IDLE_TIMEOUT_MS", Setting.Type.INTEGER, "7", 1, 9),
            new Setting("PASSWORD", Setting.Type.SECRET, "", 0, 0),
            new Setting("PASSWORD_FILE", Setting.Type.TEXT, "", 0, 0));
    assertThat(settings.declared().get(1).unit()).isEqualTo(Setting.Unit.MILLISECONDS);
  }

  @Test
  void aSecretMayBeTheContentOfAFile(@TempDir Path folder) throws Exception {
    var file = Files.writeString(folder.resolve("password"), "pika chu\n").toString();
    var settings = Settings.of(Map.of("PASSWORD_FILE", file));

    assertThat(settings.secret("PASSWORD")).isEqualTo("pika chu");
    assertThat(settings.changes())
        .contains("PASSWORD=***")
        .noneMatch(change -> change.contains("pika"));
    settings.check();
  }

  @Test
  void aSecretThatIsMissingEmptyOrSetTwiceIsReported(@TempDir Path folder) throws Exception {
    var empty = Files.writeString(folder.resolve("empty"), "\n").toString();
    var settings =
        Settings.of(
            Map.of("A_FILE", "/nowhere/at.all", "B_FILE", empty, "C_FILE", empty, "C", "pika chu"));
    for (var name : new String[] {"A", "B", "C"}) {
      assertThat(settings.secret(name)).isEmpty();
    }

    assertThatThrownBy(settings::check)
        .hasMessageContainingAll(
            "A_FILE cannot be read: /nowhere/at.all",
            "B_FILE is empty: " + empty,
            "C and C_FILE are both set")
        .message()
        .doesNotContain("pika");
  }

  @Test
  void twoReadersOfASettingMustAgreeOnIt() {
    var settings = Settings.of(Map.of());
    settings.integer("PORT", 7, 1, 9);
    settings.integer("PORT", 7, 1, 9);

    assertThatThrownBy(() -> settings.integer("PORT", 8, 1, 9))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theSettingsThatDifferFromTheirDefaultsAreListedWithoutSecrets() {
    var settings = Settings.of(Map.of("A", "3", "B", "2", "PASSWORD", "hidden"));
    settings.integer("A", 9, 0, 9);
    settings.integer("B", 2, 0, 9);
    settings.secret("PASSWORD");
    settings.secret("OTHER");

    assertThat(settings.changes()).containsExactly("A=3", "PASSWORD=***");
  }
}
