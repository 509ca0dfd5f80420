package dev.pokebatch.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
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

  /** As a message in a codec of Vert.x whose bytes are not what that codec writes. */
  @Test
  void aMessageThatCannotBeDecodedIsCountedAndGetsAFailureAsReply() {
    var handlers = new ArrayList<Handler<Message<Object>>>();
    var bus = proxy(EventBus.class, (self, method, given) -> handlers.add(handler(given[1])));
    var replies = new ArrayList<Object>();
    var damaged =
        proxy(
            Message.class,
            (self, method, given) ->
                switch (method.getName()) {
                  case "body" -> throw new IndexOutOfBoundsException();
                  case "replyAddress" -> "sender";
                  default -> replies.add(given[0]);
                });
    var before = UnreadableMessages.count();

    Inbox.listen(bus, "inbox", Cancel.class, message -> received.add(message.body()));
    handlers.get(0).handle(message(damaged));

    assertThat(replies).containsExactly(FetchReply.Failed.UNREADABLE);
    assertThat(received).isEmpty();
    assertThat(UnreadableMessages.count()).isEqualTo(before + 1);
  }

  /** An object whose methods do what the handler says, and return null otherwise. */
  private static <T> T proxy(Class<T> type, InvocationHandler methods) {
    InvocationHandler only =
        (self, method, given) -> {
          var result = methods.invoke(self, method, given);
          return method.getReturnType().isInstance(result) ? result : null;
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, only));
  }

  @SuppressWarnings("unchecked") // it is the second argument of consumer()
  private static Handler<Message<Object>> handler(Object argument) {
    return (Handler<Message<Object>>) argument;
  }

  @SuppressWarnings("unchecked") // its body is never seen
  private static Message<Object> message(Message<?> any) {
    return (Message<Object>) any;
  }
}
