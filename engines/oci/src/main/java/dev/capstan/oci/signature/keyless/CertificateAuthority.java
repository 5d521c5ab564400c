package dev.capstan.oci.signature.keyless;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An authority of a trusted root.
 *
 * @param certificates its own, and those that vouch for it, in any order
 * @param validity when it made certificates
 */
record CertificateAuthority(List<X509Certificate> certificates, LogKey.Validity validity) {

    /** Copies the list. */
    CertificateAuthority {
        certificates = List.copyOf(certificates);
    }

    /**
     * The key that a certificate was signed with.
     *
     * @param time at which all certificates must have been valid
     * @return empty when the authority did not make it, or was not valid at that time
     */
    Optional<PublicKey> issuerOf(X509Certificate leaf, Instant time) {
        if (!validity.includes(time)) {
            return Optional.empty();
        }
        try {
            var selector = new X509CertSelector();
            selector.setCertificate(leaf);
            var parameters = new PKIXBuilderParameters(anchors(), selector);
            parameters.setRevocationEnabled(false); // certificates live for minutes
            parameters.setDate(Date.from(time));
            parameters.addCertStore(CertStore.getInstance(
                    "Collection",
                    new CollectionCertStoreParameters(Stream.concat(Stream.of(leaf), certificates.stream())
                            .toList())));
            var path = (PKIXCertPathBuilderResult)
                    CertPathBuilder.getInstance("PKIX").build(parameters);
            var made = path.getCertPath().getCertificates();
            return Optional.of(
                    made.size() > 1
                            ? made.get(1).getPublicKey()
                            : path.getTrustAnchor().getTrustedCert().getPublicKey());
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /** Those that vouch for themselves; when there are none, the last one, as the specification has it. */
    private Set<TrustAnchor> anchors() {
        var roots = certificates.stream()
                .filter(it -> it.getSubjectX500Principal().equals(it.getIssuerX500Principal()))
                .map(it -> new TrustAnchor(it, null))
                .collect(Collectors.toSet());
        return roots.isEmpty() ? Set.of(new TrustAnchor(certificates.getLast(), null)) : roots;
    }
}
