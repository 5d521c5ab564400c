package dev.capstan.testkit.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.capstan.testkit.signature.TestAuthority.Part;
import dev.capstan.testkit.signature.TestAuthority.Validity;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An installation of Sigstore in miniature: an authority, a log of certificates, a log of signatures. */
public final class TestSigstore {
    /** When certificates are made. */
    public static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    /** Who vouches for those who sign. */
    public static final String ISSUER = "https://issuer.example";

    /** Who signs. */
    public static final String SUBJECT = "https://example.com/ci";

    private static final ASN1ObjectIdentifier ISSUER_FIELD = new ASN1ObjectIdentifier("1.3.6.1.4.1.57264.1.8");
    private static final ASN1ObjectIdentifier TIMESTAMPS = new ASN1ObjectIdentifier("1.3.6.1.4.1.11129.2.4.2");

    private final KeyPair signatureLog = SigningKeys.ec();
    private final KeyPair certificateLog = SigningKeys.ec();
    private final TestAuthority root = TestAuthority.root("CN=root", NOW);
    private final TestAuthority authority = root.authority(
            "CN=authority",
            new Validity(NOW.minus(Duration.ofDays(90)), NOW.plus(Duration.ofDays(90))),
            Part.authority(),
            Part.usage(KeyUsage.keyCertSign));

    /** The file {@code trusted_root.json}. */
    public String trustedRoot() {
        return """
                {"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1","tlogs":[%s],
                "certificateAuthorities":[{"uri":"x","certChain":{"certificates":[%s]},"validFor":{"start":"2026-01-01T00:00:00Z"}}],
                "ctlogs":[%s]}""".formatted(
                        log(signatureLog),
                        authority.chain().stream()
                                .map(it -> "{\"rawBytes\":\"" + SigningKeys.base64(TestAuthority.der(it)) + "\"}")
                                .collect(Collectors.joining(",")),
                        log(certificateLog));
    }

    /** The log that signs for certificates. */
    public KeyPair certificateLog() {
        return certificateLog;
    }

    private static String log(KeyPair keys) {
        return """
                {"baseUrl":"https://log.example","hashAlgorithm":"SHA2_256","publicKey":{"rawBytes":"%s",\
                "keyDetails":"PKIX_ECDSA_P256_SHA_256","validFor":{"start":"2026-01-01T00:00:00Z"}},"logId":{"keyId":"%s"}}""".formatted(SigningKeys.base64(keys.getPublic().getEncoded()), SigningKeys.base64(id(keys)));
    }

    private static byte[] id(KeyPair keys) {
        return sha256(keys.getPublic().getEncoded());
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String hex(byte[] content) {
        return HexFormat.of().formatHex(sha256(content));
    }

    private static byte[] leaf(String entry) {
        return sha256(new byte[] {0}, entry.getBytes(UTF_8));
    }

    private static byte[] node(byte[] left, byte[] right) {
        return sha256(new byte[] {1}, left, right);
    }

    /** A certificate for somebody, valid for ten minutes from now on. */
    public X509Certificate certificate(KeyPair keys) {
        return certificate(keys, new GeneralName(GeneralName.uniformResourceIdentifier, SUBJECT), certificateLog);
    }

    /** A certificate for signing code. */
    public X509Certificate certificate(KeyPair keys, GeneralName subject, KeyPair witness) {
        return certificate(keys, subject, witness, KeyPurposeId.id_kp_codeSigning);
    }

    /**
     * A certificate.
     *
     * @param witness the log of certificates that signs for it
     */
    public X509Certificate certificate(KeyPair keys, GeneralName subject, KeyPair witness, KeyPurposeId purpose) {
        var parts = parts(subject, purpose);
        try {
            byte[] timestamps = timestamps(witness, made(keys, parts).getTBSCertificate());
            return made(keys, and(parts, new Part(TIMESTAMPS, false, new DEROctetString(timestamps))));
        } catch (CertificateException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A certificate whose extension for what logs signed holds these bytes. */
    public X509Certificate certificateWithTimestamps(KeyPair keys, byte[] bytes) {
        var subject = new GeneralName(GeneralName.uniformResourceIdentifier, SUBJECT);
        try {
            return made(keys, and(parts(subject, KeyPurposeId.id_kp_codeSigning), new Part(TIMESTAMPS, false, bytes)));
        } catch (CertificateException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Part> and(List<Part> parts, Part another) {
        var all = new ArrayList<>(parts);
        all.add(another);
        return all;
    }

    private static List<Part> parts(GeneralName subject, KeyPurposeId purpose) {
        return List.of(
                Part.usage(KeyUsage.digitalSignature),
                new Part(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose)),
                new Part(Extension.subjectAlternativeName, true, new GeneralNames(subject)),
                new Part(ISSUER_FIELD, false, new DERUTF8String(ISSUER)));
    }

    private X509Certificate made(KeyPair keys, List<Part> parts) throws IOException, CertificateException {
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    X500Name.getInstance(authority
                            .chain()
                            .getFirst()
                            .getSubjectX500Principal()
                            .getEncoded()),
                    BigInteger.TEN,
                    Date.from(NOW),
                    Date.from(NOW.plus(Duration.ofMinutes(10))),
                    new X500Name(""),
                    keys.getPublic());
            for (var part : parts) {
                builder.addExtension(part.id(), part.isCritical(), part.value());
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA")
                            .build(authority.keys().getPrivate())));
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] timestamps(KeyPair witness, byte[] certificate) throws IOException {
        var signed = new ByteArrayOutputStream();
        var out = new DataOutputStream(signed);
        out.write(new byte[] {0, 0});
        out.writeLong(NOW.toEpochMilli());
        out.writeShort(1);
        out.write(sha256(authority.keys().getPublic().getEncoded()));
        out.writeByte(0);
        out.writeShort(certificate.length);
        out.write(certificate);
        out.writeShort(0);
        byte[] signature = SigningKeys.signature("SHA256withECDSA", witness, signed.toByteArray());
        var one = new ByteArrayOutputStream();
        out = new DataOutputStream(one);
        out.writeByte(0);
        out.write(id(witness));
        out.writeLong(NOW.toEpochMilli());
        out.writeShort(0);
        out.write(new byte[] {4, 3});
        out.writeShort(signature.length);
        out.write(signature);
        var list = new ByteArrayOutputStream();
        out = new DataOutputStream(list);
        out.writeShort(one.size() + 2);
        out.writeShort(one.size());
        out.write(one.toByteArray());
        return list.toByteArray();
    }

    /** The body of the entry of a signature over bytes. */
    public static String hashedRekord(byte[] signed, String signature, X509Certificate certificate) {
        return """
                {"apiVersion":"0.0.1","kind":"hashedrekord","spec":{"data":{"hash":{"algorithm":"sha256","value":"%s"}},\
                "signature":{"content":"%s","publicKey":{"content":"%s"}}}}""".formatted(hex(signed), signature, pem(certificate));
    }

    /** The body of the entry of an envelope. */
    public static String dsse(String payload, String signature, X509Certificate certificate) {
        return """
                {"apiVersion":"0.0.1","kind":"dsse","spec":{"payloadHash":{"algorithm":"sha256","value":"%s"},\
                "signatures":[{"signature":"%s","verifier":"%s"}]}}""".formatted(hex(payload.getBytes(UTF_8)), signature, pem(certificate));
    }

    /** The same in the older kind of entry. */
    public static String inToto(String payload, String signature, X509Certificate certificate) {
        return """
                {"apiVersion":"0.0.2","kind":"intoto","spec":{"content":{"envelope":{"signatures":[{"sig":"%s","publicKey":"%s"}]},\
                "payloadHash":{"algorithm":"sha256","value":"%s"}}}}""".formatted(
                        SigningKeys.base64(signature.getBytes(UTF_8)), pem(certificate), hex(payload.getBytes(UTF_8)));
    }

    private static String pem(X509Certificate certificate) {
        return SigningKeys.base64(TestAuthority.pem(List.of(certificate)).getBytes(UTF_8));
    }

    /** An entry of a bundle, third of five in its tree. */
    public String entry(String body, Instant time) {
        return entry(body, time, signatureLog);
    }

    /** An entry of any log. */
    public String entry(String body, Instant time, KeyPair log) {
        var leaves = List.of("a", "b", body, "c", "d").stream()
                .map(TestSigstore::leaf)
                .toList();
        byte[] left = node(leaves.get(0), leaves.get(1));
        byte[] right = node(leaves.get(2), leaves.get(3));
        byte[] top = node(node(left, right), leaves.get(4));
        var note = "log.example - 1\n5\n" + SigningKeys.base64(top) + "\n";
        var checkpoint = note + "\n\u2014 log.example " + SigningKeys.base64(hinted(note, log)) + "\n";
        return """
                {"logIndex":"7","logId":{"keyId":"%s"},"integratedTime":"%d","inclusionPromise":{"signedEntryTimestamp":"%s"},\
                "inclusionProof":{"logIndex":"2","treeSize":"5","rootHash":"%s","hashes":["%s","%s","%s"],\
                "checkpoint":{"envelope":"%s"}},"canonicalizedBody":"%s"}""".formatted(
                        SigningKeys.base64(id(log)),
                        time.getEpochSecond(),
                        promise(body, time, log),
                        SigningKeys.base64(top),
                        SigningKeys.base64(leaves.get(3)),
                        SigningKeys.base64(left),
                        SigningKeys.base64(leaves.get(4)),
                        checkpoint.replace("\n", "\\n"),
                        SigningKeys.base64(body.getBytes(UTF_8)));
    }

    /** The annotation of a classic signature. */
    public String annotation(String body, Instant time) {
        return """
                {"SignedEntryTimestamp":"%s","Payload":{"body":"%s","integratedTime":%d,"logIndex":7,"logID":"%s"}}""".formatted(
                        promise(body, time, signatureLog),
                        SigningKeys.base64(body.getBytes(UTF_8)),
                        time.getEpochSecond(),
                        HexFormat.of().formatHex(id(signatureLog)));
    }

    private static String promise(String body, Instant time, KeyPair log) {
        return SigningKeys.sign(
                log,
                "{\"body\":\"" + SigningKeys.base64(body.getBytes(UTF_8)) + "\",\"integratedTime\":"
                        + time.getEpochSecond() + ",\"logID\":\""
                        + HexFormat.of().formatHex(id(log)) + "\",\"logIndex\":7}");
    }

    private static byte[] hinted(String note, KeyPair log) {
        var bytes = new ByteArrayOutputStream();
        bytes.write(id(log), 0, 4);
        bytes.writeBytes(SigningKeys.signature("SHA256withECDSA", log, note.getBytes(UTF_8)));
        return bytes.toByteArray();
    }
}
