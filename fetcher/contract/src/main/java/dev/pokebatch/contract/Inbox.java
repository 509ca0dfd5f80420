package dev.pokebatch.contract;

import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Listens for messages of one type. A message that this process cannot read, or that is of another
 * type, is answered with {@link FetchReply.Failed#UNREADABLE}, so that its sender can ask another
 * fetcher.
 */
public final class Inbox {

  private Inbox() {}

  /**
   * Starts to listen on the caller's event loop. Ignores {@link Addresses#GREETING}.
   *
   * @param handler receives every message of the type
   */
  public static <T> MessageConsumer<Object> listen(
      EventBus bus, String address, Class<T> type, Consumer<Message<T>> handler) {
    return bus.consumer(address, message -> deliver(message, type, handler, greeting -> {}));
  }

  /**
   * Starts to listen at the address of a lane, on the caller's event loop.
   *
   * @param requests receives every request that comes alone
   * @param bundles receives every bundle of requests
   * @param cancels receives every cancellation
   * @param own the reply to {@link Addresses#GREETING}
   */
  public static MessageConsumer<Object> listen(
      EventBus bus,
      String address,
      Consumer<Message<FetchRequest>> requests,
      Consumer<Message<FetchBundle>> bundles,
      Consumer<Cancel> cancels,
      Supplier<Announcement> own) {
    return bus.consumer(
        address,
        message -> {
          var body = body(message);
          if (body instanceof Cancel cancel) {
            cancels.accept(cancel);
          } else if (body instanceof FetchBundle) {
            bundles.accept(known(message));
          } else {
            deliver(message, FetchRequest.class, requests, greeting -> greeting.reply(own.get()));
          }
        });
  }

  private static <T> void deliver(
      Message<Object> message,
      Class<T> type,
      Consumer<Message<T>> handler,
      Consumer<Message<?>> onGreeting) {
    var body = body(message);
    if (body == Addresses.GREETING) {
      onGreeting.accept(message);
    } else if (type.isInstance(body)) {
      handler.accept(known(message));
    } else if (message.replyAddress() != null) {
      message.reply(FetchReply.Failed.UNREADABLE);
    }
  }

  @SuppressWarnings("unchecked") // the body is of the type
  private static <T> Message<T> known(Message<Object> message) {
    return (Message<T>) (Message<?>) message;
  }

  /** The codecs of Vert.x throw if they cannot decode a message; ours do not. */
  private static @Nullable Object body(Message<Object> message) {
    try {
      return message.body();
    } catch (RuntimeException invalid) {
      UnreadableMessages.OF_PROCESS.add("another program", invalid);
      return UnreadableMessage.INSTANCE;
    }
  }
}
