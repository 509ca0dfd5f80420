package dev.pokebatch.contract.shape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.jsonpath.WorkBudget;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShapeTest {

  private static final String POKEMON =
      """
      {"id":6,"name":"charizard","weight":90.5,
       "types":[{"slot":1,"type":{"name":"fire"}},{"slot":2,"type":{"name":"flying"}}],
       "stats":[{"base_stat":78,"stat":{"name":"hp"}},{"base_stat":84,"stat":{"name":"attack"}}],
       "held_items":[],"past":null,"rates":[1.5,null,"x",2],
       "names":[{"name":"Charizard","language":{"name":"en"}},
                {"name":"Glurak","language":{"name":"de"}}],
       "texts":[{"flavor_text":"Feu","language":{"name":"fr"}},
                {"flavor_text":"Feuer","language":{"name":"de"}}]}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id|6",
        "types.type.name|[\"fire\",\"flying\"]",
        "types.slot.x|[]",
        "nmae|null",
        "name.x|null",
        "past|null",
        "held_items|[]",
        "held_items.item.name|[]",
        "$.id|6",
        "$.nmae|null",
        "$.types[*].type.name|[\"fire\",\"flying\"]",
        "$.types[?@.slot==3]|[]",
        "value($.stats[?@.stat.name=='hp'].base_stat)|78",
        "value($.stats[*].base_stat)|null",
        "value($.x[*])|null",
        "first($.types[*].type.name)|\"fire\"",
        "first($.x[*])|null",
        "count($.types[*])|2",
        "count($.x[*])|0",
        "length($.name)|9",
        "length($.types)|2",
        "length($.types[0])|2",
        "length($.id)|null",
        "length($.x)|null",
        "sum($.stats[*].base_stat)|162",
        "sum($.rates[*])|3.5",
        "sum($.x[*])|0",
        "min($.stats[*].base_stat)|78",
        "max($.rates[*])|2",
        "max($.types[*].type.name)|null",
        "localized($.names)|\"Charizard\"",
        "localized($.names[*])|\"Charizard\"",
        "localized($.texts)|\"Feu\"",
        "localized($.stats)|null",
        "localized($.x)|null",
        " count( $.types[*] ) |2",
      })
  void aMemberHoldsWhatItsPathOrFunctionGives(String value, String expected) {
    assertThat(evaluate(Shape.of(Map.of("x", value)))).isEqualTo("{\"x\":" + expected + "}");
  }

  @ParameterizedTest
  @CsvSource({
    "de,Glurak",
    "DE,Glurak",
    "de-CH,Glurak",
    "de-x-y-1901,Glurak",
    "fr,Charizard",
    "en-GB,Charizard"
  })
  void aLocalizedTextIsInTheClientsLanguageOrInEnglish(String range, String name) {
    var shape = Shape.of(Map.of("x", "localized($.names)")).inLanguages(List.of("ja", range));

    assertThat(evaluate(shape)).isEqualTo("{\"x\":\"" + name + "\"}");
  }

  @Test
  void aShapeWithoutLocalizedTextsIsTheSameInEveryLanguage() {
    var shape = Shape.of(Map.of("x", "$.names"));

    assertThat(shape.inLanguages(List.of("de"))).isSameAs(shape);
    assertThat(shape.isLocalized()).isFalse();
  }

  @Test
  void anItemWithoutANameIsItsOwnName() {
    var shape =
        Shape.parse(" id, types.type.name ,hp: first($.stats[?@['base_stat']>1,?@.x].base_stat)");

    assertThat(evaluate(shape))
        .isEqualTo("{\"id\":6,\"types.type.name\":[\"fire\",\"flying\"],\"hp\":78}");
  }

  @Test
  void commasAndColonsInBracketsAndQuotesDoNotSeparate() {
    var shape = Shape.parse("a:$['x,y:z',\"it's\"],b:$.types[0:1],c:$[?@=='a\\'],b:d']");

    assertThat(shape.members().stream().map(Shape.Member::name)).containsExactly("a", "b", "c");
  }

  @Test
  void aNameInQuotesIsTakenWithoutThem() {
    var shape = Shape.parse("\"a b\":id,'c,d:e':id, 'it\\'s' : id,a\"b\":id,'f' 'g':id,été:id");

    assertThat(shape.members().stream().map(Shape.Member::name))
        .containsExactly("a b", "c,d:e", "it's", "a\"b\"", "'f' 'g'", "été");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "id,types.type.name", "*", "$.x", "$['a:b']", "count($.a[1:2])"})
  void aTextWithoutANameIsNoShape(String text) {
    assertThat(Shape.isShape(text)).isFalse();
  }

  @Property
  void aShapeIsTheSameAsAnObjectAndAsAString(@ForAll("shapes") Map<String, String> members) {
    var string =
        members.entrySet().stream()
            .map(member -> member.getKey() + ":" + member.getValue())
            .collect(Collectors.joining(" , "));

    var shape = Shape.of(members);
    assertThat(Shape.isShape(string)).isTrue();
    assertThat(Shape.parse(string)).isEqualTo(shape);
    assertThat(Shape.read(shape.toString())).isEqualTo(shape);
    var german = shape.inLanguages(List.of("de-CH", "en"));
    assertThat(Shape.read(german.toString())).isEqualTo(german);
  }

  private static String evaluate(Shape shape) {
    var document = new JsonObject(POKEMON);
    var result = new JsonObject();
    shape
        .members()
        .forEach(
            member ->
                result.put(
                    member.name(),
                    shape.evaluate(member, document, new WorkBudget(10_000)).value()));
    return result.encode();
  }

  @Provide
  Arbitrary<Map<String, String>> shapes() {
    var names = Arbitraries.strings().withChars("abcäé_- .09").ofMinLength(1).ofMaxLength(9);
    var paths =
        Arbitraries.of(
            "$",
            "$.a",
            "$['a,b']",
            "$[\"a:'b\"]",
            "$..[?@.a=='x)' && count(@.b[*])>1]",
            "$[1:2:3]");
    var values =
        Arbitraries.oneOf(
            Arbitraries.of("id", "types.type.name"),
            paths,
            paths.map(path -> "count(" + path + ")"),
            Arbitraries.just("localized($.names)"));
    return Arbitraries.maps(names.map(String::strip).filter(name -> !name.isEmpty()), values)
        .ofMinSize(1)
        .ofMaxSize(5)
        .map(LinkedHashMap::new);
  }
}
