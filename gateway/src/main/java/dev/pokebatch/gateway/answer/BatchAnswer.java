package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.run.ResultSink;
import dev.pokebatch.gateway.run.ResultSource;

/** Writes the results of a running batch as an HTTP answer. */
public interface BatchAnswer extends ResultSink {

  /** Begins the answer; resumes the source whenever the client has read enough. */
  void begin(ResultSource source);

  /** Stops writing: the client has disconnected. */
  void abandon();
}
