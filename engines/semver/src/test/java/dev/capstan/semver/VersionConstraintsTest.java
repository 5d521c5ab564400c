package dev.capstan.semver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class VersionConstraintsTest {
    /** Constraint, version, and what the Go library says: whether it holds, or {@code !} and why it cannot be read. */
    @Test
    void checksAsTheGoLibraryDoes() throws IOException {
        List<String> different = new ArrayList<>();
        int rows = 0;
        for (String line : lines()) {
            String[] row = line.split(" ; ", -1);
            String actual = check(row[0], row[1]);
            rows++;
            if (!actual.equals(row[2])) {
                different.add(line + " gives " + actual);
            }
        }

        assertThat(different).isEmpty();
        assertThat(rows).isGreaterThan(300);
    }

    private static String check(String constraint, String version) {
        try {
            return String.valueOf(VersionConstraints.parse(constraint).check(LenientVersion.parse(version)));
        } catch (InvalidVersionException invalid) {
            return "! " + invalid.getMessage();
        }
    }

    private static List<String> lines() throws IOException {
        try (InputStream in = VersionConstraintsTest.class.getResourceAsStream("/constraints.txt")) {
            byte[] bytes = Objects.requireNonNull(in).readAllBytes();
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        }
    }

    @Test
    void refusesTextsThatAreTooLong() {
        assertThatThrownBy(() -> VersionConstraints.parse("1".repeat(513)))
                .hasMessage("constraint string is too long (max 512 bytes)");
        assertThatThrownBy(() -> VersionConstraints.parse("1||".repeat(32)))
                .hasMessage("too many constraint groups (max 32)");
        assertThatThrownBy(() -> LenientVersion.parse("1".repeat(257)))
                .hasMessage("version string is too long (max 256 bytes)");
    }

    @Test
    void ordersVersionsByNumberNotByText() {
        assertThat(LenientVersion.parse("v1.10").compareTo(LenientVersion.parse("1.9.0")))
                .isPositive();
        assertThat(LenientVersion.parse("1.0.0-rc.10").compareTo(LenientVersion.parse("1.0.0-rc.9")))
                .isPositive();
        assertThat(LenientVersion.parse("1.0.0-rc").compareTo(LenientVersion.parse("1")))
                .isNegative();
        assertThat(LenientVersion.parse("1.0.0+a").compareTo(LenientVersion.parse("1.0.0+b")))
                .isZero();
        assertThat(LenientVersion.parse("01.2")).hasToString("1.2.0");
    }
}
