package dev.capstan.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferencesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Kustomization | {sourceRef: {kind: GitRepository, name: config}} | GitRepository apps/config",
                "Kustomization | {sourceRef: {kind: OCIRepository, name: o, namespace: infra}} | OCIRepository infra/o",
                "HelmRelease | {chartRef: {kind: OCIRepository, name: o}} | OCIRepository apps/o",
                "HelmRelease | {chart: {spec: {chart: c, sourceRef: {kind: HelmRepository, name: r, namespace: infra}}}}"
                        + " | HelmChart infra/apps-x",
                "HelmChart | {sourceRef: {kind: HelmRepository, name: r}} | HelmRepository apps/r",
                "ImagePolicy | {imageRepositoryRef: {name: web}} | ImageRepository apps/web",
                "ImageUpdateAutomation | {sourceRef: {kind: GitRepository, name: config}} | GitRepository apps/config",
                "ArtifactGenerator | {sources: [{alias: a, kind: GitRepository, name: config}]} | GitRepository apps/config",
                "GitRepository | {include: [{repository: {name: other}}]} | GitRepository apps/other",
                "Kustomization | {sourceRef: {kind: Nonsense, name: config}} | ''",
                "Kustomization | {} | ''",
                "Provider | {type: slack} | ''"
            })
    void sourcesAreFoundInTheSpec(String kind, String spec, String expected) {
        var object = ToolkitObject.of(Serialization.unmarshal(
                "kind: %s\nmetadata: {name: x, namespace: apps}\nspec: %s\n".formatted(kind, spec),
                GenericKubernetesResource.class));

        assertThat(References.sources(object).stream()
                        .map(References.Reference::title)
                        .toList())
                .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
    }
}
