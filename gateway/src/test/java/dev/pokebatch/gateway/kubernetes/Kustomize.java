package dev.pokebatch.gateway.kubernetes;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Renders kustomizations as {@code kubectl apply -k} does, once each. */
final class Kustomize {

  /** The folder of the manifests. */
  static final Path FOLDER = Path.of("..", "k8s");

  private static final Path SCRATCH = Path.of("target", "kustomize");
  private static final String COMPONENT = "components/ephemeral-fetchers";
  private static final Map<String, Manifests> RENDERED = new ConcurrentHashMap<>();

  private Kustomize() {}

  /** Every base and overlay, and each overlay with the component that has no volumes. */
  static Stream<String> variants() {
    return Stream.concat(
        Stream.of("base"),
        overlays().flatMap(overlay -> Stream.of(overlay, overlay + "+" + COMPONENT)));
  }

  private static Stream<String> overlays() {
    try (var folders = Files.list(FOLDER.resolve("overlays"))) {
      return folders.map(folder -> "overlays/" + folder.getFileName()).sorted().toList().stream();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * Renders one of them; skips the test where there is no kubectl that could.
   *
   * @param variant a folder below {@code k8s}, with {@code +} and a component if wanted
   */
  static Manifests render(String variant) {
    assumeTrue(Kubectl.RENDERS, "skipped: no kubectl (1.21 or later) is installed to render with");
    return RENDERED.computeIfAbsent(variant, Kustomize::build);
  }

  private static Manifests build(String variant) {
    var parts = List.of(variant.split("\\+"));
    var folder = parts.size() == 1 ? FOLDER.resolve(variant) : combined(parts);
    return Manifests.parse(Kubectl.run("kustomize", folder.toString()));
  }

  private static Path combined(List<String> parts) {
    var lists = parts.stream().map(part -> "[../../../../k8s/" + part + "]").toList();
    var text =
        """
        apiVersion: kustomize.config.k8s.io/v1beta1
        kind: Kustomization
        resources: %s
        components: %s
        """;
    try {
      var folder =
          SCRATCH.resolve(parts.stream().collect(Collectors.joining("-")).replace('/', '-'));
      Files.createDirectories(folder);
      Files.writeString(
          folder.resolve("kustomization.yaml"),
          String.format(Locale.ROOT, text, lists.get(0), lists.get(1)));
      return folder;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The program, where it is installed. */
  private static final class Kubectl {
    /** Components came with 1.21; Debian 12 has 1.20. */
    private static final boolean RENDERS = renders();

    private static boolean renders() {
      try {
        run("kustomize", FOLDER.resolve("overlays/production").toString());
        return true;
      } catch (UncheckedIOException missing) {
        return false;
      } catch (AssertionError failed) {
        if (String.valueOf(failed.getMessage()).contains("v1alpha1")) {
          return false;
        }
        throw failed;
      }
    }

    private static String run(String... arguments) {
      try {
        var command = Stream.concat(Stream.of("kubectl"), Stream.of(arguments)).toList();
        var output = Files.createTempFile("kubectl", ".yaml");
        var errors = Files.createTempFile("kubectl", ".log");
        try {
          var status =
              new ProcessBuilder(command)
                  .redirectOutput(output.toFile())
                  .redirectError(errors.toFile())
                  .start()
                  .waitFor();
          if (status != 0) {
            throw new AssertionError(command + ": " + Files.readString(errors));
          }
          return Files.readString(output);
        } finally {
          Files.delete(output);
          Files.delete(errors);
        }
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      } catch (InterruptedException interrupted) {
        throw new AssertionError(interrupted);
      }
    }
  }
}
