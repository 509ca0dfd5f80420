package dev.pokebatch.process.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.HazelcastInstanceFactory;
import io.vertx.core.Completable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.core.spi.cluster.RegistrationListener;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Hazelcast cluster manager that repairs the event bus's registrations. While members join and
 * leave, the write of a registration or the notification of a change can get lost. Without repair,
 * a member would send to the wrong members, or to none, until the next change. So each member
 * writes its own registrations again, which is idempotent, and looks up each address that it sends
 * to, as {@link KnownRegistrations} needs: every two seconds while members come and go, and every
 * 20 s otherwise ({@link RepairPace}).
 */
final class RepairingClusterManager extends HazelcastClusterManager {

  private static final Logger LOG = LoggerFactory.getLogger(RepairingClusterManager.class);

  /** The attribute of a Hazelcast member that Vert.x reads the id of its node from. */
  private static final String NODE_ID = "__vertx.nodeId";

  /** The registrations of this member, by address. */
  private final Map<String, Set<RegistrationInfo>> own = new ConcurrentHashMap<>();

  private final RepairPace pace = new RepairPace();

  // Set by Vert.x before it joins.
  @SuppressWarnings("NullAway.Init")
  private Vertx vertx;

  @SuppressWarnings("NullAway.Init")
  private KnownRegistrations known;

  /** Starts a member of Hazelcast; blocks until it has joined, or founded, the cluster. */
  RepairingClusterManager(Config config) {
    super(start(config));
  }

  private static HazelcastInstance start(Config config) {
    config.getMemberAttributeConfig().setAttribute(NODE_ID, UUID.randomUUID().toString());
    var member =
        HazelcastInstanceFactory.newHazelcastInstance(config, null, new HandshakeEncoder.Context());
    HazelcastTimers.quieten(member);
    return member;
  }

  @Override
  public void init(Vertx owner) {
    super.init(owner);
    vertx = owner;
  }

  @Override
  public void registrationListener(RegistrationListener listener) {
    known = new KnownRegistrations(listener, this::getNodes);
    super.registrationListener(known);
  }

  @Override
  public void join(Completable<Void> promise) {
    super.join(
        (nothing, failure) -> {
          promise.complete(null, failure);
          if (failure == null) {
            repairLater();
          }
        });
  }

  /**
   * Ends the member too; Vert.x ends only members that it has started itself. That blocks, so it
   * has a thread of its own: Vert.x has closed its pools by now.
   */
  @Override
  public void leave(Completable<Void> promise) {
    super.leave(
        (nothing, failure) ->
            new Thread(
                    () -> {
                      getHazelcastInstance().shutdown();
                      promise.complete(null, failure);
                    },
                    "cluster-leave")
                .start());
  }

  /** Retries on failure, so that a consumer completes only when it really is registered. */
  @Override
  public void addRegistration(
      String address, RegistrationInfo registration, Completable<Void> promise) {
    own.computeIfAbsent(address, a -> ConcurrentHashMap.newKeySet()).add(registration);
    super.addRegistration(
        address,
        registration,
        (nothing, failure) -> {
          if (failure == null || !isOwn(address, registration)) {
            promise.complete(null, failure);
          } else {
            LOG.warn("Could not register {}, trying again", address, failure);
            vertx.setTimer(
                RepairPace.TICK_MS, later -> addRegistration(address, registration, promise));
          }
        });
  }

  @Override
  public void removeRegistration(
      String address, RegistrationInfo registration, Completable<Void> promise) {
    own.computeIfPresent(
        address,
        (a, registrations) -> {
          registrations.remove(registration);
          return registrations.isEmpty() ? null : registrations;
        });
    super.removeRegistration(address, registration, promise);
  }

  @Override
  public void getRegistrations(String address, Completable<List<RegistrationInfo>> promise) {
    super.getRegistrations(
        address,
        (found, failure) -> {
          if (failure == null) {
            known.found(address, found);
          }
          promise.complete(found, failure);
        });
  }

  private boolean isOwn(String address, RegistrationInfo registration) {
    return isActive() && own.getOrDefault(address, Set.of()).contains(registration);
  }

  private void repairLater() {
    vertx.setTimer(
        RepairPace.TICK_MS,
        id -> {
          if (isActive()) {
            var isTime = pace.tick(Set.copyOf(getNodes()));
            var repaired = isTime ? repair() : Future.succeededFuture();
            repaired.onFailure(failed -> pace.hasFoundSomething()).onComplete(d -> repairLater());
          }
        });
  }

  /** Failures are ignored: the next repair tries again. */
  private Future<?> repair() {
    var repairs = new ArrayList<Future<Void>>();
    own.forEach(
        (address, registrations) ->
            registrations.stream()
                .filter(registration -> !registration.localOnly())
                .forEach(registration -> repairs.add(writeAgain(address, registration))));
    known.forEach((address, before) -> repairs.add(lookUpAgain(address, before)));
    var nodeInfo = Promise.<Void>promise();
    setNodeInfo(getNodeInfo(), nodeInfo);
    repairs.add(nodeInfo.future());
    return Future.join(repairs);
  }

  private Future<Void> writeAgain(String address, RegistrationInfo registration) {
    var written = Promise.<Void>promise();
    super.addRegistration(address, registration, written);
    return written.future();
  }

  private Future<Void> lookUpAgain(String address, Set<RegistrationInfo> before) {
    var found = Promise.<List<RegistrationInfo>>promise();
    super.getRegistrations(address, found);
    return found
        .future()
        .onSuccess(
            registrations -> {
              if (!before.equals(Set.copyOf(registrations))) {
                pace.hasFoundSomething();
              }
              known.correct(address, before, registrations);
            })
        .mapEmpty();
  }
}
