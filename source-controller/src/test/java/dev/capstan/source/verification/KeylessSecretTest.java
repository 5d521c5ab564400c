package dev.capstan.source.verification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.Failure;
import dev.capstan.api.source.OidcIdentityMatch;
import dev.capstan.oci.signature.keyless.KeylessTrust;
import dev.capstan.oci.signature.keyless.SignerIdentity;
import dev.capstan.runtime.secret.SecretValues;
import dev.capstan.source.SourceFailure;
import dev.capstan.source.SourceResult;
import dev.capstan.testkit.signature.TestSigstore;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeylessSecretTest {
    private static final SignerIdentity CI =
            new SignerIdentity("https://token.actions.githubusercontent.com", "https://github.com/org/app/ci.yml");

    @ParameterizedTest
    @CsvSource({
        "githubusercontent, ^https://github.com/org/.*$, true",
        "^https://token,    org/app,                     true",
        "^token,            org/app,                     false",
        "githubusercontent, ^org,                        false",
        "gitlab,            org/app,                     false"
    })
    void s094_issuerAndSubjectMustBothMatch(String issuer, String subject, boolean matches) {
        assertThat(identities(new OidcIdentityMatch(issuer, subject)).test(CI)).isEqualTo(matches);
    }

    @Test
    void oneEntryThatMatchesIsEnough() {
        assertThat(identities(new OidcIdentityMatch("x", "x"), new OidcIdentityMatch(".*", ".*"))
                        .test(CI))
                .isTrue();
        assertThat(identities(new OidcIdentityMatch("x", ".*"), new OidcIdentityMatch(".*", "x"))
                        .test(CI))
                .isFalse();
    }

    @Test
    void s094_withoutAnyEntryNobodyIsTrusted() {
        var failure = failure(KeylessSecret.identities(List.of()));

        assertThat(failure.message()).contains("need matchOIDCIdentity");
        assertThat(failure.retry()).isEqualTo(Failure.Retry.ON_INPUT_CHANGE);
    }

    @ParameterizedTest
    @CsvSource({"'', org/app", "githubusercontent, ''", "'', ''"})
    void s094_anEmptyExpressionTrustsNobody(String issuer, String subject) {
        var failure = failure(KeylessSecret.identities(List.of(new OidcIdentityMatch(issuer, subject))));

        assertThat(failure.message()).contains("has no issuer or no subject");
        assertThat(failure.retry()).isEqualTo(Failure.Retry.ON_INPUT_CHANGE);
    }

    @Test
    void anExpressionThatIsNotOneIsNamed() {
        var failure = failure(KeylessSecret.identities(List.of(new OidcIdentityMatch("(", "x"))));

        assertThat(failure.message()).startsWith("spec.verify: '(' in matchOIDCIdentity is not a regular expression");
    }

    @Test
    void aTrustedRootIsRead() {
        var root = new TestSigstore().trustedRoot();

        assertThat(trust(Map.of("trusted_root.json", root.getBytes(UTF_8)))).isInstanceOf(SourceResult.Success.class);
    }

    @Test
    void whatIsWrongWithTheSecretIsNamedAndTriedAgain() {
        assertThat(failure(trust(Map.of("other", new byte[0]))).message())
                .contains("the Secret 'root' has no key 'trusted_root.json'");
        assertThat(failure(trust(Map.of("trusted_root.json", "{}".getBytes(UTF_8)))))
                .satisfies(failure -> {
                    assertThat(failure.message()).contains("is not a trusted root of Sigstore");
                    assertThat(failure.retry()).isEqualTo(Failure.Retry.WITH_BACKOFF);
                });
    }

    private static SourceResult<KeylessTrust> trust(Map<String, byte[]> values) {
        return KeylessSecret.trust(new SecretValues("root", values), _ -> true);
    }

    private static Predicate<SignerIdentity> identities(OidcIdentityMatch... entries) {
        return KeylessSecret.identities(List.of(entries)).orElse(failure -> {
            throw new AssertionError(failure.message());
        });
    }

    private static SourceFailure failure(SourceResult<?> result) {
        return ((SourceResult.Failed<?>) result).failure();
    }
}
