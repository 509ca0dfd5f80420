package dev.pokebatch.sample;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A resource of the data set in a folder. The folder is listed at the start, and a request can only
 * choose from that list: no file path is made from a request.
 *
 * <p>The resource's list is that of the data set without documents that are not in the folder, so
 * every listed document exists. A document that is not in the list has an id but no name. Documents
 * are served as they are in their files.
 */
final class StoredResource implements Resource {
  private final Folder folder;
  private final Set<Integer> ids = new HashSet<>();
  private final Set<Integer> withEncounters = new HashSet<>();
  private final List<Integer> listed = new ArrayList<>();
  private final Map<Integer, String> names;
  private final Map<String, Integer> byName = new HashMap<>();

  /** Lists a folder and reads its list. */
  private StoredResource(Folder folder) throws IOException {
    this.folder = folder;
    for (var document : folder.folders()) {
      var id = Keys.number(document.name());
      if (document.name().equals(Integer.toString(id)) && document.hasDocument()) {
        ids.add(id);
        if (encounters(id).hasDocument()) {
          withEncounters.add(id);
        }
      }
    }
    names = folder.hasDocument() && !ids.isEmpty() ? ListFile.read(folder) : Map.of();
    names.forEach(
        (id, name) -> {
          if (ids.contains(id)) {
            listed.add(id);
            byName.putIfAbsent(name, id);
          }
        });
  }

  /**
   * Finds the resources of a data set that have at least one document.
   *
   * @param root the folder of all resources
   */
  static List<StoredResource> all(Folder root) throws IOException {
    var resources = new ArrayList<StoredResource>();
    for (var folder : root.folders()) {
      resources.add(new StoredResource(folder));
    }
    resources.removeIf(resource -> resource.ids.isEmpty());
    return resources;
  }

  @Override
  public String path() {
    return folder.name();
  }

  @Override
  public int size() {
    return listed.size();
  }

  @Override
  public int idAt(int place) {
    return listed.get(place);
  }

  @Override
  public int idOf(String key) {
    var id = Keys.number(key);
    return id < 0 ? byName.getOrDefault(key, -1) : ids.contains(id) ? id : -1;
  }

  @Override
  public String nameOf(int id) {
    return names.getOrDefault(id, "");
  }

  @Override
  public void write(int id, DocumentWriter out) throws IOException {
    out.copy(document(id).document());
  }

  @Override
  public boolean hasEncounters(int id) {
    return withEncounters.contains(id);
  }

  @Override
  public void writeEncounters(int id, DocumentWriter out) throws IOException {
    out.copy(encounters(id).document());
  }

  private Folder document(int id) {
    return folder.at(Integer.toString(id));
  }

  private Folder encounters(int id) {
    return document(id).at("encounters");
  }
}
