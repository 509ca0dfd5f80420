package dev.pokebatch.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A client that asks for documents of a {@link FakeFetcher} and reads the answer in its manner.
 *
 * @param documents what it asks for
 * @param manner how it reads
 * @param type that it accepts
 * @param gzip whether it accepts compressed answers
 * @param strict whether it wants all or nothing
 * @param deadlineMs of the batch
 * @param concurrency of the batch
 */
public record ReadingClient(
    List<String> documents,
    Manner manner,
    String type,
    boolean gzip,
    boolean strict,
    long deadlineMs,
    int concurrency) {

  /** How a client reads. */
  public enum Manner {
    /** All, at once. */
    READS,
    /** All, after it has waited for some time. */
    READS_LATER,
    /** A part, and then it is gone. */
    LEAVES,
    /** Nothing: it is gone when it has asked. */
    LEAVES_AT_ONCE
  }

  /** Sends the request. */
  public Exchange begin(int port) {
    var body =
        new JsonObject()
            .put("requests", new JsonArray(List.copyOf(documents)))
            .put("deadlineMs", deadlineMs)
            .put("concurrency", concurrency)
            .encode();
    var head =
        "POST /v1/batches HTTP/1.1\r\nHost: here\r\nConnection: close\r\n"
            + "Content-Type: application/json\r\nAccept: "
            + type
            + (gzip ? "\r\nAccept-Encoding: gzip" : "")
            + (strict ? "\r\nPrefer: handling=strict" : "")
            + "\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n";
    try {
      var socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
      return new Exchange(this, socket);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * A request that was sent.
   *
   * @param client the client that sent it
   * @param socket where the answer comes
   */
  public record Exchange(ReadingClient client, Socket socket) {

    /** Reads the answer; one that is read to its end must be right. */
    public void finish() {
      try (socket) {
        switch (client.manner) {
          case READS -> read();
          case READS_LATER -> {
            LockSupport.parkNanos(300_000_000); // it is what such a client does
            read();
          }
          case LEAVES -> socket.getInputStream().readNBytes(20_000);
          case LEAVES_AT_ONCE -> {}
        }
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }

    private void read() throws IOException {
      var answer = WireAnswer.of(socket.getInputStream().readAllBytes());
      assertThat(answer.isWhole()).as(answer.head()).isTrue();
      if (client.deadlineMs > 5_000 && client.documents.stream().allMatch(Exchange::isSteady)) {
        assertThat(answer.status()).as(answer.head()).isEqualTo(200);
        var letters = answer.body().chars().filter(letter -> letter == 'x').count();
        assertThat(letters)
            .isGreaterThanOrEqualTo(client.documents.stream().mapToLong(Exchange::letters).sum());
      }
    }

    private static boolean isSteady(String document) {
      return document.startsWith("ok/");
    }

    private static long letters(String document) {
      return Long.parseLong(document.split("-", -1)[1]) - 2;
    }
  }
}
