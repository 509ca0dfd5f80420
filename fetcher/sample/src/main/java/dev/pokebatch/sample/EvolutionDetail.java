package dev.pokebatch.sample;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes a condition under which a species evolves: many members, nearly all of them null. */
final class EvolutionDetail {
  private static final List<String> MEMBERS =
      List.of(
          "base_form",
          "evolved_form",
          "gender",
          "held_item",
          "is_default",
          "item",
          "known_move",
          "known_move_type",
          "location",
          "min_affection",
          "min_beauty",
          "min_damage_taken",
          "min_happiness",
          "min_level",
          "min_move_count",
          "min_steps",
          "near_special_rock",
          "needs_multiplayer",
          "needs_overworld_rain",
          "party_species",
          "party_type",
          "region",
          "relative_physical_stats",
          "time_of_day",
          "trade_species",
          "trigger",
          "turn_upside_down",
          "used_move",
          "version_group");

  /** The members that are links, with the resource that they link to. */
  private static final Map<String, String> LINKS =
      Map.ofEntries(
          Map.entry("base_form", "pokemon"),
          Map.entry("evolved_form", "pokemon"),
          Map.entry("held_item", "item"),
          Map.entry("item", "item"),
          Map.entry("known_move", "move"),
          Map.entry("known_move_type", "type"),
          Map.entry("location", "location"),
          Map.entry("party_species", "pokemon-species"),
          Map.entry("party_type", "type"),
          Map.entry("region", "region"),
          Map.entry("trade_species", "pokemon-species"),
          Map.entry("trigger", "evolution-trigger"),
          Map.entry("used_move", "move"),
          Map.entry("version_group", "version-group"));

  private static final Set<String> FLAGS =
      Set.of(
          "is_default",
          "near_special_rock",
          "needs_multiplayer",
          "needs_overworld_rain",
          "turn_upside_down");

  private EvolutionDetail() {}

  /**
   * @param detail {@code member=value,...}: the members that are not null, false or empty
   */
  static void write(String detail, DocumentWriter out) throws IOException {
    var values = new HashMap<String, String>(Map.of("is_default", "true"));
    for (var part : Table.split(detail, ',')) {
      var equals = part.indexOf('=');
      values.put(part.substring(0, equals), part.substring(equals + 1));
    }
    var json = out.json();
    json.writeStartObject();
    for (var member : MEMBERS) {
      var value = values.getOrDefault(member, "");
      var resource = LINKS.get(member);
      if (resource != null) {
        out.link(member, resource, value);
      } else if (FLAGS.contains(member)) {
        json.writeBooleanField(member, value.equals("true"));
      } else if (member.equals("time_of_day")) {
        json.writeStringField(member, value);
      } else if (value.isEmpty()) {
        json.writeNullField(member);
      } else {
        json.writeNumberField(member, Integer.parseInt(value));
      }
    }
    json.writeEndObject();
  }
}
