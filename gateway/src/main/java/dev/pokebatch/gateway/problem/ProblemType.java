package dev.pokebatch.gateway.problem;

import java.util.Locale;

/** The catalogue: every kind of problem that a client can meet, with its status and title. */
public enum ProblemType {
  /** The body is no JSON. */
  MALFORMED_JSON(400, "Malformed JSON"),
  /** The request is not what the contract asks for. */
  INVALID_REQUEST(400, "Invalid request"),
  /** Nothing is there: no such path, or no such document. */
  NOT_FOUND(404, "No such resource"),
  /** The path is known, but not with this method. */
  METHOD_NOT_ALLOWED(405, "Method not allowed"),
  /** The client takes none of the types that the answer can have. */
  NOT_ACCEPTABLE(406, "Not acceptable"),
  /** The body is of a type that is not read. */
  UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
  /** More was asked for than one request may ask for; bytes are a 413. */
  LIMIT_EXCEEDED(422, "Limit exceeded"),
  /** As much is done as can be done. */
  OVERLOADED(503, "Overloaded"),
  /** No fetcher is there. */
  NO_FETCHER(503, "No fetcher"),
  /** The upstream has no such resource. */
  UNKNOWN_RESOURCE(422, "Unknown resource"),
  /** The URL does not lie below the upstream. */
  FORBIDDEN_URL(422, "Forbidden URL"),
  /** It was called off. */
  CANCELLED(499, "Cancelled"),
  /** The upstream refused. */
  UPSTREAM_REJECTED(502, "Rejected by the upstream"),
  /** The upstream failed. */
  UPSTREAM_ERROR(502, "Upstream error"),
  /** The upstream's answer is no document. */
  UPSTREAM_INVALID_BODY(502, "Invalid answer of the upstream"),
  /** The upstream cannot be reached. */
  UPSTREAM_UNREACHABLE(503, "Upstream unreachable"),
  /** The upstream took too long. */
  UPSTREAM_TIMEOUT(504, "Upstream timeout"),
  /** The batch's time ran out. */
  DEADLINE_EXCEEDED(504, "Deadline exceeded"),
  /** A fault of ours. */
  INTERNAL(500, "Internal error");

  private final int status;
  private final String title;

  ProblemType(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** The usual HTTP status. */
  public int status() {
    return status;
  }

  /** A short name for a person, always the same. */
  public String title() {
    return title;
  }

  /** The name in its URI. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
