package dev.capstan.source.gitrepository.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.source.kube.SourceProcess;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.git.GitBackendServer;
import dev.capstan.testkit.git.ScratchRepository;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects that were stored under another schema than ours, as after a change of versions. */
@WithCluster(dedicated = true)
class OddObjectIT {
    private static final String DEFINITION = "gitrepositories.source.toolkit.fluxcd.io";

    @TempDir
    Path root;

    @TempDir
    Path folder;

    @Test
    void y045_anObjectThatCannotBeDecodedIsToldAndSkippedAndTheOthersGoOn(TestCluster cluster, TestNamespace namespace)
            throws Exception {
        var sources = new GitRepositories(namespace);
        var repository = ScratchRepository.create(root, "config");
        repository.commit("First", Map.of("a.yaml", "a: 1\n"));
        storeOddObject(namespace);
        try (var git = GitBackendServer.serve(root)) {
            try (var controller = SourceProcess.start(cluster, folder, Map.of())) {
                sources.apply("config", git.url("config"), "");

                sources.await("config", GitRepositories::isReady);
                var told = sources.event("odd", "UndecodableObject");
                assertThat(told.getType()).isEqualTo("Warning");
                assertThat(told.getMessage()).contains("interval").contains("skipped");
                assertThat(controller.log()).doesNotContain("Exception");
            }

            var head = repository.commit("Second", Map.of("a.yaml", "a: 2\n"));
            try (var _ = SourceProcess.start(cluster, folder, Map.of())) {
                sources.request("config", "token-1");

                var status = sources.await("config", s -> "token-1".equals(s.lastHandledReconcileAt()));
                assertThat(GitRepositories.artifact(status).revision().text()).endsWith(head);
            }
        }
    }

    /** While the definition lets everything through, an object is stored whose interval is a list and whose suspend is a text. */
    private static void storeOddObject(TestNamespace namespace) {
        var definitions = namespace.client().apiextensions().v1().customResourceDefinitions();
        var original = definitions.withName(DEFINITION).get();
        definitions.withName(DEFINITION).edit(OddObjectIT::withAnySpec);
        org.awaitility.Awaitility.await().ignoreExceptions().until(() -> {
            namespace.apply("""
                    apiVersion: source.toolkit.fluxcd.io/v1
                    kind: GitRepository
                    metadata:
                      name: odd
                    spec:
                      url: https://git.example.org/config
                      interval: [1, 2]
                      timeout: 99999999999999999999
                      suspend: "perhaps"
                    """);
            return true;
        });
        definitions.withName(DEFINITION).edit(changed -> {
            changed.setSpec(original.getSpec());
            return changed;
        });
    }

    private static CustomResourceDefinition withAnySpec(CustomResourceDefinition definition) {
        var anything = new JSONSchemaProps();
        anything.setType("object");
        anything.setXKubernetesPreserveUnknownFields(true);
        definition
                .getSpec()
                .getVersions()
                .forEach(version ->
                        version.getSchema().getOpenAPIV3Schema().getProperties().put("spec", anything));
        return definition;
    }
}
