package dev.capstan.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageOptionsTest {

    @Test
    void withoutPropertiesImagesAreMadeForThisMachineAndPushedNowhere() {
        var options = ImageOptions.of(Map.of());

        assertThat(options.platforms()).containsExactly(ImagePlatform.ofThisMachine());
        assertThat(options.target()).isEmpty();
        assertThat(options.isTrained()).isTrue();
    }

    @Test
    void platformsHaveARuntimeEach() {
        var options = ImageOptions.of(
                Map.of("images.platforms", "linux/amd64, linux/arm64", "images.jre.linux-arm64", "/jre"));

        assertThat(options.platforms()).containsExactly(new ImagePlatform("amd64"), new ImagePlatform("arm64"));
        assertThat(options.runtime(new ImagePlatform("arm64"))).contains(Path.of("/jre"));
    }

    @Test
    void aRegistryMayBeWithoutTls() {
        var registry = ImageOptions.of(Map.of("images.registry", "127.0.0.1:5000", "images.insecure", "true"))
                .target()
                .orElseThrow();

        assertThat(registry.isInsecure()).isTrue();
        assertThat(registry.nameOf("capstan/standalone:v1")).isEqualTo("127.0.0.1:5000/capstan/standalone:v1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"windows/amd64", "linux", "linux/s390x", ""})
    void otherPlatformsAreRefusedWithWhatThereIs(String platform) {
        assertThatThrownBy(() -> ImageOptions.of(Map.of("images.platforms", platform)))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("linux/amd64");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://registry:5000", "registry:port", "user:password@registry", "registry/UPPER"})
    void whatIsNoRegistryIsRefusedBeforeAnythingIsBuilt(String address) {
        var options = ImageOptions.of(Map.of("images.registry", address));

        assertThatThrownBy(options::target)
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("-Dimages.registry=host:port");
    }
}
