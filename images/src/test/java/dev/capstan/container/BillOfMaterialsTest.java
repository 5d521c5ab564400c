package dev.capstan.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cyclonedx.Version;
import org.cyclonedx.exception.ParseException;
import org.cyclonedx.model.Component;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BillOfMaterialsTest {
    @TempDir
    private Path root = Path.of("");

    private String bill() throws IOException {
        var application = PackagedApplication.in(root, "source-controller", List.of("git"));
        var release = new Release("v1.2.3", Instant.parse("2026-11-22T00:00:00Z"), Optional.empty());
        return new BillOfMaterials(release, PackagedApplication.base(root.resolve("base")))
                .of(application, FastJar.of(application));
    }

    @Test
    void itNamesPackagesRuntimeAndJars() throws IOException, ParseException {
        var bom = new JsonParser().parse(bill().getBytes(StandardCharsets.UTF_8));

        assertThat(bom.getMetadata().getComponent().getName()).isEqualTo("source-controller");
        assertThat(bom.getComponents())
                .extracting(Component::getBomRef)
                .containsExactly(
                        "os:debian",
                        "pkg:deb/debian/base-files@12.4%2Bdeb12u15?arch=amd64&distro=debian-12",
                        "pkg:deb/debian/libc6@2.36-9%2Bdeb12u14?arch=amd64&distro=debian-12",
                        "pkg:generic/openjdk@25.0.3%2B9",
                        "pkg:maven/dev.capstan/capstan-yaml@0.1.0-SNAPSHOT?type=jar",
                        "pkg:maven/org.example/git@1.0?type=jar");
        assertThat(bom.getDependencies()).hasSize(1);
    }

    @Test
    void itIsValidAndTheSameForTheSameContent() throws IOException {
        String text = bill();

        assertThat(new JsonParser().validate(text.getBytes(StandardCharsets.UTF_8), Version.VERSION_16))
                .isEmpty();
        assertThat(bill()).isEqualTo(text);
    }

    @Test
    void aJarThatNobodyListsIsAFailure() throws IOException {
        var application = PackagedApplication.in(root, "source-controller", List.of());
        PackagedApplication.write(
                application.target().resolve("quarkus-app/lib/main/org.example.stray-1.jar"), "stray");

        assertThatThrownBy(() -> PackagedArtifact.all(FastJar.of(application)))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("org.example.stray-1.jar");
    }
}
