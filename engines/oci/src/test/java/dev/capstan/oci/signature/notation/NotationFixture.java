package dev.capstan.oci.signature.notation;

import static dev.capstan.oci.signature.SignedRegistry.ARTIFACT;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.capstan.oci.signature.SignatureVerdict;
import dev.capstan.oci.signature.SignedRegistry;
import dev.capstan.oci.signature.TrustException;
import dev.capstan.testkit.signature.SigningKeys;
import dev.capstan.testkit.signature.TestAuthority;
import dev.capstan.testkit.signature.TestAuthority.Part;
import dev.capstan.testkit.signature.TestAuthority.Validity;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x509.KeyUsage;

/** An artifact, a signer whom a trusted authority vouches for, and the verdict on what a test stores as signatures. */
final class NotationFixture implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    static final String SUBJECT = "C=US,ST=WA,O=example,CN=ci";
    static final String STRICT = "\"level\":\"strict\"";
    static final Part SIGNS = Part.usage(KeyUsage.digitalSignature);

    private final SignedRegistry registry = new SignedRegistry();
    private final TestAuthority root = TestAuthority.root("CN=root,O=example", NOW);
    private final KeyPair keys = SigningKeys.ec();

    /** A policy of one statement, {@code p}, for all repositories; the level and the identities are JSON. */
    static String policy(String level, String identities) {
        return "{\"version\":\"1.0\",\"trustPolicies\":[{\"name\":\"p\",\"registryScopes\":[\"*\"],\"signatureVerification\":{"
                + level + "},\"trustStores\":[\"ca:x\"],\"trustedIdentities\":[" + identities + "]}]}";
    }

    SignedRegistry registry() {
        return registry;
    }

    /** The authority that is trusted unless a test says otherwise. */
    TestAuthority root() {
        return root;
    }

    /** The keys of the signer. */
    KeyPair keys() {
        return keys;
    }

    /** A certificate of the signer with these extensions, and those up to the root. */
    List<X509Certificate> chain(Part... parts) {
        return root.issue(SUBJECT, keys.getPublic(), Validity.around(NOW), parts);
    }

    /** A signature that counts as it is. */
    NotarySignature good() {
        return new NotarySignature(keys, chain(SIGNS));
    }

    void store(NotarySignature signature) {
        store("application/jose+json", signature.of(ARTIFACT));
    }

    void store(String mediaType, String envelope) {
        registry.referrer("application/vnd.cncf.notary.signature", mediaType, envelope);
    }

    /** Why the artifact is not verified; fails if it is. */
    String why() {
        return whyWith(policy(STRICT, "\"*\""));
    }

    String whyWith(String policy) {
        return ((SignatureVerdict.NotVerified) verify(policy, root.chain())).why();
    }

    SignatureVerdict verify() {
        return verify(policy(STRICT, "\"*\""), root.chain());
    }

    SignatureVerdict verify(String policy, List<X509Certificate> trusted) {
        try {
            var trust = NotationTrust.read(
                    policy.getBytes(UTF_8),
                    Map.of("ca.crt", TestAuthority.pem(trusted).getBytes(UTF_8)));
            return new NotationVerifier(registry.open(), trust, Clock.fixed(NOW, ZoneOffset.UTC))
                    .verify(ARTIFACT)
                    .success()
                    .orElseThrow();
        } catch (TrustException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        registry.close();
    }
}
