package dev.pokebatch.gateway.http.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pokebatch.gateway.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Content codings are decoded, whatever the text and however its bytes arrive. */
class BodyDecoderTest {

  @Property(tries = 500)
  void gzipIsDecoded(
      @ForAll @Size(max = 300) byte[] text,
      @ForAll @Size(max = 300) byte[] more,
      @ForAll @IntRange(min = 1, max = 400) int cut)
      throws IOException {
    assertThat(decode(gzip(), gzip(text), cut)).isEqualTo(text);
    assertThat(decode(gzip(), join(gzip(text), gzip(more)), cut))
        .as("two members")
        .isEqualTo(join(text, more));
  }

  @Property(tries = 500)
  void zlibAndRawDeflateAreDecoded(
      @ForAll @Size(max = 300) byte[] text,
      @ForAll @IntRange(min = 1, max = 400) int cut,
      @ForAll boolean bare)
      throws IOException {
    assertThat(decode(deflate(), deflate(text, bare), cut)).isEqualTo(text);
  }

  /** Its first bytes pass the check of a zlib header, with another compression method. */
  @Test
  void rawDeflateThatResemblesAZlibHeaderIsDecoded() throws IOException {
    var text = new byte[] {-18, 26, 9, -82, 41, 65, 24, 31, 127, -95};

    assertThat(decode(deflate(), deflate(text, true), 12)).isEqualTo(text);
  }

  @Property(tries = 300)
  void aTruncatedBodyIsDamaged(
      @ForAll @Size(max = 300) byte[] text,
      @ForAll @IntRange(min = 0, max = 1_000) int at,
      @ForAll @IntRange(min = 1, max = 400) int cut)
      throws IOException {
    var gzip = gzip(text);
    var deflate = deflate(text, false);

    assertDamaged(gzip(), Arrays.copyOf(gzip, at % gzip.length), cut);
    assertDamaged(deflate(), Arrays.copyOf(deflate, at % deflate.length), cut);
  }

  @Property(tries = 300)
  void aBodyWithBytesAfterItsEndIsDamaged(
      @ForAll @Size(max = 300) byte[] text,
      @ForAll @Size(min = 1, max = 20) byte[] more,
      @ForAll @IntRange(min = 1, max = 400) int cut,
      @ForAll boolean bare)
      throws IOException {
    assertDamaged(gzip(), join(gzip(text), more), cut);
    assertDamaged(deflate(), join(deflate(text, bare), more), cut);
  }

  @Example
  void bytesAfterTheEndAreDetectedEvenIfTheFirstOneArrivesEarly() throws IOException {
    var coded = join(deflate(new byte[9], false), new byte[1]);
    try (var decoding = deflate()) {
      decoding.feed(Buffer.buffer(Arrays.copyOf(coded, 1)));
      assertThat(decoding.next()).isNull();
      decoding.feed(Buffer.buffer(Arrays.copyOfRange(coded, 1, coded.length)));

      assertThatThrownBy(() -> take(decoding, new ByteArrayOutputStream()))
          .isInstanceOf(ProblemException.class);
    }
  }

  @Property(tries = 1_000)
  void aDamagedBodyNeverDecodesToAnotherText(
      @ForAll @Size(min = 1, max = 300) byte[] text,
      @ForAll @IntRange(min = 0, max = 1_000) int at,
      @ForAll @IntRange(min = 1, max = 255) int by)
      throws IOException {
    var coded = gzip(text);
    coded[at % coded.length] ^= (byte) by;

    try {
      assertThat(decode(gzip(), coded, 100)).as("some bits have no meaning").isEqualTo(text);
    } catch (ProblemException refused) {
      assertThat(refused.problem().status()).isEqualTo(400);
    }
  }

  @Example
  void piecesAreSmallWhateverTheirInput() throws IOException {
    for (var coded : List.of(gzip(new byte[50_000_000]), deflate(new byte[50_000_000], true))) {
      assertThat(coded.length).isLessThan(100_000);
      var length = 0L;
      try (var decoding = coded[0] == 0x1f ? gzip() : deflate()) {
        decoding.feed(Buffer.buffer(coded));
        for (var piece = decoding.next(); piece != null; piece = decoding.next()) {
          assertThat(piece.length()).isLessThanOrEqualTo(1 << 14);
          length += piece.length();
        }
        decoding.end();
      }
      assertThat(length).isEqualTo(50_000_000);
    }
  }

  private static void assertDamaged(BodyDecoder decoding, byte[] coded, int cut) {
    assertThatThrownBy(() -> decode(decoding, coded, cut)).isInstanceOf(ProblemException.class);
  }

  private static byte[] decode(BodyDecoder coding, byte[] coded, int cut) {
    try (var decoding = coding) {
      var decoded = new ByteArrayOutputStream();
      for (var from = 0; from < coded.length; from += cut) {
        var piece = Arrays.copyOfRange(coded, from, Math.min(from + cut, coded.length));
        decoding.feed(Buffer.buffer(piece));
        take(decoding, decoded);
      }
      decoding.end();
      return decoded.toByteArray();
    }
  }

  private static void take(BodyDecoder decoding, ByteArrayOutputStream to) {
    for (var piece = decoding.next(); piece != null; piece = decoding.next()) {
      to.writeBytes(piece.getBytes());
    }
  }

  private static BodyDecoder gzip() {
    return new InflatingDecoder(true);
  }

  private static BodyDecoder deflate() {
    return new InflatingDecoder(false);
  }

  private static byte[] gzip(byte[] text) throws IOException {
    var coded = new ByteArrayOutputStream();
    try (var to = new GZIPOutputStream(coded)) {
      to.write(text);
    }
    return coded.toByteArray();
  }

  private static byte[] deflate(byte[] text, boolean bare) throws IOException {
    var coded = new ByteArrayOutputStream();
    try (var to = new DeflaterOutputStream(coded, new Deflater(9, bare))) {
      to.write(text);
    }
    return coded.toByteArray();
  }

  private static byte[] join(byte[] one, byte[] other) {
    return Buffer.buffer(one).appendBytes(other).getBytes();
  }
}
