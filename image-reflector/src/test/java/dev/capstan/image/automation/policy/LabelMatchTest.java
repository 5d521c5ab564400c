package dev.capstan.image.automation.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.LabelRequirement;
import dev.capstan.api.meta.LabelSelector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelMatchTest {
    private static final Map<String, String> LABELS = Map.of("app", "web", "example.org/team", "shop");

    private static LabelMatch.Parsed parsed(String key, String operator, String... values) {
        var selector = new LabelSelector(Map.of(), List.of(new LabelRequirement(key, operator, List.of(values))));
        return LabelMatch.of(Optional.of(selector));
    }

    private static boolean matches(LabelMatch.Parsed parsed) {
        return parsed instanceof LabelMatch.Parsed.Selector(LabelMatch match) && match.matches(LABELS);
    }

    @ParameterizedTest
    @CsvSource({
        "app, In, web, true",
        "app, In, api, false",
        "tier, In, web, false",
        "app, NotIn, web, false",
        "app, NotIn, api, true",
        "tier, NotIn, web, true",
        "app, Exists, , true",
        "tier, Exists, , false",
        "app, DoesNotExist, , false",
        "tier, DoesNotExist, , true",
        "example.org/team, In, shop, true",
    })
    void matchesAsTheApiServerDoes(String key, String operator, String value, boolean expected) {
        assertThat(matches(value == null ? parsed(key, operator) : parsed(key, operator, value)))
                .isEqualTo(expected);
    }

    @Test
    void anAbsentOrEmptySelectorChoosesEverything() {
        assertThat(matches(LabelMatch.of(Optional.empty()))).isTrue();
        assertThat(matches(LabelMatch.of(Optional.of(new LabelSelector(Map.of(), List.of())))))
                .isTrue();
    }

    @Test
    void allPartsMustMatch() {
        var both = new LabelSelector(Map.of("app", "web"), List.of(new LabelRequirement("tier", "Exists", List.of())));

        assertThat(matches(LabelMatch.of(Optional.of(both)))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "app, in, web",
        "app, Contains, web",
        "app, In, ",
        "app, NotIn, ",
        "app, Exists, web",
        "'a b', In, web",
        "'', In, web",
        "/x, In, web",
        "Example.org/x, In, web",
        "app, In, 'a b'",
        "app, In, -a",
    })
    void refusesWhatIsNoSelector(String key, String operator, String value) {
        assertThat(value == null ? parsed(key, operator) : parsed(key, operator, value))
                .isInstanceOf(LabelMatch.Parsed.Invalid.class);
    }
}
