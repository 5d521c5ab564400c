package dev.capstan.oci.signature.notation;

import static dev.capstan.oci.signature.SignedRegistry.ARTIFACT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.capstan.digest.Digest;
import dev.capstan.oci.signature.SignatureVerdict;
import dev.capstan.oci.signature.SignedRegistry;
import dev.capstan.oci.signature.TrustException;
import dev.capstan.testkit.signature.SigningKeys;
import dev.capstan.testkit.signature.TestAuthority;
import dev.capstan.testkit.signature.TestAuthority.Part;
import dev.capstan.testkit.signature.TestAuthority.Validity;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.OtherName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotationVerifierTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final Digest OTHER = Digest.sha256("another artifact");
    private static final String SUBJECT = "C=US,ST=WA,O=example,CN=ci";
    private static final String TYPE = "application/vnd.cncf.notary.signature";
    private static final String STRICT = "\"level\":\"strict\"";
    private static final Part SIGNS = Part.usage(KeyUsage.digitalSignature);

    private final SignedRegistry registry = new SignedRegistry();
    private final TestAuthority root = TestAuthority.root("CN=root,O=example", NOW);
    private final KeyPair keys = SigningKeys.ec();

    @AfterEach
    void stop() {
        registry.close();
    }

    @ParameterizedTest
    @CsvSource({"RSA, 2048", "RSA, 3072", "RSA, 4096", "EC, secp256r1", "EC, secp384r1", "EC, secp521r1"})
    void aSignatureOfEachAlgorithmIsVerified(String kind, String parameter) {
        var pair = SigningKeys.pair(kind, parameter);
        store(new NotarySignature(pair, root.issue(SUBJECT, pair.getPublic(), Validity.around(NOW), SIGNS)));

        assertThat(verify())
                .isEqualTo(new SignatureVerdict.Verified(
                        "certificate 'CN=ci,O=example,ST=WA,C=US' by statement 'p' of the trust policy"));
    }

    @ParameterizedTest
    @CsvSource({"RSA, 1024", "RSA, 2560", "Ed25519, ''"})
    void otherKeysDoNotCount(String kind, String parameter) {
        var pair = SigningKeys.pair(kind, parameter);
        store(new NotarySignature(keys, root.issue(SUBJECT, pair.getPublic(), Validity.around(NOW), SIGNS)));

        assertThat(why()).contains("the key of the signer is not one that the specification allows");
    }

    @Test
    void aChainWithAnAuthorityBetweenIsVerified() {
        var between =
                root.authority("CN=between", Validity.around(NOW), Part.authority(), Part.usage(KeyUsage.keyCertSign));
        store(new NotarySignature(keys, between.issue(SUBJECT, keys.getPublic(), Validity.around(NOW), SIGNS)));

        assertThat(verify()).isInstanceOf(SignatureVerdict.Verified.class);
    }

    @Test
    void aCertificateThatVouchesForItselfIsVerified() {
        var own = TestAuthority.certificate(
                new X500Name(SUBJECT), keys, SUBJECT, keys.getPublic(), Validity.around(NOW), List.of(SIGNS));
        store(new NotarySignature(keys, List.of(own)));

        assertThat(verify(policy(STRICT, "\"*\""), List.of(own))).isInstanceOf(SignatureVerdict.Verified.class);
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
        store(new NotarySignature(pair, List.of(own)));

        var verdict = verify(policy(STRICT, "\"*\""), List.of(own));

        assertThat(verdict instanceof SignatureVerdict.Verified).isEqualTo(counts);
    }

    @Test
    void whatIsNotSignedIsNotVerified() {
        assertThat(why()).isEqualTo("there is no signature");
    }

    @Test
    void s094_aSignatureThatWasCopiedFromAnotherArtifactIsNotVerified() {
        registry.referrer(TYPE, "application/jose+json", good().of(OTHER));

        assertThat(why()).contains("is for another artifact, and was copied here");
    }

    @Test
    void s094_aSignatureOfSomebodyElseIsNotVerified() {
        var stranger = TestAuthority.root("CN=root,O=example", NOW);
        store(new NotarySignature(keys, stranger.issue(SUBJECT, keys.getPublic(), Validity.around(NOW), SIGNS)));

        assertThat(why()).contains("no certificate of the Secret is in the chain");
    }

    @Test
    void s094_aTrustedRootThatDidNotMakeTheChainDoesNotCount() {
        var stranger = TestAuthority.root("CN=root,O=example", NOW);
        var leaf = stranger.issue(SUBJECT, keys.getPublic(), Validity.around(NOW), SIGNS);
        store(new NotarySignature(keys, List.of(leaf.getFirst(), root.chain().getFirst())));

        assertThat(why()).contains("its certificates are not a chain");
    }

    @Test
    void s094_aSignatureOfAnotherKeyIsNotVerified() {
        store(new NotarySignature(SigningKeys.ec(), chain(SIGNS)));

        assertThat(why()).contains("its signature does not fit");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x509.subject: C=US, ST=WA, O=example           | true",
                "x509.subject: C=US, ST=WA, O=example, CN=ci    | true",
                "x509.subject: CN=ci, O=example, ST=WA, C=US    | true",
                "x509.subject: C=US, ST=WA, O=other             | false",
                "x509.subject: C=US, ST=WA, O=example, CN=other | false",
                "x509.subject: C=US, ST=WA, O=example, OU=dev   | false"
            })
    void s094_onlyTrustedSubjectsCount(String identity, boolean counts) {
        store(good());

        var verdict = verify(policy(STRICT, "\"" + identity + "\""), root.chain());

        assertThat(verdict instanceof SignatureVerdict.Verified).isEqualTo(counts);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SERIALNUMBER=12                | true",
                "2.5.4.5=#13023132              | true",
                "2.5.4.5=#0c023132              | true",
                "SERIALNUMBER=13                | false",
                "POSTALCODE=98052               | true",
                "2.5.4.17=#13053938303532       | true",
                "POSTALCODE=98053               | false",
                "S=OR                           | false",
                "2.5.4.15=#0c0150               | true",
                "2.5.4.15=#0c0151               | false"
            })
    void attributesWithoutAShortNameAreCompared(String attribute, boolean counts) {
        var subject = SUBJECT + ",SERIALNUMBER=12,PostalCode=98052,2.5.4.15=P";
        store(new NotarySignature(keys, root.issue(subject, keys.getPublic(), Validity.around(NOW), SIGNS)));
        var state = attribute.startsWith("S=") ? "" : ", ST=WA";

        var verdict = verify(
                policy(STRICT, "\"x509.subject: C=US, O=example" + state + ", " + attribute + "\""), root.chain());

        assertThat(verdict instanceof SignatureVerdict.Verified).isEqualTo(counts);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"payload\":\"e30\",\"protected\":\"e30\",\"signature\":\"AA\",\"signatures\":[]}",
                "{\"payload\":\"???\",\"protected\":\"???\",\"signature\":\"AA\"}"
            })
    void s095_anEnvelopeThatCannotBeReadDoesNotCount(String envelope) {
        registry.referrer(TYPE, "application/jose+json", envelope);

        assertThat(why()).contains("does not count");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"targetArtifact\":{\"digest\":\"x\"}}", "[]"})
    void s095_aPayloadThatCannotBeReadDoesNotCountThoughItIsSigned(String payload) {
        registry.referrer(TYPE, "application/jose+json", good().of(payload));

        assertThat(why()).contains("does not count");
    }

    @Test
    void aChangedPayloadIsNotVerified() {
        var envelope = good().of(OTHER);
        var other = good().of(ARTIFACT);
        registry.referrer(
                TYPE,
                "application/jose+json",
                envelope.replaceFirst("\"payload\":\"[^\"]*\"", other.substring(1, other.indexOf(','))));

        assertThat(why()).contains("its signature does not fit");
    }

    @Test
    void aCoseEnvelopeIsNamed() {
        registry.referrer(TYPE, "application/cose", "x");

        assertThat(why()).contains("another envelope than JWS");
    }

    @Test
    void s095_aCriticalHeaderThatIsNotUnderstoodDoesNotCount() {
        store(good().critical("com.example.policy", "x"));

        assertThat(why()).contains("its header 'com.example.policy' is critical and not understood");
    }

    @Test
    void s095_aSignatureThatAsksForAPluginDoesNotCount() {
        store(good().critical("io.cncf.notary.verificationPlugin", "com.example"));

        assertThat(why()).contains("asks for a verification plugin");
    }

    @Test
    void s095_whatMustBeCriticalMustBeMarkedSo() {
        store(good().critical(List.of()));

        assertThat(why()).contains("'io.cncf.notary.signingScheme' is not marked as critical");
    }

    @ParameterizedTest
    @CsvSource({"alg, none", "alg, HS256", "alg, ES384", "cty, text/plain", "io.cncf.notary.signingScheme, x"})
    void s095_anotherAlgorithmTypeOrSchemeDoesNotCount(String header, String value) {
        store(good().header(header, value));

        assertThat(why()).contains("does not count");
    }

    @Test
    void anExpiredSignatureDoesNotCount() {
        store(good().critical(NotarySignature.EXPIRY, NOW.toString()));

        assertThat(why()).contains("a signature has expired");
        assertThat(verify(policy("\"level\":\"strict\",\"override\":{\"expiry\":\"log\"}", "\"*\""), root.chain()))
                .isEqualTo(
                        new SignatureVerdict.Verified("certificate 'CN=ci,O=example,ST=WA,C=US' by statement 'p' of the"
                                + " trust policy, which tolerates: a signature has expired at " + NOW));
    }

    @Test
    void aSignatureWithAnExpiryInTheFutureCounts() {
        store(good().critical(NotarySignature.EXPIRY, NOW.plusSeconds(1).toString()));

        assertThat(verify()).isInstanceOf(SignatureVerdict.Verified.class);
    }

    @Test
    void anExpiredCertificateDoesNotCountUnlessThePolicyToleratesIt() {
        var past = Validity.around(NOW.minus(Duration.ofDays(9)));
        store(new NotarySignature(keys, root.issue(SUBJECT, keys.getPublic(), past, SIGNS)));

        assertThat(why()).contains("are not all valid at " + NOW);
        assertThat(verify(policy("\"level\":\"permissive\"", "\"*\""), root.chain()))
                .isInstanceOf(SignatureVerdict.Verified.class);
    }

    @Test
    void theTimeOfASigningAuthorityCounts() {
        var past = Validity.around(NOW.minus(Duration.ofDays(9)));
        store(new NotarySignature(keys, root.issue(SUBJECT, keys.getPublic(), past, SIGNS))
                .header(NotarySignature.SCHEME, "notary.x509.signingAuthority")
                .critical(
                        NotarySignature.AUTHENTIC_TIME,
                        NOW.minus(Duration.ofDays(9)).toString()));

        assertThat(why()).contains("no trust store of the kind 'signingAuthority'");
        assertThat(verify(policy(STRICT, "\"*\"").replace("ca:x", "signingAuthority:x"), root.chain()))
                .isInstanceOf(SignatureVerdict.Verified.class);
    }

    @Test
    void aCertificateThatCanBeRevokedCountsOnlyWhenThePolicyDoesNotInsist() {
        var service = new AuthorityInformationAccess(new AccessDescription(
                AccessDescription.id_ad_ocsp, new GeneralName(GeneralName.uniformResourceIdentifier, "http://x")));
        store(new NotarySignature(keys, chain(SIGNS, new Part(Extension.authorityInfoAccess, false, service))));

        assertThat(why()).contains("whether a certificate was revoked is not checked here");
        assertThat(verify(policy(STRICT + ",\"override\":{\"revocation\":\"skip\"}", "\"*\""), root.chain()))
                .isEqualTo(new SignatureVerdict.Verified(
                        "certificate 'CN=ci,O=example,ST=WA,C=US' by statement 'p' of the trust policy"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "020101", "3000", "3003020101"})
    void s095_aPlaceToAskThatCannotBeReadDoesNotHideASignature(String hex) {
        store(new NotarySignature(
                keys,
                chain(
                        SIGNS,
                        new Part(
                                Extension.authorityInfoAccess,
                                false,
                                HexFormat.of().parseHex(hex)))));

        assertThat(verify()).isInstanceOf(SignatureVerdict.Verified.class);
    }

    @Test
    void s095_aTimeFarAwayIsOnlyAnotherTime() {
        store(good().header(NotarySignature.SCHEME, "notary.x509.signingAuthority")
                .critical(NotarySignature.AUTHENTIC_TIME, "+999999999-12-31T23:59:59Z"));

        assertThat(whyWith(policy(STRICT, "\"*\"").replace("ca:x", "signingAuthority:x")))
                .contains("are not all valid at +999999999-12-31T23:59:59Z");
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
        store(new NotarySignature(keys, withPlaces.issue(SUBJECT, keys.getPublic(), Validity.around(NOW), SIGNS)));

        assertThat(verify(policy(STRICT, "\"*\""), withPlaces.chain())).isInstanceOf(SignatureVerdict.Verified.class);
    }

    @Test
    void aPolicyThatWantsTimestampsIsNotSatisfied() {
        store(good());

        assertThat(whyWith(policy(STRICT, "\"*\"").replace("\"ca:x\"", "\"ca:x\",\"tsa:y\"")))
                .contains("asks for a timestamp");
    }

    @Test
    void theLevelAuditToleratesAStrangerAndSaysSo() {
        var stranger = TestAuthority.root("CN=root,O=example", NOW);
        store(new NotarySignature(keys, stranger.issue(SUBJECT, keys.getPublic(), Validity.around(NOW), SIGNS)));

        assertThat(verify(policy("\"level\":\"audit\"", "\"*\""), root.chain()))
                .isInstanceOfSatisfying(
                        SignatureVerdict.Verified.class,
                        it -> assertThat(it.signer())
                                .endsWith(
                                        "which tolerates: no certificate of the Secret is in the chain of a signature"));
    }

    @Test
    void theLevelAuditWantsASignatureThatFits() {
        assertThat(whyWith(policy("\"level\":\"audit\"", "\"*\""))).isEqualTo("there is no signature");
        store(new NotarySignature(SigningKeys.ec(), chain(SIGNS)));
        assertThat(whyWith(policy("\"level\":\"audit\"", "\"*\""))).contains("its signature does not fit");
    }

    @Test
    void theLevelSkipIsNamedAndNothingIsFetched() {
        var name = registry.open().name();
        var policy = "{\"version\":\"1.0\",\"trustPolicies\":[{\"name\":\"s\",\"registryScopes\":[\"" + name
                + "\"],\"signatureVerification\":{\"level\":\"skip\"}}]}";

        assertThat(verify(policy, root.chain()))
                .isEqualTo(new SignatureVerdict.NotWanted("statement 's' of the trust policy has the level 'skip'"));
        assertThat(registry.server().asked("/v2/team/app/referrers/" + ARTIFACT))
                .isEmpty();
    }

    @Test
    void aRepositoryThatNoStatementIsForIsNotVerified() {
        store(good());

        assertThat(whyWith(policy(STRICT, "\"*\"").replace("[\"*\"],\"sig", "[\"example.com/other\"],\"sig")))
                .contains("no statement of the trust policy");
    }

    @Test
    void theStatementThatNamesTheRepositoryComesFirst() {
        store(good());
        var name = registry.open().name();
        var narrow = policy(STRICT, "\"x509.subject: C=US, ST=WA, O=other\"")
                .replace("[\"*\"],\"sig", "[\"" + name + "\"],\"sig")
                .replace("\"name\":\"p\"", "\"name\":\"narrow\"");
        var all = policy(STRICT, "\"*\"");
        var both = all.substring(0, all.length() - 2) + "," + statement(narrow) + "]}";

        assertThat(whyWith(both)).contains("is not one of the trustedIdentities");
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
        store(new NotarySignature(keys, chain(Part.usage(bits))));

        assertThat(why()).contains("is not that of signatures alone");
    }

    @Test
    void aCertificateWithoutACriticalKeyUsageDoesNotCount() {
        store(new NotarySignature(
                keys, chain(new Part(Extension.keyUsage, false, new KeyUsage(KeyUsage.digitalSignature)))));

        assertThat(why()).contains("has no critical key usage");
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
        store(new NotarySignature(keys, chain(SIGNS, new Part(Extension.extendedKeyUsage, false, other))));

        assertThat(why()).contains("is for other purposes");
    }

    @Test
    void aSignerThatIsAnAuthorityDoesNotCount() {
        store(new NotarySignature(keys, chain(SIGNS, Part.authority())));

        assertThat(why()).contains("is one of an authority");
    }

    @Test
    void somebodyWithACertificateForSignaturesCannotMakeOthers() {
        var user = new TestAuthority(keys, chain(SIGNS));
        var other = SigningKeys.ec();
        store(new NotarySignature(other, user.issue(SUBJECT, other.getPublic(), Validity.around(NOW), SIGNS)));

        assertThat(why()).contains("is not the certificate of an authority");
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
        store(new NotarySignature(keys, below.issue(SUBJECT, keys.getPublic(), Validity.around(NOW), SIGNS)));

        assertThat(why()).contains("its certificates are not a chain");
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
        store(new NotarySignature(keys, between.issue(SUBJECT, keys.getPublic(), Validity.around(NOW), SIGNS)));

        assertThat(verify(policy(STRICT, "\"*\""), narrow.chain()))
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
        store(new NotarySignature(
                keys, between.issue(SUBJECT, keys.getPublic(), Validity.around(NOW), SIGNS, strange)));

        assertThat(verify()).isInstanceOf(SignatureVerdict.Verified.class);
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
        store(new NotarySignature(keys, below.issue(SUBJECT, keys.getPublic(), Validity.around(NOW), SIGNS)));
        store(good());

        assertThat(verify()).isInstanceOf(SignatureVerdict.Verified.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"strict", "audit"})
    void s095_certificatesWithPoliciesTakeNoLongerThanOthers(String level) {
        var stranger = ManyPolicies.chain(keys, NOW);
        store(new NotarySignature(keys, stranger));

        assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> verify(policy("\"level\":\"" + level + "\"", "\"*\""), root.chain()));
    }

    @Test
    void s095_aCertificateThatIsTooLongIsNotRead() {
        store(new NotarySignature(
                keys,
                chain(
                        SIGNS,
                        new Part(
                                new ASN1ObjectIdentifier("1.2.3.4.5"),
                                false,
                                new DERUTF8String("x".repeat(16 << 10))))));

        assertThat(why()).contains("a certificate has more than 16384 bytes");
    }

    @Test
    void aChainWithoutItsRootDoesNotCount() {
        var between =
                root.authority("CN=between", Validity.around(NOW), Part.authority(), Part.usage(KeyUsage.keyCertSign));
        var chain = between.issue(SUBJECT, keys.getPublic(), Validity.around(NOW), SIGNS);
        store(new NotarySignature(keys, chain.subList(0, 2)));

        assertThat(verify(policy(STRICT, "\"*\""), between.chain().subList(0, 1)))
                .isInstanceOfSatisfying(
                        SignatureVerdict.NotVerified.class,
                        it -> assertThat(it.why()).contains("not a chain"));
    }

    private NotarySignature good() {
        return new NotarySignature(keys, chain(SIGNS));
    }

    private List<X509Certificate> chain(Part... parts) {
        return root.issue(SUBJECT, keys.getPublic(), Validity.around(NOW), parts);
    }

    private void store(NotarySignature signature) {
        registry.referrer(TYPE, "application/jose+json", signature.of(ARTIFACT));
    }

    private static String policy(String level, String identities) {
        return "{\"version\":\"1.0\",\"trustPolicies\":[{\"name\":\"p\",\"registryScopes\":[\"*\"],\"signatureVerification\":{"
                + level + "},\"trustStores\":[\"ca:x\"],\"trustedIdentities\":[" + identities + "]}]}";
    }

    private static String statement(String policy) {
        return policy.substring(policy.indexOf('[') + 1, policy.length() - 2);
    }

    private String why() {
        return whyWith(policy(STRICT, "\"*\""));
    }

    private String whyWith(String policy) {
        return ((SignatureVerdict.NotVerified) verify(policy, root.chain())).why();
    }

    private SignatureVerdict verify() {
        return verify(policy(STRICT, "\"*\""), root.chain());
    }

    private SignatureVerdict verify(String policy, List<X509Certificate> trusted) {
        try {
            var trust = NotationTrust.read(
                    policy.getBytes(UTF_8),
                    Map.of("ca.crt", TestAuthority.pem(trusted).getBytes(UTF_8)));
            return new NotationVerifier(registry.open(), trust, Clock.fixed(NOW, ZoneOffset.UTC))
                    .verify(ARTIFACT)
                    .success()
                    .orElseThrow();
        } catch (TrustException e) {
            throw new IllegalStateException(e);
        }
    }
}
