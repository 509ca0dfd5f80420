package dev.pokebatch.process.log;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** The word {@code %request} of a pattern: the id of the request in brackets, and a space. */
public final class RequestConverter extends ClassicConverter {

  @Override
  public String convert(ILoggingEvent event) {
    var id = RequestLocal.find();
    return id == null ? "" : "[" + id + "] ";
  }
}
