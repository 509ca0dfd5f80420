package dev.pokebatch.gateway.store.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

  @Test
  void aUrlIsReadAsPeopleWriteIt() {
    var location = DatabaseUrl.parse("postgresql://ash:pika@db.example:5433/jobs?sslmode=require");

    assertThat(location.url()).isEqualTo("jdbc:postgresql://db.example:5433/jobs");
    assertThat(location.properties())
        .isEqualTo(Map.of("user", "ash", "password", "pika", "sslmode", "require"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgres://ash:pika@db/jobs",
        "jdbc:postgresql://ash:pika@db/jobs",
        "jdbc:postgresql://db/jobs?user=ash&password=pika",
        " postgresql://ash:pika@db/jobs\n"
      })
  void itsOtherFormsMeanTheSame(String url) {
    assertThat(DatabaseUrl.parse(url))
        .isEqualTo(
            new DatabaseLocation.Postgres(
                "jdbc:postgresql://db/jobs", Map.of("user", "ash", "password", "pika")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"p@ss:w/rd?#1", "100%", "a b", "p%40ss%3Aw%2Frd%3F%231", "++"})
  void aPasswordIsReadEncodedOrNot(String password) {
    var read = DatabaseUrl.parse("postgresql://ash:" + password + "@db/jobs").properties();

    var meant = password.equals("p%40ss%3Aw%2Frd%3F%231") ? "p@ss:w/rd?#1" : password;
    assertThat(read).containsEntry("user", "ash").containsEntry("password", meant);
  }

  @Test
  void severalHostsAndAddressesOfVersionSixAreHosts() {
    assertThat(DatabaseUrl.parse("postgresql://a:1,[::1]:2,c/jobs").url())
        .isEqualTo("jdbc:postgresql://a:1,[::1]:2,c/jobs");
  }

  @Test
  void optionsHaveTheNamesThatTheDriverKnows() {
    assertThat(
            DatabaseUrl.parse("postgres://db/jobs?application_name=x&connect_timeout=7")
                .properties())
        .isEqualTo(Map.of("ApplicationName", "x", "connectTimeout", "7"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "mysql://ash:secret@db/jobs",
        "postgresql://ash:secret@db",
        "postgresql://ash:secret@/jobs",
        "postgresql://ash:secret@db:port/jobs",
        "postgresql://ash:secret@db/jobs/more",
        "ash:secret@db/jobs"
      })
  void whatIsNoneIsRefusedWithoutRepeatingIt(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DatabaseUrl.parse(url))
        .withMessageNotContaining("secret")
        .withNoCause();
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgresql://ash@db/jobs", "postgresql://ash:other@db/jobs"})
  void aPasswordBesideTheUrlIsTakenAsItIs(String url) {
    var config = DatabaseConfig.postgres(url, "p%40ss:w/rd");

    assertThat(config.location())
        .isEqualTo(
            new DatabaseLocation.Postgres(
                "jdbc:postgresql://db/jobs", Map.of("user", "ash", "password", "p%40ss:w/rd")));
  }

  @Test
  void whatIsShownHasNoPassword() {
    var config = DatabaseConfig.postgres("postgresql://ash:secret@db/jobs?sslpassword=secret");

    assertThat(config.toString()).contains("db/jobs").doesNotContain("secret");
  }
}
