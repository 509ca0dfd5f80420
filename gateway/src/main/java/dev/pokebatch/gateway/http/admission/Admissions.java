package dev.pokebatch.gateway.http.admission;

/**
 * What goes on on one event loop, by kind. Confined to that event loop.
 *
 * @param batches that run
 * @param streams that are open
 * @param reads of stored results
 * @param follows of jobs that run
 * @param polls for the end of a job
 */
public record Admissions(
    Admission batches, Admission streams, Admission reads, Admission follows, Admission polls) {

  /** On one of the event loops of a process that has these places. */
  public static Admissions of(ProcessPermits places) {
    return new Admissions(
        new Admission(places.batches(), "as many batches run as may run at once"),
        new Admission(places.streams(), "as many streams of steps are open as may be at once"),
        new Admission(places.reads(), "as many clients read results as may at once"),
        new Admission(places.follows(), "as many clients follow jobs as may at once"),
        new Admission(places.polls(), "as many clients wait for jobs as may at once"));
  }

  /** Ends what works. */
  public void endWork() {
    batches.endAll();
    streams.endAll();
  }

  /** Ends what reads or waits: it can go on elsewhere. */
  public void endReading() {
    reads.endAll();
    follows.endAll();
    polls.endAll();
  }
}
