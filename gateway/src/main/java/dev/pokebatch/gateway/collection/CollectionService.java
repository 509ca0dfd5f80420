package dev.pokebatch.gateway.collection;

import dev.pokebatch.gateway.problem.LimitProblems;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.ProblemType;
import dev.pokebatch.gateway.store.Database;
import dev.pokebatch.gateway.store.StorageQuota;
import dev.pokebatch.gateway.store.Transaction;
import dev.pokebatch.gateway.store.collection.CollectionRow;
import dev.pokebatch.gateway.store.collection.CollectionTable;
import dev.pokebatch.gateway.store.collection.CollectionTable.Change;
import dev.pokebatch.gateway.store.collection.CollectionTable.Stored;
import dev.pokebatch.gateway.store.collection.NewCollection;
import dev.pokebatch.gateway.store.collection.Precondition;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What clients do with named batch requests, on whichever gateway they ask. Each call fails with
 * {@link ProblemException}: {@code store-unavailable} where the store cannot do it now; nothing was
 * done then, unless the database went away at the very moment, of which nobody knows. For any
 * thread.
 */
public final class CollectionService {

  private final Database database;
  private final int most;
  private final long mostBytes;

  /**
   * @param most how many there may be; a few more where several are created at the same moment
   * @param mostBytes how many bytes their bodies may have, all together
   */
  public CollectionService(Database database, int most, long mostBytes) {
    this.mostBytes = mostBytes;
    this.database = database;
    this.most = most;
  }

  /**
   * Stores a batch request under a name, with an entity tag that no other version has, whatever was
   * stored there before: who has replaced or deleted and created it anew has made another version,
   * be it of the same bytes.
   *
   * @param body which has been read and found right
   * @param documents how many it stands for, as far as that is known
   * @param condition what must be there already; null where the client does not say: then nothing
   * @return what is there now. Fails with {@code precondition-failed}, {@code
   *     precondition-required}, {@code limit-exceeded} or {@code insufficient-storage} too
   */
  public Future<Stored> put(
      String name, Buffer body, long documents, @Nullable Precondition condition) {
    var etag = '"' + UUID.randomUUID().toString() + '"';
    var wanted = new NewCollection(name, body, documents, etag, System.currentTimeMillis());
    return database.write(
        tx -> {
          tx.limit(StorageQuota.COLLECTIONS, mostBytes);
          var table = new CollectionTable(tx);
          var stored = table.put(wanted, condition == null ? Precondition.ABSENT : condition);
          if (stored.change() == Change.PRECONDITION_FAILED) {
            throw condition == null ? required() : failed();
          }
          if (stored.change() == Change.CREATED) {
            admit(table);
          }
          return stored;
        });
  }

  /** There may be too many already. */
  private void admit(CollectionTable table) throws SQLException {
    var count = table.count();
    if (count > most) {
      throw new ProblemException(
          LimitProblems.limitExceeded(
              "collections", most, count, "There may be " + most + " collections at most."));
    }
  }

  /** The collection of this name; fails with {@code not-found} too. */
  public Future<CollectionRow> find(String name) {
    return database.read(tx -> present(tx, name));
  }

  private static CollectionRow present(Transaction tx, String name) throws SQLException {
    return new CollectionTable(tx).get(name).orElseThrow(CollectionService::notFound);
  }

  /**
   * Those whose names come after that one, in the order of their names.
   *
   * @param after empty for the first
   * @param limit at most so many
   */
  public Future<List<CollectionRow.Entry>> list(String after, int limit) {
    return database.read(tx -> new CollectionTable(tx).list(after, limit));
  }

  /**
   * Forgets a collection; fails with {@code not-found}, or with {@code precondition-failed} where
   * it is there and the condition does not hold, too.
   */
  public Future<?> delete(String name, Precondition condition) {
    return database.write(
        tx -> {
          var change = new CollectionTable(tx).delete(name, condition);
          if (change != Change.DELETED) {
            throw change == Change.NONE ? notFound() : failed();
          }
          return change;
        });
  }

  /** That something else is stored than the client asks for. */
  public static ProblemException failed() {
    return problem(
        ProblemType.PRECONDITION_FAILED, "what is stored under this name is not what is asked for");
  }

  private static ProblemException required() {
    return problem(
        ProblemType.PRECONDITION_REQUIRED,
        "there is a collection of this name: to replace it, send its ETag as If-Match");
  }

  private static ProblemException notFound() {
    return problem(ProblemType.NOT_FOUND, "there is no collection of this name");
  }

  private static ProblemException problem(ProblemType type, String detail) {
    return new ProblemException(Problem.of(type, detail));
  }
}
