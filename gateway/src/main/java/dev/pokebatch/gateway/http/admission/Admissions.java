package dev.pokebatch.gateway.http.admission;

/**
 * The admission of each kind of work on one event loop. Confined to that event loop.
 *
 * @param batches running batches
 * @param streams open streams of steps
 * @param reads readers of stored results
 * @param follows followers of running jobs
 * @param polls long polls for the end of a job
 */
public record Admissions(
    Admission batches, Admission streams, Admission reads, Admission follows, Admission polls) {

  /** Creates the admission of one event loop of a process with these permits. */
  public static Admissions of(ProcessPermits permits) {
    return new Admissions(
        new Admission(permits.batches(), "the gateway is running as many batches as it may"),
        new Admission(permits.streams(), "the gateway has as many step streams open as it may"),
        new Admission(permits.reads(), "as many clients are reading results as may do so at once"),
        new Admission(permits.follows(), "as many clients are following jobs as may do so at once"),
        new Admission(
            permits.polls(), "as many clients are waiting for jobs as may do so at once"));
  }

  /** Ends running batches and streams. */
  public void endWork() {
    batches.endAll();
    streams.endAll();
  }

  /** Ends reads and waits: their clients can go on at another gateway. */
  public void endReading() {
    reads.endAll();
    follows.endAll();
    polls.endAll();
  }
}
