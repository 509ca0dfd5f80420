package dev.pokebatch.contract.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.Addresses;
import dev.pokebatch.contract.Announcement;
import dev.pokebatch.contract.CacheStatus;
import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.contract.FetchRequest;
import dev.pokebatch.contract.Origin;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Fetchers that announce themselves and do not do what they should cost no document: the others are
 * asked.
 */
class GhostsTest extends ClientRig {

  private static final int GRANT = 1_000;

  private final Map<String, Integer> asked = new ConcurrentHashMap<>();

  @Test
  void aFetcherThatOnlyAnnouncesItselfIsNotAsked() throws Exception {
    fetcher("a", repliesWith(FOUND));
    announceLater("a", "ghost-1", "ghost-2");
    var client = client();

    fetchAll(client);
    assertThat(client.client.fetchers()).isEqualTo(1);
    assertThat(asked.values()).allMatch(times -> times == 1);
  }

  @Test
  void aFetcherThatDoesNotConfirmItsAnnouncementIsNotAsked() throws Exception {
    fetcher("a", repliesWith(FOUND));
    vertx.eventBus().consumer(Addresses.of("ghost-1", 0), silence -> {});
    vertx.eventBus().consumer(Addresses.of("ghost-2", 0), message -> message.reply("yes"));
    vertx.eventBus().consumer(Addresses.of("ghost-3", 0), message -> message.fail(1, "no"));
    announceLater("a", "ghost-1", "ghost-2", "ghost-3");
    var client = client();

    fetchAll(client);
    assertThat(client.client.fetchers()).isEqualTo(1);
  }

  @Test
  void announcementsForgedInAnothersNameDoNotKeepItFromBeingAsked() throws Exception {
    for (var forged :
        List.of(
            new Announcement("a", "a", 200, 0, false),
            new Announcement("a", "another key", 1, 0, false),
            new Announcement("a", "a", 1, Integer.MAX_VALUE, true))) {
      announce(forged); // before its own
      vertx.setPeriodic(100, id -> announce(forged));
    }
    fetcher("a", repliesWith(FOUND));
    vertx.setPeriodic(50, id -> announce("a"));
    var client = client();
    for (var i = 0; i < 20; i++) {
      assertThat(await(client.fetch("pokemon/" + i, 30_000, 30_000))).isEqualTo(FOUND);
    }

    assertThat(client.client.fetchers()).isEqualTo(1);
  }

  @Test
  void ifAFetcherHasNeverRepliedAnotherIsAskedInBoundedTime() throws Exception {
    fetcher("a", repliesWith(FOUND));
    fetcher("ghost-1", silence -> {});
    fetcher("ghost-2", silence -> {});
    announceLater("a", "ghost-1", "ghost-2");
    var client = client();

    fetchAll(client);
    asked.clear();
    fetchAll(client);
    assertThat(asked.values()).as("requests that went to no ghost first").allMatch(n -> n == 1);
  }

  @Test
  void afterAnInvalidReplyAnotherFetcherIsAsked() throws Exception {
    fetcher("a", repliesWith(FOUND));
    fetcher("ghost-1", message -> message.reply("another type"));
    fetcher("ghost-2", message -> message.reply(null));
    fetcher("ghost-3", message -> message.fail(1, "no"));
    fetcher("ghost-4", repliesWith(document(GRANT + 1)));
    announceLater("a", "ghost-1", "ghost-2", "ghost-3", "ghost-4");

    fetchAll(client());
  }

  @Test
  void aFetcherThatRepliesThatItIsLeavingIsAskedOnceForADocument() throws Exception {
    fetcher("a", repliesWith(FOUND));
    fetcher("ghost-1", repliesWith(LEAVING));
    announceLater("a", "ghost-1");
    vertx.setPeriodic(1, id -> announce("ghost-1"));

    fetchAll(client());
  }

  @Test
  void aCallToAFetcherWithInvalidRepliesOnlyFails() throws Exception {
    fetcher("ghost-1", message -> message.reply("another type"));

    assertThat(kind(await(client().fetch("pokemon/25", 60_000)))).isEqualTo(FailureKind.NO_FETCHER);
  }

  private void fetchAll(StartedClient client) throws Exception {
    var calls =
        IntStream.range(0, 40)
            .mapToObj(
                i -> {
                  try {
                    return client.fetch("pokemon/" + i, 60_000, 0, grant());
                  } catch (Exception failed) {
                    throw new AssertionError(failed);
                  }
                })
            .toList();
    for (var call : calls) {
      assertThat(await(call)).isInstanceOf(FetchReply.Found.class);
    }
  }

  private static MemoryGrant grant() {
    return new MemoryGrant() {
      @Override
      public long bytes() {
        return GRANT;
      }

      @Override
      public void growTo(long bytes, Runnable granted) {
        throw new AssertionError("no document is larger");
      }
    };
  }

  private Consumer<Message<FetchRequest>> repliesWith(FetchReply reply) {
    return message -> {
      asked.merge(message.body().target(), 1, Integer::sum);
      message.reply(reply);
    };
  }

  private static FetchReply document(int bytes) {
    return new FetchReply.Found(
        Buffer.buffer(new byte[bytes]), Origin.cached(CacheStatus.MISS, 0), Effort.NONE, List.of());
  }

  private void announceLater(String... names) {
    vertx.setPeriodic(100, id -> List.of(names).forEach(this::announce));
    List.of(names).forEach(this::announce);
  }
}
