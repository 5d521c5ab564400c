package dev.capstan.oci.signature.notation;

import static dev.capstan.oci.signature.SignedRegistry.ARTIFACT;
import static dev.capstan.oci.signature.notation.NotationFixture.NOW;
import static dev.capstan.oci.signature.notation.NotationFixture.SIGNS;
import static dev.capstan.oci.signature.notation.NotationFixture.STRICT;
import static dev.capstan.oci.signature.notation.NotationFixture.SUBJECT;
import static dev.capstan.oci.signature.notation.NotationFixture.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.oci.signature.SignatureVerdict;
import dev.capstan.testkit.signature.SigningKeys;
import dev.capstan.testkit.signature.TestAuthority;
import dev.capstan.testkit.signature.TestAuthority.Validity;
import java.security.KeyPair;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the trust policy makes of a signature: its statements, levels and identities. */
class NotationPolicyTest {
    @AutoClose
    private final NotationFixture notation = new NotationFixture();

    private final TestAuthority root = notation.root();
    private final KeyPair keys = notation.keys();

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
        notation.store(notation.good());

        var verdict = notation.verify(policy(STRICT, "\"" + identity + "\""), root.chain());

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
        notation.store(new NotarySignature(keys, root.issue(subject, keys.getPublic(), Validity.around(NOW), SIGNS)));
        var state = attribute.startsWith("S=") ? "" : ", ST=WA";

        var verdict = notation.verify(
                policy(STRICT, "\"x509.subject: C=US, O=example" + state + ", " + attribute + "\""), root.chain());

        assertThat(verdict instanceof SignatureVerdict.Verified).isEqualTo(counts);
    }

    @Test
    void aPolicyThatWantsTimestampsIsNotSatisfied() {
        notation.store(notation.good());

        assertThat(notation.whyWith(policy(STRICT, "\"*\"").replace("\"ca:x\"", "\"ca:x\",\"tsa:y\"")))
                .contains("asks for a timestamp");
    }

    @Test
    void theLevelAuditToleratesAStrangerAndSaysSo() {
        var stranger = TestAuthority.root("CN=root,O=example", NOW);
        notation.store(
                new NotarySignature(keys, stranger.issue(SUBJECT, keys.getPublic(), Validity.around(NOW), SIGNS)));

        assertThat(notation.verify(policy("\"level\":\"audit\"", "\"*\""), root.chain()))
                .isInstanceOfSatisfying(
                        SignatureVerdict.Verified.class,
                        it -> assertThat(it.signer())
                                .endsWith(
                                        "which tolerates: no certificate of the Secret is in the chain of a signature"));
    }

    @Test
    void theLevelAuditWantsASignatureThatFits() {
        assertThat(notation.whyWith(policy("\"level\":\"audit\"", "\"*\""))).isEqualTo("there is no signature");
        notation.store(new NotarySignature(SigningKeys.ec(), notation.chain(SIGNS)));
        assertThat(notation.whyWith(policy("\"level\":\"audit\"", "\"*\""))).contains("its signature does not fit");
    }

    @Test
    void theLevelSkipIsNamedAndNothingIsFetched() {
        var name = notation.registry().open().name();
        var policy = "{\"version\":\"1.0\",\"trustPolicies\":[{\"name\":\"s\",\"registryScopes\":[\"" + name
                + "\"],\"signatureVerification\":{\"level\":\"skip\"}}]}";

        assertThat(notation.verify(policy, root.chain()))
                .isEqualTo(new SignatureVerdict.NotWanted("statement 's' of the trust policy has the level 'skip'"));
        assertThat(notation.registry().server().asked("/v2/team/app/referrers/" + ARTIFACT))
                .isEmpty();
    }

    @Test
    void aRepositoryThatNoStatementIsForIsNotVerified() {
        notation.store(notation.good());

        assertThat(notation.whyWith(policy(STRICT, "\"*\"").replace("[\"*\"],\"sig", "[\"example.com/other\"],\"sig")))
                .contains("no statement of the trust policy");
    }

    @Test
    void theStatementThatNamesTheRepositoryComesFirst() {
        notation.store(notation.good());
        var name = notation.registry().open().name();
        var narrow = policy(STRICT, "\"x509.subject: C=US, ST=WA, O=other\"")
                .replace("[\"*\"],\"sig", "[\"" + name + "\"],\"sig")
                .replace("\"name\":\"p\"", "\"name\":\"narrow\"");
        var all = policy(STRICT, "\"*\"");
        var both = all.substring(0, all.length() - 2) + "," + statement(narrow) + "]}";

        assertThat(notation.whyWith(both)).contains("is not one of the trustedIdentities");
    }

    private static String statement(String policy) {
        return policy.substring(policy.indexOf('[') + 1, policy.length() - 2);
    }
}
