package dev.capstan.helmrelease.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.Condition;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What others change of a release. */
class ReleaseDriftIT extends HelmControllerFixture {

    @Test
    void whatOthersChangeIsPutBackWithinSeconds() {
        publish("1.0.0", Map.of("config.yaml", CONFIG));
        release("web", "driftDetection: {mode: enabled}\nvalues: {data: {k: one}}");
        awaitReady("web", 1);

        edit("web-settings", "{\"data\":{\"k\":\"changed\"}}");

        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(data("web-settings")).containsEntry("k", "one"));
        patiently()
                .untilAsserted(() -> assertThat(messages("web"))
                        .anyMatch(it -> it.startsWith(
                                        "Cluster state of release %s/web.v1 has drifted".formatted(namespace.name()))
                                && it.contains("web-settings changed")));
        assertThat(records()).containsExactly("v1 deployed");

        namespace
                .client()
                .configMaps()
                .inNamespace(namespace.name())
                .withName("web-settings")
                .delete();

        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(data("web-settings")).containsEntry("k", "one"));
    }

    @Test
    void whatIsOnlyReportedStaysAndTheConditionGoesWithTheMode() {
        publish("1.0.0", Map.of("config.yaml", CONFIG));
        release("web", "driftDetection: {mode: warn}\nvalues: {data: {k: one}}");
        awaitReady("web", 1);
        assertThat(condition(resource("web").get(), "Drifted").orElseThrow().status())
                .isEqualTo("False");

        edit("web-settings", "{\"data\":{\"k\":\"changed\"}}");
        await("web", it -> condition(it, "Drifted").filter(Condition::holds).isPresent());
        assertThat(data("web-settings")).containsEntry("k", "changed");

        release("web", "driftDetection: {mode: disabled}\nvalues: {data: {k: one}}");
        await("web", it -> condition(it, "Drifted").isEmpty());
    }

    @Test
    void ignoredFieldsAreLeftToOthers() {
        publish("1.0.0", Map.of("config.yaml", CONFIG));
        release("web", """
                driftDetection:
                  mode: enabled
                  ignore: [{paths: [/data/k], target: {kind: ConfigMap}}]
                values: {data: {k: one, l: one}}
                """);
        awaitReady("web", 1);

        edit("web-settings", "{\"data\":{\"k\":\"theirs\",\"l\":\"theirs\"}}");

        patiently().untilAsserted(() -> assertThat(data("web-settings")).containsEntry("l", "one"));
        assertThat(data("web-settings")).containsEntry("k", "theirs");
    }
}
