package dev.pokebatch.fetcher.disk;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.fetcher.fetch.CachedDocument;
import dev.pokebatch.fetcher.fetch.EncodedJson;
import dev.pokebatch.fetcher.fetch.Identity;
import dev.pokebatch.fetcher.fetch.Lifetime;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** Documents whose content shows whether they are intact. */
final class TestDocuments {

  private TestDocuments() {}

  static DocumentPath path(int id) {
    return new DocumentPath("pokemon", Integer.toString(id));
  }

  static CachedDocument document(int id, int version, int bytes) {
    var text = "pokemon " + id + ", version " + version + ": ";
    var body = text.repeat(1 + bytes / text.length()).getBytes(StandardCharsets.UTF_8);
    var life =
        new Lifetime(
            version, 1, 2, 3, OptionalLong.of(4), false, id % 2 == 0, false, "\"" + version + "\"");
    return new CachedDocument(
        new EncodedJson(body, id % 3 == 0),
        life,
        id % 5 == 0 ? null : new Identity(Integer.toString(id), "name-" + id));
  }

  /** Whether it was made here for that id, in any version. */
  static boolean isWhole(int id, CachedDocument found) {
    var made =
        document(id, (int) found.lifetime().requestedAtMs(), found.body().bytes().length - 64);
    var text = new String(found.body().bytes(), StandardCharsets.UTF_8);
    var first = "pokemon " + id + ", version " + found.lifetime().requestedAtMs() + ": ";
    return text.equals(first.repeat(text.length() / first.length()))
        && found.lifetime().equals(made.lifetime());
  }
}
