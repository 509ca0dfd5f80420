package dev.pokebatch.fetcher.disk;

import java.nio.file.Path;
import java.util.Random;

/** A process that writes documents until it is killed. */
public final class Writer {

  private Writer() {}

  /** Takes the folder and a seed; prints a line when it has started. */
  public static void main(String[] arguments) {
    var random = new Random(Long.parseLong(arguments[1]));
    var disk = new Disk(new DiskConfig(Path.of(arguments[0]), Long.MAX_VALUE), "");
    disk.open((path, bytes) -> {});
    disk.write(changes(random, 50), 1);
    System.out.println("writing");
    while (true) {
      disk.write(changes(random, 1 + random.nextInt(40)), 2);
    }
  }

  private static WriteBatch changes(Random random, int count) {
    var changes = new WriteBatch();
    for (var i = 0; i < count; i++) {
      var id = random.nextInt(1_000);
      var version = random.nextInt(1_000_000);
      var gone = random.nextInt(20) == 0;
      changes
          .documents()
          .put(
              TestDocuments.path(id).toString(),
              gone ? null : TestDocuments.document(id, version, random.nextInt(40_000)));
    }
    return changes;
  }
}
