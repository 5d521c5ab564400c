package dev.capstan.source.generator.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import org.junit.jupiter.api.Test;

class ExternalArtifactsTest {
    @Test
    void anObjectThatCannotBeLookedUpMayBeThere() {
        var nobodyListens = new ConfigBuilder(Config.empty())
                .withMasterUrl("http://127.0.0.1:1")
                .withRequestRetryBackoffLimit(0)
                .build();
        try (var client =
                new KubernetesClientBuilder().withConfig(nobodyListens).build()) {
            assertThat(new ExternalArtifacts(client, new Announcements()).mayBeThere("apps", "app"))
                    .isTrue();
        }
    }
}
