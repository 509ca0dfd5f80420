package dev.pokebatch.process.log;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/**
 * The word {@code %request} of a pattern: the id of the request and, if there is one, of its trace,
 * in brackets, and a space.
 */
public final class RequestConverter extends ClassicConverter {

  @Override
  public String convert(ILoggingEvent event) {
    var request = RequestLocal.find();
    var ids = (request.requestId() + " " + request.traceId()).strip();
    return ids.isEmpty() ? "" : "[" + ids + "] ";
  }
}
