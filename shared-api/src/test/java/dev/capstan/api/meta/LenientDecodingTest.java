package dev.capstan.api.meta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.kustomize.Kustomization;
import dev.capstan.api.source.GitRepository;
import dev.capstan.api.source.GitRepositoryStatus;
import io.fabric8.kubernetes.api.model.DefaultKubernetesResourceList;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

class LenientDecodingTest {
    private final KubernetesSerialization serialization = new KubernetesSerialization();

    @Test
    void y045_oneOddObjectLeavesTheOthersOfItsKindReadable() {
        var list = serialization.unmarshal("""
                {"apiVersion": "source.toolkit.fluxcd.io/v1", "kind": "GitRepositoryList", "metadata": {}, "items": [
                  {"metadata": {"name": "good", "namespace": "a"}, "spec": {"url": "https://x/y", "interval": "1m"}},
                  {"metadata": {"name": "odd", "namespace": "a"}, "spec": {"url": {"host": 1}, "interval": "1m"}},
                  {"metadata": {"name": "huge", "namespace": "a"}, "spec": {"url": "https://x/y", "interval": "1m"},
                   "status": {"observedGeneration": 123456789012345678901234567890}},
                  {"metadata": {"name": "enum", "namespace": "a"}, "spec": {"url": "https://x/y", "provider": "new"}}
                ]}
                """, GitRepositories.class);

        assertThat(list.getItems())
                .extracting(item ->
                        item.getMetadata().getName() + " " + item.undecodable().orElse("ok"))
                .containsExactly(
                        "good ok",
                        "odd The field url does not fit the schema of this release",
                        "huge The field observedGeneration does not fit the schema of this release",
                        "enum ok");
    }

    @Test
    void absentPartsAreEmptyAndUnknownFieldsIgnored() {
        var kustomization = serialization.unmarshal("""
                {"apiVersion": "kustomize.toolkit.fluxcd.io/v1", "kind": "Kustomization", "metadata": {"name": "x"},
                 "spec": {"interval": "1m", "prune": true, "wait": true, "later": {"a": 1},
                          "sourceRef": {"kind": "GitRepository", "name": "r"}}}
                """, Kustomization.class);

        assertThat(kustomization.undecodable()).isEmpty();
        assertThat(kustomization.getSpec().dependsOn()).isEmpty();
        assertThat(kustomization.getSpec().waitForAll()).isTrue();
        assertThat(kustomization.key()).isEqualTo(new ObjectKey("", "x"));
    }

    @Test
    void writesOnlyWhatIsThere() {
        var repository = new GitRepository();
        repository.getMetadata().setName("x");
        repository.setStatus(GitRepositoryStatus.INITIAL);

        assertThat(serialization.asJson(repository))
                .isEqualTo("{\"apiVersion\":\"source.toolkit.fluxcd.io/v1\",\"kind\":\"GitRepository\","
                        + "\"metadata\":{\"name\":\"x\"},\"status\":{\"observedGeneration\":-1}}");
    }

    /** What a list call of the client decodes into. */
    static final class GitRepositories extends DefaultKubernetesResourceList<GitRepository> {}
}
