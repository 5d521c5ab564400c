package dev.capstan.helm.release;

import static dev.capstan.helm.HookEvent.PRE_INSTALL;
import static dev.capstan.helm.HookEvent.PRE_UPGRADE;
import static dev.capstan.helm.release.ReleaseFixture.TIMEOUT;
import static dev.capstan.helm.release.ReleaseFixture.configMap;
import static dev.capstan.helm.release.ReleaseFixture.configMapHook;
import static dev.capstan.helm.release.ReleaseFixture.content;
import static dev.capstan.helm.release.ReleaseFixture.done;
import static dev.capstan.helm.release.ReleaseFixture.end;
import static dev.capstan.helm.release.ReleaseFixture.failure;
import static dev.capstan.helm.release.ReleaseFixture.job;
import static dev.capstan.helm.release.ReleaseFixture.notices;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.apply.Owner;
import dev.capstan.apply.adapter.Fabric8ClusterApi;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ClusterApi.Propagation;
import dev.capstan.helm.release.storage.ReleaseKey;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Objects that others have to do with: what is theirs stays theirs. */
class ForeignObjectsIT extends ReleaseScenario {

    @Test
    void keepsWhatAKustomizationHasTakenOver() {
        done(release.install(content(configMap("one", "1") + configMap("two", "1"))));
        List.of("one", "two").forEach(this::giveToKustomization);

        ActionOutcome upgrade = release.upgrade(content(configMap("two", "1")));
        ActionOutcome uninstallation = release.uninstall();

        assertThat(notices(upgrade))
                .contains("ConfigMap/" + namespace + "/one was kept: it belongs to the Kustomization flux/apps now");
        assertThat(notices(uninstallation))
                .contains("ConfigMap/" + namespace + "/two was kept: it belongs to the Kustomization flux/apps now");
        assertThat(names()).contains("one", "two");
    }

    @Test
    void leavesWhatBelongsToAnotherReleaseNow() {
        done(release.install(content(configMap("one", "1") + configMap("two", "1"))));
        client.configMaps()
                .inNamespace(namespace)
                .withName("two")
                .edit(two -> new ConfigMapBuilder(two)
                        .editMetadata()
                        .addToAnnotations("meta.helm.sh/release-name", "other")
                        .endMetadata()
                        .build());

        done(release.uninstall());

        assertThat(names()).containsExactly("two");
    }

    @Test
    void neverDeletesAnotherReleasesObjectForAHook() {
        var target = new ReleaseTarget(
                new ReleaseKey(namespace, "other"), namespace, new Owner(Owner.HELM, namespace, "other"));
        ClusterApi api = Fabric8ClusterApi.of(client);
        try (ReleaseFixture other = new ReleaseFixture(api, api, target)) {
            done(other.install(content(configMap("shared", "theirs"))));

            ActionFailure failure = failure(release.install(
                    content(configMap("one", "1"), configMapHook("shared", PRE_INSTALL, "before-hook-creation"))));

            assertThat(failure.message())
                    .contains("ConfigMap/" + namespace + "/shared is in the way of a hook")
                    .contains("it belongs to the release " + namespace + "/other");
            assertThat(client.configMaps()
                            .inNamespace(namespace)
                            .withName("shared")
                            .require()
                            .getData())
                    .containsEntry("value", "theirs");
        }
    }

    @Test
    void refusesObjectsOfOthersUnlessItMayTakeThemOver() {
        client.configMaps()
                .inNamespace(namespace)
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("one")
                        .endMetadata()
                        .addToData("other", "x")
                        .build())
                .create();
        InstallOptions usual = InstallOptions.of(WaitOptions.of(TIMEOUT));
        InstallOptions careful = new InstallOptions(usual.waiting(), usual.method(), false, false, 5, "", Map.of());

        ActionFailure failure = failure(
                release.actions.install(release.target, release.history(), content(configMap("one", "1")), careful));

        assertThat(failure.message())
                .isEqualTo("ConfigMap \"one\" in namespace \"" + namespace
                        + "\" exists and cannot be imported into the current release: invalid ownership metadata; "
                        + "label validation error: missing key \"app.kubernetes.io/managed-by\": must be set to \"Helm\"; "
                        + "annotation validation error: missing key \"meta.helm.sh/release-name\": must be set to \"shop\"; "
                        + "annotation validation error: missing key \"meta.helm.sh/release-namespace\": must be set to \""
                        + namespace + "\"");
        assertThat(release.statuses()).isEmpty();
        done(release.install(content(configMap("one", "1"))));
        assertThat(live("one").getData()).containsOnlyKeys("other", "value");
    }

    /** What an uninstalled revision had counts for nothing. */
    @Test
    void refusesObjectsOfOthersAfterAnUninstallation() {
        done(release.install(content(configMap("one", "1"))));
        UninstallOptions keeping = new UninstallOptions(WaitOptions.of(TIMEOUT), Propagation.BACKGROUND, true, "");
        done(end(release.actions.uninstall(release.target, release.history(), keeping)));
        client.configMaps()
                .inNamespace(namespace)
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("one")
                        .endMetadata()
                        .build())
                .create();
        InstallOptions usual = InstallOptions.of(WaitOptions.of(TIMEOUT));
        InstallOptions careful = new InstallOptions(usual.waiting(), usual.method(), false, false, 5, "", Map.of());

        assertThat(failure(release.actions.install(
                        release.target, release.history(), content(configMap("one", "1")), careful)))
                .isInstanceOf(ObjectFailure.NotOwned.class);
    }

    /** That a revision which failed would have had an object does not make the object the release's. */
    @Test
    void takesNothingOverThatAFailedRevisionNeverTouched() {
        done(release.install(content(configMap("one", "1"))));
        String both = configMap("one", "1") + configMap("two", "ours");
        failure(release.upgrade(content(both, job("broken", 0, PRE_UPGRADE, List.of(), "exit-code: \"1\""))));
        client.configMaps()
                .inNamespace(namespace)
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("two")
                        .endMetadata()
                        .withData(Map.of("value", "theirs"))
                        .build())
                .create();
        UpgradeOptions options =
                new UpgradeOptions(WaitOptions.of(TIMEOUT), ApplyChoice.AUTO, false, false, false, 5, "", Map.of());

        ActionFailure failure =
                failure(end(release.actions.upgrade(release.target, release.history(), content(both), options)));

        assertThat(failure).isInstanceOf(ObjectFailure.NotOwned.class);
        assertThat(client.configMaps()
                        .inNamespace(namespace)
                        .withName("two")
                        .require()
                        .getData())
                .containsEntry("value", "theirs");
    }

    private void giveToKustomization(String name) {
        client.configMaps()
                .inNamespace(namespace)
                .withName(name)
                .edit(object -> new ConfigMapBuilder(object)
                        .editMetadata()
                        .addToLabels("kustomize.toolkit.fluxcd.io/name", "apps")
                        .addToLabels("kustomize.toolkit.fluxcd.io/namespace", "flux")
                        .endMetadata()
                        .build());
    }
}
