package dev.pokebatch.fetcher.expansion;

import dev.pokebatch.contract.client.MemoryGrant;
import java.util.function.LongPredicate;

/** The part of an expansion's memory that one link's document may take. */
final class LinkAllowance implements MemoryGrant {

  private final ExpansionMemory memory;
  private final LongPredicate fits;
  private long bytes;
  private boolean settled;

  /**
   * @param bytes has been taken from the memory
   * @param fits tells whether a document of so many bytes may stand there; where it may not, the
   *     expansion has failed
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

  /** The document has come, with so many bytes, or not at all: the rest goes back. */
  void settle(long length) {
    settled = true;
    memory.giveBack(bytes - length);
    bytes = length;
  }
}
