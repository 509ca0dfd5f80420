package dev.pokebatch.gateway.store;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.outcome.OutcomeKind;
import dev.pokebatch.gateway.store.engine.DatabaseConfig;
import dev.pokebatch.gateway.store.job.ClaimedJob;
import dev.pokebatch.gateway.store.job.EndReason;
import dev.pokebatch.gateway.store.job.JobProgress;
import dev.pokebatch.gateway.store.job.JobRow;
import dev.pokebatch.gateway.store.job.JobTable;
import dev.pokebatch.gateway.store.job.Lease;
import dev.pokebatch.gateway.store.job.LeaseTable;
import dev.pokebatch.gateway.store.job.NewJob;
import dev.pokebatch.gateway.store.job.ResultRow;
import dev.pokebatch.gateway.testing.StoreDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A test of what holds on both databases: it runs on each, on an empty one every time. */
@SuppressWarnings("NullAway.Init") // JUnit sees to the fields
@ParameterizedClass
@EnumSource(StoreDatabase.class)
public abstract class StoreContract {

  protected static final long NOW = 1_700_000_000_000L;
  protected static final long HOUR = 3_600_000;

  @Parameter protected StoreDatabase kind;
  @TempDir protected Path directory;

  protected final Vertx vertx = Vertx.vertx();
  protected DatabaseConfig config;
  protected Database database;

  @BeforeEach
  protected void open() throws Exception {
    config = kind.empty(directory);
    database = await(Database.open(vertx, config));
  }

  @AfterEach
  protected void close() throws Exception {
    await(database.close());
    await(vertx.close());
  }

  protected static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, SECONDS);
  }

  protected <T> T write(TransactionWork<T> work) throws Exception {
    return await(database.write(work));
  }

  protected <T> T read(TransactionWork<T> work) throws Exception {
    return await(database.read(work));
  }

  /** Like {@link #write}, of a type that assertions are sure of. */
  protected <T> Optional<T> maybe(TransactionWork<Optional<T>> work) throws Exception {
    return write(work);
  }

  /** Like {@link #read}, of a type that assertions are sure of. */
  protected <T> List<T> all(TransactionWork<List<T>> work) throws Exception {
    return read(work);
  }

  /** Like {@link #write}, of a type that assertions are sure of. */
  protected boolean is(TransactionWork<Boolean> work) throws Exception {
    return write(work);
  }

  /** A job of four documents. */
  protected static NewJob job(String id, long createdAt) {
    return job(id, "", createdAt);
  }

  private static NewJob job(String id, String client, long createdAt) {
    return new NewJob(
        id, client, "ash", Buffer.buffer("{\"of\":\"" + id + "\"}"), createdAt, 4, null, null);
  }

  protected JobRow queued(String id, long createdAt) throws Exception {
    return write(tx -> new JobTable(tx).insert(job(id, createdAt)));
  }

  /** The same, of a client. */
  protected void queued(String id, String client, long createdAt) throws Exception {
    write(tx -> new JobTable(tx).insert(job(id, client, createdAt)));
  }

  /** A job that is queued and, there being no other, claimed by this owner. */
  protected Lease running(String id, String owner) throws Exception {
    queued(id, NOW);
    return claim(owner, NOW, 10).get(0).lease();
  }

  /** Claims for a minute. */
  protected List<ClaimedJob> claim(String owner, long now, int max) throws Exception {
    return write(tx -> new LeaseTable(tx).claim(owner, now, 60_000, max));
  }

  protected boolean append(Lease lease, ResultRow... results) throws Exception {
    return write(
        tx ->
            new LeaseTable(tx)
                .append(
                    lease, new JobProgress(List.of(results), List.of(), 4, "{\"requests\":1}")));
  }

  protected boolean end(Lease lease, long expiresAt) throws Exception {
    return write(tx -> new LeaseTable(tx).end(lease, EndReason.COMPLETED, NOW, expiresAt));
  }

  /** Ends a job that no gateway has started. */
  protected void endedUnbegun(String id, long expiresAt) throws Exception {
    var ended =
        is(
            tx -> {
              var table = new LeaseTable(tx);
              var lease = table.takeToEnd(id, "nobody", NOW).orElseThrow();
              return table.end(lease, EndReason.CANCELLED, NOW, expiresAt);
            });
    assertThat(ended).isTrue();
  }

  protected JobRow find(String id) throws Exception {
    return read(tx -> new JobTable(tx).find(id)).orElseThrow();
  }

  protected long rows(String table) throws Exception {
    return read(
        tx ->
            tx.first("SELECT COUNT(*) AS number FROM " + table, row -> row.getLong("number"))
                .orElseThrow());
  }

  public static ResultRow result(long step, int item, OutcomeKind outcome) {
    return result(step, item, outcome, 20);
  }

  public static ResultRow result(long step, int item, OutcomeKind outcome, int bytes) {
    var members = Buffer.buffer(String.format(Locale.ROOT, "{\"at\":\"%d/%d\"}", step, item));
    while (members.length() < bytes) {
      members.appendByte((byte) (members.length() % 251));
    }
    return new ResultRow(
        step,
        item,
        outcome == OutcomeKind.SUCCEEDED ? 200 : 404,
        outcome,
        "pokemon/" + item,
        outcome == OutcomeKind.SUCCEEDED ? 3 : ResultRow.NO_BODY,
        members);
  }
}
