package dev.pokebatch.gateway.store.job;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.outcome.OutcomeKind;
import dev.pokebatch.gateway.store.Database;
import dev.pokebatch.gateway.store.StoreContract;
import dev.pokebatch.gateway.store.engine.DatabaseConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** Invariants of a job under any sequence of actions of its client and two gateways. */
class JobStatesPropertiesTest {

  private static final int DOCUMENTS = 6;
  private static final long LEASE_MS = 10;

  /** Where a state may lead. */
  private static final Map<JobState, Set<JobState>> NEXT =
      new EnumMap<>(
          Map.of(
              JobState.QUEUED, EnumSet.of(JobState.QUEUED, JobState.RUNNING, JobState.ENDED),
              JobState.RUNNING, EnumSet.of(JobState.RUNNING, JobState.CANCELLING, JobState.ENDED),
              JobState.CANCELLING, EnumSet.of(JobState.CANCELLING, JobState.ENDED),
              JobState.ENDED, EnumSet.of(JobState.ENDED)));

  @SuppressWarnings("NullAway.Init")
  private static Path folder;

  @SuppressWarnings("NullAway.Init")
  private static Vertx vertx;

  @SuppressWarnings("NullAway.Init")
  private static Database database;

  @BeforeContainer
  static void open() throws Exception {
    folder = Files.createTempDirectory("jobs");
    vertx = Vertx.vertx();
    database = await(Database.open(vertx, DatabaseConfig.embedded(folder)));
  }

  @AfterContainer
  static void close() throws Exception {
    await(database.close());
    await(vertx.close());
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** An action, and the document that it is about, if any. */
  record Action(What what, int owner, int document) {}

  enum What {
    CLAIM,
    RENEW,
    APPEND,
    CANCEL,
    END,
    RELEASE,
    LET_TIME_PASS
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void aJobGoesForwardOnlyAndEachDocumentIsRecordedOnceByWhoHasTheLease(
      @ForAll("actions") List<Action> actions) throws Exception {
    var run = new Run();
    for (var action : actions) {
      run.take(action);
    }
    run.check();
    if (run.before.state() != JobState.ENDED) { // it is nobody's but the other tries'
      await(database.write(tx -> new JobTable(tx).requestCancel(run.id)));
      run.now += LEASE_MS;
      run.claim(0);
      run.check();
      run.end(0);
    }
  }

  @Provide
  Arbitrary<List<Action>> actions() {
    return Combinators.combine(
            Arbitraries.of(What.class),
            Arbitraries.integers().between(0, 1),
            Arbitraries.integers().between(0, DOCUMENTS - 1))
        .as(Action::new)
        .list()
        .ofMinSize(3)
        .ofMaxSize(30);
  }

  /** One try: the job, what two owners believe that they have of it, and what is recorded. */
  private static final class Run {
    private final String id = UUID.randomUUID().toString();
    private final @Nullable Lease[] leases = new Lease[2];
    private final List<Integer> recorded = new ArrayList<>();
    private long now = 1_000;
    private JobRow before;

    private Run() throws Exception {
      var job = new NewJob(id, "", "ash", Buffer.buffer("{}"), now, DOCUMENTS, null, null);
      before = await(database.write(tx -> new JobTable(tx).insert(job)));
    }

    private void take(Action action) throws Exception {
      switch (action.what) {
        case CLAIM -> claim(action.owner);
        case RENEW -> renew(action.owner);
        case APPEND -> append(action.owner, action.document);
        case CANCEL -> await(database.write(tx -> new JobTable(tx).requestCancel(id)));
        case END -> end(action.owner);
        case RELEASE -> release(action.owner);
        case LET_TIME_PASS -> now += LEASE_MS;
      }
      check();
    }

    private void claim(int owner) throws Exception {
      var name = "owner-" + owner;
      var claimed = await(database.write(tx -> new LeaseTable(tx).claim(name, now, LEASE_MS, 10)));
      assertThat(claimed).hasSizeLessThanOrEqualTo(1);
      claimed.forEach(job -> leases[owner] = job.lease());
    }

    private void renew(int owner) throws Exception {
      var lease = leases[owner];
      if (lease != null) {
        var state = await(database.write(tx -> new LeaseTable(tx).renew(lease, now + LEASE_MS)));
        assertThat(state.isPresent()).isEqualTo(mayWrite(lease));
      }
    }

    private void append(int owner, int document) throws Exception {
      var lease = leases[owner];
      if (lease == null) {
        return;
      }
      var result = StoreContract.result(0, document, OutcomeKind.SUCCEEDED);
      var progress = new JobProgress(List.of(result), List.of(), DOCUMENTS, "{}");
      var written = await(database.write(tx -> new LeaseTable(tx).append(lease, progress)));
      assertThat(written).isEqualTo(mayWrite(lease));
      if (written && !recorded.contains(document)) {
        recorded.add(document);
      }
    }

    private void end(int owner) throws Exception {
      var lease = leases[owner];
      if (lease != null) {
        var ended =
            await(
                database.write(
                    tx -> new LeaseTable(tx).end(lease, EndReason.COMPLETED, now, now + 1)));
        assertThat(ended).isEqualTo(mayWrite(lease));
      }
    }

    private void release(int owner) throws Exception {
      var lease = leases[owner];
      if (lease != null) {
        var released = await(database.write(tx -> new LeaseTable(tx).release(lease)));
        assertThat(released).isEqualTo(mayWrite(lease));
        leases[owner] = null;
      }
    }

    /** The gateway that claimed the job last, until the job ends or is released. */
    private boolean mayWrite(Lease lease) {
      return before.token() == lease.token()
          && lease.owner().equals(before.owner())
          && (before.state() == JobState.RUNNING || before.state() == JobState.CANCELLING);
    }

    private void check() throws Exception {
      var job = await(database.read(tx -> new JobTable(tx).find(id))).orElseThrow();
      assertThat(NEXT.get(before.state())).contains(job.state());
      if (before.state() == JobState.ENDED) {
        assertThat(job).isEqualTo(before);
      }
      assertThat(job.token()).isGreaterThanOrEqualTo(before.token());
      assertThat(job.lastSeq()).isGreaterThanOrEqualTo(before.lastSeq());
      assertThat(job.counts().succeeded()).isEqualTo(recorded.size());
      if (job.state() == JobState.ENDED) {
        assertThat(job.counts().ended()).isEqualTo(job.counts().total());
      }
      var rows =
          await(
              database.read(
                  tx -> new ResultTable(tx).bySeq(id, ResultFilter.ALL, PageSize.STREAMED)));
      assertThat(rows.stream().map(row -> row.result().item())).containsExactlyElementsOf(recorded);
      assertThat(new HashSet<>(recorded)).hasSameSizeAs(recorded);
      assertThat(rows.stream().map(ResultRow.Numbered::seq).sorted())
          .containsExactlyElementsOf(rows.stream().map(ResultRow.Numbered::seq).toList());
      before = job;
    }
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, SECONDS);
  }
}
