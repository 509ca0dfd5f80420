package dev.pokebatch.process.cluster;

import dev.pokebatch.contract.Codecs;
import io.netty.buffer.ByteBuf;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.eventbus.impl.CodecManager;
import java.nio.charset.StandardCharsets;

/**
 * Checks a message in the format of Vert.x' clustered event bus (its {@code ClusteredMessage}):
 * length of the rest, version, codec, kind, address, reply address, sender, headers, and body;
 * texts have their length in front. Vert.x allocates what a length says before it reads on. Our own
 * codecs check the bodies that they read; of those of Vert.x only the ones that members use may
 * pass.
 */
final class MessageCheck {

  /** Size of a length, in bytes. */
  static final int LENGTH_BYTES = Integer.BYTES;

  private static final byte NAMED = -1;
  private static final byte NULL = CodecManager.NULL_MESSAGE_CODEC.systemCodecID();
  private static final byte PING = CodecManager.PING_MESSAGE_CODEC.systemCodecID();
  private static final byte TEXT = CodecManager.STRING_MESSAGE_CODEC.systemCodecID();
  private static final byte FAILURE = CodecManager.REPLY_EXCEPTION_MESSAGE_CODEC.systemCodecID();

  private static final int KINDS_OF_FAILURE = ReplyFailure.values().length;

  private final ByteBuf message;
  private int at;
  private boolean readable = true;

  private MessageCheck(ByteBuf message) {
    this.message = message;
    this.at = message.readerIndex() + LENGTH_BYTES;
  }

  /** Whether Vert.x can read this message. Does not move its reader index. */
  static boolean isReadable(ByteBuf message) {
    return new MessageCheck(message).check();
  }

  private boolean check() {
    skip(1); // the version; Vert.x answers those that it does not know
    var codec = octet();
    var isKnown = codec != NAMED || isKnownName();
    skip(1); // sent or published
    text(); // address
    var expectsReply = text() > 0;
    text(); // sender
    headers();
    // Vert.x answers an unknown name, and logs an error if no answer is expected.
    return (isKnown || expectsReply) && hasBody(codec) && readable;
  }

  private boolean hasBody(byte codec) {
    if (codec == TEXT) {
      text();
    } else if (codec == FAILURE) {
      var kind = octet();
      readable &= kind >= 0 && kind < KINDS_OF_FAILURE;
      skip(Integer.BYTES); // its code
      if (octet() != 0) {
        text();
      }
    } else {
      return codec == NAMED || codec == NULL || codec == PING;
    }
    return true;
  }

  private boolean isKnownName() {
    var length = text();
    return readable
        && Codecs.isKnown(message.toString(at - length, length, StandardCharsets.UTF_8));
  }

  /** The length of the headers includes the bytes of the length itself; without headers it is 4. */
  private void headers() {
    var begin = at;
    var length = number();
    if (length != LENGTH_BYTES) {
      for (var left = number(); readable && left > 0; left--) {
        text();
        text();
      }
      readable &= at - begin == length;
    }
  }

  private byte octet() {
    var begin = at;
    skip(1);
    return readable ? message.getByte(begin) : 0;
  }

  /** Skips a text, and returns its length in bytes. */
  private int text() {
    var length = number();
    skip(length);
    return length;
  }

  private int number() {
    var begin = at;
    skip(Integer.BYTES);
    return readable ? message.getInt(begin) : 0;
  }

  private void skip(int bytes) {
    readable &= has(bytes);
    at += bytes;
  }

  private boolean has(int bytes) {
    return readable && bytes >= 0 && bytes <= message.writerIndex() - at;
  }
}
