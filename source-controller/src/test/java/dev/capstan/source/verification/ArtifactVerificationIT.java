package dev.capstan.source.verification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.Failure;
import dev.capstan.api.source.OidcIdentityMatch;
import dev.capstan.digest.Digest;
import dev.capstan.runtime.secret.SecretException;
import dev.capstan.runtime.secret.SecretFailure;
import dev.capstan.runtime.secret.SecretValues;
import dev.capstan.source.SourceFailure;
import dev.capstan.source.SourceResult;
import dev.capstan.source.ocirepository.OciSourceFailure;
import dev.capstan.source.ocirepository.PushedArtifact;
import dev.capstan.testkit.servers.RegistryServer;
import dev.capstan.testkit.signature.SigningKeys;
import dev.capstan.testkit.signature.TestAuthority;
import dev.capstan.testkit.signature.TestSigstore;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a spec and its Secrets ask for, against a real registry that knows referrers. */
class ArtifactVerificationIT {
    private static RegistryServer registry;

    private final NotarySigner signer = NotarySigner.create();
    private final TestSigstore sigstore = new TestSigstore();
    private final Map<String, byte[]> secret = new HashMap<>();

    @BeforeAll
    static void start() {
        registry = RegistryServer.startWithReferrers();
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    @Test
    void aSignatureOfNotationIsVerified() {
        trust();
        var digest = PushedArtifact.push(registry, "good", "v1", Map.of("a", "a"));
        signer.sign(registry, "good", digest, digest);

        assertThat(verified("good", digest))
                .isEqualTo("verified signature of it with certificate '" + NotarySigner.SUBJECT
                        + "' by statement 'all' of the trust policy");
    }

    @Test
    void s094_aSignatureOfNotationThatWasCopiedIsNotVerified() {
        trust();
        var good = PushedArtifact.push(registry, "copied", "v1", Map.of("a", "a"));
        var evil = PushedArtifact.push(registry, "copied", "v2", Map.of("a", "b"));
        signer.sign(registry, "copied", evil, good);

        assertThat(failure("copied", evil))
                .isInstanceOfSatisfying(
                        VerificationFailure.NotVerified.class,
                        it -> assertThat(it.why()).contains("is for another artifact"));
    }

    @Test
    void aPolicyThatSkipsIsSaidToSkip() {
        trust();
        secret.put(
                "trustpolicy.json",
                ("{\"version\":\"1.0\",\"trustPolicies\":[{\"name\":\"s\",\"registryScopes\":[\"" + registry.address()
                                + "/unsigned\"],\"signatureVerification\":{\"level\":\"skip\"}}]}")
                        .getBytes(UTF_8));
        var digest = PushedArtifact.push(registry, "unsigned", "v1", Map.of("a", "a"));

        assertThat(verified("unsigned", digest))
                .isEqualTo("the signature of it is not verified: statement 's' of the trust policy has the level"
                        + " 'skip'");
    }

    @Test
    void whatIsMissingInTheSecretIsNamedAndTriedAgain() {
        for (var missing : List.of("trustpolicy.json", "ca.crt")) {
            trust();
            secret.remove(missing);

            var failure = failure("x", Digest.sha256("x"));

            assertThat(failure.retry()).isEqualTo(Failure.Retry.WITH_BACKOFF);
            assertThat(failure.message()).contains(missing.substring(missing.indexOf('.')));
        }
    }

    @Test
    void aSecretThatIsNotThereIsAFailureOfTheVerification() {
        assertThat(failure("x", Digest.sha256("x")))
                .isInstanceOfSatisfying(
                        VerificationFailure.TrustUnusable.class,
                        it -> assertThat(it.message())
                                .contains("spec.verify.secretRef names the Secret 'trust', which does not exist"));
    }

    @Test
    void aKeylessSignatureIsVerifiedWithTheRootOfTheSecret() {
        var digest = PushedArtifact.push(registry, "keyless", "v1", Map.of("a", "a"));
        signKeyless("keyless", digest, digest);

        assertThat(keyless("keyless", digest, TestSigstore.SUBJECT).orElse(failure -> failure.message()))
                .isEqualTo("verified signature of it with identity '" + TestSigstore.SUBJECT + "' of '"
                        + TestSigstore.ISSUER + "'");
    }

    @Test
    void s094_aKeylessSignatureOfSomebodyElseOrOfAnotherArtifactIsNotVerified() {
        var good = PushedArtifact.push(registry, "others", "v1", Map.of("a", "a"));
        var evil = PushedArtifact.push(registry, "others", "v2", Map.of("a", "b"));
        signKeyless("others", good, good);

        assertThat(keyless("others", good, "^someone-else$").orElse(failure -> failure.message()))
                .contains("matchOIDCIdentity has no such entry");
        signKeyless("others", evil, good);
        assertThat(keyless("others", evil, ".*").orElse(failure -> failure.message()))
                .contains("is for another artifact");
    }

    private void signKeyless(String path, Digest at, Digest about) {
        var keys = SigningKeys.ec();
        var certificate = sigstore.certificate(keys);
        byte[] payload = PushedArtifact.payload(about);
        var signature = SigningKeys.sign("SHA256withECDSA", keys, payload);
        var body = TestSigstore.hashedRekord(payload, signature, certificate);
        PushedArtifact.sign(
                registry,
                path,
                at,
                payload,
                Map.of(
                        "dev.cosignproject.cosign/signature",
                        signature,
                        "dev.sigstore.cosign/certificate",
                        TestAuthority.pem(List.of(certificate)),
                        "dev.sigstore.cosign/bundle",
                        sigstore.annotation(body, TestSigstore.NOW.plusSeconds(60))));
    }

    private SourceResult<String> keyless(String path, Digest digest, String subject) {
        secret.put("trusted_root.json", sigstore.trustedRoot().getBytes(UTF_8));
        return verify(
                path,
                digest,
                new VerificationRequest(
                        "apps",
                        "cosign",
                        Optional.empty(),
                        List.of(new OidcIdentityMatch(TestSigstore.ISSUER, subject)),
                        Optional.of("root")));
    }

    private void trust() {
        secret.put("trustpolicy.json", NotarySigner.POLICY.getBytes(UTF_8));
        secret.put("ca.crt", signer.certificate().getBytes(UTF_8));
    }

    private SecretValues secret(String namespace, String name) throws SecretException {
        if (secret.isEmpty()) {
            throw new SecretException(new SecretFailure.Missing(name));
        }
        return new SecretValues(name, secret);
    }

    private String verified(String path, Digest digest) {
        return verify(path, digest).orElse(failure -> failure.message());
    }

    private SourceFailure failure(String path, Digest digest) {
        return ((SourceResult.Failed<String>) verify(path, digest)).failure();
    }

    private SourceResult<String> verify(String path, Digest digest) {
        return verify(
                path,
                digest,
                new VerificationRequest("apps", "notation", Optional.of("trust"), List.of(), Optional.empty()));
    }

    private SourceResult<String> verify(String path, Digest digest, VerificationRequest request) {
        return PushedArtifact.in(
                registry,
                path,
                repository -> new ArtifactVerification(this::secret, Clock.systemUTC(), OciSourceFailure.Pull::new)
                        .verify(request, repository, digest, "it"));
    }
}
