package dev.capstan.oci.signature.notation;

import static dev.capstan.oci.signature.notation.NotationFixture.NOW;
import static dev.capstan.oci.signature.notation.NotationFixture.SIGNS;
import static dev.capstan.oci.signature.notation.NotationFixture.STRICT;
import static dev.capstan.oci.signature.notation.NotationFixture.SUBJECT;
import static dev.capstan.oci.signature.notation.NotationFixture.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.capstan.oci.signature.SignatureVerdict;
import dev.capstan.testkit.signature.SigningKeys;
import dev.capstan.testkit.signature.TestAuthority;
import dev.capstan.testkit.signature.TestAuthority.Part;
import dev.capstan.testkit.signature.TestAuthority.Validity;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.OtherName;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which certificates are a chain from the signer to one that the Secret has. */
class NotationChainTest {
    @AutoClose
    private final NotationFixture notation = new NotationFixture();

    private final TestAuthority root = notation.root();
    private final KeyPair keys = notation.keys();

    @Test
    void aChainWithAnAuthorityBetweenIsVerified() {
        var between =
                root.authority("CN=between", Validity.around(NOW), Part.authority(), Part.usage(KeyUsage.keyCertSign));
        notation.store(
                new NotarySignature(keys, between.issue(SUBJECT, keys.getPublic(), Validity.around(NOW), SIGNS)));

        assertThat(notation.verify()).isInstanceOf(SignatureVerdict.Verified.class);
    }

    @Test
    void aCertificateThatVouchesForItselfIsVerified() {
        var own = TestAuthority.certificate(
                new X500Name(SUBJECT), keys, SUBJECT, keys.getPublic(), Validity.around(NOW), List.of(SIGNS));
        notation.store(new NotarySignature(keys, List.of(own)));

        assertThat(notation.verify(policy(STRICT, "\"*\""), List.of(own)))
                .isInstanceOf(SignatureVerdict.Verified.class);
    }

    @Test
    void s094_aSignatureOfSomebodyElseIsNotVerified() {
        var stranger = TestAuthority.root("CN=root,O=example", NOW);
        notation.store(
                new NotarySignature(keys, stranger.issue(SUBJECT, keys.getPublic(), Validity.around(NOW), SIGNS)));

        assertThat(notation.why()).contains("no certificate of the Secret is in the chain");
    }

    @Test
    void s094_aTrustedRootThatDidNotMakeTheChainDoesNotCount() {
        var stranger = TestAuthority.root("CN=root,O=example", NOW);
        var leaf = stranger.issue(SUBJECT, keys.getPublic(), Validity.around(NOW), SIGNS);
        notation.store(
                new NotarySignature(keys, List.of(leaf.getFirst(), root.chain().getFirst())));

        assertThat(notation.why()).contains("its certificates are not a chain");
    }

    @Test
    void aChainWithoutItsRootDoesNotCount() {
        var between =
                root.authority("CN=between", Validity.around(NOW), Part.authority(), Part.usage(KeyUsage.keyCertSign));
        var chain = between.issue(SUBJECT, keys.getPublic(), Validity.around(NOW), SIGNS);
        notation.store(new NotarySignature(keys, chain.subList(0, 2)));

        assertThat(notation.verify(policy(STRICT, "\"*\""), between.chain().subList(0, 1)))
                .isInstanceOfSatisfying(
                        SignatureVerdict.NotVerified.class,
                        it -> assertThat(it.why()).contains("not a chain"));
    }

    @Test
    void somebodyWithACertificateForSignaturesCannotMakeOthers() {
        var user = new TestAuthority(keys, notation.chain(SIGNS));
        var other = SigningKeys.ec();
        notation.store(new NotarySignature(other, user.issue(SUBJECT, other.getPublic(), Validity.around(NOW), SIGNS)));

        assertThat(notation.why()).contains("is not the certificate of an authority");
    }

    @Test
    void anAuthorityThatMayNotHaveOthersBelowItCannot() {
        var between = root.authority(
                "CN=between",
                Validity.around(NOW),
                new Part(Extension.basicConstraints, true, new BasicConstraints(0)),
                Part.usage(KeyUsage.keyCertSign));
        var below =
                between.authority("CN=below", Validity.around(NOW), Part.authority(), Part.usage(KeyUsage.keyCertSign));
        notation.store(new NotarySignature(keys, below.issue(SUBJECT, keys.getPublic(), Validity.around(NOW), SIGNS)));

        assertThat(notation.why()).contains("its certificates are not a chain");
    }

    @Test
    void aRootThatMayNotHaveAuthoritiesBelowItCannot() {
        var parts = List.of(
                new Part(Extension.basicConstraints, true, new BasicConstraints(0)), Part.usage(KeyUsage.keyCertSign));
        var pair = SigningKeys.ec();
        var name = "CN=narrow";
        var narrow = new TestAuthority(
                pair,
                List.of(TestAuthority.certificate(
                        new X500Name(name), pair, name, pair.getPublic(), Validity.around(NOW), parts)));
        var between = narrow.authority(
                "CN=between", Validity.around(NOW), Part.authority(), Part.usage(KeyUsage.keyCertSign));
        notation.store(
                new NotarySignature(keys, between.issue(SUBJECT, keys.getPublic(), Validity.around(NOW), SIGNS)));

        assertThat(notation.verify(policy(STRICT, "\"*\""), narrow.chain()))
                .isInstanceOfSatisfying(
                        SignatureVerdict.NotVerified.class,
                        it -> assertThat(it.why()).contains("not a chain"));
    }

    @Test
    void extensionsOfOthersMakeNoDifference() {
        var strange = new Part(new ASN1ObjectIdentifier("1.2.3.4.5"), true, DERNull.INSTANCE);
        var elsewhere = new Part(
                Extension.nameConstraints,
                true,
                new NameConstraints(
                        new GeneralSubtree[] {new GeneralSubtree(new GeneralName(new X500Name("C=DE")))}, null));
        var between = root.authority(
                "CN=between", Validity.around(NOW), Part.authority(), Part.usage(KeyUsage.keyCertSign), elsewhere);
        notation.store(new NotarySignature(
                keys, between.issue(SUBJECT, keys.getPublic(), Validity.around(NOW), SIGNS, strange)));

        assertThat(notation.verify()).isInstanceOf(SignatureVerdict.Verified.class);
    }

    @Test
    void s095_constraintsOfNamesThatNobodyCanCompareDoNotHideTheNextSignature() {
        var names = new Part(Extension.nameConstraints, true, new NameConstraints(null, new GeneralSubtree[] {
            new GeneralSubtree(new GeneralName(
                    GeneralName.otherName, new OtherName(new ASN1ObjectIdentifier("1.2.3.4"), new DERUTF8String("x"))))
        }));
        var between = root.authority(
                "CN=between", Validity.around(NOW), Part.authority(), Part.usage(KeyUsage.keyCertSign), names);
        var below = between.authority(
                "CN=below", Validity.around(NOW), Part.authority(), Part.usage(KeyUsage.keyCertSign), names);
        notation.store(new NotarySignature(keys, below.issue(SUBJECT, keys.getPublic(), Validity.around(NOW), SIGNS)));
        notation.store(notation.good());

        assertThat(notation.verify()).isInstanceOf(SignatureVerdict.Verified.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"strict", "audit"})
    void s095_certificatesWithPoliciesTakeNoLongerThanOthers(String level) {
        var stranger = ManyPolicies.chain(keys, NOW);
        notation.store(new NotarySignature(keys, stranger));

        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> notation.verify(policy("\"level\":\"" + level + "\"", "\"*\""), root.chain()));
    }
}
