package dev.capstan.runtime.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cannot clone https://bob:s3cret@git.example.com/a.git | cannot clone https://*****@git.example.com/a.git",
                "https://s3cret@example.com/x | https://*****@example.com/x",
                "ssh://git:s3cret@example.com/x | ssh://git:*****@example.com/x",
                "https://x/y?token=s3cret&ref=main | https://x/y?token=*****&ref=main",
                "https://x/y?ref=main&access_token=s3cret | https://x/y?ref=main&access_token=*****",
                "https://x/y?X-Amz-Signature=s3cret | https://x/y?X-Amz-Signature=*****",
                "Authorization: Bearer s3cret | Authorization: *****",
                "sent bearer s3crets3cret to x | sent bearer ***** to x",
                "db_password=s3cret | db_password=*****",
                "https://hooks.slack.com/services/T0/B0/s3cret | https://hooks.slack.com/services/*****",
            })
    void takesOutCredentials(String text, String expected) {
        assertThat(Redaction.of(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
                "glpat-abcdefghijklmnopqrst",
                "xoxb-1234567890-abcdef",
                "AKIAABCDEFGHIJKLMNOP",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abc",
                "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaA\n-----END OPENSSH PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\nb3BlbnNzaA",
            })
    void takesOutTokensOfKnownShapes(String secret) {
        assertThat(Redaction.of("it was " + secret + " indeed"))
                .doesNotContain(secret)
                .startsWith("it was *****");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh://git@github.com/a/b.git",
                "Applied revision: main@sha1:0123456789abcdef0123456789abcdef01234567",
                "the Secret has a username but no password: set both",
                "Deployment/default/web: 1 of 2 replicas are ready",
                "see https://example.com/docs?page=2#token",
            })
    void leavesOtherTextAlone(String text) {
        assertThat(Redaction.of(text)).isEqualTo(text);
    }

    @Test
    void isQuickOnHostileText() {
        String hostile = "https://" + "a".repeat(39_000) + "?" + "token".repeat(5_000) + "password".repeat(2_000);

        Assertions.assertTimeout(Duration.ofSeconds(10), () -> Redaction.of(hostile));
    }
}
