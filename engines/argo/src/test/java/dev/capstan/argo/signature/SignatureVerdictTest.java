package dev.capstan.argo.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.argo.signature.Requirement.Signed;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureVerdictTest {
    private static final String COMMIT = "0123456789012345678901234567890123456789";
    private static final String KEY = "4AEE18F83AFDEB23";
    private static final Signed DEMANDED = new Signed(false, Set.of(new AllowedKey(KEY)));

    private static SignedRevision revision(SignatureResult result, String key) {
        return new SignedRevision(COMMIT, "Alice <a@example.com>", result, key);
    }

    @Test
    void aGoodSignatureByAnAllowedKeyIsLetThrough() {
        assertThat(SignatureVerdict.problems(DEMANDED, List.of(revision(SignatureResult.GOOD, "4aee18f83afdeb23"))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "UNSIGNED, '', unsigned",
        "BAD, 4AEE18F83AFDEB23, bad signature",
        "UNTRUSTED_KEY, 4AEE18F83AFDEB23, signed with untrusted key",
        "EXPIRED_SIGNATURE, 4AEE18F83AFDEB23, expired signature",
        "EXPIRED_KEY, 4AEE18F83AFDEB23, signed with expired key",
        "REVOKED_KEY, 4AEE18F83AFDEB23, signed with revoked key",
        "MISSING_KEY, 4AEE18F83AFDEB23, signed with key not in keyring",
        "GOOD, D56C4FCA57A46444, signed with unallowed key",
        "GOOD, '', signed with unallowed key"
    })
    void everythingElseIsSaid(SignatureResult result, String key, String words) {
        assertThat(SignatureVerdict.problems(DEMANDED, List.of(revision(result, key))))
                .containsExactly("GIT/GPG: Failed verifying revision " + COMMIT + " by 'Alice <a@example.com>': "
                        + words + " (key_id=" + key + ")");
    }

    @Test
    void withoutAllowedKeysNobodySigns() {
        assertThat(SignatureVerdict.problems(new Signed(false, Set.of()), List.of(revision(SignatureResult.GOOD, KEY))))
                .hasSize(1);
    }

    @Test
    void nothingLookedAtIsNotNothingWrong() {
        assertThat(SignatureVerdict.problems(DEMANDED, List.of())).hasSize(1);
    }

    @Test
    void commitsByOneKeyAreSaidOnceAndUnsignedOnesEach() {
        assertThat(SignatureVerdict.problems(
                        DEMANDED,
                        List.of(
                                revision(SignatureResult.EXPIRED_KEY, KEY),
                                revision(SignatureResult.EXPIRED_KEY, KEY),
                                revision(SignatureResult.UNSIGNED, ""),
                                revision(SignatureResult.UNSIGNED, ""))))
                .hasSize(3);
    }

    @Test
    void atMostTenAreSaid() {
        assertThat(SignatureVerdict.problems(
                        DEMANDED, Collections.nCopies(500, revision(SignatureResult.UNSIGNED, ""))))
                .hasSize(10);
    }
}
