package dev.capstan.source.helm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.access.SecretAccess;
import dev.capstan.api.meta.Failure;
import dev.capstan.chartaccess.Charts;
import dev.capstan.charts.ChartMetadata;
import dev.capstan.runtime.secret.SecretException;
import dev.capstan.runtime.secret.SecretFailure;
import dev.capstan.runtime.secret.SecretValues;
import dev.capstan.source.SourceFailure;
import dev.capstan.source.SourceResult;
import dev.capstan.source.SourceStep;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProvenanceVerificationTest {
    private static final Predicate<ChartMetadata> ANY = _ -> true;

    private final Map<String, byte[]> secret = new LinkedHashMap<>(Map.of("author.asc", SignedChart.key()));
    private final ProvenanceVerification verification = new ProvenanceVerification(
            new SecretAccess((_, name) -> new SecretValues(name, secret)),
            InstantSource.fixed(Instant.parse("2026-12-01T00:00:00Z")));

    @ParameterizedTest
    @ValueSource(strings = {"author.asc", "ring.gpg", "helm.pub"})
    void whatHelmSignedIsVerifiedWithAnyKeyOfTheSecret(String name) {
        secret.clear();
        secret.put(name, SignedChart.key());
        secret.put("note.txt", "not a key".getBytes(UTF_8));

        assertThat(verify(signed()))
                .isEqualTo("verified the provenance of 'web-1.2.0.tgz' with key '99511782132DD87D' of Secret 'keys'");
    }

    @Test
    void otherBytesAreRefused() {
        var other = new OfferedChart(SignedChart.FILE, Charts.packed("web", "1.2.0"), SignedChart.provenance());

        assertThat(verify(other)).contains("which is not the signed one");
    }

    @Test
    void anotherNameOfTheFileIsRefused() {
        assertThat(verify(new OfferedChart("web-1.3.0.tgz", SignedChart.archive(), SignedChart.provenance())))
                .isEqualTo("the provenance of 'web-1.3.0.tgz' is refused: it names no file 'web-1.3.0.tgz'");
    }

    @Test
    void anotherChartThanTheOneThatIsWantedIsRefused() {
        var result = verification.verify(
                "ns",
                new ProvenancePolicy("keys"),
                signed(),
                chart -> chart.version().equals("1.3.0"));

        assertThat(text(result))
                .endsWith("it is about version 1.2.0 of chart 'web', which is not the one that is offered");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "version: 1.2.0                     | version: 1.3.0           | does not fit the content",
                "Hash: SHA512                       | Comment: x               | not one text that is signed",
                "-----BEGIN PGP SIGNED MESSAGE----- | name: web                | not one text that is signed"
            })
    void aTextThatIsNotTheSignedOneIsRefused(String before, String after, String why) {
        var changed = new String(SignedChart.provenance(), UTF_8).replace(before, after);
        assertThat(changed.getBytes(UTF_8)).isNotEqualTo(SignedChart.provenance());

        assertThat(verify(new OfferedChart(SignedChart.FILE, SignedChart.archive(), changed.getBytes(UTF_8))))
                .contains(why);
    }

    @Test
    void aProvenanceFileThatIsTooLargeIsNotRead() {
        assertThat(verify(new OfferedChart(SignedChart.FILE, SignedChart.archive(), new byte[(1 << 20) + 1])))
                .endsWith("it has more than 1048576 bytes");
    }

    @Test
    void theKeyOfAStrangerDoesNotCount() {
        secret.clear();
        secret.put("stranger.asc", STRANGER.getBytes(UTF_8));

        assertThat(verify(signed())).contains("99511782132DD87D, which is not among the trusted keys");
    }

    @ParameterizedTest
    @CsvSource({"keys.txt, no public key", "broken.asc, 'the key ''broken.asc'' cannot be read'"})
    void keysThatCannotBeUsedAreSaid(String name, String why) {
        secret.clear();
        secret.put(name, "no key".getBytes(UTF_8));

        assertThat(verify(signed()))
                .startsWith("annotation capstan.dev/verify-provenance: Secret 'keys': ")
                .contains(why);
    }

    @Test
    void aSecretThatCannotBeReadIsSaidOnce() {
        assertThat(unread(new SecretFailure.Missing("keys")).message())
                .isEqualTo("annotation capstan.dev/verify-provenance names the Secret 'keys', which does not exist");
        assertThat(unread(new SecretFailure.Unread("keys", 503))).satisfies(failure -> {
            assertThat(failure.family()).isEqualTo(Failure.Family.DEPENDENCY);
            assertThat(failure.message()).startsWith("annotation capstan.dev/verify-provenance: ");
        });
    }

    private static SourceFailure unread(SecretFailure why) {
        var broken = new ProvenanceVerification(
                new SecretAccess((_, _) -> {
                    throw new SecretException(why);
                }),
                InstantSource.system());
        return ((SourceResult.Failed<String>) broken.verify("ns", new ProvenancePolicy("keys"), signed(), ANY))
                .failure();
    }

    @Test
    void whatIsRefusedIsAVerificationThatIsTriedAgain() {
        var failure = ((SourceResult.Failed<String>)
                        verification.verify("ns", new ProvenancePolicy("keys"), signed(), _ -> false))
                .failure();

        assertThat(failure.step()).isEqualTo(SourceStep.VERIFY);
        assertThat(failure.retry()).isEqualTo(Failure.Retry.WITH_BACKOFF);
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.3, 1.2.3, true",
        "v1.2.3, 1.2.3, true",
        "1.2, 1.2, true",
        "1.2.3, 1.2.4, false",
        "1.2.3+a, 1.2.3+b, false"
    })
    void versionsAreTheSameHoweverTheyAreWritten(String one, String other, boolean isSame) {
        assertThat(ProvenanceVerification.isSameVersion(one, other)).isEqualTo(isSame);
    }

    private static OfferedChart signed() {
        return new OfferedChart(SignedChart.FILE, SignedChart.archive(), SignedChart.provenance());
    }

    private String verify(OfferedChart offered) {
        return text(verification.verify("ns", new ProvenancePolicy("keys"), offered, ANY));
    }

    private static String text(SourceResult<String> result) {
        return switch (result) {
            case SourceResult.Success<String>(var verified) -> verified;
            case SourceResult.Failed<String>(var failure) -> failure.message();
        };
    }

    private static final String STRANGER = """
-----BEGIN PGP PUBLIC KEY BLOCK-----

mDMEawtloRYJKwYBBAHaRw8BAQdA2HNXGKuLz1cse9fIpX3pkvkPc2e9ieq8bPyG
4NpMeyG0GUF1dGhvciA8YXV0aG9yQGxvY2FsaG9zdD6IkAQTFggAOBYhBLl1MNwN
p5oIpU1QMUFJ1urpi0N1BQJrC2WhAhsDBQsJCAcCBhUKCQgLAgQWAgMBAh4BAheA
AAoJEEFJ1urpi0N1RycA/jWhRAK2nxOorkqG2+ZOkYnObPNx5CQOr/n4e9sGa0h9
AP9bQZS1IA+f55WqsGkOwUfA+IZpuZdn65iejryQZHK2DQ==
=mpID
-----END PGP PUBLIC KEY BLOCK-----
""";
}
