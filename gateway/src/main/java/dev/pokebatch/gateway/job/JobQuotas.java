package dev.pokebatch.gateway.job;

import dev.pokebatch.gateway.access.KeyRing;
import dev.pokebatch.gateway.client.ClientId;
import dev.pokebatch.gateway.problem.LimitProblems;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.quota.Quota;
import dev.pokebatch.gateway.quota.QuotaAccount;
import dev.pokebatch.gateway.quota.QuotaAccounts;
import dev.pokebatch.gateway.store.Transaction;
import dev.pokebatch.gateway.store.job.JobTable;
import java.sql.SQLException;

/** The quotas of the clients that submit jobs. Thread-safe. */
public final class JobQuotas {

  private final QuotaAccounts accounts;
  private final KeyRing keys;

  /**
   * @param accounts the accounts of all clients
   * @param keys the API keys, which may have quotas of their own
   */
  public JobQuotas(QuotaAccounts accounts, KeyRing keys) {
    this.accounts = accounts;
    this.keys = keys;
  }

  /**
   * Returns the account of a client.
   *
   * @param owner whose job it is; the name of the client's API key, if it has one
   */
  QuotaAccount account(String client, String owner) {
    return accounts.of(new ClientId(client), keys.quotasOf(owner));
  }

  /**
   * Checks the bytes that a client's jobs have after the changes of a transaction.
   *
   * @throws ProblemException {@code quota-exceeded} if they are too many
   */
  void checkBytes(Transaction tx, String client, String owner) throws SQLException {
    var most = account(client, owner).limits().of(Quota.JOB_BYTES);
    if (most > 0 && new JobTable(tx).bytesOf(client) > most) {
      var name = Quota.JOB_BYTES.word();
      var detail = "The quota " + name + " is used up: " + most + " bytes of stored jobs.";
      throw new ProblemException(LimitProblems.quotaExceeded(name, most, detail));
    }
  }
}
