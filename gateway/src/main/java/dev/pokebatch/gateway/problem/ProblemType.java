package dev.pokebatch.gateway.problem;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The catalogue of problem types. The slug is the constant's name; neither it nor its meaning may
 * change once it is published, because clients branch on it.
 */
public enum ProblemType {
  MALFORMED_JSON(
      400,
      "Malformed JSON",
      "The body is not JSON. line and column name the place of the first error."),
  INVALID_REQUEST(
      400,
      "Invalid request",
      "The body is JSON, but not a valid request, or the URL has a fault. errors"
          + " lists every fault with its place."),
  REQUEST_TIMEOUT(
      408,
      "Request too slow",
      "The head or the body of the request arrived too slowly, so the gateway stopped"
          + " reading. GET /v1/limits lists the time limits."),
  UNAUTHORIZED(
      401,
      "Unauthorized",
      "The request has no API key and needs one, or its API key is not valid or has expired."),
  FORBIDDEN(
      403,
      "Forbidden",
      "The API key does not have the scopes that the request needs; scope lists them. Or a page of"
          + " another site sent the request without a media type, or its origin or its host is not"
          + " one that the gateway allows."),
  NOT_FOUND(
      404,
      "No such resource",
      "The URL names nothing that the gateway has, or the upstream has no such"
          + " document. suggestions lists similar names, hint says where else to look."),
  METHOD_NOT_ALLOWED(
      405,
      "Method not allowed",
      "The path does not support this method. The Allow header lists the methods that"
          + " it supports."),
  NOT_ACCEPTABLE(
      406,
      "Not acceptable",
      "The answer is not available in a media type that the Accept header allows."
          + " available lists the media types."),
  UNSUPPORTED_MEDIA_TYPE(
      415,
      "Unsupported media type",
      "The Content-Type or Content-Encoding of the body is not supported. available"
          + " lists the supported ones."),
  NOT_IMPLEMENTED(
      501,
      "Not implemented",
      "The request uses a feature of HTTP that the gateway does not support, such as"
          + " a transfer coding other than chunked."),
  LIMIT_EXCEEDED(
      422,
      "Limit exceeded",
      "The request exceeds a limit. limit is its name, max its value, actual the"
          + " value of the request. GET /v1/limits lists all limits."),
  QUOTA_EXCEEDED(
      429,
      "Quota exceeded",
      "The client has used up one of its quotas. violated-policies names it, max is its value. Try"
          + " again after retryAfterMs; without that, delete jobs or collections. The headers"
          + " RateLimit-Policy and RateLimit, and quotas in GET /v1/limits, list all quotas and"
          + " what is left of them."),
  OVERLOADED(
      503,
      "Overloaded",
      "The gateway or a fetcher has no free capacity now. Try again after" + " retryAfterMs."),
  NO_FETCHER(
      503,
      "No fetcher available",
      "No fetcher is available to get documents. Try again after retryAfterMs."),
  INVALID_KEY(
      422,
      "Invalid key",
      "The text is not a resource and a key, so it cannot name a document."
          + " suggestions lists similar names."),
  UNKNOWN_RESOURCE(
      422,
      "Unknown kind of resource",
      "The upstream has no resource of this name. suggestions lists similar names."),
  FORBIDDEN_URL(
      422,
      "Forbidden URL",
      "The link leads outside the upstream, and fetchers request no other host or" + " path."),
  REFERENCE_UNRESOLVED(
      422,
      "Reference unresolved",
      "In the answer of the step that from names, path selects no link to a document"
          + " of the upstream."),
  DEPENDENCY_FAILED(
      424,
      "Dependency failed",
      "The step was skipped, because the step that it refers to failed. dependency is"
          + " the id of that step."),
  SIBLING_FAILED(
      424,
      "Sibling failed",
      "The step was skipped, because another step of its group failed and the group"
          + " has onError stop. cause is the id of the failed step."),
  BATCH_INCOMPLETE(
      424,
      "Batch incomplete",
      "At least one document is missing, and the request prefers all or nothing."
          + " errors lists the missing documents."),
  CANCELLED(
      499,
      "Cancelled",
      "The document was cancelled before it was fetched. by says who cancelled it:"
          + " the client, its group, or a shutdown of the gateway."),
  UPSTREAM_REJECTED(
      502,
      "Upstream refused",
      "The upstream rejected the request, so it is unknown whether the document"
          + " exists. upstreamStatus is its status."),
  UPSTREAM_ERROR(502, "Upstream failed", "The upstream failed. Another attempt may succeed."),
  UPSTREAM_INVALID_BODY(
      502,
      "Upstream sent no valid document",
      "The upstream sent a body that is not JSON, is incomplete, or is too large."),
  UPSTREAM_UNREACHABLE(
      503,
      "Upstream unreachable",
      "The connection to the upstream could not be opened, or broke. Another attempt"
          + " may succeed."),
  CIRCUIT_OPEN(
      503,
      "Circuit open",
      "The upstream failed too often recently, so fetchers send it no requests for a"
          + " while. Try again after retryAfterMs."),
  UPSTREAM_TIMEOUT(
      504,
      "Upstream timed out",
      "The upstream did not answer within the fetcher's time limit. Another attempt"
          + " may succeed."),
  NOT_CACHED(
      504,
      "Not cached",
      "The request wants cached documents only, and this one is not cached. Ask for it with another"
          + " cache mode."),
  DEADLINE_EXCEEDED(
      504,
      "Deadline exceeded",
      "The deadline of the batch or of a group ended before the document arrived."
          + " Documents that arrived earlier are in the answer. Ask for less, or for a"
          + " later deadline with deadlineMs."),
  STORE_UNAVAILABLE(
      503,
      "Store unavailable",
      "The database of jobs and collections is unavailable. It may have failed while"
          + " it stored the request: send the request again, with the same Idempotency-Key"
          + " if it has one. Batches that are answered at once are not affected."),
  JOB_NOT_FOUND(404, "No such job", "There is no job with this id, or it was deleted."),
  JOB_EXPIRED(410, "Job expired", "The results of the job were deleted at the time in expiresAt."),
  JOB_NOT_ENDED(
      409,
      "Job not ended",
      "This is only possible after the job has ended. Wait for its end, or cancel it" + " first."),
  IDEMPOTENCY_KEY_REUSED(
      422,
      "Idempotency key reused",
      "This Idempotency-Key was already used with a different request. Use a new key"
          + " for each request."),
  IDEMPOTENCY_KEY_IN_PROGRESS(
      409,
      "Idempotency key in progress",
      "Another request with this Idempotency-Key is being accepted. Try again: the"
          + " answer will be that of the first request."),
  INSUFFICIENT_STORAGE(
      507,
      "Insufficient storage",
      "There is no room for more jobs or collections. If a limit is reached, limit"
          + " and max name it. Delete jobs or collections that you no longer need, or wait"
          + " until some expire."),
  PRECONDITION_FAILED(
      412,
      "Precondition failed",
      "The stored version is not the one that If-Match or If-None-Match asks for."
          + " Read the current version and try again."),
  PRECONDITION_REQUIRED(
      428,
      "Precondition required",
      "The collection exists already. Name the version to replace in If-Match."),
  INTERNAL(
      500,
      "Internal error",
      "The gateway or a fetcher has an internal error. The log has it under the"
          + " number in incident.");

  private final String slug = name().toLowerCase(Locale.ROOT).replace('_', '-');
  private final int status;
  private final String title;
  private final String meaning;

  ProblemType(int status, String title, String meaning) {
    this.status = status;
    this.title = title;
    this.meaning = meaning;
  }

  /** Returns the name in the catalogue, such as {@code not-found}. */
  public String slug() {
    return slug;
  }

  /** Returns the HTTP status; a single problem may have a different one. */
  public int status() {
    return status;
  }

  /** Returns a short summary, the same for every problem of this type. */
  public String title() {
    return title;
  }

  /** Returns what it means and what to do about it, in a few sentences for people. */
  public String meaning() {
    return meaning;
  }

  /** Returns the type with this slug, or empty. */
  public static Optional<ProblemType> of(String slug) {
    return Arrays.stream(values()).filter(type -> type.slug.equals(slug)).findFirst();
  }

  /** Returns the URI reference that identifies the type: {@code /problems/{slug}}. */
  public String uri() {
    return "/problems/" + slug;
  }
}
