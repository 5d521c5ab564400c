package dev.capstan.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class YamlModelTest {
    @Test
    void settingAKeyKeepsItsPlaceAndSharesTheRest() {
        YamlList untouched = YamlList.of(YamlScalar.ofInt(1));
        YamlMap before = YamlMap.builder()
                .put("a", untouched)
                .put("b", YamlScalar.ofBool(true))
                .build();

        YamlMap after = before.with("b", YamlScalar.ofNull()).with("c", YamlScalar.ofString("x"));

        assertThat(after.keys()).containsExactly("a", "b", "c");
        assertThat(after.get("a")).isSameAs(untouched);
        assertThat(before.keys()).containsExactly("a", "b");
        assertThat(before.get("b")).isEqualTo(YamlScalar.ofBool(true));
    }

    @Test
    void stringsNeverTurnIntoOtherKinds() {
        assertThat(YamlScalar.ofString("1").kind()).isEqualTo(ScalarKind.STRING);
        assertThat(YamlScalar.plain("1").kind()).isEqualTo(ScalarKind.INT);
        assertThat(YamlScalar.ofString("1")).isNotEqualTo(YamlScalar.plain("1"));
    }

    @Test
    void mapsAreEqualWhateverTheOrderOfTheirKeys() {
        YamlMap one = YamlMap.of("a", YamlScalar.ofInt(1)).with("b", YamlScalar.ofInt(2));
        YamlMap other = YamlMap.of("b", YamlScalar.ofInt(2)).with("a", YamlScalar.ofInt(1));

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one).isNotEqualTo(other.without("a"));
    }

    @Test
    void aMapBehavesAsALinkedHashMapUnderRandomChanges() {
        Random random = new Random(42);
        YamlMap map = YamlMap.empty();
        Map<String, Long> model = new LinkedHashMap<>();
        for (int i = 0; i < 5_000; i++) {
            String key = "k" + random.nextInt(60);
            if (random.nextInt(3) == 0) {
                map = map.without(key);
                model.remove(key);
            } else {
                map = map.with(key, YamlScalar.ofInt(i));
                model.put(key, (long) i);
            }
            assertThat(map.keys()).containsExactlyElementsOf(model.keySet());
        }
        Map<String, String> values = new HashMap<>();
        model.forEach((key, value) -> values.put(key, Long.toString(value)));
        for (String key : values.keySet()) {
            assertThat(map.getText(key)).isEqualTo(values.get(key));
        }
        assertThat(map.get("absent")).isNull();
    }

    @Test
    void listsChangeWithoutTouchingTheirOriginal() {
        YamlList list = YamlList.of(YamlScalar.ofInt(1), YamlScalar.ofInt(2));

        assertThat(list.inserted(1, YamlScalar.ofInt(9)).toString()).isEqualTo("[1, 9, 2]");
        assertThat(list.without(0).toString()).isEqualTo("[2]");
        assertThat(list.with(0, YamlScalar.ofInt(7)).plus(YamlScalar.ofInt(3)).toString())
                .isEqualTo("[7, 2, 3]");
        assertThat(list.map(item -> item)).isSameAs(list);
        assertThat(list.toString()).isEqualTo("[1, 2]");
    }
}
