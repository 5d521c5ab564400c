package dev.capstan.helm.release;

import static dev.capstan.helm.HookEvent.PRE_INSTALL;
import static dev.capstan.helm.HookEvent.PRE_UPGRADE;
import static dev.capstan.helm.release.ReleaseFixture.TIMEOUT;
import static dev.capstan.helm.release.ReleaseFixture.configMap;
import static dev.capstan.helm.release.ReleaseFixture.content;
import static dev.capstan.helm.release.ReleaseFixture.done;
import static dev.capstan.helm.release.ReleaseFixture.end;
import static dev.capstan.helm.release.ReleaseFixture.failure;
import static dev.capstan.helm.release.ReleaseFixture.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.apply.Owner;
import dev.capstan.apply.adapter.Fabric8ClusterApi;
import dev.capstan.helm.chart.Chart.CustomResourceFile;
import dev.capstan.helm.chart.ChartFile;
import dev.capstan.helm.release.state.ReleaseState;
import dev.capstan.helm.release.storage.ReleaseKey;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What blocks a release: the message names it and what ends it, and when it is ended the release goes on. */
class StuckReleaseIT extends ReleaseScenario {

    private static final Duration SHORT = Duration.ofSeconds(2);

    @Test
    void aHookThatNeverEnds() {
        ActionFailure failure = failure(end(release.actions.install(
                release.target,
                release.history(),
                content(configMap("one", "1"), job("wait", 0, PRE_INSTALL, List.of(), "run-for: 1h")),
                InstallOptions.of(WaitOptions.of(SHORT)))));

        assertThat(failure.message())
                .startsWith("hook pre-install shop/templates/wait.yaml failed: resource Job/" + namespace
                        + "/wait not ready. status: InProgress")
                .contains("context deadline exceeded");
        done(release.upgrade(content(configMap("one", "1"), job("wait", 0, PRE_UPGRADE, List.of(), "run-for: 0s"))));
    }

    /** Nobody would make it anew: it is not waited for until the time is up. */
    @Test
    void aHookThatSomebodyDeletes() {
        ActionOutcome running = release.actions.install(
                release.target,
                release.history(),
                content(configMap("one", "1"), job("gone", 0, PRE_INSTALL, List.of(), "run-for: 1h")),
                InstallOptions.of(WaitOptions.of(Duration.ofHours(1))));
        client.batch().v1().jobs().inNamespace(namespace).withName("gone").delete();

        ActionFailure failure = failure(end(running));

        assertThat(failure.message())
                .startsWith("hook pre-install shop/templates/gone.yaml failed: resource Job/" + namespace
                        + "/gone not ready. status: Failed")
                .containsPattern("deleted (while it was waited for|before it has run)");
        assertThat(failure.advice()).contains("somebody has deleted");
        done(release.upgrade(content(configMap("one", "1"))));
    }

    @Test
    void aMissingDefinition() {
        String kind = "Gadget" + namespace.substring(namespace.length() - 8);
        String manifest = configMap("one", "1") + """
                ---
                apiVersion: stuck.example.org/v1
                kind: %s
                metadata:
                  name: gadget
                """.formatted(kind);

        ActionFailure failure = failure(release.install(content(manifest)));

        assertThat(failure.message())
                .contains("no matches for kind \"" + kind + "\" in version \"stuck.example.org/v1\"");
        assertThat(failure.advice()).contains("Install the CustomResourceDefinition");
        assertThat(failure.isTransient()).isTrue();
        ActionOutcome prepared = end(
                release.actions.prepare(release.target, List.of(definition(kind)), DefinitionPolicy.CREATE, TIMEOUT));
        assertThat(prepared).isInstanceOf(ActionOutcome.Prepared.class);
        done(release.upgrade(content(manifest)));
    }

    @Test
    void neverWritesOverADefinitionThatIsThere() {
        String kind = "Widget" + namespace.substring(namespace.length() - 8);
        end(release.actions.prepare(release.target, List.of(definition(kind)), DefinitionPolicy.CREATE, TIMEOUT));
        String name = kind.toLowerCase(Locale.ROOT) + "s.stuck.example.org";
        ChartFile other = new ChartFile(
                "crds/other.yaml",
                new String(definition(kind).file().data(), StandardCharsets.UTF_8)
                        .replace("shortNames: [first]", "shortNames: [second]")
                        .getBytes(StandardCharsets.UTF_8));
        List<CustomResourceFile> changed = List.of(new CustomResourceFile("shop/crds/other.yaml", other));

        end(release.actions.prepare(release.target, changed, DefinitionPolicy.SKIP, TIMEOUT));
        end(release.actions.prepare(release.target, changed, DefinitionPolicy.CREATE, TIMEOUT));
        assertThat(shortNames(name)).containsExactly("first");
        end(release.actions.prepare(release.target, changed, DefinitionPolicy.CREATE_REPLACE, TIMEOUT));
        assertThat(shortNames(name)).containsExactly("second");
    }

    @Test
    void aNamespaceThatIsTerminating() {
        String doomed = namespace + "-x";
        client.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(doomed)
                        .endMetadata()
                        .build())
                .create();
        client.configMaps()
                .inNamespace(doomed)
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("keeper")
                        .withFinalizers("example.org/keep")
                        .endMetadata()
                        .build())
                .create();
        client.namespaces().withName(doomed).delete();
        ReleaseTarget target =
                new ReleaseTarget(new ReleaseKey(namespace, "away"), doomed, new Owner(Owner.HELM, namespace, "away"));
        InstallOptions usual = InstallOptions.of(WaitOptions.of(TIMEOUT));
        InstallOptions creating = new InstallOptions(usual.waiting(), usual.method(), true, true, 5, "", Map.of());
        var api = Fabric8ClusterApi.of(client);
        try (ReleaseFixture away = new ReleaseFixture(api, api, target)) {
            ActionFailure failure = failure(
                    end(away.actions.install(target, away.history(), content(configMap("one", "1")), creating)));

            assertThat(failure.message()).contains("one").contains(doomed).contains("being deleted");
            assertThat(failure.advice()).isNotEmpty();

            client.configMaps()
                    .inNamespace(doomed)
                    .withName("keeper")
                    .edit(keeper -> new ConfigMapBuilder(keeper)
                            .editMetadata()
                            .withFinalizers()
                            .endMetadata()
                            .build());
            await().atMost(TIMEOUT)
                    .until(() -> client.namespaces().withName(doomed).get() == null);
            client.namespaces()
                    .resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(doomed)
                            .endMetadata()
                            .build())
                    .create();
            done(away.upgrade(content(configMap("one", "1"))));
        } finally {
            client.namespaces().withName(doomed).delete();
        }
    }

    @Test
    void anUninstallationThatFailed() {
        done(release.install(content(configMap("one", "1"))));
        client.configMaps()
                .inNamespace(namespace)
                .withName("one")
                .edit(one -> new ConfigMapBuilder(one)
                        .editMetadata()
                        .addToFinalizers("example.org/keep")
                        .endMetadata()
                        .build());

        ActionFailure failure = failure(end(release.actions.uninstall(
                release.target, release.history(), UninstallOptions.of(WaitOptions.of(SHORT)))));

        assertThat(failure.message())
                .contains("resource ConfigMap/" + namespace + "/one still exists")
                .contains("waits for the finalizers example.org/keep");
        assertThat(release.state()).isInstanceOf(ReleaseState.Uninstalling.class);
        assertThat(release.last().description()).startsWith("Uninstallation failed: resource ConfigMap/");
        client.configMaps()
                .inNamespace(namespace)
                .withName("one")
                .edit(one -> new ConfigMapBuilder(one)
                        .editMetadata()
                        .withFinalizers()
                        .endMetadata()
                        .build());
        done(release.uninstall());
        assertThat(release.state()).isEqualTo(new ReleaseState.Absent());
    }

    private static CustomResourceFile definition(String kind) {
        String lower = kind.toLowerCase(Locale.ROOT);
        String text = """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata:
                  name: %1$ss.stuck.example.org
                spec:
                  group: stuck.example.org
                  scope: Namespaced
                  names: {kind: %2$s, plural: %1$ss, singular: %1$s, listKind: %2$sList, shortNames: [first]}
                  versions:
                    - name: v1
                      served: true
                      storage: true
                      schema: {openAPIV3Schema: {type: object}}
                """.formatted(lower, kind);
        return new CustomResourceFile(
                "shop/crds/" + lower + ".yaml",
                new ChartFile("crds/" + lower + ".yaml", text.getBytes(StandardCharsets.UTF_8)));
    }

    private List<String> shortNames(String definition) {
        return client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(definition)
                .require()
                .getSpec()
                .getNames()
                .getShortNames();
    }
}
