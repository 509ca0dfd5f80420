package dev.pokebatch.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An inbox replies to unreadable messages itself, and passes only readable ones on. */
class InboxTest {

  private final Vertx vertx = Vertx.vertx();
  private final List<Object> received = new ArrayList<>();

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  @Test
  void anUnreadableMessageGetsAFailureAsReply() throws TimeoutException {
    Codecs.register(vertx.eventBus());
    Inbox.listen(vertx.eventBus(), "inbox", Cancel.class, message -> received.add(message.body()));

    var reply = vertx.eventBus().request("inbox", "of another type").await(20, TimeUnit.SECONDS);

    assertThat(reply.body()).isEqualTo(FetchReply.Failed.UNREADABLE);
    assertThat(received).isEmpty();
  }

  @Test
  void aMessageOfTheExpectedTypeReachesTheHandler() throws TimeoutException {
    Codecs.register(vertx.eventBus());
    var cancel = new Cancel("gateway-1", List.of(1L));
    Inbox.<Cancel>listen(vertx.eventBus(), "inbox", Cancel.class, message -> message.reply("read"));

    var reply = vertx.eventBus().request("inbox", cancel).await(20, TimeUnit.SECONDS);

    assertThat(reply.body()).isEqualTo("read");
  }
}
