package dev.pokebatch.process.cluster;

import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.core.spi.cluster.RegistrationListener;
import io.vertx.core.spi.cluster.RegistrationUpdateEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registrations that a member's event bus sends to. When a member is lost, Vert.x forgets all
 * registrations. To look them up again takes seconds while Hazelcast moves the lost member's data,
 * and until then no message would reach a member that is well. So this forgets the registrations of
 * the lost member only. It keeps those of the other members even if look-ups do not find them for a
 * while, because they may have been lost with the member that stored them, until their owners write
 * them again. Thread-safe.
 */
final class KnownRegistrations implements RegistrationListener {

  private static final Logger LOG = LoggerFactory.getLogger(KnownRegistrations.class);

  /**
   * A registration of a living member is dropped after this many look-ups in a row without it, half
   * a minute at least: by then its owner has written it again, if it was lost. The owner's write
   * can wait for several of Hazelcast's timeouts while look-ups already find nothing.
   */
  private static final int MISSES = 15;

  private final RegistrationListener eventBus;
  private final Supplier<List<String>> members;

  /** The registrations that the event bus sends to now, by address. */
  private final Map<String, Set<RegistrationInfo>> known = new ConcurrentHashMap<>();

  /** The look-ups in a row in which a registration was missing, by address. */
  private final Map<String, Map<RegistrationInfo, Integer>> missed = new ConcurrentHashMap<>();

  /**
   * @param eventBus is told of changes
   * @param members returns the ids of the living members
   */
  KnownRegistrations(RegistrationListener eventBus, Supplier<List<String>> members) {
    this.eventBus = eventBus;
    this.members = members;
  }

  @Override
  public void registrationsUpdated(RegistrationUpdateEvent event) {
    // Hazelcast reports failures as empty lists too, so only look-ups count misses
    var found = new HashSet<>(event.registrations());
    found.addAll(ofMembers(known.getOrDefault(event.address(), Set.of())));
    set(event.address(), found);
  }

  @Override
  public void registrationsLost() {
    known.forEach(
        (address, before) -> {
          var left = ofMembers(before);
          if (left.size() < before.size() && known.get(address) == before) {
            set(address, left);
          }
        });
  }

  @Override
  public boolean wantsUpdatesFor(String address) {
    return eventBus.wantsUpdatesFor(address);
  }

  private List<RegistrationInfo> ofMembers(Set<RegistrationInfo> registrations) {
    var living = Set.copyOf(members.get());
    return registrations.stream().filter(info -> living.contains(info.nodeId())).toList();
  }

  private void set(String address, Collection<RegistrationInfo> registrations) {
    known.put(address, Set.copyOf(registrations));
    eventBus.registrationsUpdated(new RegistrationUpdateEvent(address, List.copyOf(registrations)));
  }

  /** The event bus has looked up an address, and sends to these registrations. */
  void found(String address, List<RegistrationInfo> registrations) {
    known.put(address, Set.copyOf(registrations));
  }

  /** Calls an action for each address that the event bus sends to. */
  void forEach(BiConsumer<String, Set<RegistrationInfo>> action) {
    known.keySet().removeIf(address -> !wantsUpdatesFor(address));
    missed.keySet().retainAll(known.keySet());
    known.forEach(action);
  }

  /**
   * Corrects the registrations at an address after another look-up. Ignores the look-up if an
   * update arrived in the meantime, because that is newer.
   *
   * @param before the registrations when the look-up began, as {@link #forEach} gave them
   */
  void correct(String address, Set<RegistrationInfo> before, List<RegistrationInfo> found) {
    var now = withMissing(address, before, found);
    if (!before.equals(now) && known.get(address) == before) {
      LOG.debug("Corrected the registrations at {}: {}", address, now);
      set(address, now);
    }
  }

  /** Adds the registrations of living members that have not been missing for long. */
  private Set<RegistrationInfo> withMissing(
      String address, Set<RegistrationInfo> before, List<RegistrationInfo> found) {
    var earlier = missed.getOrDefault(address, Map.of());
    var now = new HashSet<>(found);
    var misses = new HashMap<RegistrationInfo, Integer>();
    for (var registration : ofMembers(before)) {
      var count = earlier.getOrDefault(registration, 0) + 1;
      if (!now.contains(registration) && count < MISSES) {
        misses.put(registration, count);
      }
    }
    missed.put(address, misses);
    now.addAll(misses.keySet());
    return now;
  }
}
