package dev.capstan.source.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.access.AccessFailure;
import dev.capstan.source.CommonSourceFailure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class FailureCounterTest {
    @Test
    void failuresAreCountedByWhoseTurnItIs() {
        var registry = new SimpleMeterRegistry();
        var counter = new FailureCounter(registry);

        counter.count("GitRepository", new CommonSourceFailure.Storage("no space left on device", true));
        counter.count("GitRepository", new CommonSourceFailure.Storage("no space left on device", true));
        counter.count("GitRepository", new CommonSourceFailure.Access(new AccessFailure.ProviderUnsupported("github")));

        assertThat(registry.get("capstan_source_failures")
                        .tags(
                                "kind", "GitRepository",
                                "reason", "ArchiveOperationFailed",
                                "family", "exhausted_resources")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(registry.get("capstan_source_failures")
                        .tags("family", "user_input")
                        .counter()
                        .count())
                .isEqualTo(1);
    }
}
