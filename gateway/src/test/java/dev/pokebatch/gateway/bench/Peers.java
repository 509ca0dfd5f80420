package dev.pokebatch.gateway.bench;

import dev.pokebatch.gateway.bench.Peer.Language;
import io.vertx.core.json.JsonArray;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** The peers whose languages are installed here. */
final class Peers implements AutoCloseable {

  private final List<Peer> all = new ArrayList<>();

  /**
   * Starts them.
   *
   * @param upstream the upstream's base URL
   * @param out is told which ones are missing
   */
  Peers(String upstream, PrintStream out) {
    for (var language : Language.values()) {
      if (language.isInstalled()) {
        all.add(new Peer(language, upstream));
      } else {
        out.println("  " + language.title() + " is skipped, because it is not installed.");
      }
    }
  }

  List<Peer> all() {
    return all;
  }

  /** Checks that each has made the same of the documents, in its last run. */
  void check(JsonArray expected) {
    for (var peer : all) {
      if (!peer.rows().equals(expected)) {
        throw new IllegalStateException(peer.title() + " has made something else");
      }
    }
  }

  @Override
  public void close() {
    all.forEach(Peer::close);
  }
}
