package dev.pokebatch.contract.client;

import dev.pokebatch.contract.Announcement;
import dev.pokebatch.contract.AnnouncementWire;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cluster without work, in simulated time: every interval each fetcher announces itself to all
 * other processes, which decode that and keep it on each of their event loops. Counts the messages,
 * and measures the CPU time of encoding, decoding and keeping. The sockets are not simulated.
 */
final class SimulatedRest {

  private static final int LOOPS = 2;
  private static final double INTERVAL_SECONDS = Announcement.INTERVAL_MS / 1_000.0;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final List<Simulated> processes = new ArrayList<>();

  /** A process: a fetcher, or a gateway, which announces nothing. */
  private static final class Simulated {
    private final @Nullable Announcement own;
    private final List<Fleet> loops;
    private final List<Buffer> inbox = new ArrayList<>();
    private long sent;
    private long received;
    private long cpuNanos;

    private Simulated(@Nullable Announcement own, SimulatedFleet fleet) {
      this.own = own;
      this.loops = fleet.known(LOOPS);
    }

    private void announce(List<Simulated> all) {
      if (own == null) {
        return;
      }
      var begunAt = THREADS.getCurrentThreadCpuTime();
      for (var other : all) {
        if (other != this) {
          other.inbox.add(AnnouncementWire.encode(own)); // once for each connection
          sent++;
        }
      }
      loops.forEach(loop -> loop.heard(own));
      cpuNanos += THREADS.getCurrentThreadCpuTime() - begunAt;
    }

    private void receive() {
      var begunAt = THREADS.getCurrentThreadCpuTime();
      for (var message : inbox) {
        var announcement = AnnouncementWire.decode(message);
        loops.forEach(loop -> loop.heard(announcement));
        received++;
      }
      loops.forEach(Fleet::tick);
      cpuNanos += THREADS.getCurrentThreadCpuTime() - begunAt;
      inbox.clear();
    }

    private void forget() {
      sent = 0;
      received = 0;
      cpuNanos = 0;
    }
  }

  /**
   * What a process of one kind does in a second.
   *
   * @param process fetcher or gateway
   * @param sent messages a second
   * @param received messages a second
   * @param cpu share of a core
   */
  record Row(String process, double sent, double received, double cpu) {

    JsonObject toJson() {
      return new JsonObject()
          .put("workload", "rest")
          .put("contender", process)
          .put("messagesSentPerSecond", sent)
          .put("messagesReceivedPerSecond", received)
          .put("cpuShare", cpu);
    }
  }

  SimulatedRest(int fetchers, int gateways) {
    var fleet = SimulatedFleet.of(fetchers, LOOPS);
    fleet.announcements().forEach(own -> processes.add(new Simulated(own, fleet)));
    for (var i = 0; i < gateways; i++) {
      processes.add(new Simulated(null, fleet));
    }
  }

  /** Lets time pass. */
  List<Row> run(int warmUpSeconds, int seconds) {
    pass(warmUpSeconds);
    processes.forEach(Simulated::forget);
    var simulated = pass(seconds) * INTERVAL_SECONDS;
    return List.of(row("fetcher", true, simulated), row("gateway", false, simulated));
  }

  private int pass(int seconds) {
    var intervals = (int) (seconds / INTERVAL_SECONDS);
    for (var i = 0; i < intervals; i++) {
      processes.forEach(process -> process.announce(processes));
      processes.forEach(Simulated::receive);
    }
    return intervals;
  }

  private Row row(String name, boolean announces, double simulated) {
    var kind = processes.stream().filter(one -> (one.own != null) == announces).toList();
    var each = simulated * kind.size();
    return new Row(
        name,
        kind.stream().mapToLong(one -> one.sent).sum() / each,
        kind.stream().mapToLong(one -> one.received).sum() / each,
        kind.stream().mapToLong(one -> one.cpuNanos).sum() / 1e9 / each);
  }
}
