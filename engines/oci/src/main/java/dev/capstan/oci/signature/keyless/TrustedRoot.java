package dev.capstan.oci.signature.keyless;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.oci.Json;
import dev.capstan.oci.signature.Base64Text;
import dev.capstan.oci.signature.Certificates;
import dev.capstan.oci.signature.CosignKey;
import dev.capstan.oci.signature.TrustException;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * What an installation of Sigstore is trusted by: its authorities, its transparency logs, and the logs of its certificates.
 *
 * @param authorities who makes certificates
 * @param signatureLogs which log signatures
 * @param certificateLogs which log certificates
 */
public record TrustedRoot(
        List<CertificateAuthority> authorities, List<LogKey> signatureLogs, List<LogKey> certificateLogs) {
    private static final String TYPE = "application/vnd.dev.sigstore.trustedroot";

    /** Copies the lists. */
    public TrustedRoot {
        authorities = List.copyOf(authorities);
        signatureLogs = List.copyOf(signatureLogs);
        certificateLogs = List.copyOf(certificateLogs);
    }

    /**
     * Reads a file {@code trusted_root.json}.
     *
     * @throws TrustException when it is not one, or lacks one of the three
     */
    public static TrustedRoot read(byte[] file) throws TrustException {
        var json = Json.object(file)
                .filter(it -> it.path("mediaType").asText().startsWith(TYPE))
                .orElseThrow(() -> new TrustException("it is not a trusted root of Sigstore"));
        return new TrustedRoot(
                authorities(json.path("certificateAuthorities")),
                logs(json.path("tlogs"), "tlogs"),
                logs(json.path("ctlogs"), "ctlogs"));
    }

    private static List<CertificateAuthority> authorities(JsonNode list) throws TrustException {
        var found = new ArrayList<CertificateAuthority>();
        for (var authority : list) {
            var certificates = new ArrayList<X509Certificate>();
            for (var certificate : authority.path("certChain").path("certificates")) {
                certificates.add(Certificates.der(Base64Text.in(certificate, "rawBytes")));
            }
            if (certificates.isEmpty()) {
                throw new TrustException("one of its certificateAuthorities has no certificates");
            }
            found.add(new CertificateAuthority(certificates, validity(authority.path("validFor"))));
        }
        if (found.isEmpty()) {
            throw new TrustException("it has no certificateAuthorities");
        }
        return found;
    }

    /** Keys of a kind that is not known are passed over: what they signed does not count. */
    private static List<LogKey> logs(JsonNode list, String field) throws TrustException {
        var found = new ArrayList<LogKey>();
        for (var log : list) {
            byte[] id = Base64Text.in(log.path("logId"), "keyId");
            var validity = validity(log.path("publicKey").path("validFor"));
            CosignKey.ofDer(log.path("baseUrl").asText(), Base64Text.in(log.path("publicKey"), "rawBytes"))
                    .ifPresent(key -> found.add(new LogKey(id, key, validity)));
        }
        if (found.isEmpty()) {
            throw new TrustException("it has no " + field + " whose key is of a kind that is known");
        }
        return found;
    }

    private static LogKey.Validity validity(JsonNode json) throws TrustException {
        return new LogKey.Validity(time(json.path("start"), Instant.MIN), time(json.path("end"), Instant.MAX));
    }

    private static Instant time(JsonNode json, Instant otherwise) throws TrustException {
        if (json.isMissingNode() || json.isNull()) {
            return otherwise;
        }
        try {
            return OffsetDateTime.parse(json.asText()).toInstant();
        } catch (DateTimeException e) {
            throw new TrustException("one of its times cannot be read");
        }
    }
}
