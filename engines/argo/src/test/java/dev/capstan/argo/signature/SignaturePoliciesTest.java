package dev.capstan.argo.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.argo.signature.Requirement.Contradictory;
import dev.capstan.argo.signature.Requirement.NothingDemanded;
import dev.capstan.argo.signature.Requirement.Signed;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignaturePoliciesTest {
    private static final String KEY = "4AEE18F83AFDEB23";
    private static final String OTHER_KEY = "D56C4FCA57A46444";

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException wrong) {
            throw new AssertionError(text, wrong);
        }
    }

    private static SignaturePolicies policies(String list) {
        return SignaturePolicies.of(json("{'sourceIntegrity':{'git':{'policies':[" + list + "]}}}"));
    }

    private static String policy(String repositories, String mode) {
        return "{'repos':[" + repositories + "],'gpg':{'mode':'" + mode + "','keys':['" + KEY + "']}}";
    }

    private static Signed by(boolean isStrict, String... keys) {
        return new Signed(isStrict, Set.of(keys).stream().map(AllowedKey::new).collect(Collectors.toSet()));
    }

    @Test
    void nothingIsDemandedWithoutPolicies() {
        SignaturePolicies policies = SignaturePolicies.of(json("{}"));

        assertThat(policies.isEmpty()).isTrue();
        assertThat(policies.forRepository("https://github.com/acme/app")).isEqualTo(new NothingDemanded());
    }

    @Test
    void keysOfAProjectAreForAllRepositories() {
        SignaturePolicies policies = SignaturePolicies.of(json(
                "{'signatureKeys':[{'keyID':'" + KEY + "'},{'keyID':'000000000000000000000000" + OTHER_KEY + "'}]}"));

        assertThat(policies.forRepository("https://github.com/acme/app")).isEqualTo(by(false, KEY, OTHER_KEY));
    }

    @Test
    void keyIdsMayBeInLowerCase() {
        SignaturePolicies policies = SignaturePolicies.of(json("{'signatureKeys':[{'keyID':'4aee18f83afdeb23'}]}"));

        assertThat(policies.forRepository("any")).isEqualTo(by(false, KEY));
    }

    @Test
    void aFingerprintOfAnSshKeyIsTakenAsItIs() {
        String key = "SHA256:abcDEF0123456789+/abcDEF0123456789+/abcDEF0";
        SignaturePolicies policies = SignaturePolicies.of(json("{'signatureKeys':[{'keyID':'" + key + "'}]}"));

        assertThat(policies.forRepository("any")).isEqualTo(by(false, key));
        assertThat(policies.notices()).isEmpty();
        assertThat(new SignedRevision("c", "a", SignatureResult.GOOD, key).keyId())
                .isEqualTo(key);
    }

    @Test
    void aKeyThatIsNoneLetsNobodySign() {
        SignaturePolicies policies = SignaturePolicies.of(json("{'signatureKeys':[{'keyID':'alice'}]}"));

        assertThat(policies.forRepository("any")).isEqualTo(new Signed(false, Set.of()));
        assertThat(policies.notices())
                .containsExactly("'alice' is not a valid GnuPG key ID or SSH fingerprint, so nobody signs with it");
    }

    @Test
    void policiesCountInsteadOfKeys() {
        SignaturePolicies policies = SignaturePolicies.of(json("{'signatureKeys':[{'keyID':'" + OTHER_KEY
                + "'}],'sourceIntegrity':{'git':{'policies':[" + policy("{'url':'*'}", "strict") + "]}}}"));

        assertThat(policies.forRepository("any")).isEqualTo(by(true, KEY));
        assertThat(policies.notices()).hasSize(1);
    }

    @Test
    void noSpellingOfAUrlEscapesItsPolicy() {
        SignaturePolicies policies = policies(policy("{'url':'https://github.com/acme/app'}", "head"));

        assertThat(policies.forRepository("https://me@GitHub.com:443//acme/app.git/"))
                .isEqualTo(by(false, KEY));
    }

    @Test
    void noPoliciesDoNotSwitchKeysOff() {
        SignaturePolicies policies = SignaturePolicies.of(
                json("{'signatureKeys':[{'keyID':'" + OTHER_KEY + "'}],'sourceIntegrity':{'git':{'policies':[]}}}"));

        assertThat(policies.forRepository("any")).isEqualTo(by(false, OTHER_KEY));
        assertThat(policies.notices()).isEmpty();
    }

    @Test
    void aPolicyIsForSomeRepositoriesAndNotForOthers() {
        SignaturePolicies policies =
                policies(policy("{'url':'https://github.com/acme/*'},{'url':'!https://github.com/acme/docs'}", "head"));

        assertThat(policies.forRepository("https://github.com/acme/app")).isEqualTo(by(false, KEY));
        assertThat(policies.forRepository("https://github.com/acme/docs")).isEqualTo(new NothingDemanded());
        assertThat(policies.forRepository("https://github.com/other/app")).isEqualTo(new NothingDemanded());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://GitHub.com/acme/app",
                "HTTPS://github.com/ACME/app.git",
                "https://github.com/Acme/docs",
                " https://github.com/acme/app"
            })
    void anotherWritingOfAUrlDoesNotLeadPastAPolicy(String url) {
        SignaturePolicies policies =
                policies(policy("{'url':'https://github.com/acme/*'},{'url':'!https://github.com/acme/docs'}", "head"));

        assertThat(policies.forRepository(url)).isEqualTo(by(false, KEY));
    }

    @Test
    void severalPoliciesForOneRepositoryLetNothingThrough() {
        SignaturePolicies policies =
                policies(policy("{'url':'*'}", "none") + "," + policy("{'url':'https://*'}", "head"));

        assertThat(policies.forRepository("https://github.com/acme/app"))
                .isEqualTo(new Contradictory("multiple (2) git source integrity policies found for repo URL:"
                        + " https://github.com/acme/app"));
    }

    @Test
    void modesThatNobodyKnowsLetNothingThrough() {
        assertThat(policies(policy("{'url':'*'}", "lax")).forRepository("any"))
                .isEqualTo(new Contradictory("unknown GPG mode \"lax\" configured for GIT source integrity"));
    }

    @Test
    void aPolicyMayDemandNothing() {
        assertThat(policies(policy("{'url':'*'}", "none")).forRepository("any")).isEqualTo(new NothingDemanded());
        assertThat(policies("{'repos':[{'url':'*'}]}").forRepository("any")).isEqualTo(new NothingDemanded());
    }

    @Test
    void aMalformedPatternLetsNothingThrough() {
        assertThat(policies(policy("{'url':'https://[github.com/*'}", "head")).forRepository("https://github.com/a"))
                .isInstanceOf(Contradictory.class);
    }
}
