package dev.capstan.openpgp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With a key and a text that GnuPG made. */
class ClearSignedTextTest {
    private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");

    private final String file = resource("gnupg.asc");

    @Test
    void whatGnuPgSignedIsReadAndHolds() {
        var text = ClearSignedText.parse(file.getBytes(UTF_8)).orElseThrow();

        assertThat(text.text()).isEqualTo("one\n- two\n-----three\n\nfür vier");
        assertThat(text.check(keys(), NOW))
                .isEqualTo(new OpenPgpCheck.Valid(resource("keyid").strip()));
    }

    @Test
    void lineEndsAndSpacesAtTheEndsOfLinesAreNotSigned() {
        var same = ClearSignedText.parse(
                        file.replace("one\n", "one  \t\n").replace("\n", "\r\n").getBytes(UTF_8))
                .orElseThrow();

        assertThat(same.text()).isEqualTo("one\n- two\n-----three\n\nfür vier");
        assertThat(same.check(keys(), NOW)).isInstanceOf(OpenPgpCheck.Valid.class);
    }

    @ParameterizedTest
    @CsvSource({"one, eins", "two, two more", "'one\n', 'one\n\n'"})
    void anotherTextIsNotWhatWasSigned(String before, String after) {
        var other = ClearSignedText.parse(file.replace(before, after).getBytes(UTF_8))
                .orElseThrow();

        assertThat(other.check(keys(), NOW))
                .isInstanceOfSatisfying(
                        OpenPgpCheck.Invalid.class, it -> assertThat(it.why()).contains("does not fit the content"));
    }

    @Test
    void aStrangersSignatureDoesNotHold() {
        var text = ClearSignedText.parse(file.getBytes(UTF_8)).orElseThrow();
        var none = ((OpenPgpKeys.Parsed.Keys) OpenPgpKeys.parse(Map.of())).keys();

        assertThat(text.check(none, NOW))
                .isInstanceOfSatisfying(
                        OpenPgpCheck.Invalid.class, it -> assertThat(it.why()).contains("not among the trusted keys"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "one                                  | '-one'",
                "Hash:                                | Comment:",
                "-----BEGIN PGP SIGNED MESSAGE-----   | '-----BEGIN PGP MESSAGE-----'",
                "-----BEGIN PGP SIGNED MESSAGE-----   | 'more\n-----BEGIN PGP SIGNED MESSAGE-----'",
                "-----BEGIN PGP SIGNATURE-----        | '-----BEGIN PGP SIG-----'",
                "-----END PGP SIGNATURE-----          | '-----END PGP SIG-----'",
                "-----END PGP SIGNATURE-----          | '-----END PGP SIGNATURE-----\nmore'"
            })
    void whatTheSignatureDoesNotCoverIsRefused(String before, String after) {
        var odd = file.replace(before, after);

        assertThat(odd).isNotEqualTo(file);
        assertThat(ClearSignedText.parse(odd.getBytes(UTF_8))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"o\u0007ne", "one\rmore", "one\u0085more", "one\u0000"})
    void charactersAtWhichReadersMayPartLinesAreRefused(String line) {
        assertThat(ClearSignedText.parse(file.replace("one", line).getBytes(UTF_8)))
                .isEmpty();
    }

    @Test
    void whatIsNotUtf8IsRefused() {
        assertThat(ClearSignedText.parse(file.getBytes(ISO_8859_1))).isEmpty();
    }

    private static OpenPgpKeys keys() {
        return ((OpenPgpKeys.Parsed.Keys)
                        OpenPgpKeys.parse(Map.of("a.asc", resource("key.asc").getBytes(UTF_8))))
                .keys();
    }

    private static String resource(String name) {
        try (var in = ClearSignedTextTest.class.getResourceAsStream(name)) {
            return in == null ? "" : new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
