package dev.capstan.secrets.kms;

import dev.capstan.secrets.rsa.RsaPrivateKeys;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A certificate with its private key, by which an application of Microsoft Entra says who it is: "Microsoft identity platform application
 * authentication certificate credentials".
 */
final class AzureCertificate implements AzureProof {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN (RSA |ENCRYPTED |)PRIVATE KEY-----([^-]*)-----END [A-Z ]*PRIVATE KEY-----");
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----");
    private static final PSSParameterSpec PSS =
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, PSSParameterSpec.TRAILER_FIELD_BC);
    private static final int MOST_CERTIFICATES = 20;
    private static final int LIFETIME_SECONDS = 600;

    private final PrivateKey key;
    /** That of the key first. */
    private final List<X509Certificate> chain;

    private final boolean sendsChain;

    private AzureCertificate(PrivateKey key, List<X509Certificate> chain, boolean sendsChain) {
        this.key = key;
        this.chain = List.copyOf(chain);
        this.sendsChain = sendsChain;
    }

    /**
     * Reads a key and its certificates in PEM.
     *
     * @param sendsChain whether the certificates go with each question, for applications that trust their issuer
     * @throws IllegalArgumentException with a text for people that quotes nothing
     */
    static AzureCertificate parse(String pem, boolean sendsChain) {
        Matcher block = KEY.matcher(pem);
        if (!block.find()) {
            throw new IllegalArgumentException("clientCertificate has no private key in PEM");
        }
        if (block.group(1).equals("ENCRYPTED ")) {
            throw new IllegalArgumentException("the private key in clientCertificate is encrypted; give it as it is");
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(block.group(2));
            var key = block.group(1).isEmpty() ? RsaPrivateKeys.pkcs8(der) : RsaPrivateKeys.pkcs1(der);
            List<X509Certificate> certificates = certificates(pem);
            var own = certificates.stream()
                    .filter(it -> it.getPublicKey() instanceof RSAPublicKey open
                            && open.getModulus().equals(key.getModulus()))
                    .findFirst()
                    .orElseThrow(() ->
                            new IllegalArgumentException("clientCertificate has no certificate for its private key"));
            var chain = certificates.stream()
                    .sorted((one, other) -> Boolean.compare(!one.equals(own), !other.equals(own)))
                    .toList();
            return new AzureCertificate(key, chain, sendsChain);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("clientCertificate is damaged, or its key is not one of RSA");
        }
    }

    private static List<X509Certificate> certificates(String pem) throws CertificateException {
        var factory = CertificateFactory.getInstance("X.509");
        String texts = CERTIFICATE
                .matcher(pem)
                .results()
                .limit(MOST_CERTIFICATES)
                .map(found -> found.group() + "\n")
                .collect(Collectors.joining());
        return factory
                .generateCertificates(new ByteArrayInputStream(texts.getBytes(StandardCharsets.ISO_8859_1)))
                .stream()
                .map(X509Certificate.class::cast)
                .toList();
    }

    @Override
    public Map<String, String> fields(String client, URI endpoint, Instant now) throws KmsException {
        return Map.of(
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion",
                assertion(client, endpoint, now));
    }

    private String assertion(String client, URI audience, Instant now) throws KmsException {
        try {
            byte[] print =
                    MessageDigest.getInstance("SHA-256").digest(chain.getFirst().getEncoded());
            String header = "{\"alg\":\"PS256\",\"typ\":\"JWT\",\"x5t#S256\":\"" + encoded(print) + "\"" + x5c() + "}";
            String claims = "{\"aud\":\"" + audience + "\",\"iss\":\"" + client + "\",\"sub\":\"" + client
                    + "\",\"jti\":\"" + UUID.randomUUID() + "\",\"nbf\":" + now.getEpochSecond() + ",\"exp\":"
                    + (now.getEpochSecond() + LIFETIME_SECONDS) + "}";
            String signed = encoded(header.getBytes(StandardCharsets.UTF_8)) + "."
                    + encoded(claims.getBytes(StandardCharsets.UTF_8));
            var signature = Signature.getInstance("RSASSA-PSS");
            signature.setParameter(PSS);
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + encoded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new KmsException("the private key of the client certificate cannot sign");
        }
    }

    private String x5c() throws CertificateException {
        if (!sendsChain) {
            return "";
        }
        var parts = new ArrayList<String>();
        for (Certificate certificate : chain) {
            parts.add('"' + Base64.getEncoder().encodeToString(certificate.getEncoded()) + '"');
        }
        return ",\"x5c\":[" + String.join(",", parts) + "]";
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "AzureCertificate";
    }
}
