package dev.capstan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Objects of Argo CD, as people with manifests for it apply them, beside those of Flux. */
interface ArgoContract extends InstalledScenario {
    @Test
    default void anApplicationIsKeptAsItsRepositorySays() throws Exception {
        String first = tenant().repository()
                .commit(
                        "first",
                        Map.of(
                                "environments/prod/one.yaml",
                                Tenant.configMap("one", "1"),
                                "environments/prod/two.yaml",
                                Tenant.configMap("two", "2")));
        try (var argo = new ArgoTenant(tenant())) {
            argo.seed();
            argo.awaitSynced(first);
            argo.awaitValue("two", "2");
            String path = argo.receiver();

            String second = tenant().repository()
                    .commit("second", Map.of("environments/prod/one.yaml", Tenant.configMap("one", "3")));
            assertThat(callWebhook(path)).isEqualTo(200);
            argo.awaitValue("one", "3");
            argo.awaitSynced(second);

            argo.configMap("one").edit(map -> {
                map.getData().put("value", "by hand");
                return map;
            });
            argo.awaitValue("one", "3");

            tenant().repository().delete("environments/prod/two.yaml");
            String third = tenant().repository().commit("third");
            assertThat(callWebhook(path)).isEqualTo(200);
            argo.awaitGone("two");
            argo.awaitSynced(third);

            tenant().repository()
                    .commit(
                            "broken",
                            Map.of(
                                    "environments/prod/one.yaml",
                                    Tenant.configMap("one", "3").replace("}", "")));
            assertThat(callWebhook(path)).isEqualTo(200);
            assertThat(argo.awaitCondition("ComparisonError")).contains("one.yaml");
            argo.awaitValue("one", "3");

            String fourth = tenant().repository()
                    .commit("repaired", Map.of("environments/prod/one.yaml", Tenant.configMap("one", "4")));
            assertThat(callWebhook(path)).isEqualTo(200);
            argo.awaitSynced(fourth);
            argo.awaitValue("one", "4");

            argo.delete();
            argo.awaitGone("one");
        }
    }

    @Test
    default void aSetMakesApplicationsAndTakesThemAway() {
        String commit = tenant().repository()
                .commit("first", Map.of("environments/prod/one.yaml", Tenant.configMap("one", "1")));
        try (var argo = new ArgoTenant(tenant())) {
            argo.set("{name: %s}".formatted(argo.name()));
            argo.awaitSynced(commit);
            argo.awaitValue("one", "1");

            argo.set("");
            argo.awaitDeleted();
            argo.awaitGone("one");
        }
    }
}
