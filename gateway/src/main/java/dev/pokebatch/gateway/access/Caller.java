package dev.pokebatch.gateway.access;

import dev.pokebatch.gateway.quota.QuotaLimits;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request, and what they may do.
 *
 * @param owner the name of their API key, which owns what they make; {@link #NOBODY} without a key
 * @param scopes what their key allows; empty without a key
 * @param keyId the id of their key; null without a key
 * @param quotas the quotas that their key sets
 */
public record Caller(String owner, Set<Scope> scopes, @Nullable String keyId, QuotaLimits quotas) {

  /** The owner of everything that is made without an API key. No key has this name. */
  public static final String NOBODY = "anonymous";

  /** Anybody, without an API key. */
  public static final Caller ANONYMOUS = new Caller(NOBODY, Set.of(), null, QuotaLimits.NONE);

  /** Returns whether they have no API key. */
  public boolean isAnonymous() {
    return keyId == null;
  }

  /** Returns whether they may use what every owner has. */
  public boolean isAdmin() {
    return scopes.contains(Scope.ADMIN);
  }

  /** Returns whether their key has a scope, by itself or because it has {@link Scope#ADMIN}. */
  boolean has(Scope scope) {
    return isAdmin() || scopes.contains(scope);
  }

  /** Returns whether they may use what this owner has. */
  public boolean mayUse(String anOwner) {
    return isAdmin() || owner.equals(anOwner);
  }
}
