package dev.pokebatch.gateway.sprite;

import dev.pokebatch.gateway.problem.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where each sprite is on a sheet: row by row, in request order, in cells of one size.
 *
 * @param cells at least one
 */
public record SpriteSheet(List<SheetCell> cells) {

  /** The width and height of a cell in pixels, those of PokéAPI's sprites. */
  public static final int CELL = 96;

  /** The most cells of a sheet. */
  public static final int MAX_CELLS = 200;

  /** Copies the list. */
  public SpriteSheet {
    cells = List.copyOf(cells);
  }

  private int columns() {
    return (int) Math.ceil(Math.sqrt(cells.size()));
  }

  /** Returns the width in pixels. */
  public int width() {
    return columns() * CELL;
  }

  /** Returns the height in pixels. */
  public int height() {
    return (cells.size() + columns() - 1) / columns() * CELL;
  }

  /** Returns the left edge of a cell in pixels. */
  int x(int index) {
    return index % columns() * CELL;
  }

  /** Returns the upper edge of a cell in pixels. */
  int y(int index) {
    return index / columns() * CELL;
  }

  /** Returns whether every Pokémon was found. */
  public boolean isComplete() {
    return cells.stream().allMatch(cell -> cell.problem() == null);
  }

  /** Returns why there is nothing on the sheet; null if there is something. */
  public @Nullable Problem problem() {
    return cells.stream().allMatch(cell -> cell.problem() != null) ? cells.get(0).problem() : null;
  }

  /** Returns the positions as JSON. */
  public JsonObject toJson() {
    var sprites = new JsonArray();
    for (var i = 0; i < cells.size(); i++) {
      var cell = cells.get(i);
      var problem = cell.problem();
      var entry = new JsonObject().put("key", cell.key());
      if (problem == null) {
        entry.put("id", cell.id()).put("name", cell.name());
      }
      entry.put("x", x(i)).put("y", y(i)).put("width", CELL).put("height", CELL);
      sprites.add(problem == null ? entry : entry.put("problem", problem.toJson()));
    }
    return new JsonObject().put("width", width()).put("height", height()).put("sprites", sprites);
  }

  /**
   * Returns a style sheet with a class for each Pokémon by its id and by its name, to be used
   * together with the class {@code sprite}.
   */
  public String toCss() {
    var text = new StringBuilder();
    text.append(".sprite{display:inline-block;width:96px;height:96px;");
    text.append("background:url(\"sprites.png\") no-repeat}\n");
    for (var i = 0; i < cells.size(); i++) {
      var names = new TreeSet<String>();
      Stream.of(cells.get(i).id(), cells.get(i).name())
          .filter(name -> !name.isEmpty())
          .forEach(name -> names.add(".sprite-" + name));
      if (!names.isEmpty()) {
        text.append(String.join(",", names));
        text.append(
            String.format(Locale.ROOT, "{background-position:%dpx %dpx}%n", -x(i), -y(i))
                .replace("\r", ""));
      }
    }
    return text.toString();
  }
}
