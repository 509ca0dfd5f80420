package dev.pokebatch.gateway.http.response;

import dev.pokebatch.gateway.http.context.RequestId;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.RefusalCounts;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;

/**
 * An HTTP/1.1 response to a request whose head has not arrived. Its connection must be closed.
 *
 * @param requestId the request's new id
 * @param status the HTTP status
 * @param body the problem
 */
public record HeadlessResponse(String requestId, int status, Buffer body) {

  /** Returns a response with this problem, and counts it. */
  public static HeadlessResponse of(Problem problem) {
    RefusalCounts.add(problem);
    return new HeadlessResponse(RequestId.another(), problem.status(), problem.toJson().toBuffer());
  }

  /** Returns the head and the body. */
  public Buffer toBuffer() {
    var head =
        "HTTP/1.1 "
            + HttpResponseStatus.valueOf(status)
            + "\r\nX-Request-Id: "
            + requestId
            + "\r\nContent-Type: "
            + Problem.MEDIA_TYPE
            + "\r\n"
            + "X-Content-Type-Options: nosniff\r\n"
            + "Cache-Control: no-store\r\n"
            + "Connection: close\r\n"
            + "Content-Length: "
            + body.length()
            + "\r\n\r\n";
    return Buffer.buffer(head).appendBuffer(body);
  }
}
