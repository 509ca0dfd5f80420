package dev.pokebatch.gateway.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Poms, images, composition, manifests and changelog are of one version. */
class VersionTest {

  private static final Path ROOT = Path.of("..");
  private static final List<String> MODULES =
      List.of(
          "fetcher",
          "fetcher/contract",
          "fetcher/process",
          "fetcher/sample",
          "fetcher/service",
          "gateway");

  /** The project's own version, or that of its parent, which is the same. */
  private static final Pattern POM = Pattern.compile("<version>(.*)</version>");

  private final String version = version("pom.xml");

  VersionTest() throws IOException {}

  private static String version(String pom) throws IOException {
    var found = POM.matcher(Files.readString(ROOT.resolve(pom)));
    assertThat(found.find()).as(pom + " has a version").isTrue();
    return found.group(1);
  }

  @Test
  void theVersionIsOneThatIsReleased() throws IOException {
    assertThat(version).matches("\\d+\\.\\d+\\.\\d+");
    for (var module : MODULES) {
      assertThat(version(module + "/pom.xml")).as(module).isEqualTo(version);
    }
    assertThat(Files.readString(ROOT.resolve("k8s/CHANGELOG.md")))
        .contains("\n## " + version + "\n");
  }

  @Test
  void imagesSayWhatTheyAre() throws IOException {
    for (var image : Workload.OURS) {
      assertThat(Files.readString(ROOT.resolve(image + "/Dockerfile")))
          .contains("ARG VERSION=" + version + "\n")
          .contains("org.opencontainers.image.version=\"$VERSION\"")
          .contains("org.opencontainers.image.revision=\"$REVISION\"");
      assertThat(Composition.images()).contains("pokebatch-" + image + ":" + version);
    }
  }

  @Test
  void manifestsRunThatVersion() {
    var manifests = Kustomize.render("overlays/production");

    assertThat(manifests.workloads().map(workload -> workload.container().path("image").asText()))
        .allMatch(image -> image.contains(":" + version + "@sha256:"));
    assertThat(manifests.objects())
        .filteredOn(object -> object.path("spec").has("template"))
        .extracting(VersionTest::label)
        .containsOnly(version);
  }

  private static String label(JsonNode workload) {
    return workload
        .path("spec")
        .path("template")
        .path("metadata")
        .path("labels")
        .path("app.kubernetes.io/version")
        .asText();
  }
}
