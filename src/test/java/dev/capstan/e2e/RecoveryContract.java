package dev.capstan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.Condition;
import dev.capstan.devcluster.Component;
import dev.capstan.testkit.cluster.TestNamespace;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was killed, restarted or is broken elsewhere changes nothing in the end. */
interface RecoveryContract extends InstalledScenario {
    default Set<App> victims() {
        return installation().apps();
    }

    @ParameterizedTest
    @MethodSource("victims")
    default void f117_convergesAfterAControllerWasKilledInTheMiddleOfWork(App victim) {
        tenant().push("many", many(40, "1"));
        tenant().source();
        tenant().kustomization("app", "./app");
        tenant().awaitValue("m0", "1");

        String second = tenant().push("changed", many(40, "2"));
        installation().kill(victim);
        installation().start(victim);

        tenant().awaitApplied("app", second);
        IntStream.range(0, 40).forEach(i -> tenant().awaitValue("m" + i, "2"));
        String removed = tenant().remove("half goes", names(20));
        tenant().awaitApplied("app", removed);
        IntStream.range(0, 20).forEach(i -> tenant().awaitGone("m" + i));
        IntStream.range(20, 40)
                .forEach(i -> assertThat(tenant().configMap("m" + i)).isPresent());
    }

    @Test
    default void f113_convergesAfterTheApiServerRestarted() {
        tenant().push("many", many(40, "1"));
        tenant().source();
        tenant().kustomization("app", "./app");
        tenant().awaitApplied("app", Tenant.revision(tenant().repository().head()));

        String second = tenant().push("changed", many(40, "2"));
        cluster().devcluster().restart(Component.API_SERVER);

        tenant().awaitApplied("app", second);
        IntStream.range(0, 40).forEach(i -> tenant().awaitValue("m" + i, "2"));
    }

    @Test
    default void aBrokenTenantDisturbsNoOther(@TempDir Path elsewhere) {
        TestNamespace otherNamespace = cluster().createNamespace("broken");
        try (Tenant broken = new Tenant(otherNamespace, elsewhere)) {
            broken.push("broken", Map.of("app/kustomization.yaml", "resources: [missing.yaml]\n"));
            broken.source();
            broken.kustomization("app", "./app");
            broken.namespace().apply("""
                            apiVersion: source.toolkit.fluxcd.io/v1
                            kind: GitRepository
                            metadata: {name: nowhere}
                            spec: {interval: 1s, timeout: 2s, url: "http://127.0.0.1:1/none.git"}
                            """);
            broken.awaitFailure("app", "BuildFailed");
            tenant().push("first", Map.of("app/one.yaml", Tenant.configMap("one", "1")));
            tenant().source();
            tenant().kustomization("app", "./app");
            tenant().awaitValue("one", "1");

            String second = tenant().push("second", Map.of("app/one.yaml", Tenant.configMap("one", "2")));

            tenant().awaitApplied("app", second);
            assertThat(broken.readyOf("app").map(Condition::message).orElseThrow())
                    .contains("missing.yaml");
        } finally {
            cluster().delete(otherNamespace);
        }
    }

    private static Map<String, String> many(int count, String value) {
        var files = new HashMap<String, String>();
        IntStream.range(0, count).forEach(i -> files.put("app/m" + i + ".yaml", Tenant.configMap("m" + i, value)));
        return files;
    }

    private static String[] names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "app/m" + i + ".yaml").toArray(String[]::new);
    }
}
