package dev.capstan.oci.signature.notation;

import dev.capstan.testkit.signature.TestAuthority;
import dev.capstan.testkit.signature.TestAuthority.Part;
import dev.capstan.testkit.signature.TestAuthority.Validity;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.PolicyInformation;

/** Certificates of which each maps every policy to every other: path validation of RFC 5280 takes memory that grows with each of them. */
final class ManyPolicies {
    private static final int AUTHORITIES = 8;
    private static final int POLICIES = 12;

    private ManyPolicies() {}

    /** A chain for a signer whom nobody knows. */
    static List<X509Certificate> chain(KeyPair signer, Instant now) {
        var policies = new Part(
                Extension.certificatePolicies,
                false,
                sequence(IntStream.range(0, POLICIES)
                        .mapToObj(i -> new PolicyInformation(policy(i)))
                        .toArray(ASN1Encodable[]::new)));
        var mappings = new Part(
                Extension.policyMappings,
                false,
                sequence(IntStream.range(0, POLICIES * POLICIES)
                        .mapToObj(i -> sequence(policy(i / POLICIES), policy(i % POLICIES)))
                        .toArray(ASN1Encodable[]::new)));
        var authority = TestAuthority.root("CN=anybody", now);
        for (int i = 0; i < AUTHORITIES; i++) {
            authority = authority.authority(
                    "CN=authority " + i,
                    Validity.around(now),
                    Part.authority(),
                    Part.usage(KeyUsage.keyCertSign),
                    policies,
                    mappings);
        }
        return authority.issue(
                "C=US,ST=WA,O=x,CN=me",
                signer.getPublic(),
                Validity.around(now),
                Part.usage(KeyUsage.digitalSignature),
                policies);
    }

    private static ASN1ObjectIdentifier policy(int number) {
        return new ASN1ObjectIdentifier("1.2.3." + number);
    }

    private static DERSequence sequence(ASN1Encodable... elements) {
        return new DERSequence(elements);
    }
}
