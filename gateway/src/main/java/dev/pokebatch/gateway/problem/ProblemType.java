package dev.pokebatch.gateway.problem;

import java.util.Arrays;
import java.util.Optional;

/**
 * The catalogue of problem types. A slug, once published, keeps its meaning: clients branch on it.
 */
public enum ProblemType {
  MALFORMED_JSON(
      "malformed-json",
      400,
      "Malformed JSON",
      "The body is not JSON. line and column say where it stops being that."),
  INVALID_REQUEST(
      "invalid-request",
      400,
      "Invalid request",
      "The body is JSON, but not a request, or the URL is none that is understood."
          + " errors names every fault, and where it is."),
  REQUEST_TIMEOUT(
      "request-timeout",
      408,
      "Request too slow",
      "The head or the body of the request came too slowly, and was not waited for any longer."
          + " GET /v1/limits has the times."),
  NOT_FOUND(
      "not-found",
      404,
      "No such resource",
      "There is nothing of that name: no page of ours, or no document of the upstream."
          + " suggestions are names near it; hint says where else to look."),
  METHOD_NOT_ALLOWED(
      "method-not-allowed",
      405,
      "Method not allowed",
      "The path exists, but not for this method. Allow says which there are."),
  NOT_ACCEPTABLE(
      "not-acceptable",
      406,
      "Not acceptable",
      "The answer is not to be had in a type that the client accepts. available lists them."),
  UNSUPPORTED_MEDIA_TYPE(
      "unsupported-media-type",
      415,
      "Unsupported media type",
      "A body of this media type is not understood. available lists those that are."),
  NOT_IMPLEMENTED(
      "not-implemented",
      501,
      "Not implemented",
      "The request uses something of HTTP that the gateway does not have, such as a transfer coding"
          + " other than chunked."),
  LIMIT_EXCEEDED(
      "limit-exceeded",
      422,
      "Limit exceeded",
      "More was asked for than is allowed: see limit, max, actual, and GET /v1/limits."),
  OVERLOADED(
      "overloaded",
      503,
      "Overloaded",
      "As much is under way as may be. Try again after the time that the answer names."),
  NO_FETCHER(
      "no-fetcher",
      503,
      "No fetcher available",
      "No fetcher is there to get documents. Try again after the time that the answer names."),
  INVALID_KEY(
      "invalid-key",
      422,
      "Invalid key",
      "The text is no resource and key, so no document can have that name. suggestions are names"
          + " near it."),
  UNKNOWN_RESOURCE(
      "unknown-resource",
      422,
      "Unknown kind of resource",
      "The upstream has no resource of that name, and so no document of it."
          + " suggestions are names near it."),
  FORBIDDEN_URL(
      "forbidden-url",
      422,
      "Forbidden URL",
      "The link does not lie below the upstream, and nothing else is ever called."),
  REFERENCE_UNRESOLVED(
      "reference-unresolved",
      422,
      "Reference unresolved",
      "Nothing that could be got is where path leads in the answer of the step that from names."),
  DEPENDENCY_FAILED(
      "dependency-failed",
      424,
      "Dependency failed",
      "Never begun, for nothing came of the step that it refers to, which dependency names."),
  SIBLING_FAILED(
      "sibling-failed",
      424,
      "Sibling failed",
      "Never begun, for the step that cause names had failed, and its group stops then."),
  BATCH_INCOMPLETE(
      "batch-incomplete",
      424,
      "Batch incomplete",
      "Not every document is there, and the client preferred all or nothing. errors has the rest."),
  CANCELLED(
      "cancelled",
      499,
      "Cancelled",
      "Called off before it was done, by the client, by its group, or by a shutdown."),
  UPSTREAM_REJECTED(
      "upstream-rejected",
      502,
      "Upstream refused",
      "The upstream refused to answer. That says nothing of the document."),
  UPSTREAM_ERROR(
      "upstream-error", 502, "Upstream failed", "The upstream failed. Another try may succeed."),
  UPSTREAM_INVALID_BODY(
      "upstream-invalid-body",
      502,
      "Upstream sent no valid document",
      "What the upstream sent is no whole JSON document of a size that is taken."),
  UPSTREAM_UNREACHABLE(
      "upstream-unreachable",
      503,
      "Upstream unreachable",
      "No connection to the upstream could be had, or it broke off."),
  CIRCUIT_OPEN(
      "circuit-open",
      503,
      "Circuit open",
      "The upstream failed so often of late that it is left alone for a while, and was not asked."
          + " Try again after retryAfterMs."),
  UPSTREAM_TIMEOUT(
      "upstream-timeout",
      504,
      "Upstream timed out",
      "The upstream took longer than a fetcher waits for it."),
  DEADLINE_EXCEEDED(
      "deadline-exceeded",
      504,
      "Deadline exceeded",
      "The time of the batch, or of a group in it, ran out. What was there by then is there."),
  STORE_UNAVAILABLE(
      "store-unavailable",
      503,
      "Store unavailable",
      "The database of jobs and collections cannot be used now. Nothing was stored, unless it went"
          + " away just then: with an Idempotency-Key it is safe to send the same again. Batches"
          + " that are answered at once are not affected."),
  JOB_NOT_FOUND(
      "job-not-found", 404, "No such job", "There is no job of that id, or it was deleted."),
  JOB_EXPIRED(
      "job-expired",
      410,
      "Job expired",
      "The job's results were kept for the time that expiresAt said, which is over."),
  JOB_NOT_ENDED(
      "job-not-ended",
      409,
      "Job not ended",
      "That can be done with a job that has ended only. Cancel it first, or wait."),
  IDEMPOTENCY_KEY_REUSED(
      "idempotency-key-reused",
      422,
      "Idempotency key reused",
      "The Idempotency-Key was used before, with another request. Use a new one for each request."),
  IDEMPOTENCY_KEY_IN_PROGRESS(
      "idempotency-key-in-progress",
      409,
      "Idempotency key in progress",
      "A request with this Idempotency-Key is being accepted at this moment. Try again: the answer"
          + " will be that of the first."),
  INSUFFICIENT_STORAGE(
      "insufficient-storage",
      507,
      "Insufficient storage",
      "There is no room for more jobs or collections: see limit and max, where a limit is reached."
          + " Delete what is not needed any more, or wait until it expires."),
  PRECONDITION_FAILED(
      "precondition-failed",
      412,
      "Precondition failed",
      "What is stored is not what If-Match or If-None-Match asks for."),
  PRECONDITION_REQUIRED(
      "precondition-required",
      428,
      "Precondition required",
      "Something is stored there already. Say with If-Match which version is to be replaced."),
  INTERNAL(
      "internal",
      500,
      "Internal error",
      "A fault of ours. The log has it, under the number that incident says.");

  private final String slug;
  private final int status;
  private final String title;
  private final String meaning;

  ProblemType(String slug, int status, String title, String meaning) {
    this.slug = slug;
    this.status = status;
    this.title = title;
    this.meaning = meaning;
  }

  /** The name in the catalogue, such as {@code not-found}. */
  public String slug() {
    return slug;
  }

  /** The HTTP status, unless a problem says otherwise. */
  public int status() {
    return status;
  }

  /** A short summary, the same for every problem of this type. */
  public String title() {
    return title;
  }

  /** What it means, in a sentence or two for a person. */
  public String meaning() {
    return meaning;
  }

  /** The type of that name in the catalogue. */
  public static Optional<ProblemType> of(String slug) {
    return Arrays.stream(values()).filter(type -> type.slug.equals(slug)).findFirst();
  }

  /** The URI reference that identifies the type: {@code /problems/{slug}}. */
  public String uri() {
    return "/problems/" + slug;
  }
}
