package dev.capstan.source.verification;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.capstan.digest.Digest;
import dev.capstan.oci.Descriptor;
import dev.capstan.oci.MediaTypes;
import dev.capstan.oci.Reference;
import dev.capstan.source.ocirepository.PushedArtifact;
import dev.capstan.testkit.servers.RegistryServer;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Signs as {@code notation sign} does, with a certificate that vouches for itself. */
public record NotarySigner(KeyPair keys, X509Certificate own) {
    public static final String SUBJECT = "CN=ci,O=example,ST=WA,C=US";
    public static final String POLICY = """
            {"version":"1.0","trustPolicies":[{"name":"all","registryScopes":["*"],"signatureVerification":{"level":"strict"},
            "trustStores":["ca:example"],"trustedIdentities":["x509.subject: C=US, ST=WA, O=example"]}]}""";

    private static final String TYPE = "application/vnd.cncf.notary.signature";

    public static NotarySigner create() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            var keys = generator.generateKeyPair();
            var name = new X500Name("C=US,ST=WA,O=example,CN=ci");
            var now = Instant.now();
            var builder = new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.ONE,
                    Date.from(now.minus(Duration.ofHours(1))),
                    Date.from(now.plus(Duration.ofHours(9))),
                    name,
                    keys.getPublic());
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            var certificate = new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
            return new NotarySigner(keys, certificate);
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The certificate in PEM. */
    public String certificate() {
        return "-----BEGIN CERTIFICATE-----\n" + der() + "\n-----END CERTIFICATE-----\n";
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
                .formatted(payload, header, der(), url(signature(header + "." + payload)))
                .getBytes(UTF_8);
    }

    private byte[] signature(String text) {
        try {
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String der() {
        try {
            return Base64.getEncoder().encodeToString(own.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String json(Descriptor descriptor) {
        return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}"
                .formatted(descriptor.mediaType(), descriptor.digest(), descriptor.size());
    }
}
