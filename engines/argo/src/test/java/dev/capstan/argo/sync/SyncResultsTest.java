package dev.capstan.argo.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.argo.object.Trees;
import org.junit.jupiter.api.Test;

class SyncResultsTest {

    @Test
    void imagesOfPodsAreListed() {
        assertThat(SyncResults.images(Trees.yaml("""
                        spec:
                          jobTemplate: {spec: {template: {spec: {containers: [{image: a}, {image: b}, {image: a}],
                            initContainers: [{image: c}, {}]}}}}
                        """))).containsExactly("a", "b", "c");
    }
}
