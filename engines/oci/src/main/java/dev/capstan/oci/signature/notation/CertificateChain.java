package dev.capstan.oci.signature.notation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.capstan.oci.Json;
import dev.capstan.oci.signature.TrustException;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of an envelope, held against the requirements of the Notary Project ("Certificate Requirements"). Whether somebody
 * trusts them is another question.
 *
 * @param certificates the one of the signer first, the root last
 */
record CertificateChain(List<X509Certificate> certificates) {
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String KEY_USAGE = "2.5.29.15";
    private static final String CRL_PLACES = "2.5.29.31";
    private static final String AUTHORITY_ACCESS = "1.3.6.1.5.5.7.1.1";
    private static final String STATUS_SERVICE =
            "\u0006\u0008\u002b\u0006\u0001\u0005\u0005\u0007\u0030\u0001"; // 1.3.6.1.5.5.7.48.1
    private static final Set<String> FORBIDDEN_PURPOSES = Set.of(
            "2.5.29.37.0",
            "1.3.6.1.5.5.7.3.1",
            "1.3.6.1.5.5.7.3.2",
            "1.3.6.1.5.5.7.3.4",
            "1.3.6.1.5.5.7.3.8",
            "1.3.6.1.5.5.7.3.9");
    private static final String PSS = "RSASSA-PSS";
    private static final Set<String> STRONG_DIGESTS = Set.of("SHA-256", "SHA-384", "SHA-512");
    private static final int DIGITAL_SIGNATURE = 0;
    private static final int CONTENT_COMMITMENT = 1;
    private static final int CERTIFICATE_SIGNATURE = 5;
    private static final int SHORTEST_RSA = 2048;
    private static final int SHORTEST_EC = 256;
    private static final String NOT_A_CHAIN =
            "its certificates are not a chain, each made by the next one, the last by itself";

    /** Copies the list. */
    CertificateChain {
        certificates = List.copyOf(certificates);
    }

    X509Certificate signer() {
        return certificates.getFirst();
    }

    /** Requires that the certificates are what they must be, and each made by the next one. */
    void requireSound() throws TrustException {
        requireLeaf(signer());
        for (var authority : certificates.subList(1, certificates.size())) {
            requireAuthority(authority);
        }
        for (var certificate : certificates) {
            requireStrength(certificate);
        }
        requirePath();
    }

    private static void requireLeaf(X509Certificate leaf) throws TrustException {
        if (leaf.getBasicConstraints() >= 0) {
            throw new TrustException("the certificate of the signer is one of an authority");
        }
        var usage = criticalUsage(leaf);
        boolean isOther = IntStream.range(0, usage.length)
                .anyMatch(bit -> usage[bit] && bit != DIGITAL_SIGNATURE && bit != CONTENT_COMMITMENT);
        if (!usage[DIGITAL_SIGNATURE] || isOther) {
            throw new TrustException("the key usage of the certificate of the signer is not that of signatures alone");
        }
        try {
            var purposes = leaf.getExtendedKeyUsage();
            if (purposes != null && purposes.stream().anyMatch(FORBIDDEN_PURPOSES::contains)) {
                throw new TrustException("the certificate of the signer is for other purposes than signing");
            }
        } catch (CertificateException e) {
            throw new TrustException("the purposes of the certificate of the signer cannot be read");
        }
    }

    private static void requireAuthority(X509Certificate certificate) throws TrustException {
        if (certificate.getBasicConstraints() < 0 || !isCritical(certificate, BASIC_CONSTRAINTS)) {
            throw new TrustException("'" + name(certificate) + "' is not the certificate of an authority");
        }
        if (!criticalUsage(certificate)[CERTIFICATE_SIGNATURE]) {
            throw new TrustException("the key usage of '" + name(certificate) + "' is not that of an authority");
        }
    }

    private static boolean[] criticalUsage(X509Certificate certificate) throws TrustException {
        var usage = certificate.getKeyUsage();
        if (usage == null || !isCritical(certificate, KEY_USAGE)) {
            throw new TrustException("'" + name(certificate) + "' has no critical key usage");
        }
        return usage;
    }

    private static boolean isCritical(X509Certificate certificate, String extension) {
        var critical = certificate.getCriticalExtensionOIDs();
        return critical != null && critical.contains(extension);
    }

    private static void requireStrength(X509Certificate certificate) throws TrustException {
        boolean isStrong = switch (certificate.getPublicKey()) {
            case RSAPublicKey rsa -> rsa.getModulus().bitLength() >= SHORTEST_RSA;
            case ECPublicKey ec -> ec.getParams().getOrder().bitLength() >= SHORTEST_EC;
            default -> false;
        };
        var algorithm = certificate.getSigAlgName();
        if (!isStrong
                || algorithm.startsWith("SHA1")
                || algorithm.startsWith("MD")
                || (algorithm.equals(PSS) && !hasStrongDigests(certificate.getSigAlgParams()))) {
            throw new TrustException("the key or the signature of '" + name(certificate) + "' is too weak");
        }
    }

    /** Which digests RSASSA-PSS uses is written in its parameters; without them it is SHA-1. */
    private static boolean hasStrongDigests(byte @Nullable [] parameters) {
        if (parameters == null) {
            return false;
        }
        try {
            var read = AlgorithmParameters.getInstance(PSS);
            read.init(parameters);
            var pss = read.getParameterSpec(PSSParameterSpec.class);
            return STRONG_DIGESTS.contains(pss.getDigestAlgorithm())
                    && pss.getMGFParameters() instanceof MGF1ParameterSpec mask
                    && STRONG_DIGESTS.contains(mask.getDigestAlgorithm());
        } catch (GeneralSecurityException | IOException e) {
            return false;
        }
    }

    /**
     * Each is made by the next one, the last by itself. That is no path validation of RFC 5280: whoever may write to a repository chooses the
     * certificates, policies and constraints of names make it take as long as they like, and the specification wants only basic constraints
     * and the usages of keys to be looked at.
     */
    private void requirePath() throws TrustException {
        try {
            for (int i = 0; i < certificates.size(); i++) {
                var issuer = certificates.get(Math.min(i + 1, certificates.size() - 1));
                boolean mayBeThisHigh = i == 0 || certificates.get(i).getBasicConstraints() >= i - 1;
                if (!mayBeThisHigh || !names(certificates.get(i), issuer)) {
                    throw new TrustException(NOT_A_CHAIN);
                }
                certificates.get(i).verify(issuer.getPublicKey());
            }
        } catch (GeneralSecurityException e) {
            throw new TrustException(NOT_A_CHAIN);
        }
    }

    /** Whether a certificate says that another is the one of its issuer. */
    private static boolean names(X509Certificate certificate, X509Certificate issuer) {
        return Arrays.equals(
                certificate.getIssuerX500Principal().getEncoded(),
                issuer.getSubjectX500Principal().getEncoded());
    }

    boolean isTrustedBy(List<X509Certificate> trusted) {
        return certificates.stream().anyMatch(trusted::contains);
    }

    boolean isValidAt(Instant time) {
        return certificates.stream()
                .noneMatch(it -> time.isBefore(it.getNotBefore().toInstant())
                        || time.isAfter(it.getNotAfter().toInstant()));
    }

    /** Whether an authority offers to say which of the certificates it has taken back; nobody takes back a root. */
    boolean canBeRevoked() {
        return certificates.subList(0, certificates.size() - 1).stream()
                .anyMatch(it -> it.getExtensionValue(CRL_PLACES) != null || hasStatusService(it));
    }

    /** The bytes are looked for and not parsed: they can be anything. */
    private static boolean hasStatusService(X509Certificate certificate) {
        var extension = certificate.getExtensionValue(AUTHORITY_ACCESS);
        return extension != null && new String(extension, ISO_8859_1).contains(STATUS_SERVICE);
    }

    /** The subject of the signer for people: whoever made the certificate chose it. */
    String signerName() {
        return name(signer());
    }

    private static String name(X509Certificate certificate) {
        return Json.cleaned(certificate.getSubjectX500Principal().getName());
    }
}
