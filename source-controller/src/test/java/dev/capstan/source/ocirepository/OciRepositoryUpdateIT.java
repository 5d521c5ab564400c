package dev.capstan.source.ocirepository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.access.AccessResult;
import dev.capstan.access.registry.RegistryIdentity;
import dev.capstan.access.registry.RegistryLogins;
import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.artifact.ArtifactUrl;
import dev.capstan.api.meta.LocalRef;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.source.OCILayerSelector;
import dev.capstan.api.source.OCIReference;
import dev.capstan.api.source.OCIRepositorySpec;
import dev.capstan.api.source.OCIRepositoryStatus;
import dev.capstan.api.source.OCIVerification;
import dev.capstan.digest.Digest;
import dev.capstan.http.AddressRule;
import dev.capstan.http.Deadline;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.TlsMaterial;
import dev.capstan.oci.login.DockerConfig;
import dev.capstan.runtime.secret.SecretValues;
import dev.capstan.source.NewArtifact;
import dev.capstan.source.NoFacts;
import dev.capstan.source.SourceFailure;
import dev.capstan.source.UpdateOutcome;
import dev.capstan.testkit.servers.RegistryServer;
import dev.capstan.testkit.servers.RegistryServer.Access;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps of an update against a real registry and a real storage, without a cluster. */
class OciRepositoryUpdateIT {
    private static final Map<String, String> FILES = Map.of("a.yaml", "a: 1\n");
    private static final String ZSTD_LAYER = "application/vnd.example.config.v1.tar+zstd";

    /** A tar of the same files, by {@code tar} and {@code zstd -19}. */
    private static final String ZSTD =
            "KLUv/QRoVQIA8kIKEaCrAwDrXYb9b7d7WvH91espAwwnb0qt9pWNuW+YIA7svXRCTEcpn8gMIFAvMg73"
                    + "Bb5ISAF4ZxgNMPxvpj0cgAMGBTCd1Bb3TewI";

    private static RegistryServer registry;

    private final OutboundHttp http = new OutboundHttp(AddressRule.LOCAL);
    private final List<RegistryIdentity.Place> asked = new ArrayList<>();

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        registry = RegistryServer.start(Access.TOKEN);
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void theSameManifestIsUpToDateAndAnotherSelectionOfItIsNot() throws IOException {
        PushedArtifact.push(registry, "same", "latest", FILES);
        var spec = spec("same", null, null, null, null);
        var first = published(run(spec, OCIRepositoryStatus.INITIAL));

        assertThat(run(spec, after(first))).isInstanceOf(UpdateOutcome.UpToDate.class);
        assertThat(published(run(spec("same", null, null, null, "a.yaml"), after(first)))
                        .revision())
                .isEqualTo(first.revision());
        assertThat(published(run(spec("same", null, new OCILayerSelector(null, "copy"), null, null), after(first)))
                        .stored()
                        .digest()
                        .text())
                .isEqualTo(Digest.sha256(PushedArtifact.tarGz(FILES)).toString());
    }

    @Test
    void aLayerInZstdIsUnpackedWhateverItIsCalledAndCopiedAsItIs() throws IOException {
        byte[] layer = Base64.getDecoder().decode(ZSTD);
        PushedArtifact.push(registry, "zstd", "latest", ZSTD_LAYER, layer, Map.of());
        PushedArtifact.push(registry, "zstd-as-gzip", "latest", PushedArtifact.FLUX_LAYER, layer, Map.of());
        PushedArtifact.push(registry, "gzip", "latest", FILES);
        var expected = storedDigest(spec("gzip", null, null, null, null));

        for (var spec : List.of(
                spec("zstd", null, null, null, null),
                spec("zstd", null, new OCILayerSelector(ZSTD_LAYER, "extract"), null, null),
                spec("zstd-as-gzip", null, null, null, null))) {
            assertThat(storedDigest(spec)).isEqualTo(expected);
        }
        assertThat(storedDigest(spec("zstd", null, new OCILayerSelector(ZSTD_LAYER, "copy"), null, null)))
                .isEqualTo(Digest.sha256(layer));
    }

    @Test
    void o018_aLayerInZstdThatUnpacksToTooMuchIsRefused() throws IOException {
        // One frame of 128 blocks, each of which says "131072 times a zero", and an empty last one.
        var bomb = "28b52ffd0058" + "02001000".repeat(128) + "010000";
        PushedArtifact.push(
                registry, "bomb", "latest", ZSTD_LAYER, HexFormat.of().parseHex(bomb), Map.of());

        var failure = failure(run(spec("bomb", null, null, null, null), OCIRepositoryStatus.INITIAL));

        assertThat(failure.reason().text()).isEqualTo("OCIArtifactLayerOperationFailed");
        assertThat(failure.message()).contains("limit exceeded: an unpacked archive may have 1048576 bytes");
        try (var left = Files.list(folder.resolve("layers"))) {
            assertThat(left).isEmpty();
        }
    }

    private Digest storedDigest(OCIRepositorySpec spec) throws IOException {
        var stored = published(run(spec, OCIRepositoryStatus.INITIAL)).stored();
        return Digest.parse(stored.digest().text()).orElseThrow();
    }

    @Test
    void aDigestIsNotAskedForAgain() throws IOException {
        var digest = PushedArtifact.push(registry, "digest", "v1", FILES);
        var spec = spec("digest", new OCIReference(digest.toString(), null, null, "other"), null, null, null);

        var first = published(run(spec, OCIRepositoryStatus.INITIAL));

        assertThat(first.revision().text()).isEqualTo(digest.toString());
        assertThat(first.stored().path()).endsWith("/" + digest + ".tar.gz");
    }

    @Test
    void withoutItsSecretTheRegistryIsClosed() throws IOException {
        PushedArtifact.push(registry, "closed", "latest", FILES);
        var spec = new OCIRepositorySpec(
                url("closed"), "1m", null, null, null, null, null, null, null, null, null, null, false, false);

        assertThat(failure(run(spec, OCIRepositoryStatus.INITIAL)).reason().text())
                .isEqualTo("AuthenticationFailed");
    }

    @Test
    void whatAsksForAVerificationIsNeverFetchedWithoutOne() throws IOException {
        PushedArtifact.push(registry, "keyless", "latest", FILES);

        for (var verification : List.of(
                new OCIVerification("cosign", null, List.of(), null),
                new OCIVerification("notation", new LocalRef("keys"), List.of(), null),
                new OCIVerification("cosign", new LocalRef("keys"), List.of(), null))) {
            var failure = failure(run(spec("keyless", null, null, verification, null), OCIRepositoryStatus.INITIAL));
            assertThat(failure.reason().text()).isEqualTo("VerificationError");
        }
    }

    private UpdateOutcome<NoFacts> run(OCIRepositorySpec spec, OCIRepositoryStatus status) throws IOException {
        return Updates.in(folder, http, OciRepositoryUpdateIT::secret, this::login)
                .run(new OciSource(new ObjectKey("apps", "config"), 1, spec, status));
    }

    private AccessResult<DockerConfig> login(RegistryIdentity.Place place, Deadline deadline) {
        asked.add(place);
        return RegistryLogins.of(secret("apps", "of-the-cloud")).orElseThrow();
    }

    @Test
    void aProviderIsAskedWhereNoSecretGivesALogin() throws IOException {
        PushedArtifact.push(registry, "cloud", "latest", FILES);
        var withoutSecret = new OCIRepositorySpec(
                url("cloud"), "1m", null, null, null, "gcp", null, null, null, null, null, null, false, false);

        assertThat(run(withoutSecret, OCIRepositoryStatus.INITIAL)).isInstanceOf(UpdateOutcome.Published.class);
        assertThat(asked)
                .containsExactly(new RegistryIdentity.Place(
                        "gcp", registry.address(), TlsMaterial.NONE, false, Optional.empty()));

        run(spec("cloud", null, null, null, null), OCIRepositoryStatus.INITIAL);
        assertThat(asked).hasSize(1);
    }

    private static SecretValues secret(String namespace, String name) {
        return new SecretValues(
                name, Map.of(".dockerconfigjson", registry.dockerConfig().getBytes(StandardCharsets.UTF_8)));
    }

    private static String url(String path) {
        return "oci://" + registry.address() + "/" + path;
    }

    private static OCIRepositorySpec spec(
            String path,
            @Nullable OCIReference ref,
            @Nullable OCILayerSelector layer,
            @Nullable OCIVerification verification,
            @Nullable String ignore) {
        return new OCIRepositorySpec(
                url(path),
                "1m",
                null,
                ref,
                layer,
                null,
                new LocalRef("pull"),
                verification,
                null,
                null,
                null,
                ignore,
                false,
                false);
    }

    private static OCIRepositoryStatus after(NewArtifact artifact) {
        var stored = artifact.stored();
        return OCIRepositoryStatus.INITIAL.withArtifact(new Artifact(
                stored.digest(),
                stored.path(),
                new ArtifactUrl("http://x/" + stored.path()),
                artifact.revision(),
                "2026-11-28T00:00:00Z",
                stored.size(),
                artifact.metadata()));
    }

    private static NewArtifact published(UpdateOutcome<NoFacts> outcome) {
        return ((UpdateOutcome.Published<NoFacts>) outcome).artifact();
    }

    private static SourceFailure failure(UpdateOutcome<NoFacts> outcome) {
        return ((UpdateOutcome.Failed<NoFacts>) outcome).failure();
    }
}
