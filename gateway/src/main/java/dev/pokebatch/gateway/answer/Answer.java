package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.run.ResultSink;

/** A sink that turns a batch's results into an HTTP answer. */
public interface Answer extends ResultSink {

  /** Begins. The action is run whenever the client has made room, to let the batch go on. */
  void begin(Runnable resume);

  /** Gives up: the client has gone. */
  void abandon();
}
