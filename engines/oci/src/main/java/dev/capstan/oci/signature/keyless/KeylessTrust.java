package dev.capstan.oci.signature.keyless;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.oci.Json;
import dev.capstan.oci.signature.Base64Text;
import dev.capstan.oci.signature.CosignTrust;
import dev.capstan.oci.signature.SignedText;
import dev.capstan.oci.signature.SigningProof;
import dev.capstan.oci.signature.TrustException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Trusts signatures of identities, when the authority, the transparency log and the log of certificates of one trusted root say that they
 * were made. Each of them must; what cannot be checked does not count.
 */
public final class KeylessTrust implements CosignTrust {
    private static final int MOST_ENTRIES = 8;

    private final TrustedRoot root;
    private final Predicate<SignerIdentity> identities;

    /** Trusts these identities. */
    public KeylessTrust(TrustedRoot root, Predicate<SignerIdentity> identities) {
        this.root = root;
        this.identities = identities;
    }

    @Override
    public String signerOf(SignedText text, byte[] signature) throws TrustException {
        try {
            return identityOf(text, signature);
        } catch (TrustException e) {
            throw new TrustException("a signature does not count: " + e.why());
        }
    }

    private String identityOf(SignedText text, byte[] signature) throws TrustException {
        var proof = text.proof();
        var certificate = IdentityCertificate.read(certificate(proof));
        if (!certificate.key().verifies(text.signed(), signature)) {
            throw new TrustException("its certificate does not fit");
        }
        requireAuthority(certificate, logged(entries(proof), text, signature, certificate));
        var identity = certificate.identity();
        if (!identities.test(identity)) {
            throw new TrustException("it is by '" + Json.cleaned(identity.subject()) + "', for whom '"
                    + Json.cleaned(identity.issuer()) + "' vouches, and matchOIDCIdentity has no such entry");
        }
        return "identity '" + Json.cleaned(identity.subject()) + "' of '" + Json.cleaned(identity.issuer()) + "'";
    }

    private static byte[] certificate(SigningProof proof) throws TrustException {
        return switch (proof) {
            case SigningProof.OfBundle(var material) -> {
                var single = material.path("certificate");
                yield Base64Text.in(
                        single.isObject()
                                ? single
                                : material.path("x509CertificateChain")
                                        .path("certificates")
                                        .path(0),
                        "rawBytes");
            }
            case SigningProof.OfAnnotations(var pem, var _) -> PemCertificate.der(pem);
        };
    }

    /** An entry that is there, and may not be one that can be read. */
    @FunctionalInterface
    private interface UnreadEntry {
        LogEntry read() throws TrustException;
    }

    private static List<UnreadEntry> entries(SigningProof proof) {
        var found = new ArrayList<UnreadEntry>();
        switch (proof) {
            case SigningProof.OfBundle(var material) -> {
                for (JsonNode entry : material.path("tlogEntries")) {
                    if (found.size() < MOST_ENTRIES) {
                        found.add(() -> LogEntry.ofBundle(entry));
                    }
                }
            }
            case SigningProof.OfAnnotations(var _, var entry) -> {
                if (!entry.isEmpty()) {
                    found.add(() -> LogEntry.ofAnnotation(entry));
                }
            }
        }
        return found;
    }

    /** When a log of the trusted root took the signature in. An entry that cannot be read keeps no other from counting. */
    private Instant logged(
            List<UnreadEntry> entries, SignedText text, byte[] signature, IdentityCertificate certificate)
            throws TrustException {
        var content = LoggedSignature.Content.of(text);
        var unreadable = Optional.<TrustException>empty();
        for (var unread : entries) {
            try {
                var entry = unread.read();
                if (isLogged(entry, content, signature, certificate)) {
                    return entry.instant();
                }
            } catch (TrustException e) {
                unreadable = unreadable.or(() -> Optional.of(e));
            }
        }
        throw unreadable.orElseGet(() -> new TrustException("no transparency log of the trusted root has it"));
    }

    /** What costs most comes last: whoever may write to the repository chooses the entries. */
    private boolean isLogged(
            LogEntry entry, LoggedSignature.Content content, byte[] signature, IdentityCertificate certificate)
            throws TrustException {
        var logs = root.signatureLogs().stream()
                .filter(log -> log.isOf(entry.logId()))
                .toList();
        return !logs.isEmpty()
                && LoggedSignature.in(entry.body()).stream()
                        .anyMatch(it -> it.isOf(content, signature, certificate.der()))
                && logs.stream().anyMatch(log -> vouches(log, entry));
    }

    private static boolean vouches(LogKey log, LogEntry entry) {
        return log.promised(entry)
                && (entry.inclusion().isEmpty()
                        || log.includes(entry, entry.inclusion().get()));
    }

    private void requireAuthority(IdentityCertificate certificate, Instant time) throws TrustException {
        for (var authority : root.authorities()) {
            var issuer = authority.issuerOf(certificate.certificate(), time);
            if (issuer.isPresent()) {
                if (CertificateTimestamps.areOf(certificate, issuer.get(), root.certificateLogs())) {
                    return;
                }
                throw new TrustException("no log of certificates of the trusted root has its certificate");
            }
        }
        throw new TrustException(
                "no authority of the trusted root has made its certificate, valid at the time of the log");
    }
}
