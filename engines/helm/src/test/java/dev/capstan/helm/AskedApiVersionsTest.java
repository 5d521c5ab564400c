package dev.capstan.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AskedApiVersionsTest {

    private final AtomicInteger asked = new AtomicInteger();
    private final Capabilities capabilities = new Capabilities(KubeVersion.DEFAULT, new AskedApiVersions(() -> {
        asked.incrementAndGet();
        return List.of("v1", "apps/v1");
    }));

    @Test
    void nobodyIsAskedBeforeSomebodyLooks() {
        assertThat(capabilities.withKubeVersion(KubeVersion.DEFAULT).kubeVersion())
                .isEqualTo(KubeVersion.DEFAULT);

        assertThat(asked).hasValue(0);
    }

    @Test
    void theAnswerIsKept() {
        assertThat(capabilities.apiVersions().contains("apps/v1")).isTrue();
        assertThat(capabilities.apiVersions()).containsExactly("v1", "apps/v1");

        assertThat(asked).hasValue(1);
    }
}
