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
  public static Admissions of(ProcessPermits places) {
    return new Admissions(
        new Admission(places.batches(), "as many batches run as may run at once"),
        new Admission(places.streams(), "as many streams of steps are open as may be at once"),
        new Admission(places.reads(), "as many clients read results as may at once"),
        new Admission(places.follows(), "as many clients follow jobs as may at once"),
        new Admission(places.polls(), "as many clients wait for jobs as may at once"));
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
