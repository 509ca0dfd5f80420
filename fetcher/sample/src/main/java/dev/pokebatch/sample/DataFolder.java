package dev.pokebatch.sample;

import java.nio.file.Path;

/**
 * A folder with an unpacked data set of PokéAPI: {@code api/v2/<resource>/<id>/index.json} and, for
 * each list, {@code api/v2/<resource>/index.json}. The folder is listed once, when the sample
 * starts.
 *
 * @param path the folder in which {@code api} lies
 */
public record DataFolder(Path path) {

  /**
   * @throws IllegalArgumentException if the folder does not contain {@code api/v2}
   */
  public DataFolder {
    var api = new Folder(path).at("api");
    if (!api.exists() || !api.at("v2").exists()) {
      throw new IllegalArgumentException("data is a folder that holds api/v2: " + path);
    }
  }

  /** The folder of all resources. */
  Folder root() {
    return new Folder(path).at("api").at("v2");
  }
}
