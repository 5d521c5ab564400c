package dev.capstan.api.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.schema.KindRole;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ToolkitKindTest {

    @Test
    void kindsThatWeServeAreNamedByTheirType() {
        assertThat(ToolkitKind.ALERT.apiVersion()).isEqualTo("notification.toolkit.fluxcd.io/v1beta3");
        assertThat(ToolkitKind.GIT_REPOSITORY.plural()).isEqualTo("gitrepositories");
        assertThat(ToolkitKind.GIT_REPOSITORY.shortNames()).containsExactly("gitrepo");
        assertThat(ToolkitKind.GIT_REPOSITORY.categories()).containsExactly("all", "fluxcd", "fluxcd-sources");
        assertThat(ToolkitKind.KUSTOMIZATION.ref(new ObjectKey("apps", "web")))
                .hasToString("Kustomization/apps/web")
                .extracting("apiVersion")
                .isEqualTo("kustomize.toolkit.fluxcd.io/v1");
    }

    @Test
    void everyKindIsFoundByEachOfItsNames() {
        for (ToolkitKind kind : ToolkitKind.values()) {
            assertThat(ToolkitKind.named(kind.kind())).contains(kind);
            assertThat(ToolkitKind.called(kind.kind())).contains(kind);
            assertThat(ToolkitKind.called(kind.plural())).contains(kind);
            assertThat(kind.shortNames())
                    .allSatisfy(name -> assertThat(ToolkitKind.called(name)).contains(kind));
        }
    }

    @Test
    void noNameIsGivenTwice() {
        assertThat(Arrays.stream(ToolkitKind.values()).map(ToolkitKind::kind)).doesNotHaveDuplicates();
        assertThat(Arrays.stream(ToolkitKind.values()).map(ToolkitKind::plural)).doesNotHaveDuplicates();
        assertThat(Arrays.stream(ToolkitKind.values()).flatMap(kind -> kind.shortNames().stream()))
                .doesNotHaveDuplicates();
    }

    @Test
    void anotherGroupsKindOfTheSameNameIsNotOurs() {
        assertThat(ToolkitKind.KUSTOMIZATION.is("kustomize.toolkit.fluxcd.io", "Kustomization"))
                .isTrue();
        assertThat(ToolkitKind.KUSTOMIZATION.is("kustomize.config.k8s.io", "Kustomization"))
                .isFalse();
    }

    @Test
    void receiversMayNameSourcesImageRepositoriesAndApplicationsWithoutAVersion() {
        assertThat(ToolkitKind.with(KindRole.RECEIVER_RESOURCE_WITHOUT_VERSION))
                .containsExactly(
                        ToolkitKind.BUCKET,
                        ToolkitKind.GIT_REPOSITORY,
                        ToolkitKind.HELM_CHART,
                        ToolkitKind.HELM_REPOSITORY,
                        ToolkitKind.IMAGE_REPOSITORY,
                        ToolkitKind.OCI_REPOSITORY,
                        ToolkitKind.ARTIFACT_GENERATOR,
                        ToolkitKind.EXTERNAL_ARTIFACT,
                        ToolkitKind.APPLICATION,
                        ToolkitKind.APPLICATION_SET)
                .allMatch(kind -> kind.has(KindRole.RECEIVER_RESOURCE));
    }

    @Test
    void alertsAndProvidersHaveNoStatus() {
        assertThat(ToolkitKind.values())
                .filteredOn(kind -> !kind.hasStatus())
                .containsExactly(ToolkitKind.PROVIDER, ToolkitKind.ALERT);
    }

    @Test
    void everyKindIsOfOneFamily() {
        assertThat(ToolkitKind.values())
                .filteredOn(kind -> kind.family() == ApiFamily.ARGO)
                .containsExactly(ToolkitKind.APPLICATION, ToolkitKind.APPLICATION_SET, ToolkitKind.APP_PROJECT);
        assertThat(ToolkitKind.values())
                .filteredOn(kind -> kind.family() == ApiFamily.OWN)
                .containsExactly(ToolkitKind.SEALED_SECRET, ToolkitKind.PROMOTION);
        assertThat(ApiFamily.of("evilfluxcd.io")).isEqualTo(ApiFamily.OWN);
    }

    @Test
    void applicationsAndProjectsHaveAStatusThatIsAPlainField() {
        assertThat(ToolkitKind.values())
                .filteredOn(kind -> kind.hasStatus() && !kind.hasStatusSubresource())
                .containsExactly(ToolkitKind.APPLICATION, ToolkitKind.APP_PROJECT);
    }

    @Test
    void everyManifestSourceHasAnArtifact() {
        assertThat(ToolkitKind.with(KindRole.MANIFEST_SOURCE)).allMatch(kind -> kind.has(KindRole.HAS_ARTIFACT));
    }
}
