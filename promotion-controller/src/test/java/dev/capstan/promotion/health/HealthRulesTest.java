package dev.capstan.promotion.health;

import static dev.capstan.promotion.chain.Chains.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.capstan.promotion.health.WatchedObject.Ready;
import dev.capstan.promotion.health.WatchedObject.Seen;
import dev.capstan.promotion.place.Content;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HealthRulesTest {
    private static final Content CURRENT = content('a');
    private static final Map<String, String> DIGESTS =
            Map.of(CURRENT.commit(), CURRENT.digest(), "e".repeat(40), CURRENT.digest(), "b".repeat(40), "sha256:old");

    static Stream<Arguments> objects() {
        return Stream.of(
                arguments(seen(Ready.YES, true, "a"), "healthy"),
                arguments(seen(Ready.YES, true, "e"), "healthy"),
                arguments(
                        seen(Ready.YES, true, "b"),
                        "not healthy: app is at bbbbbbbbbbbb, which does not have main@aaaaaaaaaaaa yet"),
                arguments(
                        seen(Ready.YES, true, "d"),
                        "not healthy: app is at dddddddddddd, which the repository does not have"),
                arguments(seen(Ready.NO, true, "a"), "not healthy: app is not ready: of it"),
                arguments(seen(Ready.NO, false, "b"), "not healthy: app is not ready: of it"),
                arguments(seen(Ready.UNKNOWN, true, "a"), "being checked: app is being reconciled"),
                arguments(
                        seen(Ready.UNKNOWN, true, "b"),
                        "not healthy: app is at bbbbbbbbbbbb, which does not have main@aaaaaaaaaaaa yet"),
                arguments(
                        seen(Ready.YES, false, "a"),
                        "being checked: app was changed, and its controller has not seen that yet"),
                arguments(
                        new Seen(Ready.YES, "", true, true, false, Optional.of(CURRENT.commit()), true),
                        "not healthy: app is suspended, so its status may be old"),
                arguments(
                        new Seen(Ready.YES, "", true, false, true, Optional.of(CURRENT.commit()), true),
                        "not healthy: app is being deleted"),
                arguments(
                        new Seen(Ready.YES, "", true, false, false, Optional.empty(), true),
                        "not healthy: app shows no Git revision"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("objects")
    void judgesOneObject(Seen seen, String words) {
        assertThat(judge(new WatchedObject("app", Optional.of(seen)))).isEqualTo(words);
    }

    @Test
    void oneMissingObjectIsEnough() {
        var there = new WatchedObject("app", Optional.of(seen(Ready.YES, true, "a")));
        var missing = new WatchedObject("web", Optional.empty());

        assertThat(judge(there, missing)).isEqualTo("not healthy: web is missing");
    }

    @Test
    void aReleaseDoesNotShowARevisionAndNeedsSomebodyWhoDoes() {
        var release = new WatchedObject(
                "release", Optional.of(new Seen(Ready.YES, "", true, false, false, Optional.empty(), false)));
        var app = new WatchedObject("app", Optional.of(seen(Ready.YES, true, "a")));

        assertThat(judge(release)).startsWith("not healthy: none of the watched objects shows a Git revision");
        assertThat(judge(release, app)).isEqualTo("healthy");
    }

    @Test
    void nothingToBeHealthyWith() {
        assertThat(HealthRules.judge(List.of(), Optional.of(CURRENT), Map.of()).words())
                .isEqualTo("not healthy: nothing is watched");
        assertThat(HealthRules.judge(List.of(), Optional.empty(), Map.of()).words())
                .isEqualTo("not healthy: it has nothing");
    }

    private static String judge(WatchedObject... objects) {
        return HealthRules.judge(List.of(objects), Optional.of(CURRENT), DIGESTS)
                .words();
    }

    private static Seen seen(Ready ready, boolean isObserved, String digit) {
        return new Seen(ready, "of\nit", isObserved, false, false, Optional.of(digit.repeat(40)), true);
    }
}
