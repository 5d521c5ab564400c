package dev.capstan.image.policy.kube;

import static dev.capstan.testkit.http.ScriptedServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.access.AccessResult;
import dev.capstan.access.registry.PullAccess;
import dev.capstan.api.image.ImageRef;
import dev.capstan.api.image.ImageRepository;
import dev.capstan.api.image.ImageRepositorySpec;
import dev.capstan.api.meta.Failure;
import dev.capstan.api.meta.Reason;
import dev.capstan.digest.Digest;
import dev.capstan.http.AddressRule;
import dev.capstan.http.OutboundHttp;
import dev.capstan.image.policy.PolicyFailure;
import dev.capstan.image.registry.RegistryDoor;
import dev.capstan.image.scan.Specs;
import dev.capstan.oci.RepositoryName;
import dev.capstan.oci.login.DockerConfig;
import dev.capstan.oci.registry.RegistryClient;
import dev.capstan.oci.registry.RegistryLimits;
import dev.capstan.runtime.secret.SecretException;
import dev.capstan.runtime.secret.SecretFailure;
import dev.capstan.testkit.http.ScriptedServer;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RegistryDigestsTest {
    private static final String MANIFEST =
            "{\"schemaVersion\":2,\"mediaType\":" + "\"application/vnd.oci.image.index.v1+json\",\"manifests\":[]}";
    private static final String DIGEST = Digest.sha256(MANIFEST).toString();

    @AutoClose
    private final ScriptedServer server = ScriptedServer.start();

    @AutoClose
    private final OutboundHttp http = new OutboundHttp(AddressRule.LOCAL);

    private final RegistryDigests digests = new RegistryDigests(new RegistryDoor(
            new RegistryClient(http, RegistryLimits.DEFAULT),
            new PullAccess(
                    (_, name) -> {
                        throw new SecretException(new SecretFailure.Missing(name));
                    },
                    (_, _) -> AccessResult.success(List.of()),
                    (_, _) -> AccessResult.success(DockerConfig.EMPTY))));

    @Test
    void theDigestIsAskedForByHead() {
        says(DIGEST);

        assertThat(of("")).isEqualTo(new RegistryDigests.Answer.Is(DIGEST));
        assertThat(server.requests().getLast().getMethod()).isEqualTo("HEAD");
    }

    @Test
    void aRegistryThatDoesNotSayItIsAskedForTheManifest() {
        says("");

        assertThat(of("")).isEqualTo(new RegistryDigests.Answer.Is(DIGEST));
    }

    @Test
    void aDigestThatIsNoneIsNotBelieved() {
        says("sha256:$(id)");

        assertThat(of("")).isEqualTo(new RegistryDigests.Answer.Is(DIGEST));
    }

    @Test
    void aManifestThatIsNotWhatTheRegistrySaysIsRefused() {
        var wrong = Digest.sha256("another").toString();
        server.answers(request -> request.getMethod().equals("HEAD") ? answer(405, "") : manifest(wrong, MANIFEST));

        assertThat(failure("").message()).contains("failed fetching digest of", "is refused");
    }

    @Test
    void aTagThatIsGoneIsAFailureThatIsTriedAgain() {
        server.answers(404, "");

        assertThat(failure("").reason()).isEqualTo(Reason.FAILURE);
        assertThat(failure("").retry()).isEqualTo(Failure.Retry.WITH_BACKOFF);
    }

    @Test
    void credentialsThatCannotBeReadAreSaid() {
        assertThat(failure("secretRef: {name: pull}").message())
                .contains("spec.secretRef names the Secret 'pull', which does not exist");
    }

    private void says(String digest) {
        server.answers(request -> manifest(digest, request.getMethod().equals("HEAD") ? "" : MANIFEST));
    }

    private static MockResponse manifest(String digest, String body) {
        var answer =
                answer(200, body).newBuilder().addHeader("Content-Type", "application/vnd.oci.image.index.v1+json");
        return digest.isEmpty()
                ? answer.build()
                : answer.addHeader("Docker-Content-Digest", digest).build();
    }

    private RegistryDigests.Answer of(String more) {
        var repository = new ImageRepository();
        repository.setMetadata(
                new ObjectMetaBuilder().withNamespace("team").withName("app").build());
        ImageRepositorySpec spec = Specs.of("image: " + server.host() + "/app\ninterval: 1m\ntimeout: 5s\n" + more);
        repository.setSpec(spec);
        return digests.of(
                repository,
                new RepositoryName(server.host(), "app"),
                new ImageRef(server.host() + "/app", "1.0.0", null));
    }

    private PolicyFailure failure(String more) {
        return ((RegistryDigests.Answer.Unknown) of(more)).failure();
    }
}
