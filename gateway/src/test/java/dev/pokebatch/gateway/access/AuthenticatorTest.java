package dev.pokebatch.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.quota.QuotaLimits;
import dev.pokebatch.gateway.testing.KeysFile;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatorTest {

  private static final Instant END = Instant.parse("2027-01-31T12:00:00Z");
  private static final String SECRET = KeysFile.secret("ash");

  private Instant now = END.minusSeconds(1);
  private final Authenticator authenticator =
      new Authenticator(
          new KeyRing(
              List.of(
                  new ApiKey(
                      "ash", Set.of(Scope.JOBS), END, KeySecret.sha256(SECRET), QuotaLimits.NONE)),
              false),
          () -> now);

  @Test
  void withoutTheHeaderTheCallerIsAnonymous() {
    assertThat(authenticator.caller(List.of())).isEqualTo(Caller.ANONYMOUS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer ", "bearer ", "BEARER   "})
  void theKeyTellsWhoCalls(String scheme) {
    var caller = authenticator.caller(List.of(scheme + SECRET));

    assertThat(caller.owner()).isEqualTo("ash");
    assertThat(caller.scopes()).containsExactly(Scope.JOBS);
    assertThat(KeySecret.sha256(SECRET)).startsWith(String.valueOf(caller.keyId()));
  }

  @Test
  void aKeyIsRefusedFromItsExpiryOn() {
    now = END;

    assertRefused("The API key has expired.", "Bearer " + SECRET);
  }

  @Test
  void anUnknownKeyIsRefused() {
    assertRefused("There is no such API key.", "Bearer " + KeysFile.secret("gary"));
    assertRefused("There is no such API key.", "Bearer " + KeySecret.create());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "Bearer x", "Bearer pb_", "Basic YXNoOnBpa2FjaHU="})
  void whatIsNoKeyIsRefused(String header) {
    assertRefused(
        "The Authorization header must be Bearer and an API key, which begins with pb_.", header);
  }

  @Test
  void twoKeysAreRefused() {
    assertRefused(
        "The Authorization header must be Bearer and an API key, which begins with pb_.",
        "Bearer " + SECRET,
        "Bearer " + SECRET);
  }

  @Test
  void newSecretsDiffer() {
    assertThat(KeySecret.create()).isNotEqualTo(KeySecret.create()).matches(KeySecret::isSecret);
  }

  private void assertRefused(String detail, String... headers) {
    assertThatThrownBy(() -> authenticator.caller(List.of(headers)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> {
              assertThat(refused.problem().status()).isEqualTo(401);
              assertThat(refused.problem().detail()).isEqualTo(detail);
              assertThat(refused.problem().headers())
                  .containsEntry(
                      "WWW-Authenticate", "Bearer realm=\"pokebatch\", error=\"invalid_token\"");
            });
  }
}
