package dev.capstan.image.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.testkit.cluster.TestAccount;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.servers.PushedImage;
import dev.capstan.testkit.servers.RegistryServer;
import dev.capstan.testkit.servers.RegistryServer.Access;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithCluster
class OneNamespaceIT {

    @Test
    void worksInItsNamespaceWithARoleThere(TestNamespace home, @TempDir Path folder) {
        Path kubeconfig = TestAccount.create(home, "image-reflector")
                .withRolesOf("one-namespace/image-reflector.yaml")
                .withRolesOf("image-reflector/rbac.yaml")
                .kubeconfig(folder);
        var settings = Map.of(
                "capstan.watch.namespace", home.name(),
                "capstan.leader-election", "true",
                "capstan.leader-election.namespace", home.name());
        var images = new ImageObjectsOfTest(home);
        try (var registry = RegistryServer.start(Access.OPEN);
                var controller = ReflectorProcess.start(kubeconfig, folder, settings)) {
            PushedImage.push(registry, "app", "one", "1.0.0");
            images.repository("app", "image: " + registry.address() + "/app\ninterval: 1h");
            images.policy("app", "imageRepositoryRef: {name: app}\npolicy: {semver: {range: '*'}}");

            images.awaitTag("app", "1.0.0");
            assertThat(images.event("app", "Succeeded").getType()).isEqualTo("Normal");
            assertThat(controller.log()).doesNotContainIgnoringCase("forbidden");
        }
    }
}
