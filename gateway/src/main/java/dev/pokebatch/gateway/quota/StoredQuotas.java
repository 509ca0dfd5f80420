package dev.pokebatch.gateway.quota;

import dev.pokebatch.gateway.client.ClientId;
import dev.pokebatch.gateway.store.Database;
import dev.pokebatch.gateway.store.StoreUnavailableException;
import dev.pokebatch.gateway.store.Transaction;
import dev.pokebatch.gateway.store.collection.CollectionTable;
import dev.pokebatch.gateway.store.job.JobTable;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.util.List;

/** What a client has left of the quotas that count what is stored in the database. */
public final class StoredQuotas {

  private static final List<Quota> STORED = List.of(Quota.JOB_BYTES, Quota.COLLECTIONS);

  private final Database database;

  /** Counts in this database. */
  public StoredQuotas(Database database) {
    this.database = database;
  }

  /**
   * Returns these quotas as {@code GET /v1/limits} shows them; without {@code left} while the
   * database is unavailable. Quotas that are not set are missing.
   *
   * @param client whose jobs count
   * @param owner whose collections count
   */
  public Future<JsonObject> toJson(QuotaLimits limits, ClientId client, String owner) {
    var json = new JsonObject();
    STORED.stream()
        .filter(quota -> limits.of(quota) > 0)
        .forEach(quota -> json.put(quota.word(), new JsonObject().put("max", limits.of(quota))));
    if (json.isEmpty()) {
      return Future.succeededFuture(json);
    }
    return database
        .read(
            tx -> {
              for (var name : json.fieldNames()) {
                var quota = json.getJsonObject(name);
                var used = used(tx, name, client, owner);
                quota.put("left", Math.max(0, quota.getLong("max") - used));
              }
              return json;
            })
        .recover(
            failure ->
                failure instanceof StoreUnavailableException
                    ? Future.succeededFuture(json)
                    : Future.failedFuture(failure));
  }

  private static long used(Transaction tx, String name, ClientId client, String owner)
      throws SQLException {
    return name.equals(Quota.JOB_BYTES.word())
        ? new JobTable(tx).bytesOf(client.name())
        : new CollectionTable(tx, owner).countOfOwner();
  }
}
