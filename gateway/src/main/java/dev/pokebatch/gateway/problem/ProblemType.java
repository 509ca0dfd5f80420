package dev.pokebatch.gateway.problem;

/**
 * The catalogue of problem types. A slug, once published, keeps its meaning: clients branch on it.
 */
public enum ProblemType {
  /** The body is not JSON. */
  MALFORMED_JSON("malformed-json", 400, "Malformed JSON"),
  /** The body is JSON, but not a request. */
  INVALID_REQUEST("invalid-request", 400, "Invalid request"),
  /** There is nothing of that name, be it a page of ours or a document of the upstream. */
  NOT_FOUND("not-found", 404, "No such resource"),
  /** The path exists, but not for this method. */
  METHOD_NOT_ALLOWED("method-not-allowed", 405, "Method not allowed"),
  /** None of the media types that the client accepts can be produced. */
  NOT_ACCEPTABLE("not-acceptable", 406, "Not acceptable"),
  /** The request's body is of a media type that is not understood. */
  UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "Unsupported media type"),
  /** More was asked for than is allowed; 413 instead where the body's bytes are too many. */
  LIMIT_EXCEEDED("limit-exceeded", 422, "Limit exceeded"),
  /** Too much is under way already. */
  OVERLOADED("overloaded", 503, "Overloaded"),
  /** No fetcher is there. */
  NO_FETCHER("no-fetcher", 503, "No fetcher available"),
  /** The upstream has no resource of that name, so it has no document of it either. */
  UNKNOWN_RESOURCE("unknown-resource", 422, "Unknown kind of resource"),
  /** The link does not lie below the configured upstream. */
  FORBIDDEN_URL("forbidden-url", 422, "Forbidden URL"),
  /** Never begun, for a step of the same group had failed. */
  SIBLING_FAILED("sibling-failed", 424, "Sibling failed"),
  /** Called off before it was done. The status is nginx' for a client that went away. */
  CANCELLED("cancelled", 499, "Cancelled"),
  /** The upstream refused to answer. */
  UPSTREAM_REJECTED("upstream-rejected", 502, "Upstream refused"),
  /** The upstream failed. */
  UPSTREAM_ERROR("upstream-error", 502, "Upstream failed"),
  /** The upstream's answer is not a JSON document. */
  UPSTREAM_INVALID_BODY("upstream-invalid-body", 502, "Upstream sent no valid document"),
  /** The upstream could not be reached. */
  UPSTREAM_UNREACHABLE("upstream-unreachable", 503, "Upstream unreachable"),
  /** The upstream took too long. */
  UPSTREAM_TIMEOUT("upstream-timeout", 504, "Upstream timed out"),
  /** The batch's time ran out. */
  DEADLINE_EXCEEDED("deadline-exceeded", 504, "Deadline exceeded"),
  /** A fault of ours. */
  INTERNAL("internal", 500, "Internal error");

  private final String slug;
  private final int status;
  private final String title;

  ProblemType(String slug, int status, String title) {
    this.slug = slug;
    this.status = status;
    this.title = title;
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

  /** The URI reference that identifies the type: {@code /problems/{slug}}. */
  public String uri() {
    return "/problems/" + slug;
  }
}
