package dev.capstan.api.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.CommonStatus;
import dev.capstan.api.meta.Conditions;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import org.junit.jupiter.api.Test;

class HelmReleaseTypesTest {
    private final KubernetesSerialization serialization = new KubernetesSerialization();

    @Test
    void absentPartsAreEmptyAndUnknownFieldsIgnored() {
        HelmRelease release = read("""
                {"metadata": {"name": "web", "namespace": "apps"},
                 "spec": {"interval": "1m", "chartRef": {"kind": "OCIRepository", "name": "web", "later": 1},
                          "values": {"replicas": 2, "on": true}, "later": {"a": 1}}}
                """);

        assertThat(release.undecodable()).isEmpty();
        assertThat(release.getSpec().dependsOn()).isEmpty();
        assertThat(release.getSpec().chart()).isNull();
        assertThat(release.getSpec().values()).hasToString("{\"replicas\":2,\"on\":true}");
    }

    @Test
    void aReleaseThatWasNotTestedIsToldFromOneWithoutTests() {
        HelmRelease release = read("""
                {"metadata": {"name": "web", "namespace": "apps"}, "spec": {"interval": "1m"},
                 "status": {"history": [{"version": 2, "testHooks": {}}, {"version": 1}]}}
                """);

        assertThat(release.getStatus().history())
                .extracting(snapshot -> snapshot.testHooks() == null)
                .containsExactly(false, true);
        assertThat(serialization.asJson(release.getStatus()))
                .isEqualTo("{\"history\":[{\"version\":2,\"testHooks\":{}},{\"version\":1}]}");
    }

    @Test
    void theCommonPartOfAStatusLeavesTheRestAlone() {
        HelmRelease release = read("""
                {"metadata": {"name": "web", "namespace": "apps"}, "spec": {"interval": "1m"},
                 "status": {"observedGeneration": 3, "helmChart": "apps/web", "failures": 2, "upgradeFailures": 1,
                            "lastHandledForceAt": "now", "lastAttemptedRevision": "1.0.0"}}
                """);

        HelmReleaseStatus changed = release.getStatus().with(new CommonStatus(4, List.of(), "token"));

        assertThat(changed.observedGeneration()).isEqualTo(4);
        assertThat(changed.lastHandledReconcileAt()).isEqualTo("token");
        assertThat(changed.with(release.getStatus().common())).isEqualTo(release.getStatus());
        assertThat(Conditions.of(changed.conditions())).isEqualTo(Conditions.NONE);
    }

    private HelmRelease read(String json) {
        return serialization.unmarshal(
                json.replaceFirst("\\{", "{\"apiVersion\": \"helm.toolkit.fluxcd.io/v2\", \"kind\": \"HelmRelease\", "),
                HelmRelease.class);
    }
}
