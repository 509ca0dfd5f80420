package dev.pokebatch.process.launch;

import dev.pokebatch.process.cluster.ClusterNode;
import dev.pokebatch.process.settings.HeapBudget;
import dev.pokebatch.process.settings.Settings;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;

/**
 * A service that another service can run in its own process. {@link ServiceLoader} finds it, so the
 * code of the one does not depend on the code of the other.
 */
public interface EmbeddedService {

  /**
   * Reads the service's settings. Bad values become faults of the settings.
   *
   * @param heap the budget of the whole process, which the service's memory pools are added to
   * @return starts the service on a node
   */
  Function<ClusterNode, Future<? extends Service>> read(Settings settings, HeapBudget heap);

  /** The embedded service on the class path, or empty if there is none. */
  static Optional<EmbeddedService> find() {
    return ServiceLoader.load(EmbeddedService.class).findFirst();
  }
}
