package dev.capstan.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {
    private static final String EMPTY = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @Test
    void bytesTextAndStreamGiveTheSameDigest() throws IOException {
        assertThat(Digest.sha256("")).hasToString(EMPTY);
        assertThat(Digest.sha256(new byte[0])).hasToString(EMPTY);
        assertThat(Digest.sha256(new ByteArrayInputStream("ä".getBytes("UTF-8"))))
                .isEqualTo(Digest.sha256("ä"));
    }

    @Test
    void aDigestThatIsFedInPiecesIsTheSame() {
        var computation = DigestAlgorithm.SHA512.start();
        computation.update("a".getBytes());
        computation.update("b".getBytes());

        var digest = DigestAlgorithm.SHA512.finish(computation);

        computation.update("ab".getBytes());
        assertThat(DigestAlgorithm.SHA512.finish(computation)).isEqualTo(digest);
        assertThat(digest.toString()).startsWith("sha512:").hasSize("sha512:".length() + 128);
    }

    @Test
    void readsItsOwnText() {
        assertThat(Digest.parse(EMPTY)).contains(Digest.sha256(""));
        assertThat(Digest.parse("sha384:" + "0".repeat(96)).orElseThrow().algorithm())
                .isEqualTo(DigestAlgorithm.SHA384);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256",
                "sha256:",
                "sha256:zz",
                "md5:d41d8cd98f00b204e9800998ecf8427e",
                "sha256:../x",
                "SHA256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "sha256:E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
                "sha512:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
            })
    void refusesOtherForms(String text) {
        assertThat(Digest.parse(text)).isEmpty();
    }

    @Test
    void cannotBeBuiltWithAWrongValue() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Digest(DigestAlgorithm.SHA256, "ab"));
    }

    @Test
    void fieldsDoNotRunIntoEachOther() {
        assertThat(new FieldDigest().add("ab", "c").finish())
                .isNotEqualTo(new FieldDigest().add("a", "bc").finish());
        assertThat(new FieldDigest().add("a").add("b").finish())
                .isEqualTo(new FieldDigest().add("a", "b").finish());
    }
}
