package dev.pokebatch.sample;

import java.nio.file.Path;

/**
 * An unpacked folder of PokéAPI's data set, found to be one: it holds {@code api/v2}, and below it
 * {@code <resource>/<id>/index.json} and, for each list, {@code <resource>/index.json}. What it
 * holds is looked up once, when the sample starts.
 *
 * @param path the folder in which {@code api} lies
 */
public record DataFolder(Path path) {

  /**
   * @throws IllegalArgumentException where it does not exist or holds no {@code api/v2}
   */
  public DataFolder {
    var api = new Folder(path).at("api");
    if (!api.exists() || !api.at("v2").exists()) {
      throw new IllegalArgumentException("data is a folder that holds api/v2: " + path);
    }
  }

  /** Where the resources lie. */
  Folder root() {
    return new Folder(path).at("api").at("v2");
  }
}
