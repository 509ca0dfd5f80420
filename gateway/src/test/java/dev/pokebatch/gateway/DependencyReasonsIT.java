package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

/**
 * Each dependency, direct or not, has a reason in {@code dependencies.txt}. What the jars need is
 * in the bills of materials (CycloneDX) that the build writes beside them.
 */
class DependencyReasonsIT {

  private static final Path REASONS = Path.of("src", "test", "resources", "dependencies.txt");

  @Test
  void eachDependencyHasAReasonAndEachReasonADependency() throws Exception {
    var dependencies = new TreeSet<>(named("target"));
    dependencies.addAll(named("../fetcher/target"));
    for (var pom : poms()) {
      dependencies.addAll(direct(pom));
    }

    assertThat(reasons().keySet()).containsExactlyInAnyOrderElementsOf(dependencies);
  }

  @Test
  void reasonsSayWhatALibraryIsForOrWhoNeedsIt() throws IOException {
    var reasons = reasons();
    var names =
        reasons.keySet().stream()
            .map(name -> name.substring(name.indexOf(':') + 1))
            .collect(Collectors.toSet());

    assertThat(reasons)
        .allSatisfy(
            (name, reason) -> {
              if (reason.startsWith("of ")) {
                assertThat(names).as(name).contains(reason.substring(3).split(",", 2)[0]);
              } else {
                assertThat(reason).as(name).hasSizeGreaterThan(5);
              }
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"target", "../fetcher/target"})
  void theBillOfMaterialsListsLibrariesThatAreBesideTheJar(String folder) throws IOException {
    var lib = Path.of(folder, "lib");

    var jars =
        components(folder)
            .map(one -> one.path("name").asText() + "-" + one.path("version").asText() + ".jar")
            .toList();

    assertThat(jars)
        .hasSizeGreaterThan(30)
        .allSatisfy(jar -> assertThat(lib.resolve(jar)).exists());
  }

  private static Map<String, String> reasons() throws IOException {
    var reasons = new HashMap<String, String>();
    for (var line : Files.readAllLines(REASONS)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        var parts = line.split(" {2,}", 2);
        assertThat(parts).as(line).hasSize(2);
        assertThat(reasons.put(parts[0], parts[1])).as(line).isNull();
      }
    }
    return reasons;
  }

  private static Set<String> named(String folder) throws IOException {
    return components(folder)
        .map(component -> component.path("group").asText() + ":" + component.path("name").asText())
        .collect(Collectors.toSet());
  }

  private static Stream<JsonNode> components(String folder) throws IOException {
    var bom = new ObjectMapper().readTree(Path.of(folder, "bom.json").toFile());
    assertThat(bom.path("bomFormat").asText()).isEqualTo("CycloneDX");
    return StreamSupport.stream(bom.path("components").spliterator(), false);
  }

  private static Set<Path> poms() throws IOException {
    try (var files = Files.walk(Path.of(".."), 3)) {
      return files.filter(file -> file.endsWith("pom.xml")).collect(Collectors.toSet());
    }
  }

  /** What a pom names as a dependency of its own, of any scope. */
  private static Set<String> direct(Path pom) throws Exception {
    var project =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(pom.toFile())
            .getDocumentElement();
    return children(project, "dependencies")
        .flatMap(all -> children(all, "dependency"))
        .map(one -> text(one, "groupId") + ":" + text(one, "artifactId"))
        .collect(Collectors.toSet());
  }

  private static String text(Element element, String name) {
    return children(element, name).map(Element::getTextContent).collect(Collectors.joining());
  }

  private static Stream<Element> children(Element element, String name) {
    var nodes = element.getChildNodes();
    return Stream.iterate(0, i -> i < nodes.getLength(), i -> i + 1)
        .map(nodes::item)
        .filter(Element.class::isInstance)
        .map(Element.class::cast)
        .filter(child -> child.getTagName().equals(name));
  }
}
