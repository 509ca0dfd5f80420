package dev.pokebatch.fetcher.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.fetcher.fetch.DocumentView;
import dev.pokebatch.fetcher.fetch.EncodedJson;
import dev.pokebatch.fetcher.projection.InvalidDocumentException.Reason;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Gzip streams (RFC 1952), intact and damaged. */
class GunzipTest {

  private static final String TEXT = "{\"id\":25,\"name\":\"" + "pikachu ".repeat(5_000) + "\"}";
  private static final byte[] GZIP = gzip(TEXT);

  private final DocumentProjector projector = new DocumentProjector(1 << 20, DocumentPath::parse);

  @Test
  void aGzippedDocumentIsItsText() throws Exception {
    assertThat(project(GZIP)).isEqualTo(TEXT);
    assertThat(project(GZIP)).as("the second time").isEqualTo(TEXT);
  }

  @Test
  void severalMembersAreOneText() throws Exception {
    var both = Buffer.buffer(gzip("{\"id\":")).appendBytes(gzip("")).appendBytes(gzip("25}"));

    assertThat(project(both.getBytes())).isEqualTo("{\"id\":25}");
  }

  @Test
  void allOptionalHeaderFieldsAreSkipped() throws Exception {
    var head = Buffer.buffer(Arrays.copyOf(GZIP, 10)).setByte(3, (byte) (2 | 4 | 8 | 16));
    head.appendBytes(new byte[] {3, 0, 1, 2, 3}).appendString("name\0").appendString("words\0");
    head.appendBytes(new byte[2]).appendBytes(Arrays.copyOfRange(GZIP, 10, GZIP.length));

    assertThat(project(head.getBytes())).isEqualTo(TEXT);
  }

  @Test
  void aStreamTruncatedAnywhereIsCorrupt() {
    for (var length = 0; length < GZIP.length; length++) {
      assertThat(reason(Arrays.copyOf(GZIP, length)))
          .as("%d bytes", length)
          .isEqualTo(Reason.CORRUPT);
    }
  }

  @Test
  void anyFlippedBitIsDetected() {
    var refused = 0;
    for (var at = 10; at < GZIP.length; at++) {
      var damaged = GZIP.clone();
      damaged[at] ^= 0x10;
      try {
        // The last bits of the data may be padding, whose value does not matter.
        assertThat(project(damaged).equals(TEXT)).as("byte %d", at).isTrue();
      } catch (InvalidDocumentException invalid) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThanOrEqualTo(GZIP.length - 11);
  }

  @Test
  void anythingButGzipIsCorrupt() {
    assertThat(reason(TEXT.getBytes(StandardCharsets.UTF_8))).isEqualTo(Reason.CORRUPT);
    assertThat(reason(Buffer.buffer(GZIP).appendByte((byte) 0).getBytes()))
        .isEqualTo(Reason.CORRUPT);
  }

  @Test
  void aGzipBombIsNotDecompressedBeyondTheLimit() {
    var bomb = InvalidDocuments.gzip(new byte[256 << 20]);
    var before = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();

    assertThat(reason(bomb)).isEqualTo(Reason.TOO_LARGE);
    assertThat(Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory() - before)
        .isLessThan(64 << 20);
  }

  @Test
  void aTextOfExactlyTheLimitIsAcceptedAndOneByteMoreIsNot() throws Exception {
    var exact = new DocumentProjector(TEXT.length(), DocumentPath::parse);
    var less = new DocumentProjector(TEXT.length() - 1, DocumentPath::parse);

    assertThat(exact.project(new EncodedJson(GZIP, true), DocumentView.WHOLE).bytes().length())
        .isEqualTo(TEXT.length());
    assertThat(InvalidDocuments.reason(less, new EncodedJson(GZIP, true)))
        .isEqualTo(Reason.TOO_LARGE);
  }

  private String project(byte[] gzip) throws InvalidDocumentException {
    return projector.project(new EncodedJson(gzip, true), DocumentView.WHOLE).bytes().toString();
  }

  private Reason reason(byte[] gzip) {
    return InvalidDocuments.reason(projector, new EncodedJson(gzip, true));
  }

  private static byte[] gzip(String text) {
    return InvalidDocuments.gzip(text.getBytes(StandardCharsets.UTF_8));
  }
}
