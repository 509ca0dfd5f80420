package dev.pokebatch.fetcher.expansion;

import dev.pokebatch.contract.client.MemoryGrant;
import java.util.function.LongPredicate;

/** The part of an expansion's memory that the document of one link may take. */
final class LinkAllowance implements MemoryGrant {

  private final ExpansionMemory memory;
  private final LongPredicate fits;
  private long bytes;
  private boolean settled;

  /**
   * @param bytes reserved already
   * @param fits whether a document of this size fits; if not, the expansion has failed
   */
  LinkAllowance(ExpansionMemory memory, long bytes, LongPredicate fits) {
    this.memory = memory;
    this.bytes = bytes;
    this.fits = fits;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public void growTo(long wanted, Runnable granted) {
    var more = wanted - bytes;
    if (more <= 0) {
      granted.run();
    } else if (fits.test(wanted)) {
      memory.take(
          more,
          () -> {
            if (settled) {
              memory.giveBack(more);
            } else {
              bytes += more;
              granted.run();
            }
          });
    }
  }

  /** Releases the rest once the document has arrived with so many bytes, or 0 if it failed. */
  void settle(long length) {
    settled = true;
    memory.giveBack(bytes - length);
    bytes = length;
  }
}
