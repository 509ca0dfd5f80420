package dev.pokebatch.contract;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A picture of PokéAPI's sprites. It travels and is cached as a JSON document, like all other
 * documents: {@code {"type":"image/png","data":"..."}}, with the bytes in Base64.
 *
 * @param mediaType {@code image/png}, {@code image/gif} or {@code image/svg+xml}
 * @param bytes the file; must not be changed
 */
public record Sprite(String mediaType, Buffer bytes) {

  /** The largest file that is accepted, in bytes. */
  public static final int MAX_BYTES = 1 << 20;

  /** The resource in the {@link DocumentPath} of a sprite. */
  static final String RESOURCE = "sprites";

  private static final int MAX_PATH = 200;

  /** Begins targets of sprites. Clients cannot name them: no target of theirs has a tab. */
  private static final String TARGET = "\t";

  private static final String NAME = "[a-z0-9_-]+";
  private static final Pattern PATH =
      Pattern.compile(NAME + "(/" + NAME + "){0,12}\\.(png|gif|svg)");

  private static final String PNG = "\u0089PNG\r\n\u001a\n";

  /**
   * Declarations, comments and white space may precede the root element. Each is matched once
   * (atomic groups): otherwise the time would grow exponentially with their number.
   */
  private static final Pattern SVG =
      Pattern.compile(
          "\\A\\s*+(?>(?><\\?.*?\\?>|<!--.*?-->|<!DOCTYPE[^>\\[]*+>)\\s*+)*+<svg\\b",
          Pattern.DOTALL);

  private static final int SVG_HEAD = 2_048;

  /** Whether the text is the path of a sprite, such as {@code pokemon/25.png}. */
  static boolean isPath(String text) {
    return text.length() <= MAX_PATH && PATH.matcher(text).matches();
  }

  /**
   * The target of a {@link FetchRequest} for a sprite.
   *
   * @param path below the site of the sprites, such as {@code pokemon/other/home/25.png}
   * @return empty if the text is of another form: lower-case names of letters, digits, - and _ that
   *     end in {@code .png}, {@code .gif} or {@code .svg}
   */
  public static Optional<String> target(String path) {
    return isPath(path) ? Optional.of(TARGET + path) : Optional.empty();
  }

  /**
   * The target of a sprite that a document links to, by what follows the last {@code /sprites/}.
   */
  public static Optional<String> targetOfLink(String link) {
    var folder = "/" + RESOURCE + "/";
    var at = link.lastIndexOf(folder);
    return at < 0 ? Optional.empty() : target(link.substring(at + folder.length()));
  }

  /** The path of the sprite that a target names; empty if it names another document. */
  public static Optional<DocumentPath> document(String target) {
    return target.startsWith(TARGET) && isPath(target.substring(TARGET.length()))
        ? Optional.of(new DocumentPath(RESOURCE, target.substring(TARGET.length())))
        : Optional.empty();
  }

  /**
   * Recognizes a picture by its first bytes, whatever its name says.
   *
   * @return the media type, or empty if it is neither PNG, GIF nor SVG
   */
  public static Optional<String> mediaType(byte[] file) {
    var head = new String(file, 0, Math.min(file.length, SVG_HEAD), StandardCharsets.ISO_8859_1);
    if (head.startsWith(PNG)) {
      return Optional.of("image/png");
    }
    if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) {
      return Optional.of("image/gif");
    }
    var text = head.startsWith("\u00ef\u00bb\u00bf") ? head.substring(3) : head;
    return SVG.matcher(text).find() ? Optional.of("image/svg+xml") : Optional.empty();
  }

  /** The document in which a picture travels. */
  public byte[] toJson() {
    var data = Base64.getEncoder().encodeToString(bytes.getBytes());
    return new JsonObject().put("type", mediaType).put("data", data).toBuffer().getBytes();
  }

  /** Reads the document that {@link #toJson} wrote; empty if it is another one. */
  public static Optional<Sprite> ofJson(Buffer json) {
    try {
      var members = new JsonObject(json);
      if (members.getValue("type") instanceof String type
          && members.getValue("data") instanceof String data) {
        return Optional.of(new Sprite(type, Buffer.buffer(Base64.getDecoder().decode(data))));
      }
    } catch (DecodeException | IllegalArgumentException invalid) {
      return Optional.empty();
    }
    return Optional.empty();
  }
}
