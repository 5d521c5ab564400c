package dev.capstan.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.devcluster.CurrentCluster;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SampleRepositoryTest {

    @Test
    void aClusterWithRealNodesGetsAnImageThatItCanPull() {
        var cluster = new CurrentCluster(Path.of("kubeconfig"), Optional.empty());
        var sample = new SampleRepository(SampleImage.on(cluster));

        assertThat(sample.firstCommit().get("environments/prod/kustomization.yaml"))
                .contains("- name: registry.k8s.io/pause\n", "newTag: \"3.9\"\n");
        assertThat(sample.firstCommit().get("base/deployment.yaml")).contains("image: registry.k8s.io/pause\n");
        // not the number 3.1
        assertThat(sample.newVersionInDev().values()).singleElement().asString().contains("newTag: \"3.10\"");
    }

    @Test
    void aBlankIsLostInTheBrokenCommit() {
        var sample = new SampleRepository(SampleImage.FICTITIOUS);

        assertThat(sample.brokenIndentation().values())
                .singleElement()
                .satisfies(broken -> assertThat(broken)
                        .hasValueSatisfying(text -> assertThat(text)
                                .isNotEqualTo(sample.firstCommit().get("base/deployment.yaml"))
                                .contains("\n         image: registry.example/shop\n")));
    }
}
