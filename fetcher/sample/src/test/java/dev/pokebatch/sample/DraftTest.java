package dev.pokebatch.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class DraftTest {

  @Property(tries = 200)
  void decompressedGzipIsTheHeadThePartsAndTheTail(
      @ForAll byte[] head, @ForAll @Size(max = 5) List<byte[]> parts, @ForAll byte[] tail)
      throws IOException {
    var draft = new Draft(head, parts.stream().map(CompressedSegment::of).toList(), tail);

    var expected = new ByteArrayOutputStream();
    expected.writeBytes(head);
    parts.forEach(expected::writeBytes);
    expected.writeBytes(tail);

    assertThat(draft.identity()).isEqualTo(expected.toByteArray()).hasSize(draft.length());
    try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(draft.gzip()))) {
      assertThat(unpacked.readAllBytes()).isEqualTo(expected.toByteArray());
    }
  }
}
