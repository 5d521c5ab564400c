package dev.capstan.helmrelease.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.helm.HelmRelease;
import dev.capstan.api.meta.Condition;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Charts that come with a digest: from registries, and from others who publish artifacts. */
class ReleaseSourceIT extends HelmControllerFixture {

    @Override
    Map<String, String> settings() {
        return Map.of("capstan.helm.feature-gates.external-artifact", "true");
    }

    @Test
    void aChartOfARegistryHasItsDigestInItsVersionAndATagThatIsPushedAgainIsAnUpgrade() {
        publishAs("OCIRepository", "1.0.0", Map.of("config.yaml", CONFIG));
        release("web", "chartRef: {kind: OCIRepository, name: web}");

        HelmRelease first = awaitReady("web", 1);
        assertThat(first.getStatus().lastAttemptedRevision()).matches("1\\.0\\.0\\+[0-9a-f]{12}");
        assertThat(first.getStatus().lastAttemptedRevisionDigest()).startsWith("sha256:");
        assertThat(first.getStatus().history().getFirst().ociDigest())
                .isEqualTo(first.getStatus().lastAttemptedRevisionDigest());
        assertThat(data("web-settings"))
                .containsEntry("chart", first.getStatus().lastAttemptedRevision());

        publishAs("OCIRepository", "1.0.0", Map.of("config.yaml", CONFIG + "  pushed: again\n"));

        HelmRelease second = awaitReady("web", 2);
        assertThat(second.getStatus().lastAttemptedRevision())
                .startsWith("1.0.0+")
                .isNotEqualTo(first.getStatus().lastAttemptedRevision());
        assertThat(data("web-settings")).containsEntry("pushed", "again");
    }

    @Test
    void aChartOfAnExternalArtifactIsInstalledAndUpgraded() {
        publishAs("ExternalArtifact", "1.0.0", Map.of("config.yaml", CONFIG));
        release("web", "chartRef: {kind: ExternalArtifact, name: web}");
        awaitReady("web", 1);

        publishAs("ExternalArtifact", "1.1.0", Map.of("config.yaml", CONFIG));

        HelmRelease upgraded = awaitReady("web", 2);
        assertThat(upgraded.getStatus().lastAttemptedRevision()).startsWith("1.1.0+");
    }

    @Test
    void aSourceThatIsNotThereIsWaitedForAndSeenAtOnce() {
        release("web", "chartRef: {kind: OCIRepository, name: web}");
        HelmRelease waiting = awaitReason("web", "SourceNotReady");
        assertThat(condition(waiting, Condition.READY).orElseThrow().message())
                .contains("OCIRepository '%s/web' not found".formatted(namespace.name()));

        publishAs("OCIRepository", "1.0.0", Map.of("config.yaml", CONFIG));

        awaitReady("web", 1);
    }
}
