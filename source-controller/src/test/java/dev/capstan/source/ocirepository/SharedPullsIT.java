package dev.capstan.source.ocirepository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.LocalRef;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.source.OCILayerSelector;
import dev.capstan.api.source.OCIReference;
import dev.capstan.api.source.OCIRepositorySpec;
import dev.capstan.api.source.OCIRepositoryStatus;
import dev.capstan.digest.Digest;
import dev.capstan.http.AddressRule;
import dev.capstan.http.OutboundHttp;
import dev.capstan.runtime.secret.SecretValues;
import dev.capstan.source.NewArtifact;
import dev.capstan.source.NoFacts;
import dev.capstan.source.UpdateOutcome;
import dev.capstan.testkit.servers.RegistryServer;
import dev.capstan.testkit.servers.RegistryServer.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects that want the same of one manifest, named by its digest; that nothing is fetched again is seen by a registry that has gone. */
class SharedPullsIT {
    private final OutboundHttp http = new OutboundHttp(AddressRule.LOCAL);

    @TempDir
    private Path folder;

    private RegistryServer registry;
    private Digest manifest;
    private OciRepositoryUpdate update;
    private NewArtifact first;

    @BeforeEach
    void pullOnce() throws IOException {
        registry = RegistryServer.start(Access.TOKEN);
        manifest = PushedArtifact.push(
                registry,
                "config",
                "latest",
                PushedArtifact.FLUX_LAYER,
                PushedArtifact.tarGz(Map.of("a.yaml", "a: 1\n", "b.yaml", "b: 1\n")),
                Map.of("org.opencontainers.image.revision", "main@sha1:1"));
        update = Updates.in(folder, http, this::secret, Updates.NO_IDENTITY);
        first = ((UpdateOutcome.Published<NoFacts>) run("first", "pull", null, null)).artifact();
        registry.close();
    }

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void whatOneObjectHasFetchedTheOthersCopy() throws IOException {
        var outcome = run("second", "pull", null, null);

        var second = ((UpdateOutcome.Published<NoFacts>) outcome).artifact();
        assertThat(second.stored().digest()).isEqualTo(first.stored().digest());
        assertThat(second.metadata()).isEqualTo(first.metadata()).isNotEmpty();
        assertThat(second.stored().path()).contains("/second/");
        assertThat(file(second)).hasSameBinaryContentAs(file(first));
    }

    @Test
    void anotherSelectionOfItIsFetched() {
        assertThat(run("second", "pull", "b.yaml", null)).isInstanceOf(UpdateOutcome.Failed.class);
        assertThat(run("third", "pull", null, new OCILayerSelector(null, "copy")))
                .isInstanceOf(UpdateOutcome.Failed.class);
    }

    @Test
    void nobodyGetsWhatTheLoginOfAnotherHasFetched() {
        assertThat(run("second", "other", null, null)).isInstanceOf(UpdateOutcome.Failed.class);
    }

    @Test
    void aFileThatIsGoneOrDamagedIsNotCopied() throws IOException {
        Files.writeString(file(first).toRealPath(), "damaged");

        assertThat(run("second", "pull", null, null)).isInstanceOf(UpdateOutcome.Failed.class);

        Files.delete(file(first));
        assertThat(run("first", "pull", null, null)).isInstanceOf(UpdateOutcome.Failed.class);
    }

    private Path file(NewArtifact artifact) {
        return folder.resolve("artifacts").resolve(artifact.stored().path());
    }

    /** {@code other} has a login for another registry. */
    private SecretValues secret(String namespace, String name) {
        var config = registry.dockerConfig();
        return new SecretValues(
                name,
                Map.of(
                        ".dockerconfigjson",
                        (name.equals("other") ? config.replace(registry.address(), "registry.example") : config)
                                .getBytes(UTF_8)));
    }

    private UpdateOutcome<NoFacts> run(
            String name, String secret, @Nullable String ignore, @Nullable OCILayerSelector layer) {
        var spec = new OCIRepositorySpec(
                "oci://" + registry.address() + "/config",
                "1m",
                "5s",
                new OCIReference(manifest.toString(), null, null, null),
                layer,
                null,
                new LocalRef(secret),
                null,
                null,
                null,
                null,
                ignore,
                false,
                false);
        return update.run(new OciSource(new ObjectKey("apps", name), 1, spec, OCIRepositoryStatus.INITIAL));
    }
}
