package dev.capstan.source.verification;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.capstan.digest.Digest;
import dev.capstan.oci.Descriptor;
import dev.capstan.oci.MediaTypes;
import dev.capstan.oci.Reference;
import dev.capstan.source.ocirepository.PushedArtifact;
import dev.capstan.testkit.servers.RegistryServer;
import dev.capstan.testkit.signature.SigningKeys;
import dev.capstan.testkit.signature.TestAuthority;
import dev.capstan.testkit.signature.TestAuthority.Part;
import dev.capstan.testkit.signature.TestAuthority.Validity;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.KeyUsage;

/** Signs as {@code notation sign} does, with a certificate that vouches for itself. */
public record NotarySigner(KeyPair keys, X509Certificate own) {
    public static final String SUBJECT = "CN=ci,O=example,ST=WA,C=US";
    public static final String POLICY = """
            {"version":"1.0","trustPolicies":[{"name":"all","registryScopes":["*"],"signatureVerification":{"level":"strict"},
            "trustStores":["ca:example"],"trustedIdentities":["x509.subject: C=US, ST=WA, O=example"]}]}""";

    private static final String SUBJECT_AS_WRITTEN = "C=US,ST=WA,O=example,CN=ci";
    private static final String TYPE = "application/vnd.cncf.notary.signature";

    public static NotarySigner create() {
        var keys = SigningKeys.ec();
        var certificate = TestAuthority.certificate(
                new X500Name(SUBJECT_AS_WRITTEN),
                keys,
                SUBJECT_AS_WRITTEN,
                keys.getPublic(),
                Validity.around(Instant.now()),
                List.of(Part.usage(KeyUsage.digitalSignature)));
        return new NotarySigner(keys, certificate);
    }

    /** The certificate in PEM. */
    public String certificate() {
        return TestAuthority.pem(List.of(own));
    }

    /**
     * Stores a signature.
     *
     * @param at the artifact that the signature is stored with
     * @param about the artifact that it is about
     */
    public void sign(RegistryServer registry, String path, Digest at, Digest about) {
        byte[] envelope = envelope(about);
        PushedArtifact.in(registry, path, repository -> {
            var config = repository.pushBlob(TYPE, "{}".getBytes(UTF_8)).orThrow();
            var layer = repository.pushBlob("application/jose+json", envelope).orThrow();
            var subject = repository.resolve(new Reference.ByDigest(at)).orThrow();
            byte[] manifest = "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":%s,\"layers\":[%s],\"subject\":%s}"
                    .formatted(MediaTypes.OCI_MANIFEST, json(config), json(layer), json(subject))
                    .getBytes(UTF_8);
            return repository
                    .pushManifest(new Reference.ByDigest(Digest.sha256(manifest)), MediaTypes.OCI_MANIFEST, manifest)
                    .orThrow();
        });
    }

    private byte[] envelope(Digest about) {
        var header = url("""
                {"alg":"ES256","cty":"application/vnd.cncf.notary.payload.v1+json","crit":["io.cncf.notary.signingScheme"],\
                "io.cncf.notary.signingScheme":"notary.x509","io.cncf.notary.signingTime":"2026-11-28T12:00:00Z"}""".getBytes(UTF_8));
        var payload = url("{\"targetArtifact\":{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":2}}"
                .formatted(MediaTypes.OCI_MANIFEST, about)
                .getBytes(UTF_8));
        return "{\"payload\":\"%s\",\"protected\":\"%s\",\"header\":{\"x5c\":[\"%s\"]},\"signature\":\"%s\"}"
                .formatted(
                        payload,
                        header,
                        SigningKeys.base64(TestAuthority.der(own)),
                        url(SigningKeys.signature(
                                "SHA256withECDSAinP1363Format", keys, (header + "." + payload).getBytes(UTF_8))))
                .getBytes(UTF_8);
    }

    private static String url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String json(Descriptor descriptor) {
        return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}"
                .formatted(descriptor.mediaType(), descriptor.digest(), descriptor.size());
    }
}
