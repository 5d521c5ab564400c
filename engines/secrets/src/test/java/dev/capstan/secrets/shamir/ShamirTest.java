package dev.capstan.secrets.shamir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShamirTest {
    private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final SecureRandom random = new SecureRandom();

    @Test
    void anyTwoOfThreeSharesGiveTheSecret() {
        List<byte[]> shares = Shamir.split(SECRET, 3, 2, random);

        assertThat(Shamir.combine(List.of(shares.get(0), shares.get(1)))).isEqualTo(SECRET);
        assertThat(Shamir.combine(List.of(shares.get(2), shares.get(0)))).isEqualTo(SECRET);
        assertThat(Shamir.combine(List.of(shares.get(1), shares.get(2)))).isEqualTo(SECRET);
        assertThat(Shamir.combine(shares)).isEqualTo(SECRET);
    }

    @Test
    void fewerSharesThanTheThresholdGiveSomethingElse() {
        List<byte[]> shares = Shamir.split(SECRET, 4, 3, random);

        assertThat(Shamir.combine(shares.subList(0, 2))).isNotEqualTo(SECRET);
    }

    @Test
    void sharesAreNumberedAtTheirEnd() {
        List<byte[]> shares = Shamir.split(SECRET, 255, 2, random);

        assertThat(shares).hasSize(255).allSatisfy(share -> assertThat(share).hasSize(33));
        assertThat(shares.get(254)[32] & 0xFF).isEqualTo(255);
        assertThat(Shamir.combine(List.of(shares.get(254), shares.get(100)))).isEqualTo(SECRET);
    }

    /** The field is the one of AES: FIPS 197, 4.2. */
    @Test
    void multipliesAsAesDoes() {
        assertThat(Field.multiply(0x57, 0x83)).isEqualTo(0xC1);
        assertThat(Field.multiply(0x57, 0x13)).isEqualTo(0xFE);
        for (int i = 1; i < 256; i++) {
            assertThat(Field.multiply(i, Field.inverse(i))).isEqualTo(1);
        }
    }

    @Test
    void refusesThresholdsThatCannotBe() {
        assertThatIllegalArgumentException().isThrownBy(() -> Shamir.split(SECRET, 3, 1, random));
        assertThatIllegalArgumentException().isThrownBy(() -> Shamir.split(SECRET, 2, 3, random));
        assertThatIllegalArgumentException().isThrownBy(() -> Shamir.split(SECRET, 256, 2, random));
        assertThatIllegalArgumentException().isThrownBy(() -> Shamir.split(new byte[0], 2, 2, random));
    }

    @Test
    void refusesSharesThatDoNotGoTogether() {
        byte[] first = HexFormat.of().parseHex("010201");
        byte[] zero = HexFormat.of().parseHex("010200");

        assertThatIllegalArgumentException().isThrownBy(() -> Shamir.combine(List.of(first)));
        assertThatIllegalArgumentException().isThrownBy(() -> Shamir.combine(List.of(first, first)));
        assertThatIllegalArgumentException().isThrownBy(() -> Shamir.combine(List.of(first, zero)));
        assertThatIllegalArgumentException().isThrownBy(() -> Shamir.combine(List.of(first, new byte[] {1, 2})));
    }
}
