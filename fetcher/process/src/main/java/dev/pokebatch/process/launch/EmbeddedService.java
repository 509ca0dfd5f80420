package dev.pokebatch.process.launch;

import dev.pokebatch.process.cluster.ClusterNode;
import dev.pokebatch.process.settings.HeapBudget;
import dev.pokebatch.process.settings.Settings;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;

/**
 * A service that another service can run in its own process. {@link ServiceLoader} finds it, so
 * neither service depends on the code of the other.
 */
public interface EmbeddedService {

  /**
   * Reads the settings of the service. Invalid values are recorded in the settings.
   *
   * @param heap the budget of the whole process, to which the service adds its memory pools
   * @return a function that starts the service on a node
   */
  Function<ClusterNode, Future<? extends Service>> read(Settings settings, HeapBudget heap);

  /** The embedded service on the class path, or empty if there is none. */
  static Optional<EmbeddedService> find() {
    return ServiceLoader.load(EmbeddedService.class).findFirst();
  }
}
