package dev.capstan.notification.alert;

import static dev.capstan.notification.SampleEvents.error;
import static dev.capstan.notification.SampleEvents.event;
import static dev.capstan.notification.SampleEvents.info;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.notification.alert.AlertRule.Match;
import dev.capstan.notification.alert.LabelLookup.Labels;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertRuleTest {
    private static final LabelLookup NO_LOOKUP = object -> {
        throw new AssertionError("The labels of " + object + " were asked for without need");
    };

    @ParameterizedTest
    @CsvSource({
        "Kustomization, apps,     ,      true",
        "Kustomization, *,        ,      true",
        "Kustomization, apps,     flux,  true",
        "Kustomization, *,        flux,  true",
        "Kustomization, other,    ,      false",
        "Kustomization, ap*,      ,      false",
        "Kustomization, apps,     other, false",
        "GitRepository, apps,     ,      false",
    })
    void matchesByKindNameAndNamespace(String kind, String name, String namespace, boolean expected) {
        var rule = alert(source(kind, name, namespace, Map.of()));

        assertThat(rule.match(info("x"), true, NO_LOOKUP) instanceof Match.Matches)
                .isEqualTo(expected);
    }

    @Test
    void anErrorsOnlyAlertIgnoresInformation() {
        var rule = new AlertRule(
                new ObjectKey("flux", "a"),
                "p",
                true,
                List.of(all()),
                MessageFilter.NONE,
                Map.of(),
                Optional.empty(),
                false);

        assertThat(rule.match(info("x"), true, NO_LOOKUP)).isInstanceOf(Match.Ignored.class);
        assertThat(rule.match(error("x"), true, NO_LOOKUP)).isInstanceOf(Match.Matches.class);
    }

    @Test
    void aSuspendedAlertIgnoresEverything() {
        var rule = new AlertRule(
                new ObjectKey("flux", "a"),
                "p",
                false,
                List.of(all()),
                MessageFilter.NONE,
                Map.of(),
                Optional.empty(),
                true);

        assertThat(rule.match(error("x"), true, NO_LOOKUP)).isInstanceOf(Match.Ignored.class);
    }

    @Test
    void labelsOfTheLiveObjectDecide() {
        var rule = alert(source("Kustomization", "*", null, Map.of("team", "a")));

        assertThat(rule.match(info("x"), true, _ -> new Labels.Found(Map.of("team", "a", "more", "b"))))
                .isInstanceOf(Match.Matches.class);
        assertThat(rule.match(info("x"), true, _ -> new Labels.Found(Map.of("team", "b"))))
                .isInstanceOf(Match.Ignored.class);
        assertThat(rule.match(info("x"), true, _ -> new Labels.NotFound("gone")))
                .isEqualTo(new Match.Unknown("gone"));
    }

    @Test
    void t073_otherNamespacesAreRefusedWhileTheyAreForbidden() {
        var foreign = source("Kustomization", "*", "tenant", Map.of("a", "b"));
        var event = event(Severity.INFO, "tenant", "apps", "x", Map.of());

        assertThat(alert(foreign).match(event, false, NO_LOOKUP)).isEqualTo(new Match.Forbidden(foreign));
    }

    @Test
    void anotherSourceThatMatchesWinsOverAForbiddenOne() {
        var rule = alert(source("Kustomization", "apps", "flux", Map.of()), all());

        assertThat(rule.match(info("x"), false, NO_LOOKUP)).isInstanceOf(Match.Matches.class);
    }

    private static AlertRule alert(SourceRule... sources) {
        return new AlertRule(
                new ObjectKey("flux", "a"),
                "p",
                false,
                List.of(sources),
                MessageFilter.NONE,
                Map.of(),
                Optional.empty(),
                false);
    }

    private static SourceRule all() {
        return source("Kustomization", "*", null, Map.of());
    }

    private static SourceRule source(String kind, String name, @Nullable String namespace, Map<String, String> labels) {
        return new SourceRule(kind, name, Optional.ofNullable(namespace), labels);
    }
}
