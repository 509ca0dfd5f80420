package dev.pokebatch.fetcher.disk;

import dev.pokebatch.fetcher.fetch.CachedDocument;
import dev.pokebatch.fetcher.fetch.EncodedJson;
import dev.pokebatch.fetcher.fetch.Identity;
import dev.pokebatch.fetcher.fetch.Lifetime;
import dev.pokebatch.process.digest.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Maps a document to a table row, with a hash that detects damage. */
final class DocumentRow {

  static final String COLUMNS =
      "path, body, gzip, asked_at, initial_age, fresh, while_revalidate, if_error, directives,"
          + " etag, id, name, hash, used_at, size";

  private static final int NO_STORE = 1;
  private static final int NO_CACHE = 2;
  private static final int MUST_REVALIDATE = 4;
  private static final long UNTOLD = -1;

  private DocumentRow() {}

  /** Sets the parameters of an insert of all {@link #COLUMNS}. */
  static void write(PreparedStatement insert, String path, CachedDocument document, long usedAt)
      throws SQLException {
    var body = document.body();
    var life = document.lifetime();
    var identity = document.identity();
    insert.setString(1, path);
    insert.setBytes(2, body.bytes());
    insert.setBoolean(3, body.gzip());
    insert.setLong(4, life.requestedAtMs());
    insert.setLong(5, life.initialAgeMs());
    insert.setLong(6, life.freshnessLifetimeMs());
    insert.setLong(7, life.staleWhileRevalidateMs());
    insert.setLong(8, life.staleIfErrorMs().orElse(UNTOLD));
    insert.setInt(9, directives(life));
    insert.setString(10, life.etag());
    insert.setString(11, identity == null ? null : identity.id());
    insert.setString(12, identity == null ? null : identity.name());
    insert.setBytes(13, hash(path, document));
    insert.setLong(14, usedAt);
    insert.setInt(15, body.bytes().length);
  }

  /**
   * Reads a row of all {@link #COLUMNS}.
   *
   * @return null if the hash does not match
   */
  static @Nullable CachedDocument read(ResultSet row) throws SQLException {
    var body = new EncodedJson(row.getBytes(2), row.getBoolean(3));
    var ifError = row.getLong(8);
    var directives = row.getInt(9);
    var life =
        new Lifetime(
            row.getLong(4),
            row.getLong(5),
            row.getLong(6),
            row.getLong(7),
            ifError == UNTOLD ? OptionalLong.empty() : OptionalLong.of(ifError),
            (directives & NO_STORE) != 0,
            (directives & NO_CACHE) != 0,
            (directives & MUST_REVALIDATE) != 0,
            row.getString(10));
    var document = new CachedDocument(body, life, identity(row.getString(11), row.getString(12)));
    return Arrays.equals(hash(row.getString(1), document), row.getBytes(13)) ? document : null;
  }

  static @Nullable Identity identity(@Nullable String id, @Nullable String name) {
    return id == null || name == null ? null : new Identity(id, name);
  }

  private static int directives(Lifetime life) {
    return (life.noStore() ? NO_STORE : 0)
        | (life.noCache() ? NO_CACHE : 0)
        | (life.mustRevalidate() ? MUST_REVALIDATE : 0);
  }

  /** Hashes everything that is served, and the path under which it is served. */
  private static byte[] hash(String path, CachedDocument document) {
    var digest = Sha256.newDigest();
    var life = document.lifetime();
    text(digest, path);
    text(digest, String.valueOf(document.identity()));
    text(digest, text(life));
    digest.update((byte) (document.body().gzip() ? 1 : 0));
    digest.update(document.body().bytes());
    return digest.digest();
  }

  /** Part of the file format: hashes in existing files were computed over exactly this text. */
  static String text(Lifetime life) {
    return "Lifetime[askedAtMs="
        + life.requestedAtMs()
        + ", initialAgeMs="
        + life.initialAgeMs()
        + ", freshMs="
        + life.freshnessLifetimeMs()
        + ", staleWhileRevalidateMs="
        + life.staleWhileRevalidateMs()
        + ", staleIfErrorMs="
        + life.staleIfErrorMs()
        + ", noStore="
        + life.noStore()
        + ", noCache="
        + life.noCache()
        + ", mustRevalidate="
        + life.mustRevalidate()
        + ", etag="
        + life.etag()
        + "]";
  }

  private static void text(MessageDigest digest, String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
    digest.update(bytes);
  }
}
