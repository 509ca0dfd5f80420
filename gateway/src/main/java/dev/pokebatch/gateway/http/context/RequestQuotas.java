package dev.pokebatch.gateway.http.context;

import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.quota.Quota;
import dev.pokebatch.gateway.quota.QuotaAccount;
import dev.pokebatch.gateway.quota.QuotaAccounts;
import dev.pokebatch.gateway.quota.RateLimitFields;
import dev.pokebatch.gateway.quota.Spending;
import io.vertx.ext.web.RoutingContext;

/**
 * Counts each request in the quotas of its client, before its body is read, and tells the client
 * what is left.
 */
public final class RequestQuotas {

  private static final ContextKey<QuotaAccount> ACCOUNT =
      new ContextKey<>(RequestQuotas.class, "account");
  private static final ContextKey<Spending> SPENDING =
      new ContextKey<>(RequestQuotas.class, "spending");

  private final QuotaAccounts accounts;

  /** Counts in these accounts. */
  public RequestQuotas(QuotaAccounts accounts) {
    this.accounts = accounts;
  }

  /** Counts a request that has passed {@link RequestClient}; refuses one too many. */
  public void handle(RoutingContext context) {
    var account = accounts.of(RequestClient.of(context), RequestCaller.of(context).quotas());
    ACCOUNT.put(context, account);
    if (account.isUnlimited()) {
      SPENDING.put(context, Spending.UNLIMITED);
    } else {
      var spending = Spending.ofRequest(account, context.response()::bytesWritten);
      SPENDING.put(context, spending);
      RequestEnd.add(context, spending::countBytes);
      context.addHeadersEndHandler(head -> tell(context, account));
      account.takeRequest();
    }
    context.next();
  }

  private static void tell(RoutingContext context, QuotaAccount account) {
    var states = account.states();
    if (!states.isEmpty()) {
      context
          .response()
          .putHeader(RateLimitFields.POLICY, RateLimitFields.policy(states))
          .putHeader(RateLimitFields.STATE, RateLimitFields.state(states));
    }
  }

  /** Returns the account of a request's client. */
  public static QuotaAccount account(RoutingContext context) {
    return ACCOUNT.get(context);
  }

  /** Returns what the request spends while it runs. */
  public static Spending spending(RoutingContext context) {
    return SPENDING.get(context);
  }

  /**
   * Refuses a request that fetches documents or reads results while one of its quotas is used up.
   *
   * @throws ProblemException {@code quota-exceeded}
   */
  public static void requireLeft(RoutingContext context) {
    var exhausted = spending(context).exhausted();
    if (exhausted != null) {
      throw new ProblemException(exhausted);
    }
  }

  /**
   * Takes a permit until the request ends.
   *
   * @param quota {@link Quota#BATCHES} or {@link Quota#STREAMS}
   * @throws ProblemException {@code quota-exceeded} if the client has none left
   */
  public static void hold(RoutingContext context, Quota quota) {
    var account = account(context);
    if (!account.isUnlimited()) {
      account.take(quota);
      RequestEnd.add(context, () -> account.release(quota));
    }
  }

  /**
   * Checks that the client has a permit left, and takes none.
   *
   * @throws ProblemException {@code quota-exceeded} if it has none
   */
  public static void checkFree(RoutingContext context, Quota quota) {
    account(context).checkFree(quota);
  }
}
