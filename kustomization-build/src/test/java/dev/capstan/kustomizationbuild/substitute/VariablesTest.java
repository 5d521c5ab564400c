package dev.capstan.kustomizationbuild.substitute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VariablesTest {

    @Test
    void k034_noKindOfLineBreakSurvivesInAValue() {
        var variables = new Variables(Map.of("v", "a\nb\r\nc\u0085d\u2028e\u2029---\nkind: Secret"));

        assertThat(variables.value("v")).contains("abcde---kind: Secret");
    }

    @Test
    void laterValuesWin() {
        var variables = new Variables(Map.of("a", "1", "b", "1")).overlaidBy(Map.of("b", "2"));

        assertThat(variables.values()).isEqualTo(Map.of("a", "1", "b", "2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1a", "a-b", "a.b", "", "ä", "a b"})
    void namesThatExpressionsCannotUseAreInvalid(String name) {
        assertThat(new Variables(Map.of(name, "x")).firstInvalidName())
                .contains(new SubstitutionFailure.NameInvalid(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "_", "_1", "Cluster_Name2"})
    void ordinaryNamesAreValid(String name) {
        assertThat(new Variables(Map.of(name, "x")).firstInvalidName()).isEmpty();
    }
}
