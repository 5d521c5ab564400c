package dev.capstan.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PodMemoryTest {
    @Test
    void readsEveryContainerAndNothingElse() {
        String metrics = """
                # HELP container_memory_working_set_bytes [STABLE] Current working set of the container in bytes
                # TYPE container_memory_working_set_bytes gauge
                container_memory_working_set_bytes{container="manager",namespace="flux-system",pod="source-controller-7d"} 1.048576e+08 1764446386000
                container_memory_working_set_bytes{container="nats",namespace="flux-system",pod="nats-0"} 2097152 1764446386000
                pod_memory_working_set_bytes{namespace="flux-system",pod="nats-0"} 2.5e+06 1764446386000
                node_memory_working_set_bytes 1e+09 1764446386000
                """;

        assertThat(PodMemory.parse(metrics))
                .containsExactly(
                        new PodMemory("flux-system", "source-controller-7d", "manager", 100L << 20),
                        new PodMemory("flux-system", "nats-0", "nats", 2L << 20));
    }
}
