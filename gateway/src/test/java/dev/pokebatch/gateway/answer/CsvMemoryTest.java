package dev.pokebatch.gateway.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.batch.BatchLimits;
import dev.pokebatch.gateway.batch.BatchReader;
import dev.pokebatch.gateway.batch.CsvArrays;
import dev.pokebatch.gateway.batch.CsvUse;
import dev.pokebatch.gateway.memory.AnswerMemory;
import dev.pokebatch.gateway.memory.BatchMemory;
import dev.pokebatch.gateway.outcome.OutcomeKind;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.plan.Plan;
import dev.pokebatch.process.offload.Offload;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A large row of CSV is in memory only while that memory is reserved. */
class CsvMemoryTest {

  private static final int BODY_BYTES = 100_000;

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final Offload offload = new Offload(vertx, "rows", 1, 10_000);
  private final AnswerMemory all = new AnswerMemory(16 << 20, 1, 1, 1);
  private final Promise<Buffer> row = Promise.promise();

  @AfterEach
  void stop() throws TimeoutException {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void isReservedBeforeItIsCutAndReleasedAfterwards() throws TimeoutException {
    var before = all.pool().free();
    var mayCut = new CountDownLatch(1);
    // Holds the only worker thread, which would be quick enough to end within the same turn.
    var held = offload.run(() -> mayCut.await(10, TimeUnit.SECONDS));

    onLoop(this::cut);
    assertThat(before - all.pool().free()).isGreaterThan(3 * BODY_BYTES);
    mayCut.countDown();

    assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(row.future().await(10, TimeUnit.SECONDS).length()).isGreaterThan(BODY_BYTES);
    onLoop(memory -> assertThat(all.pool().free()).isEqualTo(before));
  }

  @Test
  void waitsForMemory() throws TimeoutException {
    var others = all.pool().hold(all.pool().size());

    onLoop(this::cut);
    onLoop(memory -> assertThat(all.pool().waiting()).isEqualTo(1));
    assertThat(row.future().isComplete()).isFalse();

    others.close();
    row.future().await(10, TimeUnit.SECONDS);
  }

  @Test
  void isNotWaitedForWhenTheClientHasGone() throws TimeoutException {
    var others = all.pool().hold(all.pool().size());

    onLoop(
        memory -> {
          cut(memory);
          memory.close();
        });
    assertThat(all.pool().waiting()).isZero();

    others.close();
    assertThat(all.pool().free()).isEqualTo(all.pool().size());
    assertThat(row.future().isComplete()).isFalse();
  }

  @Test
  void isAnErrorIfItNeedsMoreThanThereIs() throws TimeoutException {
    var columns =
        IntStream.range(0, 200).mapToObj(i -> "name.x" + i).collect(Collectors.joining(","));
    var elements = Buffer.buffer("{\"name\":[" + "{},".repeat(BODY_BYTES) + "{}]}");

    onLoop(memory -> rows(memory, columns).item(item(elements), true, true));

    assertThat(row.future().await(10, TimeUnit.SECONDS).toString())
        .startsWith(",".repeat(200) + "0,pokemon/1,422,")
        .contains("limit-exceeded: A row may take 8");
    onLoop(memory -> assertThat(all.pool().free()).isEqualTo(all.pool().size()));
  }

  private void cut(BatchMemory memory) {
    var members = Buffer.buffer("{\"name\":\"" + "x".repeat(BODY_BYTES) + "\"}");
    rows(memory, "name").item(item(members), true, true);
  }

  private CsvFormat rows(BatchMemory memory, String fields) {
    var table = new TableForm(CsvUse.PLAIN, CsvArrays.JOINED, TableForm.BATCH);
    var rows = new CsvFormat(plan(fields), table, offload, memory, all.largest(), this::row);
    rows.begin(Runnable::run);
    return rows;
  }

  private static StoredItem item(Buffer body) {
    Leaf leaf = plan("name").root().leaves().get(0);
    return new StoredItem(leaf, 0, "pokemon/1", 200, OutcomeKind.SUCCEEDED, body, 0);
  }

  private static Plan plan(String fields) {
    var limits = BatchLimits.defaults();
    var request =
        new BatchReader(limits)
            .read(Buffer.buffer("{\"requests\":[\"pokemon/1\"],\"fields\":\"" + fields + "\"}"));
    return Plan.of(request, limits);
  }

  /** Takes the header first, which is short. */
  private void row(Buffer bytes) {
    if (!bytes.toString().contains("_status")) {
      row.complete(bytes);
    }
  }

  /** Runs an action with the memory of a batch on an event loop, and waits for its end. */
  private void onLoop(Consumer<BatchMemory> action) throws TimeoutException {
    Promise<Void> done = Promise.promise();
    context.runOnContext(
        here -> {
          try {
            action.accept(all.open(context));
            done.complete();
          } catch (RuntimeException | Error failed) {
            done.fail(failed);
          }
        });
    done.future().await(10, TimeUnit.SECONDS);
  }
}
