package dev.capstan.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControllerImageTest {
    private static final Release RELEASE =
            new Release("v1.2.3", Instant.parse("2026-11-22T00:00:00Z"), Optional.of("c0ffee"));
    private static final JvmSettings JVM = JvmSettings.parse("-XX:+UseSerialGC -Dname=value");

    @TempDir
    private Path root = Path.of("");

    private ImageAssembly.Parts parts = new ImageAssembly.Parts(
            new BaseImage(root),
            new ImageLayers(List.of()),
            new ImageDescription("", List.of(), Map.of(), Map.of(), new java.util.TreeSet<>(), Instant.EPOCH));

    @BeforeEach
    void packageTwoApplications() throws IOException {
        var source = PackagedApplication.in(root, "source-controller", List.of("everywhere", "git"));
        var helm = PackagedApplication.in(root, "helm-controller", List.of("everywhere", "templates"));
        Path flags = root.resolve("jvm.flags");
        PackagedApplication.write(flags, JVM.file());
        var common = SharedLibraries.of(List.of(FastJar.of(helm), FastJar.of(source)));
        parts = new ImageAssembly.Parts(
                PackagedApplication.base(root.resolve("base")),
                ImageLayers.of(FastJar.of(source), common, Map.of(ImageLayers.FLAGS, flags)),
                ImageDescription.of(source, RELEASE, JVM, Map.of("NAME", "value")));
    }

    private ImageArchive write(String name) throws IOException {
        new ImageAssembly(root.resolve("cache")).write(parts, root.resolve(name));
        return ImageArchive.read(root.resolve(name));
    }

    @Test
    void layersThatChangeSeldomAreBelow() throws IOException {
        var image = write("image.tar");

        assertThat(image.layers()).hasSize(6);
        assertThat(image.files(0)).containsExactly("etc/os-release");
        assertThat(image.files(1)).containsExactly("app/lib/main/org.example.everywhere-1.0.jar");
        assertThat(image.files(2)).containsExactly("app/lib/main/org.example.git-1.0.jar");
        assertThat(image.files(3)).containsExactly("app/lib/main/dev.capstan.capstan-yaml-0.1.0-SNAPSHOT.jar");
        assertThat(image.files(4))
                .containsExactlyInAnyOrder(
                        "app/quarkus-run.jar",
                        "app/quarkus-app-dependencies.txt",
                        "app/app/capstan-source-controller-0.1.0-SNAPSHOT.jar",
                        "app/quarkus/generated-bytecode.jar");
        assertThat(image.files(5)).containsExactly("app/jvm.flags");
    }

    @Test
    void itRunsAsANumberedUserWhoMayNotWriteTheFiles() throws IOException {
        var image = write("image.tar");

        assertThat(image.config().at("/config/User").asText()).isEqualTo("65532:65532");
        assertThat(image.layers())
                .flatMap(layer -> layer)
                .allSatisfy(entry -> assertThat(entry.getMode() & 0022).isZero())
                .allSatisfy(entry -> assertThat(entry.getLongUserId()).isZero());
    }

    @Test
    void settingsOfAPodComeAfterThoseOfTheImage() throws IOException {
        var entrypoint = write("image.tar").config().at("/config/Entrypoint");

        assertThat(entrypoint)
                .extracting(argument -> argument.asText())
                .containsExactly("java", "-XX:Flags=/app/jvm.flags", "-Dname=value", "-jar", "/app/quarkus-run.jar");
    }

    @Test
    void labelsPortsAndVariablesAreThoseOfTheModule() throws IOException {
        var config = write("image.tar").config();

        assertThat(config.at("/config/Labels/org.opencontainers.image.title").asText())
                .isEqualTo("source-controller");
        assertThat(config.at("/config/Labels/org.opencontainers.image.version").asText())
                .isEqualTo("v1.2.3");
        assertThat(config.at("/config/Labels/org.opencontainers.image.revision").asText())
                .isEqualTo("c0ffee");
        assertThat(config.at("/config/ExposedPorts").fieldNames()).toIterable().containsExactly("8080/tcp", "9440/tcp");
        assertThat(config.at("/config/Env"))
                .extracting(variable -> variable.asText())
                .contains("NAME=value", "PATH=/usr/lib/jvm/java/bin");
        assertThat(config.at("/created").asText()).isEqualTo("2026-11-22T00:00:00Z");
    }

    @Test
    void theSameContentGivesTheSameBytes() throws IOException {
        write("one.tar");
        new ImageAssembly(root.resolve("another-cache")).write(parts, root.resolve("two.tar"));

        assertThat(root.resolve("two.tar")).hasSameBinaryContentAs(root.resolve("one.tar"));
    }

    @Test
    void aCacheOfClassesLiesAboveAllAndIsNamedInTheFlags() throws IOException {
        Path cache = root.resolve(ImageLayers.AOT);
        Path flags = root.resolve("trained.flags");
        PackagedApplication.write(cache, "cache");
        PackagedApplication.write(flags, JVM.with("/app/app.aot").file());
        parts = new ImageAssembly.Parts(
                parts.base(), parts.layers().with(cache, ImageLayers.FLAGS, flags), parts.description());

        var image = write("image.tar");

        assertThat(image.files(6)).containsExactly("app/app.aot");
        assertThat(parts.layers().source(ImageLayers.FLAGS)).isEqualTo(flags);
    }

    @Test
    void anImageIsRememberedUntilSomethingChanges() throws IOException {
        Path archive = root.resolve("image.tar");
        write("image.tar");
        Fingerprint.of(parts).remember(archive, "sha256:1");
        assertThat(Fingerprint.of(parts).digestOf(archive)).contains("sha256:1");

        Files.writeString(root.resolve("jvm.flags"), "another");

        assertThat(Fingerprint.of(parts).digestOf(archive)).isEmpty();
    }

    @Test
    void whatIsNotPackagedIsNamedWithWhatToDo() throws IOException {
        Files.delete(root.resolve("helm-controller/target/quarkus-app/quarkus-run.jar"));

        assertThatThrownBy(() -> FastJar.of(new Application(root, "helm-controller")))
                .isInstanceOf(ImageException.class)
                .hasMessageContainingAll("helm-controller", "./mvnw package -DskipTests");
    }
}
