package dev.pokebatch.gateway.problem;

import java.util.List;

/** Problems of a request that cannot be read, or not be answered as the client wants. */
public final class RequestProblems {

  private RequestProblems() {}

  /**
   * The body is not JSON: status 400.
   *
   * @param line the line of the first error, counted from 1
   * @param column the column of the first error, counted from 1
   * @param detail one sentence that names the fault
   */
  public static Problem malformedJson(long line, int column, String detail) {
    return Problem.of(ProblemType.MALFORMED_JSON, detail).with("line", line).with("column", column);
  }

  /**
   * The body is JSON, or the URL can be parsed, but it is not a valid request: status 400.
   *
   * @param faults the faults to list, at least one
   * @param more the number of further faults, which are only counted; the member {@code truncated}
   */
  public static Problem invalidRequest(List<RequestFault> faults, int more) {
    var count = faults.size() + more;
    var detail =
        (count == 1 ? "The request has a fault" : "The request has " + count + " faults")
            + (more == 0 ? "." : ", of which the first " + faults.size() + " are listed.");
    var problem =
        Problem.of(ProblemType.INVALID_REQUEST, detail)
            .with("errors", faults.stream().map(RequestFault::toMap).toList());
    return more == 0 ? problem : problem.with("truncated", more);
  }

  /**
   * The path exists, but not for the request's method: status 405.
   *
   * @param allowed the methods of the path
   */
  public static Problem methodNotAllowed(List<String> allowed) {
    var methods = List.copyOf(allowed);
    var detail = "This path supports only " + String.join(", ", methods) + ".";
    return Problem.of(ProblemType.METHOD_NOT_ALLOWED, detail).with(Problem.ALLOW, methods);
  }

  /**
   * The request's {@code Accept} header names no media type that is available: status 406.
   *
   * @param available the media types that are
   */
  public static Problem notAcceptable(List<String> available) {
    return Problem.of(
            ProblemType.NOT_ACCEPTABLE,
            "The answer is not available in a type that the Accept header allows."
                + " Ask for one of those in available.")
        .with("available", List.copyOf(available));
  }

  /**
   * The body's {@code Content-Type} is not supported: status 415.
   *
   * @param available the media types that are
   */
  public static Problem unsupportedMediaType(List<String> available) {
    return Problem.of(
            ProblemType.UNSUPPORTED_MEDIA_TYPE,
            "The Content-Type of the body is not supported. Send one of those in available.")
        .with("available", List.copyOf(available));
  }

  /**
   * The body's {@code Content-Encoding} is not supported: status 415.
   *
   * @param available the content codings that are
   */
  public static Problem unsupportedCoding(List<String> available) {
    return Problem.of(
            ProblemType.UNSUPPORTED_MEDIA_TYPE,
            "The Content-Encoding of the body is not supported. Send one of those in available,"
                + " or send the body without coding.")
        .with("available", List.copyOf(available));
  }
}
