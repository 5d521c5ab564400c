package dev.capstan.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.bus.BusMessage;
import dev.capstan.api.bus.EventEmitted;
import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.source.GitRepository;
import dev.capstan.runtime.host.ControllerIdentity;
import dev.capstan.runtime.outage.Outages;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The API server of these tests cannot be reached: what is recorded there does not matter here. */
class EventRecorderTest {
    private static final ControllerIdentity SOURCE = new ControllerIdentity("source", "source-controller", "manager");

    private final KubernetesClient nowhere = new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder()
                    .withMasterUrl("http://127.0.0.1:1")
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .build();
    private final KubernetesEvents kubernetes = new KubernetesEvents(nowhere, new Outages());
    private final List<BusMessage> published = new ArrayList<>();
    private final EventRecorder recorder = new EventRecorder(kubernetes, published::add, Clock.systemUTC(), "pod-1");

    @AfterEach
    void stop() {
        kubernetes.close();
        nowhere.close();
    }

    @Test
    void credentialsAreTakenOutOfMessageFactsAndAnnotations() {
        GitRepository about = repository(Map.of("event.toolkit.fluxcd.io/url", "https://jane:hunter2@git.example/x"));

        recorder.record(
                SOURCE,
                about,
                Severity.ERROR,
                Reason.FAILED,
                "cannot fetch https://jane:hunter2@git.example/x",
                Map.of("revision", "?token=hunter2"));

        assertThat(published).singleElement().isInstanceOfSatisfying(EventEmitted.class, message -> {
            assertThat(message.event().message()).isEqualTo("cannot fetch https://*****@git.example/x");
            assertThat(message.event().metadata().toString()).doesNotContain("hunter2");
        });
    }

    @Test
    void tracesStayOffTheBus() {
        recorder.record(SOURCE, repository(Map.of()), Severity.TRACE, Reason.SUCCEEDED, "nothing new", Map.of());

        assertThat(published).isEmpty();
    }

    @Test
    void anEventThatCannotBeRecordedNeverFailsTheCallerAndTheNextOneGoes() {
        GitRepository odd = repository(Map.of());
        odd.setMetadata(new ObjectMeta());

        recorder.record(SOURCE, odd, Severity.INFO, Reason.SUCCEEDED, "about an object without a name", Map.of());
        recorder.record(SOURCE, repository(Map.of()), Severity.INFO, Reason.SUCCEEDED, "fetched", Map.of());

        assertThat(published).hasSize(1);
    }

    private static GitRepository repository(Map<String, String> annotations) {
        var repository = new GitRepository();
        repository.setMetadata(new ObjectMetaBuilder()
                .withName("config")
                .withNamespace("flux")
                .withUid("uid")
                .withResourceVersion("7")
                .withAnnotations(annotations)
                .build());
        return repository;
    }
}
