package dev.capstan.oci.signature.notation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.oci.signature.TrustException;
import dev.capstan.testkit.signature.TestAuthority;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trust policies and certificates as people write them into Secrets. */
class NotationTrustTest {
    private static final String STATEMENT = """
            {"name":"p","registryScopes":["*"],"signatureVerification":{"level":"strict"},\
            "trustStores":["ca:x"],"trustedIdentities":["*"]}""";

    private final TestAuthority authority = TestAuthority.root("CN=root", Instant.parse("2026-11-28T12:00:00Z"));

    @Test
    void severalCertificatesOfSeveralFilesAreRead() throws TrustException {
        var other = TestAuthority.root("CN=other", Instant.parse("2026-11-28T12:00:00Z"));
        var both = TestAuthority.pem(
                List.of(authority.chain().getFirst(), other.chain().getFirst()));

        var trust = NotationTrust.read(
                document(STATEMENT),
                Map.of(
                        "a.pem",
                        both.getBytes(UTF_8),
                        "b.crt",
                        TestAuthority.der(authority.chain().getFirst())));

        assertThat(trust.certificates()).hasSize(3);
    }

    @Test
    void aFileThatIsNotACertificateIsNamed() {
        assertThatThrownBy(() -> NotationTrust.read(document(STATEMENT), Map.of("ca.crt", "x".getBytes(UTF_8))))
                .hasMessageStartingWith("'ca.crt' cannot be used");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"*\"]          | \"example.com/*\"]        | registryScopes",
                "[\"*\"]         | [\"*\",\"example.com/a\"] | registryScopes",
                "[\"*\"]         | [\"app\"]                 | registryScopes",
                "[\"*\"]         | []                        | registryScopes",
                "[\"*\"]         | \"*\"                     | registryScopes is not a list",
                "strict          | loose                     | the level 'loose'",
                "\"strict\"      | \"strict\",\"override\":{\"expiry\":\"skip\"}       | the override of 'expiry'",
                "\"strict\"      | \"strict\",\"override\":{\"integrity\":\"log\"}     | the override of 'integrity'",
                "\"strict\"      | \"strict\",\"override\":{\"expiry\":\"ignore\"}     | the override of 'expiry'",
                "\"strict\"      | \"strict\",\"override\":[{\"expiry\":\"log\"}]      | override is not an object",
                "\"strict\"      | \"strict\",\"override\":\"log\"                  | override is not an object",
                "{\"level\":\"strict\"} | \"strict\"             | signatureVerification is not an object",
                "\"strict\"      | \"skip\"                  | the level 'skip' is not for all",
                "\"strict\"      | \"skip\",\"override\":{\"expiry\":\"log\"}          | cannot be overridden",
                "\"strict\"      | \"strict\",\"verifyTimestamp\":\"never\"            | verifyTimestamp",
                "[\"ca:x\"]      | []                        | no trustStores",
                "[\"ca:x\"]      | [\"x\"]                   | trustStores",
                "[\"ca:x\"]      | [\"root:x\"]              | trustStores",
                "\"name\":\"p\", | \"name\":\"\",            | has no name"
            })
    void aStatementThatCouldBeMeantOtherwiseIsRefused(String good, String bad, String why) {
        assertThatThrownBy(() -> NotationTrust.read(
                        document(STATEMENT.replaceFirst(Pattern.quote(good), Matcher.quoteReplacement(bad))), Map.of()))
                .hasMessageStartingWith("the trust policy cannot be used: ")
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*, x509.subject: C=US      | not '*' by itself",
                "x509.subject: C=US, ST=WA  | no country (C), state (ST) or organization (O)",
                "x509.subject: C            | is not a distinguished name",
                "x509.subject: C=US, ST=WA, O=#1     | is not a distinguished name",
                "x509.subject: C=US, ST=WA, O=\\\\zz   | is not a distinguished name",
                "x509.subject: C=US, C=DE, ST=WA, O=x | an attribute twice",
                "email: me@example.com      | not '*' by itself"
            })
    void anIdentityThatCouldBeMeantOtherwiseIsRefused(String identities, String why) {
        var texts = "\"" + (identities.startsWith("*") ? identities.replace(", ", "\",\"") : identities) + "\"";

        assertThatThrownBy(() -> NotationTrust.read(
                        document(STATEMENT.replace(
                                "\"trustedIdentities\":[\"*\"]", "\"trustedIdentities\":[" + texts + "]")),
                        Map.of()))
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource({
        "example.com/a, example.com/b, example.com/a",
        "docker.io/library/a, docker.io/library/b, index.docker.io/library/a"
    })
    void twoStatementsForOneRepositoryAreRefused(String first, String second, String third) {
        var one = STATEMENT.replace("[\"*\"],\"sig", "[\"" + first + "\",\"" + second + "\"],\"sig");
        var two =
                STATEMENT.replace("[\"*\"],\"sig", "[\"" + third + "\"],\"sig").replace("\"p\"", "\"q\"");

        assertThatThrownBy(() -> NotationTrust.read(document(one + "," + two), Map.of()))
                .hasMessageContaining("two statements are for '" + third.replaceFirst("^docker", "index.docker") + "'");
        assertThatThrownBy(() -> NotationTrust.read(document(STATEMENT + "," + STATEMENT), Map.of()))
                .hasMessageContaining("two statements");
    }

    @ParameterizedTest
    @CsvSource({"ca:y", "signingAuthority:x"})
    void twoTrustStoresAreRefusedAsTheirCertificatesAreNotToldApart(String other) {
        var second = STATEMENT
                .replace("ca:x", other)
                .replace("[\"*\"],\"sig", "[\"example.com/a\"],\"sig")
                .replace("\"p\"", "\"q\"");

        assertThatThrownBy(() -> NotationTrust.read(document(STATEMENT + "," + second), Map.of()))
                .hasMessageContaining("it names several trust stores (ca:x, " + other + ")");
        assertThatThrownBy(() -> NotationTrust.read(
                        document(STATEMENT.replace("\"ca:x\"", "\"ca:x\",\"" + other + "\"")), Map.of()))
                .hasMessageContaining("several trust stores");
    }

    @Test
    void oneTrustStoreBesidesThoseForTimestampsIsEnough() throws TrustException {
        var stores = STATEMENT.replace("\"ca:x\"", "\"ca:x\",\"tsa:y\",\"tsa:z\"");

        assertThat(NotationTrust.read(document(stores), Map.of()).policies()).hasSize(1);
    }

    @Test
    void otherVersionsAreRefused() {
        assertThatThrownBy(() -> NotationTrust.read("{\"version\":\"2.0\"}".getBytes(UTF_8), Map.of()))
                .hasMessageContaining("its version is not '1.0'");
        assertThatThrownBy(() -> NotationTrust.read("x".getBytes(UTF_8), Map.of()))
                .hasMessageContaining("not a JSON object");
    }

    private static byte[] document(String statements) {
        return ("{\"version\":\"1.0\",\"trustPolicies\":[" + statements + "]}").getBytes(UTF_8);
    }
}
