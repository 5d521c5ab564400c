package dev.capstan.oci.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.digest.Digest;
import dev.capstan.http.AddressRule;
import dev.capstan.http.Deadline;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.TlsMaterial;
import dev.capstan.oci.Descriptor;
import dev.capstan.oci.MediaTypes;
import dev.capstan.oci.OciFailure;
import dev.capstan.oci.OciFailureException;
import dev.capstan.oci.Platform;
import dev.capstan.oci.Reference;
import dev.capstan.oci.RepositoryName;
import dev.capstan.oci.login.DockerConfig;
import dev.capstan.testkit.servers.RegistryServer;
import dev.capstan.testkit.servers.RegistryServer.Access;
import dev.capstan.testkit.tls.TestCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against real registries. */
class RemoteRepositoryIT {
    private static final Reference LATEST = new Reference.Tag("latest");

    private final OutboundHttp http = new OutboundHttp(AddressRule.LOCAL);
    private final RegistryClient client = new RegistryClient(http, RegistryLimits.DEFAULT);

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        http.close();
    }

    @ParameterizedTest
    @EnumSource(Access.class)
    void pushesAndPullsUnderEveryLogin(Access access) throws OciFailureException {
        try (var registry = RegistryServer.start(access)) {
            var repository = open(registry, loggedIn(registry));
            var layer =
                    repository.pushBlob("text/plain", "hello".getBytes(UTF_8)).orThrow();
            var pushed = pushImage(repository, layer, "");

            assertThat(repository.resolve(LATEST).orThrow().digest()).isEqualTo(pushed.digest());
            var image = repository.image(LATEST, Platform.LINUX_AMD64).orThrow();
            assertThat(image.layers()).containsExactly(layer);
            assertThat(repository.bytes(layer, 100).orThrow()).asString(UTF_8).isEqualTo("hello");
            assertThat(repository.tags().orThrow()).containsExactly("latest");
        }
    }

    @Test
    void strangersMayPullWhereTheTokenServiceLetsThem() throws OciFailureException {
        try (var registry = RegistryServer.start(Access.ANONYMOUS_PULL)) {
            var owner = open(registry, loggedIn(registry));
            pushImage(owner, owner.pushBlob("text/plain", new byte[] {1}).orThrow(), "");
            var stranger = open(registry, RegistryAccess.ANONYMOUS);

            assertThat(stranger.resolve(LATEST).success()).isPresent();
            assertThat(stranger.pushBlob("text/plain", new byte[] {2}).problem())
                    .containsInstanceOf(OciFailure.LoginRejected.class);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BASIC", "TOKEN"})
    void aWrongPasswordIsRejected(Access access) {
        try (var registry = RegistryServer.start(access)) {
            var wrong = DockerConfig.parse(
                    ("{\"auths\":{\"" + registry.address() + "\":{\"username\":\"reader\",\"password\":\"wrong\"}}}")
                            .getBytes(UTF_8));

            assertThat(open(registry, RegistryAccess.with(wrong.success().orElseThrow()))
                            .resolve(LATEST)
                            .problem())
                    .containsInstanceOf(OciFailure.LoginRejected.class);
        }
    }

    @Test
    void whatIsNotThereIsNotFound() {
        try (var registry = RegistryServer.start(Access.OPEN)) {
            assertThat(open(registry, RegistryAccess.ANONYMOUS).resolve(LATEST).problem())
                    .hasValueSatisfying(
                            failure -> assertThat(failure.message()).startsWith("the tag 'latest' not found in '"));
        }
    }

    @Test
    void aLargeFileGoesUpInPieces() throws Exception {
        byte[] content = new byte[20 << 20];
        new Random(7).nextBytes(content);
        Path file = Files.write(folder.resolve("large"), content);
        try (var registry = RegistryServer.start(Access.OPEN)) {
            var repository = open(registry, RegistryAccess.ANONYMOUS);
            var layer = repository.pushBlob("x", file, Optional.empty()).orThrow();

            try (var blob = repository.blob(layer, Long.MAX_VALUE).orThrow()) {
                assertThat(Digest.sha256(blob)).isEqualTo(Digest.sha256(content));
            }
        }
    }

    @Test
    void aBlobIsTakenFromAnotherRepositoryOfTheRegistry() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "shared");
        try (var registry = RegistryServer.start(Access.OPEN)) {
            var first = open(registry, RegistryAccess.ANONYMOUS);
            var layer = first.pushBlob("x", file, Optional.empty()).orThrow();
            var second =
                    client.open(new RepositoryName(registry.address(), "other"), RegistryAccess.ANONYMOUS, deadline());

            assertThat(second.pushBlob("x", file, Optional.of(first.name())).orThrow())
                    .isEqualTo(layer);
            assertThat(second.bytes(layer, 100).success()).isPresent();
        }
    }

    @Test
    void tagsComeInPages() throws OciFailureException {
        try (var registry = RegistryServer.start(Access.OPEN)) {
            var repository = open(registry, RegistryAccess.ANONYMOUS);
            var layer = repository.pushBlob("x", new byte[] {1}).orThrow();
            var image = imageOf(repository, layer, "");
            for (int i = 0; i < 1100; i++) {
                repository
                        .pushManifest(new Reference.Tag("v" + i), MediaTypes.OCI_MANIFEST, image)
                        .orThrow();
            }

            assertThat(repository.tags().orThrow())
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 1100).mapToObj(i -> "v" + i).toList());
        }
    }

    @Test
    void referrersAreListed() throws OciFailureException {
        try (var registry = RegistryServer.startWithReferrers()) {
            var repository = open(registry, RegistryAccess.ANONYMOUS);
            var layer = repository.pushBlob("x", new byte[] {1}).orThrow();
            var subject = pushImage(repository, layer, "");
            var about = ",\"subject\":" + json(subject);
            var referrer = imageOf(repository, layer, about);
            var digest = new Reference.ByDigest(Digest.sha256(referrer));
            repository.pushManifest(digest, MediaTypes.OCI_MANIFEST, referrer).orThrow();

            assertThat(repository
                            .referrers(subject.digest(), Optional.of("c")) // this registry takes the type of the config
                            .orThrow())
                    .extracting(Descriptor::digest)
                    .containsExactly(digest.digest());
            assertThat(repository
                            .referrers(subject.digest(), Optional.of("c/d"))
                            .orThrow())
                    .isEmpty();
        }
    }

    @Test
    void referrersAreListedByATagWhereTheApiIsNotKnown() throws OciFailureException {
        try (var registry = RegistryServer.start(Access.OPEN)) {
            var repository = open(registry, RegistryAccess.ANONYMOUS);
            var layer = repository.pushBlob("x", new byte[] {1}).orThrow();
            var subject = pushImage(repository, layer, "");
            assertThat(repository.referrers(subject.digest(), Optional.empty()).orThrow())
                    .isEmpty();

            var index = "{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_INDEX + "\",\"manifests\":["
                    + json(subject).replace("}", ",\"artifactType\":\"a/b\"}") + "]}";
            repository
                    .pushManifest(
                            new Reference.Tag("sha256-" + subject.digest().hex()),
                            MediaTypes.OCI_INDEX,
                            index.getBytes(UTF_8))
                    .orThrow();
            assertThat(repository
                            .referrers(subject.digest(), Optional.of("a/b"))
                            .orThrow())
                    .hasSize(1);
        }
    }

    @Test
    void anIndexIsFollowed() throws OciFailureException {
        try (var registry = RegistryServer.start(Access.OPEN)) {
            var repository = open(registry, RegistryAccess.ANONYMOUS);
            var layer = repository.pushBlob("x", new byte[] {1}).orThrow();
            var image = pushImage(repository, layer, "");
            var platform = ",\"platform\":{\"os\":\"linux\",\"architecture\":\"amd64\"}}";
            var index = "{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_INDEX + "\",\"manifests\":["
                    + json(image).replace("}", platform) + "]}";
            var tag = new Reference.Tag("index");
            var pushed = repository
                    .pushManifest(tag, MediaTypes.OCI_INDEX, index.getBytes(UTF_8))
                    .orThrow();

            assertThat(repository.resolve(tag).orThrow().digest()).isEqualTo(pushed.digest());
            assertThat(repository
                            .image(tag, Platform.LINUX_AMD64)
                            .orThrow()
                            .descriptor()
                            .digest())
                    .isEqualTo(image.digest());
            assertThat(repository.image(tag, new Platform("plan9", "mips")).problem())
                    .containsInstanceOf(OciFailure.PlatformMissing.class);
        }
    }

    @Test
    void aRegistryWithTlsIsSpokenToWhenItIsTrusted() {
        var certificate = TestCertificate.create();
        var trusting = new TlsMaterial(Optional.of(certificate.pem()), Optional.empty());
        var careless = new TlsMaterial(Optional.empty(), Optional.empty(), true);
        try (var registry = RegistryServer.startWithTls(certificate)) {
            assertThat(open(registry, access(trusting, false)).resolve(LATEST).problem())
                    .containsInstanceOf(OciFailure.NotFound.class);
            assertThat(open(registry, access(careless, true)).resolve(LATEST).problem())
                    .containsInstanceOf(OciFailure.NotFound.class);
            assertThat(open(registry, access(TlsMaterial.NONE, false))
                            .resolve(LATEST)
                            .problem())
                    .containsInstanceOf(OciFailure.Unreachable.class);
        }
    }

    private static RegistryAccess access(TlsMaterial tls, boolean isInsecure) {
        return new RegistryAccess(DockerConfig.EMPTY, tls, Optional.empty(), isInsecure);
    }

    private static RegistryAccess loggedIn(RegistryServer registry) {
        return RegistryAccess.with(DockerConfig.parse(registry.dockerConfig().getBytes(UTF_8))
                .success()
                .orElseThrow());
    }

    private RemoteRepository open(RegistryServer registry, RegistryAccess access) {
        return client.open(new RepositoryName(registry.address(), "team/app"), access, deadline());
    }

    private static Deadline deadline() {
        return Deadline.in(Duration.ofSeconds(60));
    }

    private static Descriptor pushImage(RemoteRepository repository, Descriptor layer, String more)
            throws OciFailureException {
        return repository
                .pushManifest(LATEST, MediaTypes.OCI_MANIFEST, imageOf(repository, layer, more))
                .orThrow();
    }

    private static byte[] imageOf(RemoteRepository repository, Descriptor layer, String more)
            throws OciFailureException {
        var config = repository.pushBlob("c", "{}".getBytes(UTF_8)).orThrow();
        return ("{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_MANIFEST + "\",\"config\":" + json(config)
                        + ",\"layers\":[" + json(layer) + "]" + more + "}")
                .getBytes(UTF_8);
    }

    private static String json(Descriptor descriptor) {
        return "{\"mediaType\":\"" + descriptor.mediaType() + "\",\"digest\":\"" + descriptor.digest() + "\",\"size\":"
                + descriptor.size() + "}";
    }
}
