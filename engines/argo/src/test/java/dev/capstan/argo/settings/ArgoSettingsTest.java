package dev.capstan.argo.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.argo.settings.ArgoSettings.CompareOptions;
import dev.capstan.argo.settings.ArgoSettings.IgnoredStatus;
import dev.capstan.argo.tracking.TrackingMethod;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgoSettingsTest {

    @Test
    void hasDefaults() {
        ArgoSettings settings = ArgoSettings.DEFAULT;

        assertThat(settings.tracking()).isEqualTo(TrackingMethod.ANNOTATION);
        assertThat(settings.instanceLabel()).isEqualTo("app.kubernetes.io/instance");
        assertThat(settings.installationId()).isEmpty();
        assertThat(settings.reconciliation()).isEqualTo(Duration.ofSeconds(120));
        assertThat(settings.hardReconciliation()).isEqualTo(Duration.ZERO);
        assertThat(settings.compareOptions()).isEqualTo(new CompareOptions(false, IgnoredStatus.ALL));
        assertThat(settings.kustomize()).isEqualTo(KustomizeFlags.NONE);
        assertThat(settings.isInClusterEnabled()).isTrue();
        assertThat(settings.notices()).isEmpty();
        assertThat(settings.watches("apps", "Deployment", "https://prod")).isTrue();
    }

    @Test
    void readsWhatCounts() {
        ArgoSettings settings = ArgoSettings.of(Map.of(
                "application.resourceTrackingMethod", "label",
                "application.instanceLabelKey", "argocd.argoproj.io/instance",
                "installationID", "one",
                "timeout.reconciliation", "3m",
                "timeout.hard.reconciliation", "24h",
                "resource.compareoptions", "ignoreAggregatedRoles: true\nignoreResourceStatusField: crd\n",
                "resource.sensitive.mask.annotations", "example.com/token, api-key",
                "cluster.inClusterEnabled", "false"));

        assertThat(settings.tracking()).isEqualTo(TrackingMethod.LABEL);
        assertThat(settings.instanceLabel()).isEqualTo("argocd.argoproj.io/instance");
        assertThat(settings.installationId()).isEqualTo("one");
        assertThat(settings.reconciliation()).isEqualTo(Duration.ofMinutes(3));
        assertThat(settings.hardReconciliation()).isEqualTo(Duration.ofDays(1));
        assertThat(settings.compareOptions()).isEqualTo(new CompareOptions(true, IgnoredStatus.CRD));
        assertThat(settings.maskedAnnotations()).containsExactlyInAnyOrder("example.com/token", "api-key");
        assertThat(settings.isInClusterEnabled()).isFalse();
        assertThat(settings.notices()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', ALL",
        "all, ALL",
        "crd, CRD",
        "none, NONE",
        "off, NONE",
        "false, NONE",
        "'\"off\"', NONE",
        "'\"false\"', NONE"
    })
    void theStatusThatIsNoDifference(String value, IgnoredStatus ignored) {
        ArgoSettings settings =
                ArgoSettings.of(Map.of("resource.compareoptions", "ignoreResourceStatusField: " + value));

        assertThat(settings.compareOptions().ignoredStatus()).isEqualTo(ignored);
        assertThat(settings.notices()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', Endpoints, https://prod, false",
        "'', Service, https://prod, true",
        "events.k8s.io, Event, https://prod, false",
        "example.com, Widget, https://prod, true",
        "example.com, Widget, https://test, false"
    })
    void exclusions(String group, String kind, String server, boolean isWatched) {
        ArgoSettings settings = ArgoSettings.of(Map.of("resource.exclusions", """
                - apiGroups: ['']
                  kinds: [Endpoints]
                  clusters: ['*']
                - apiGroups: ['*.k8s.io']
                - apiGroups: [example.com]
                  kinds: ['*']
                  clusters: [https://test]
                """));

        assertThat(settings.watches(group, kind, server)).isEqualTo(isWatched);
    }

    @Test
    void inclusionsLeaveOutTheRest() {
        ArgoSettings settings = ArgoSettings.of(Map.of("resource.inclusions", "- apiGroups: [apps]\n"));

        assertThat(settings.watches("apps", "Deployment", "s")).isTrue();
        assertThat(settings.watches("", "Service", "s")).isFalse();
    }

    @Test
    void customizationsAreKnownByGroupAndKind() {
        ArgoSettings settings = ArgoSettings.of(Map.of(
                "resource.customizations.health.cert-manager.io_Certificate", "return {}",
                "resource.customizations.health.Service", "return nil",
                "resource.customizations.ignoreDifferences.apps_Deployment", "jsonPointers: [/spec/replicas]\n",
                "resource.customizations.ignoreDifferences.all", "managedFieldsManagers: [hpa]\n"));

        assertThat(settings.healthScripts())
                .isEqualTo(Map.of("cert-manager.io/Certificate", "return {}", "/Service", "return nil"));
        assertThat(settings.ignoreDifferences()).containsOnlyKeys("apps/Deployment", "*/*");
        assertThat(settings.ignoreDifferences())
                .hasEntrySatisfying(
                        "apps/Deployment",
                        rules ->
                                assertThat(rules.at("/jsonPointers/0").asText()).isEqualTo("/spec/replicas"));
    }

    @Test
    void theOldFormOfCustomizationsIsRead() {
        ArgoSettings settings = ArgoSettings.of(Map.of("resource.customizations", """
                apps/Deployment:
                  ignoreDifferences: |
                    jsonPointers: [/spec/replicas]
                  health.lua: return {}
                """));

        assertThat(settings.healthScripts()).containsEntry("apps/Deployment", "return {}");
        assertThat(settings.ignoreDifferences()).containsKey("apps/Deployment");
    }

    @Test
    void flagsOfKustomize() {
        ArgoSettings settings = ArgoSettings.of(Map.of(
                "kustomize.buildOptions",
                "--load-restrictor=LoadRestrictionsNone --reorder none --enable-helm --enable-alpha-plugins"));

        assertThat(settings.kustomize()).isEqualTo(new KustomizeFlags(true, true));
        assertThat(settings.notices())
                .containsExactly(
                        "kustomize.buildOptions: --enable-helm is not acted on: builds run no helm; name the chart as a"
                                + " source of its own",
                        "kustomize.buildOptions: --enable-alpha-plugins is not acted on: builds run no other programs");
    }

    @Test
    void whatCannotBeReadHasItsDefaultAndANotice() {
        ArgoSettings settings = ArgoSettings.of(Map.of(
                "application.resourceTrackingMethod", "magic",
                "timeout.reconciliation", "soon",
                "resource.exclusions", "{",
                "resource.inclusions", "a: b",
                "resource.compareoptions", "ignoreResourceStatusField: some"));

        assertThat(settings.tracking()).isEqualTo(TrackingMethod.ANNOTATION);
        assertThat(settings.reconciliation()).isEqualTo(Duration.ofSeconds(120));
        assertThat(settings.exclusions()).isEmpty();
        assertThat(settings.compareOptions().ignoredStatus()).isEqualTo(IgnoredStatus.ALL);
        assertThat(settings.notices())
                .hasSize(5)
                .contains(
                        "timeout.reconciliation: 'soon' is no duration such as 180s; 120s is used",
                        "resource.inclusions: it is not a list, and is left out");
    }

    @Test
    void exclusionsThatCannotBeReadDoNotExcludeEverything() {
        ArgoSettings map = ArgoSettings.of(Map.of("resource.exclusions", "kinds: [Pod]"));
        ArgoSettings odd = ArgoSettings.of(Map.of("resource.exclusions", "- kinds: Pod\n- text\n- kinds: [Job]\n"));

        assertThat(map.watches("", "Service", "https://prod")).isTrue();
        assertThat(map.notices()).containsExactly("resource.exclusions: it is not a list, and is left out");
        assertThat(odd.watches("", "Service", "https://prod")).isTrue();
        assertThat(odd.watches("batch", "Job", "https://prod")).isFalse();
        assertThat(odd.notices())
                .containsExactly(
                        "resource.exclusions: an entry is not a map of lists, and is left out",
                        "resource.exclusions: an entry is not a map of lists, and is left out");
    }

    @Test
    void whatIsNotActedOnIsNamed() {
        ArgoSettings settings = ArgoSettings.of(Map.of(
                "globalProjects", "[]",
                "kustomize.path.v3", "/bin/k",
                "resource.customizations.actions.apps_Deployment", "x",
                "url", "https://argocd.example.com",
                "accounts.alice", "login",
                "colour", "blue"));

        assertThat(settings.notices())
                .containsExactly(
                        "colour is not acted on: it is not known",
                        "globalProjects is not acted on: every project stands for itself",
                        "kustomize.path.v3 is not acted on: builds run no programs, so there is one version of"
                                + " kustomize",
                        "resource.customizations.actions.apps_Deployment is not acted on: there are no actions");
    }

    @Test
    void hugeAndDeepValuesAreLeftOut() {
        var data = new HashMap<String, String>();
        data.put("resource.exclusions", "[".repeat(10_000));
        data.put("resource.inclusions", "a: &a [x]\nb: [" + "*a,".repeat(20_000) + "*a]\n");

        assertThat(ArgoSettings.of(data).notices()).hasSize(2);
    }
}
