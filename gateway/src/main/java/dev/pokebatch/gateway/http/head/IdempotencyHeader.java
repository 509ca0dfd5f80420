package dev.pokebatch.gateway.http.head;

import dev.pokebatch.gateway.http.context.RequestCaller;
import dev.pokebatch.gateway.job.IdempotencyKey;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.ProblemType;
import dev.pokebatch.process.digest.Sha256;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code Idempotency-Key} of a request: a structured-field string (RFC 9651, section
 * 3.3.3), or the same without quotes, as most clients write it.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/">the
 *     Idempotency-Key HTTP header field, an IETF draft</a>
 */
public final class IdempotencyHeader {

  private static final String NAME = "Idempotency-Key";
  private static final Pattern KEY = Pattern.compile("\"?([\\x20\\x21\\x23-\\x7e]{1,255}?)\"?");

  private IdempotencyHeader() {}

  /**
   * Reads the key, which belongs to the owner of the request's API key.
   *
   * @param operation the scope of the key, which does not depend on how the client spells the path
   * @param body the decoded body; a key may be used again with the same body only
   * @return the key, or null if the request has none
   * @throws ProblemException {@code invalid-request} if it is malformed
   */
  public static @Nullable IdempotencyKey of(RoutingContext context, String operation, Buffer body) {
    var given = context.request().headers().getAll(NAME);
    if (given.isEmpty()) {
      return null;
    }
    var key = KEY.matcher(given.get(0).strip());
    if (given.size() > 1 || !key.matches()) {
      throw new ProblemException(
          Problem.of(
              ProblemType.INVALID_REQUEST,
              "the Idempotency-Key must be 1 to 255 characters of ASCII, and sent once"));
    }
    var caller = RequestCaller.of(context);
    // Names of owners have no slash, and paths begin with one.
    var owner = caller.isAnonymous() ? "" : caller.owner() + " ";
    return new IdempotencyKey(owner + operation + " " + key.group(1), sha256(body));
  }

  private static String sha256(Buffer body) {
    return HexFormat.of().formatHex(Sha256.newDigest().digest(body.getBytes()));
  }
}
