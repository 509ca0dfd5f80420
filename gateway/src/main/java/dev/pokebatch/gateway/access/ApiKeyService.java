package dev.pokebatch.gateway.access;

import dev.pokebatch.gateway.problem.LimitProblems;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.ProblemType;
import dev.pokebatch.gateway.quota.QuotaLimits;
import dev.pokebatch.gateway.store.Database;
import dev.pokebatch.gateway.store.key.KeyRow;
import dev.pokebatch.gateway.store.key.KeyTable;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The API keys of the database. A change is known to this process when the call completes, and to
 * other gateways within a second. Each call fails with {@link ProblemException}: {@code
 * store-unavailable} if the database is unavailable. Thread-safe.
 */
public final class ApiKeyService {

  private final Database database;
  private final KeyRing keys;
  private final int maxKeys;

  /**
   * @param keys where the keys of the database are put
   * @param maxKeys maximum number of keys; concurrent creations may exceed it slightly
   */
  public ApiKeyService(Database database, KeyRing keys, int maxKeys) {
    this.database = database;
    this.keys = keys;
    this.maxKeys = maxKeys;
  }

  /**
   * A new key.
   *
   * @param secret what its clients send; it cannot be read again
   */
  public record CreatedKey(KeyRow key, String secret) {}

  /**
   * Creates a key.
   *
   * @param body its name, scopes and expiry as JSON
   * @return also fails with {@code limit-exceeded}
   * @throws ProblemException {@code malformed-json} or {@code invalid-request}
   */
  public Future<CreatedKey> create(Buffer body) {
    var secret = KeySecret.create();
    var key = ApiKeyReader.readNew(body, KeySecret.sha256(secret));
    return database
        .write(
            tx -> {
              var row = row(key, tx.now());
              var table = new KeyTable(tx);
              table.insert(row);
              admit(table);
              return new CreatedKey(row, secret);
            })
        .compose(created -> refresh().otherwiseEmpty().map(done -> created));
  }

  /** Refuses a new key if there are too many. */
  private void admit(KeyTable table) throws SQLException {
    var count = table.count();
    if (count > maxKeys) {
      var detail = "There may be " + maxKeys + " API keys at most.";
      throw new ProblemException(LimitProblems.limitExceeded("apiKeys", maxKeys, count, detail));
    }
  }

  /** Lists all keys in the order of their names. */
  public Future<List<KeyRow>> list() {
    return database.read(tx -> new KeyTable(tx).list());
  }

  /** Finds a key. Also fails with {@code not-found}. */
  public Future<KeyRow> find(String id) {
    return database.read(tx -> new KeyTable(tx).find(id).orElseThrow(ApiKeyService::notFound));
  }

  /** Deletes a key: requests that begin later are refused. Also fails with {@code not-found}. */
  public Future<?> delete(String id) {
    return database
        .write(
            tx -> {
              if (!new KeyTable(tx).delete(id)) {
                throw notFound();
              }
              return true;
            })
        .compose(deleted -> refresh().otherwiseEmpty());
  }

  /** Reads the keys of the database, which other gateways change too. */
  Future<?> refresh() {
    var number = keys.nextRead();
    return list()
        .onSuccess(
            rows -> keys.replaceOfDatabase(number, rows.stream().map(ApiKeyService::key).toList()));
  }

  private static KeyRow row(ApiKey key, long now) {
    var scopes = key.scopes().stream().sorted().map(Scope::word).collect(Collectors.joining(" "));
    var expiresAt = key.expiresAt() == null ? null : key.expiresAt().toEpochMilli();
    var quotas = key.quotas().values().isEmpty() ? null : key.quotas().toJson().encode();
    return new KeyRow(key.id(), key.name(), key.sha256(), scopes, now, expiresAt, quotas);
  }

  private static ApiKey key(KeyRow row) {
    var scopes = EnumSet.noneOf(Scope.class);
    Arrays.stream(row.scopes().split(" ")).flatMap(w -> Scope.of(w).stream()).forEach(scopes::add);
    var expiresAt = row.expiresAt() == null ? null : Instant.ofEpochMilli(row.expiresAt());
    return new ApiKey(row.name(), scopes, expiresAt, row.sha256(), quotas(row));
  }

  private static QuotaLimits quotas(KeyRow row) {
    return row.quotas() == null ? QuotaLimits.NONE : QuotaLimits.of(new JsonObject(row.quotas()));
  }

  private static ProblemException notFound() {
    return new ProblemException(
        Problem.of(ProblemType.NOT_FOUND, "there is no API key with this id"));
  }
}
