package dev.capstan.promotion.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.promotion.PromotionSourceRef;
import dev.capstan.api.promotion.PromotionSpec;
import dev.capstan.runtime.watch.WatchScope;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchedKindsTest {
    private static final PromotionSpec SPEC = new PromotionSpec(
            new PromotionSourceRef(null, "apps"), null, null, null, List.of(), List.of(), null, null, false);

    @Test
    void objectsThatWereNotListedYetAreNotMissing() {
        try (KubernetesClient nowhere = new KubernetesClientBuilder()
                        .withConfig(new ConfigBuilder()
                                .withMasterUrl("http://127.0.0.1:1")
                                .build())
                        .build();
                var kinds = new WatchedKinds(nowhere, new WatchScope(Optional.empty(), Optional.empty()), _ -> {})) {

            assertThat(kinds.unknownKind(SPEC)).contains("GitRepository");
        }
    }
}
