package dev.capstan.secrets.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.capstan.secrets.document.Comment;
import dev.capstan.secrets.document.Leaf;
import dev.capstan.secrets.document.Scalar;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueCipherTest {
    private final SecureRandom random = new SecureRandom();
    private final DataKey key = DataKey.random(random);
    private final ValueCipher cipher = new ValueCipher(random);

    static Stream<Leaf> leaves() {
        return Stream.of(
                new Scalar.Text("text"),
                new Scalar.Text("ünï\n"),
                new Scalar.Bytes(new byte[] {(byte) 0xFF, 0}),
                new Scalar.Int(Long.MIN_VALUE),
                new Scalar.Decimal(1e-7),
                new Scalar.Decimal(Double.POSITIVE_INFINITY),
                new Scalar.Bool(true),
                new Scalar.Bool(false),
                new Scalar.Time("2024-05-01T10:11:12.123456+02:00"),
                new Comment(" note"));
    }

    @ParameterizedTest
    @MethodSource("leaves")
    void decryptsWhatItEncrypted(Leaf leaf) throws UndecryptableException {
        assertThat(cipher.decrypt(cipher.encrypt(leaf, key, "a:b:"), key, "a:b:"))
                .isEqualTo(leaf);
    }

    @ParameterizedTest
    @CsvSource({
        "1.5, 1.5",
        "1, 1",
        "1e20, 100000000000000000000",
        "1e-7, 0.0000001",
        "-0.0, -0",
        "123456789.125, 123456789.125"
    })
    void numbersHaveNoExponent(double number, String text) {
        assertThat(new String(LeafText.bytes(new Scalar.Decimal(number)), StandardCharsets.US_ASCII))
                .isEqualTo(text);
    }

    @Test
    void emptyTextIsNotEncrypted() throws UndecryptableException {
        assertThat(cipher.encrypt(new Scalar.Text(""), key, "a:")).isEmpty();
        assertThat(cipher.decrypt("", key, "a:")).isEqualTo(new Scalar.Text(""));
    }

    @Test
    void aValueBelongsToItsPlace() {
        String text = cipher.encrypt(new Scalar.Text("x"), key, "a:");

        assertThatExceptionOfType(UndecryptableException.class).isThrownBy(() -> cipher.decrypt(text, key, "b:"));
        assertThatExceptionOfType(UndecryptableException.class)
                .isThrownBy(() -> cipher.decrypt(text, DataKey.random(random), "a:"));
    }

    @Test
    void usesTheVectorOfWhatItDecryptedAgain() throws UndecryptableException {
        String first = cipher.encrypt(new Scalar.Text("x"), key, "a:");
        String second = cipher.encrypt(new Scalar.Text("x"), key, "a:");
        assertThat(first).isNotEqualTo(second);

        var other = new ValueCipher(random);
        var unused = other.decrypt(first, key, "a:");
        unused = other.decrypt(second, key, "a:");

        assertThat(other.encrypt(new Scalar.Text("x"), key, "a:")).isEqualTo(first);
        assertThat(other.encrypt(new Scalar.Text("x"), key, "a:")).isEqualTo(second);
        assertThat(other.encrypt(new Scalar.Text("x"), key, "a:")).isNotIn(first, second);
    }

    @Test
    void whatFollowsTheBracketDoesNotCount() throws UndecryptableException {
        String text = cipher.encrypt(new Scalar.Text("x"), key, "a:");

        assertThat(cipher.decrypt(text + " more", key, "a:")).isEqualTo(new Scalar.Text("x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "ENC[]",
                "ENC[AES256_GCM,data:,iv:AAAA,tag:AAAAAAAAAAAAAAAAAAAAAA==,type:str]",
                "ENC[AES256_GCM,data:AAAA,iv:,tag:AAAAAAAAAAAAAAAAAAAAAA==,type:str]",
                "ENC[AES256_GCM,data:AAAA,iv:AAAA,tag:AAAA,type:str]",
                "ENC[AES256_GCM,data:AAA,iv:AAAA,tag:AAAAAAAAAAAAAAAAAAAAAA==,type:str]",
                "ENC[AES256_GCM,type:str,data:AAAA,iv:AAAA,tag:AAAAAAAAAAAAAAAAAAAAAA==]",
                " ENC[AES256_GCM,data:AAAA,iv:AAAA,tag:AAAAAAAAAAAAAAAAAAAAAA==,type:str]"
            })
    void refusesWhatIsNotItsNotation(String text) {
        assertThatExceptionOfType(UndecryptableException.class).isThrownBy(() -> cipher.decrypt(text, key, "a:"));
    }

    @ParameterizedTest
    @CsvSource({"str, int", "str, bool", "str, time", "str, float", "str, nonsense"})
    void refusesATypeThatTheValueIsNotOf(String from, String to) {
        String text = cipher.encrypt(new Scalar.Text("x"), key, "a:").replace("type:" + from, "type:" + to);

        assertThatExceptionOfType(UndecryptableException.class).isThrownBy(() -> cipher.decrypt(text, key, "a:"));
    }

    @Test
    void aClosedDataKeyIsForgotten() {
        key.close();

        assertThat(key.copy()).containsOnly(0);
        assertThat(key.toString()).doesNotContain("[0");
    }
}
