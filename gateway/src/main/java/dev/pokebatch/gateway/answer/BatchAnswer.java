package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.run.ResultSink;
import dev.pokebatch.gateway.run.ResultSource;

/** A sink that turns a batch's results into an HTTP answer. */
public interface BatchAnswer extends ResultSink {

  /** Begins. The source goes on whenever the client has made room. */
  void begin(ResultSource source);

  /** Gives up: the client has gone. */
  void abandon();
}
