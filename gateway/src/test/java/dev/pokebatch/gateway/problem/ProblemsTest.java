package dev.pokebatch.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.FailureKind;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

class ProblemsTest {

  private final Logger logger = (Logger) LoggerFactory.getLogger(Problems.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
    logger.setAdditive(false);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
    logger.setAdditive(true);
  }

  @ParameterizedTest
  @CsvSource({
    "NOT_FOUND, not-found, 404",
    "INVALID_KEY, invalid-key, 422",
    "UNKNOWN_RESOURCE, unknown-resource, 422",
    "FORBIDDEN_URL, forbidden-url, 422",
    "UPSTREAM_REJECTED, upstream-rejected, 502",
    "UPSTREAM_ERROR, upstream-error, 502",
    "UPSTREAM_INVALID_BODY, upstream-invalid-body, 502",
    "UPSTREAM_TOO_LARGE, upstream-invalid-body, 502",
    "UPSTREAM_CUT_OFF, upstream-invalid-body, 502",
    "UPSTREAM_UNREACHABLE, upstream-unreachable, 503",
    "CIRCUIT_OPEN, circuit-open, 503",
    "UPSTREAM_TIMEOUT, upstream-timeout, 504",
    "DEADLINE_EXCEEDED, deadline-exceeded, 504",
    "OVERLOADED, overloaded, 503",
    "NO_FETCHER, no-fetcher, 503",
    "EXPAND_DEPTH, limit-exceeded, 422",
    "EXPAND_LINKS, limit-exceeded, 422",
    "EXPAND_BYTES, limit-exceeded, 422",
    "SHAPE_WORK, limit-exceeded, 422",
    "CANCELLED, cancelled, 499",
    "INTERNAL, internal, 500",
  })
  void aFailureHasTheProblemTypeOfItsKind(FailureKind kind, String slug, int status) {
    var problem = Problems.of(Failure.of(kind, "In our words."), 1);

    assertThat(problem.type().slug()).isEqualTo(slug);
    assertThat(problem.status()).isEqualTo(status);
  }

  @ParameterizedTest
  @EnumSource
  void theMembersDependOnTheKind(FailureKind kind) {
    var failure = new Failure(kind, "In our words.", 418, 0, List.of("pikachu"), "over there");

    var members = Problems.of(failure, 3).members().keySet();

    var expected =
        switch (kind) {
          case NOT_FOUND, INVALID_KEY, UNKNOWN_RESOURCE -> List.of("suggestions", "hint");
          case UPSTREAM_REJECTED,
              UPSTREAM_ERROR,
              UPSTREAM_INVALID_BODY,
              UPSTREAM_TOO_LARGE,
              UPSTREAM_CUT_OFF ->
              List.of("upstreamStatus", "attempts");
          case EXPAND_DEPTH, EXPAND_LINKS, EXPAND_BYTES, SHAPE_WORK -> List.of("limit");
          case CANCELLED -> List.of("by");
          case INTERNAL -> List.of("incident");
          case FORBIDDEN_URL,
              UPSTREAM_UNREACHABLE,
              CIRCUIT_OPEN,
              UPSTREAM_TIMEOUT,
              DEADLINE_EXCEEDED,
              OVERLOADED,
              NO_FETCHER,
              LEAVING,
              NOT_CACHED,
              UNREADABLE ->
              List.<String>of();
        };
    assertThat(members).containsExactlyElementsOf(expected);
  }

  @ParameterizedTest
  @EnumSource
  void retryAfterIsReportedIfItIsKnown(FailureKind kind) {
    var failure = new Failure(kind, "In our words.", 0, 1_500, List.of(), "");

    assertThat(Problems.of(failure, 1).headers()).containsEntry("Retry-After", "2");
  }

  @Test
  void suggestionsAndHintAreReported() {
    var failure =
        Failure.of(FailureKind.NOT_FOUND, "pokemon/aegislash does not exist")
            .advising(List.of("aegislash-shield", "aegislash-blade"), "aegislash is a species");

    assertThat(Problems.of(failure, 1).members())
        .containsEntry("suggestions", List.of("aegislash-shield", "aegislash-blade"))
        .containsEntry("hint", "aegislash is a species");
  }

  @Test
  void unknownMembersAreOmitted() {
    assertThat(Problems.of(Failure.of(FailureKind.NOT_FOUND, "x"), 1).members()).isEmpty();
    assertThat(Problems.of(Failure.of(FailureKind.UPSTREAM_ERROR, "x"), 2).members())
        .containsOnlyKeys("attempts")
        .containsEntry("attempts", 2);
  }

  @Test
  void anUnexpectedExceptionIsLoggedButNotReported() {
    var thrown = new IllegalStateException("password is hunter2");

    var problem = Problems.of(thrown);

    var incident = Objects.requireNonNull(problem.members().get("incident")).toString();
    assertThat(problem.toJson().encode()).doesNotContain("hunter2", "IllegalState");
    assertThat(log.list).hasSize(1);
    assertThat(log.list.get(0).getFormattedMessage()).contains(incident);
    assertThat(log.list.get(0).getThrowableProxy().getMessage()).isEqualTo("password is hunter2");
  }

  @Test
  void anInternalFailureOfAFetcherIsLoggedButNotReported() {
    var problem = Problems.of(Failure.of(FailureKind.INTERNAL, "NullPointerException"), 1);

    var incident = Objects.requireNonNull(problem.members().get("incident")).toString();
    assertThat(problem.detail()).doesNotContain("NullPointer");
    assertThat(log.list).hasSize(1);
    assertThat(log.list.get(0).getFormattedMessage()).contains(incident, "NullPointerException");
  }

  @Test
  void theProblemOfAProblemExceptionIsReturned() {
    var problem = StepProblems.cancelled(CancelledBy.SHUTDOWN);

    assertThat(Problems.of(new ProblemException(problem))).isSameAs(problem);
    assertThat(problem.members()).containsEntry("by", "shutdown");
    assertThat(log.list).isEmpty();
  }

  @Test
  void aProblemExceptionHasNoStackTrace() {
    assertThat(new ProblemException(StepProblems.cancelled(CancelledBy.CLIENT)).getStackTrace())
        .isEmpty();
  }
}
