package dev.capstan.source.gitrepository.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.source.kube.SourceProcess;
import dev.capstan.testkit.cluster.TestAccount;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.git.GitBackendServer;
import dev.capstan.testkit.git.ScratchRepository;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The controller with a Role in one namespace, as {@code k8s/one-namespace} has it, and no rights in the cluster. */
@WithCluster
class OneNamespaceIT {
    @TempDir
    Path root;

    @TempDir
    Path folder;

    @Test
    void worksInItsNamespaceWithARoleThereAndNowhereElse(TestCluster cluster, TestNamespace home) throws Exception {
        TestNamespace elsewhere = cluster.createNamespace("elsewhere");
        Path kubeconfig = TestAccount.create(home, "source-controller")
                .withRolesOf("one-namespace/source-controller.yaml")
                .withRolesOf("source-controller/rbac.yaml")
                .kubeconfig(folder);
        var settings = Map.of(
                "capstan.watch.namespace", home.name(),
                "capstan.leader-election", "true",
                "capstan.leader-election.namespace", home.name());
        ScratchRepository.create(root, "config").commit("First", Map.of("a.yaml", "a: 1\n"));
        var foreign = new GitRepositories(elsewhere);
        var own = new GitRepositories(home);
        try (var git = GitBackendServer.serve(root).requireBasic("jane", "s3cret")) {
            foreign.apply("config", git.url("config"), "");
            try (var controller = SourceProcess.start(kubeconfig, folder, settings)) {
                own.secret("login", Map.of("username", "jane", "password", "s3cret"));
                own.apply("config", git.url("config"), "  secretRef: {name: login}\n");

                own.await("config", GitRepositories::isReady);
                assertThat(own.event("config", "NewArtifact").getType()).isEqualTo("Normal");
                assertThat(foreign.resource("config").get().getMetadata().getManagedFields())
                        .extracting(ManagedFieldsEntry::getManager)
                        .containsOnly("testkit");
                assertThat(controller.log()).doesNotContainIgnoringCase("forbidden");
            }
        } finally {
            cluster.delete(elsewhere);
        }
    }
}
