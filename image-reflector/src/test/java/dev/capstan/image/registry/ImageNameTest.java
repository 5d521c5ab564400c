package dev.capstan.image.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.image.ImageRepositorySpec;
import dev.capstan.oci.RepositoryName;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageNameTest {

    @ParameterizedTest
    @CsvSource({
        "alpine, index.docker.io/library/alpine",
        "library/alpine, index.docker.io/library/alpine",
        "docker.io/alpine, index.docker.io/library/alpine",
        "docker.io/org/app, index.docker.io/org/app",
        "org/app, index.docker.io/org/app",
        "ghcr.io/org/app, ghcr.io/org/app",
        "localhost:5000/app, localhost:5000/app",
        "10.1.2.3:5000/team/app, 10.1.2.3:5000/team/app",
        "registry.local/ab, registry.local/ab"
    })
    void namesAreWrittenOut(String image, String expected) {
        assertThat(ImageName.of(spec(image))).isEqualTo(new ImageName.Read.Valid(name(expected)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://ghcr.io/org/app",
                "oci://ghcr.io/org/app",
                "ghcr.io/org/app:1.0.0",
                "ghcr.io/org/app@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "ghcr.io/Org/App",
                "ghcr.io/",
                "ghcr.io",
                "ghcr.io/a",
                "a",
                "ghcr.io/org/app\n",
                "ghcr.io/org/$(id)",
                "ghcr.io:99999/org/app",
                "-/x y"
            })
    void whatIsNoRepositoryIsRefused(String image) {
        assertThat(ImageName.of(spec(image))).isInstanceOf(ImageName.Read.Invalid.class);
    }

    @Test
    void anAbsentImageIsRefused() {
        assertThat(ImageName.of(spec(null)))
                .isInstanceOfSatisfying(
                        ImageName.Read.Invalid.class,
                        invalid -> assertThat(invalid.why()).startsWith("spec.image is missing"));
        assertThat(ImageName.of(spec(""))).isInstanceOf(ImageName.Read.Invalid.class);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1/app, true",
        "192.168.3.4:5000/app, true",
        "172.16.0.1/app, true",
        "172.31.255.1/app, true",
        "172.32.0.1/app, false",
        "registry.local/app, true",
        "registry.local.example.org/app, false",
        "110.0.0.1/app, false",
        "ghcr.io/app, false"
    })
    void hostsOfPrivateNetworksMaySpeakPlainHttp(String name, boolean isPrivate) {
        assertThat(ImageName.isPrivate(name(name))).isEqualTo(isPrivate);
    }

    private static RepositoryName name(String text) {
        return RepositoryName.parse(text).success().orElseThrow();
    }

    private static ImageRepositorySpec spec(@Nullable String image) {
        return new ImageRepositorySpec(image, "1m", null, null, null, null, null, null, false, List.of(), null, false);
    }
}
