package dev.capstan.gotemplate.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GoTypeTest {

    @Test
    void namesTypesAsGoDoes() {
        assertThat(GoType.of(null)).isNull();
        assertThat(GoType.of(Map.of())).hasToString("map[string]interface {}");
        assertThat(GoType.of(List.of())).hasToString("[]interface {}");
        assertThat(GoType.of(TypedList.strings(List.of()))).hasToString("[]string");
        assertThat(GoType.of(new byte[0])).hasToString("[]uint8");
        assertThat(GoType.of(Int.of(1))).hasToString("int");
        assertThat(GoType.of(1L)).hasToString("int64");
        assertThat(GoType.of(1.0)).hasToString("float64");
        assertThat(GoType.of(Unsigned.uint64(-1))).hasToString("uint64");
    }

    @Test
    void assignsNamedTypesToTheirUnnamedOnesAndBack() {
        GoType values = GoType.named("common.Values", GoType.MAP);

        assertThat(values.isAssignableTo(GoType.MAP)).isTrue();
        assertThat(GoType.MAP.isAssignableTo(values)).isTrue();
        assertThat(values.isAssignableTo(GoType.named("other.Values", GoType.MAP)))
                .isFalse();
        assertThat(values.isAssignableTo(GoType.STRING_MAP)).isFalse();
        assertThat(GoType.named("time.Duration", GoType.INT64).isAssignableTo(GoType.INT64))
                .isFalse();
        assertThat(GoType.STRING.isAssignableTo(GoType.ANY)).isTrue();
    }
}
