package dev.capstan.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.api.event.ControllerEvent;
import dev.capstan.api.event.InvolvedObject;
import dev.capstan.api.event.Severity;
import dev.capstan.runtime.outage.Outages;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@WithCluster
class KubernetesEventsIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String NOW = "2026-11-28T10:00:00.5Z";

    @Test
    void writesEventsAndCountsTheSameOnesUp(KubernetesClient client, TestNamespace namespace) {
        try (var events = new KubernetesEvents(client, new Outages())) {
            events.write(event(namespace, "failed", NOW));
            events.write(event(namespace, "failed", NOW));

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(written(client, namespace))
                            .singleElement()
                            .satisfies(it -> {
                                assertThat(it.getMessage()).isEqualTo("failed");
                                assertThat(it.getType()).isEqualTo("Warning");
                                assertThat(it.getCount()).isEqualTo(2);
                            }));
        }
    }

    @Test
    void aMessageArrivesWithEveryCharacter(KubernetesClient client, TestNamespace namespace) {
        String message = "a \u0085 b \u2028 c \u2029 d \u0007 \u007F \u0093 \uFEFF \uFFFE \uD83D\uDE00";
        try (var events = new KubernetesEvents(client, new Outages())) {
            events.write(event(namespace, message, NOW));

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(written(client, namespace))
                            .extracting(Event::getMessage)
                            .containsExactly(message));
        }
    }

    @Test
    void anEventThatCannotBeWrittenKeepsNoOtherBack(KubernetesClient client, TestNamespace namespace) {
        try (var events = new KubernetesEvents(client, new Outages())) {
            events.write(event(namespace, "made at no time", "not a time"));
            events.write(
                    event(new InvolvedObject("Kustomization", "no such namespace", "x", "u", "v1", ""), "lost", NOW));
            events.write(event(namespace, "next", NOW));

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(written(client, namespace))
                            .extracting(Event::getMessage)
                            .containsExactly("next"));
            assertThat(events.dropped()).isEqualTo(2);
        }
    }

    private static List<Event> written(KubernetesClient client, TestNamespace namespace) {
        return client.v1().events().inNamespace(namespace.name()).list().getItems();
    }

    private static ControllerEvent event(TestNamespace namespace, String message, String time) {
        return event(
                new InvolvedObject(
                        "Kustomization", namespace.name(), "apps", "uid", "kustomize.toolkit.fluxcd.io/v1", ""),
                message,
                time);
    }

    private static ControllerEvent event(InvolvedObject about, String message, String time) {
        return new ControllerEvent(about, Severity.ERROR, time, message, "Failed", Map.of(), "test", "test");
    }
}
