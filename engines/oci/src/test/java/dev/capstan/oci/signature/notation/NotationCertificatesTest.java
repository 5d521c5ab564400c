package dev.capstan.oci.signature.notation;

import static dev.capstan.oci.signature.notation.NotationFixture.NOW;
import static dev.capstan.oci.signature.notation.NotationFixture.SIGNS;
import static dev.capstan.oci.signature.notation.NotationFixture.STRICT;
import static dev.capstan.oci.signature.notation.NotationFixture.SUBJECT;
import static dev.capstan.oci.signature.notation.NotationFixture.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.oci.signature.SignatureVerdict;
import dev.capstan.testkit.signature.SigningKeys;
import dev.capstan.testkit.signature.TestAuthority;
import dev.capstan.testkit.signature.TestAuthority.Part;
import dev.capstan.testkit.signature.TestAuthority.Validity;
import java.security.KeyPair;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which certificates count: their keys, digests, purposes and times, and whether they can be revoked. */
class NotationCertificatesTest {
    @AutoClose
    private final NotationFixture notation = new NotationFixture();

    private final TestAuthority root = notation.root();
    private final KeyPair keys = notation.keys();

    @ParameterizedTest
    @CsvSource({"RSA, 1024", "RSA, 2560", "Ed25519, ''"})
    void otherKeysDoNotCount(String kind, String parameter) {
        var pair = SigningKeys.pair(kind, parameter);
        notation.store(new NotarySignature(keys, root.issue(SUBJECT, pair.getPublic(), Validity.around(NOW), SIGNS)));

        assertThat(notation.why()).contains("the key of the signer is not one that the specification allows");
    }

    @ParameterizedTest
    @CsvSource({"SHA-256, SHA-256, true", "SHA-1, SHA-1, false", "SHA-256, SHA-1, false", "SHA-1, SHA-256, false"})
    void aCertificateThatIsSignedOverAWeakDigestDoesNotCount(String digest, String mask, boolean counts) {
        var pair = SigningKeys.pair("RSA", "3072");
        var pss = new PSSParameterSpec(digest, "MGF1", new MGF1ParameterSpec(mask), 20, 1);
        var own = TestAuthority.certificate(
                new X500Name(SUBJECT),
                new PssSigner(pair.getPrivate(), pss),
                SUBJECT,
                pair.getPublic(),
                Validity.around(NOW),
                List.of(SIGNS));
        notation.store(new NotarySignature(pair, List.of(own)));

        var verdict = notation.verify(policy(STRICT, "\"*\""), List.of(own));

        assertThat(verdict instanceof SignatureVerdict.Verified).isEqualTo(counts);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                KeyUsage.keyEncipherment,
                KeyUsage.digitalSignature | KeyUsage.keyCertSign,
                KeyUsage.digitalSignature | KeyUsage.keyAgreement,
                KeyUsage.nonRepudiation
            })
    void aCertificateWithAnotherKeyUsageDoesNotCount(int bits) {
        notation.store(new NotarySignature(keys, notation.chain(Part.usage(bits))));

        assertThat(notation.why()).contains("is not that of signatures alone");
    }

    @Test
    void aCertificateWithoutACriticalKeyUsageDoesNotCount() {
        notation.store(new NotarySignature(
                keys, notation.chain(new Part(Extension.keyUsage, false, new KeyUsage(KeyUsage.digitalSignature)))));

        assertThat(notation.why()).contains("has no critical key usage");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2.5.29.37.0",
                "1.3.6.1.5.5.7.3.1",
                "1.3.6.1.5.5.7.3.2",
                "1.3.6.1.5.5.7.3.4",
                "1.3.6.1.5.5.7.3.8",
                "1.3.6.1.5.5.7.3.9"
            })
    void aCertificateForAnotherPurposeDoesNotCount(String purpose) {
        var other = new ExtendedKeyUsage(KeyPurposeId.getInstance(new ASN1ObjectIdentifier(purpose)));
        notation.store(
                new NotarySignature(keys, notation.chain(SIGNS, new Part(Extension.extendedKeyUsage, false, other))));

        assertThat(notation.why()).contains("is for other purposes");
    }

    @Test
    void aSignerThatIsAnAuthorityDoesNotCount() {
        notation.store(new NotarySignature(keys, notation.chain(SIGNS, Part.authority())));

        assertThat(notation.why()).contains("is one of an authority");
    }

    @Test
    void anExpiredCertificateDoesNotCountUnlessThePolicyToleratesIt() {
        var past = Validity.around(NOW.minus(Duration.ofDays(9)));
        notation.store(new NotarySignature(keys, root.issue(SUBJECT, keys.getPublic(), past, SIGNS)));

        assertThat(notation.why()).contains("are not all valid at " + NOW);
        assertThat(notation.verify(policy("\"level\":\"permissive\"", "\"*\""), root.chain()))
                .isInstanceOf(SignatureVerdict.Verified.class);
    }

    @Test
    void aCertificateThatCanBeRevokedCountsOnlyWhenThePolicyDoesNotInsist() {
        var service = new AuthorityInformationAccess(new AccessDescription(
                AccessDescription.id_ad_ocsp, new GeneralName(GeneralName.uniformResourceIdentifier, "http://x")));
        notation.store(new NotarySignature(
                keys, notation.chain(SIGNS, new Part(Extension.authorityInfoAccess, false, service))));

        assertThat(notation.why()).contains("whether a certificate was revoked is not checked here");
        assertThat(notation.verify(policy(STRICT + ",\"override\":{\"revocation\":\"skip\"}", "\"*\""), root.chain()))
                .isEqualTo(new SignatureVerdict.Verified(
                        "certificate 'CN=ci,O=example,ST=WA,C=US' by statement 'p' of the trust policy"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "020101", "3000", "3003020101"})
    void s095_aPlaceToAskThatCannotBeReadDoesNotHideASignature(String hex) {
        notation.store(new NotarySignature(
                keys,
                notation.chain(
                        SIGNS,
                        new Part(
                                Extension.authorityInfoAccess,
                                false,
                                HexFormat.of().parseHex(hex)))));

        assertThat(notation.verify()).isInstanceOf(SignatureVerdict.Verified.class);
    }

    @Test
    void aRootIsNotRevoked() {
        var pair = SigningKeys.ec();
        var name = "CN=with places";
        var places = new Part(Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {
            new DistributionPoint(
                    new DistributionPointName(
                            new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, "http://x"))),
                    null,
                    null)
        }));
        var withPlaces = new TestAuthority(
                pair,
                List.of(TestAuthority.certificate(
                        new X500Name(name),
                        pair,
                        name,
                        pair.getPublic(),
                        Validity.around(NOW),
                        List.of(Part.authority(), Part.usage(KeyUsage.keyCertSign), places))));
        notation.store(
                new NotarySignature(keys, withPlaces.issue(SUBJECT, keys.getPublic(), Validity.around(NOW), SIGNS)));

        assertThat(notation.verify(policy(STRICT, "\"*\""), withPlaces.chain()))
                .isInstanceOf(SignatureVerdict.Verified.class);
    }

    @Test
    void s095_aCertificateThatIsTooLongIsNotRead() {
        notation.store(new NotarySignature(
                keys,
                notation.chain(
                        SIGNS,
                        new Part(
                                new ASN1ObjectIdentifier("1.2.3.4.5"),
                                false,
                                new DERUTF8String("x".repeat(16 << 10))))));

        assertThat(notation.why()).contains("a certificate has more than 16384 bytes");
    }
}
