package dev.pokebatch.contract;

import io.vertx.core.buffer.Buffer;

/** Announcements as bytes, as the event bus carries them, for the benchmark. */
public final class AnnouncementWire {

  private AnnouncementWire() {}

  /** Encodes an announcement. */
  public static Buffer encode(Announcement announcement) {
    var bytes = Buffer.buffer();
    Codecs.ANNOUNCEMENT.encodeToWire(bytes, announcement);
    return bytes;
  }

  /** Decodes an announcement. */
  public static Announcement decode(Buffer bytes) {
    return (Announcement) Codecs.ANNOUNCEMENT.decodeFromWire(0, bytes);
  }
}
