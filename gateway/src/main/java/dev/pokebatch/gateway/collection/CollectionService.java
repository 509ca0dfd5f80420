package dev.pokebatch.gateway.collection;

import dev.pokebatch.gateway.problem.LimitProblems;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.ProblemType;
import dev.pokebatch.gateway.store.Database;
import dev.pokebatch.gateway.store.StorageQuota;
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
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The operations on collections, which are batch requests stored under names. Each call fails with
 * {@link ProblemException}: {@code store-unavailable} if the database is unavailable, in which case
 * nothing was changed unless the connection broke during the commit. Thread-safe.
 */
public final class CollectionService {

  private final Database database;
  private final int maxCollections;
  private final long maxBytes;

  /**
   * @param maxCollections maximum number of collections; concurrent creations may exceed it
   *     slightly
   * @param maxBytes maximum bytes of all bodies together
   */
  public CollectionService(Database database, int maxCollections, long maxBytes) {
    this.maxBytes = maxBytes;
    this.database = database;
    this.maxCollections = maxCollections;
  }

  /**
   * Stores a batch request under a name. Each version gets a new entity tag, even if its bytes
   * equal those of an earlier version.
   *
   * @param owner whose it is
   * @param body the validated batch request
   * @param most maximum number of the owner's collections; 0 for no limit
   * @param documents number of documents, as far as known before it runs
   * @param condition precondition on the stored collection; null if the client sent none, which
   *     only allows to create
   * @return the stored collection. Also fails with {@code precondition-failed}, {@code
   *     precondition-required}, {@code limit-exceeded}, {@code quota-exceeded} or {@code
   *     insufficient-storage}
   */
  public Future<Stored> put(
      String owner,
      long most,
      String name,
      Buffer body,
      long documents,
      @Nullable Precondition condition) {
    var etag = '"' + UUID.randomUUID().toString() + '"';
    return database.write(
        tx -> {
          tx.limit(StorageQuota.COLLECTIONS, maxBytes);
          var table = new CollectionTable(tx, owner);
          var wanted = new NewCollection(name, body, documents, etag, tx.now());
          var stored = table.put(wanted, condition == null ? Precondition.ABSENT : condition);
          if (stored.change() == Change.PRECONDITION_FAILED) {
            throw condition == null ? required() : failed();
          }
          if (stored.change() == Change.CREATED) {
            admit(table, most);
          }
          return stored;
        });
  }

  /** Refuses a new collection if there are too many, of the owner or in all. */
  private void admit(CollectionTable table, long most) throws SQLException {
    if (most > 0 && table.countOfOwner() > most) {
      var detail = "The quota collections is used up: " + most + " stored ones.";
      throw new ProblemException(LimitProblems.quotaExceeded("collections", most, detail));
    }
    var count = table.count();
    if (count > maxCollections) {
      throw new ProblemException(
          LimitProblems.limitExceeded(
              "collections",
              maxCollections,
              count,
              "There may be " + maxCollections + " collections at most."));
    }
  }

  /**
   * Reads the owner's collection of this name.
   *
   * @param reserve reserves memory for the body, whose length in bytes it takes, on a worker thread
   *     before the body is read; may be called several times
   * @return also fails with {@code not-found}, and with what {@code reserve} throws
   */
  public Future<CollectionRow> find(String owner, String name, LongConsumer reserve) {
    return database.read(tx -> present(new CollectionTable(tx, owner), name, reserve));
  }

  private static CollectionRow present(CollectionTable table, String name, LongConsumer reserve)
      throws SQLException {
    return table.get(name, reserve).orElseThrow(CollectionService::notFound);
  }

  /**
   * Lists the owner's collections in the order of their names.
   *
   * @param after only names after this one; empty for the first page
   * @param limit maximum number of collections
   */
  public Future<List<CollectionRow.Entry>> list(String owner, String after, int limit) {
    return database.read(tx -> new CollectionTable(tx, owner).list(after, limit));
  }

  /**
   * Lists the collections of all owners in the order of their names and owners.
   *
   * @param after only those after this name, and after {@code afterOwner} if they have it
   */
  public Future<List<CollectionRow.Entry>> listAll(String after, String afterOwner, int limit) {
    return database.read(tx -> new CollectionTable(tx, afterOwner).listAll(after, limit));
  }

  /**
   * Deletes the owner's collection of this name. Also fails with {@code not-found}, or with {@code
   * precondition-failed} if the precondition does not hold.
   */
  public Future<?> delete(String owner, String name, Precondition condition) {
    return database.write(
        tx -> {
          var change = new CollectionTable(tx, owner).delete(name, condition);
          if (change != Change.DELETED) {
            throw change == Change.NONE ? notFound() : failed();
          }
          return change;
        });
  }

  /** Returns the failure for a precondition that does not hold. */
  public static ProblemException failed() {
    return problem(
        ProblemType.PRECONDITION_FAILED,
        "the stored collection does not match the precondition of the request");
  }

  private static ProblemException required() {
    return problem(
        ProblemType.PRECONDITION_REQUIRED,
        "a collection with this name exists: to replace it, send its ETag in If-Match");
  }

  /** Returns the failure for a name that the owner has no collection of. */
  public static ProblemException notFound() {
    return problem(ProblemType.NOT_FOUND, "there is no collection with this name");
  }

  private static ProblemException problem(ProblemType type, String detail) {
    return new ProblemException(Problem.of(type, detail));
  }
}
