package dev.pokebatch.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.WireMessages.Example;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Codecs read the stored messages of earlier versions, and replace those of later versions. */
class WireVersionsTest {

  /** Types of messages that version 1 began with. */
  private static final Set<String> NEW_IN_VERSION_1 = Set.of("FetchBundle", "FetchReplies");

  static Stream<String> names() {
    return WireMessages.all().keySet().stream();
  }

  static Stream<String> namesOfVersion0() {
    return names().filter(name -> !NEW_IN_VERSION_1.contains(name));
  }

  @ParameterizedTest
  @MethodSource("namesOfVersion0")
  void aMessageOfVersion0IsRead(String name) throws IOException {
    assertRead(name, "version-0");
  }

  @ParameterizedTest
  @MethodSource("names")
  void aMessageOfVersion1IsReadAndWritten(String name) throws IOException {
    assertRead(name, "version-1");
    assertThat(example(name).encode()).isEqualTo(file(name, "version-1"));
  }

  @Test
  void aDocumentOfAReleaseThatDoesNotSayWhatMatchedIsRead() throws IOException {
    assertThat(Codecs.FOUND.decodeFromWire(0, file("FoundWithoutUnmatched", "version-1")))
        .isEqualTo(example("Found").message());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Found", "Failed"})
  void aReplyOfAReleaseThatDoesNotSayTheWorkIsRead(String name) throws IOException {
    assertThat(example(name).codec().decodeFromWire(0, file(name + "WithoutWork", "version-1")))
        .isEqualTo(example(name).message());
  }

  @Test
  void anAnnouncementOfALaneIsReadAsThatOfItsFetcher() throws IOException {
    assertThat(Codecs.ANNOUNCEMENT.decodeFromWire(0, file("AnnouncementOfALane", "version-1")))
        .isEqualTo(example("Announcement").message());
  }

  @Test
  void anAnnouncementOfAReleaseWithoutBundlesIsRead() throws IOException {
    assertThat(
            Codecs.ANNOUNCEMENT.decodeFromWire(0, file("AnnouncementWithoutBundles", "version-1")))
        .isEqualTo(example("Announcement").message());
  }

  @Test
  void aRequestOfAReleaseThatDoesNotNameTheClientsRequestIsRead() throws IOException {
    assertThat(
            Codecs.REQUEST.decodeFromWire(0, file("FetchRequestWithoutCorrelation", "version-1")))
        .isEqualTo(example("FetchRequest").message());
  }

  @ParameterizedTest
  @MethodSource("names")
  void fieldsThatALaterReleaseAppendsAreIgnored(String name) {
    var example = example(name);
    var bytes = example.encode().appendString("a field of a later release");

    assertThat(example.codec().decodeFromWire(0, bytes)).isEqualTo(example.message());
  }

  @ParameterizedTest
  @MethodSource("names")
  void aMessageOfANewerVersionIsCountedAndReplaced(String name) {
    var example = example(name);
    var before = UnreadableMessages.count();
    for (var version : new byte[] {2, 127, -1}) {
      var decoded = example.codec().decodeFromWire(0, example.encode().setByte(0, version));

      assertThat(decoded).isIn(UnreadableMessage.INSTANCE, FetchReply.Failed.UNREADABLE);
    }
    assertThat(UnreadableMessages.count()).isGreaterThanOrEqualTo(before + 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UPSTREAM_REJECTED", "STALE", "MISS", "NOT_FOUND"})
  void aReplyWithAnUnknownEnumValueIsUnreadable(String known) {
    for (var name : new String[] {"Found", "TooLarge", "Failed"}) {
      var example = example(name);
      var text = example.encode().toString(StandardCharsets.ISO_8859_1);
      if (text.contains(known)) {
        var unknown = text.replace(known, "Q".repeat(known.length()));
        var bytes = Buffer.buffer(unknown, StandardCharsets.ISO_8859_1.name());

        assertThat(example.codec().decodeFromWire(0, bytes))
            .isEqualTo(FetchReply.Failed.UNREADABLE);
      }
    }
  }

  private static void assertRead(String name, String version) throws IOException {
    var example = example(name);

    assertThat(example.codec().decodeFromWire(0, file(name, version))).isEqualTo(example.message());
  }

  private static Example<?> example(String name) {
    return Objects.requireNonNull(WireMessages.all().get(name));
  }

  private static Buffer file(String name, String version) throws IOException {
    var path = "/wire/" + version + "/" + name + ".hex";
    try (var in = Objects.requireNonNull(WireVersionsTest.class.getResourceAsStream(path), path)) {
      var hex = new String(in.readAllBytes(), StandardCharsets.US_ASCII).replaceAll("\\s", "");
      return Buffer.buffer(HexFormat.of().parseHex(hex));
    }
  }
}
