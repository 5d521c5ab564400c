package dev.capstan.images.setter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageRefTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "alpine",
                "library/alpine",
                "ghcr.io/org/app",
                "localhost:5000/a",
                "GHCR.io/a",
                "[::1]:5000/a/b",
                "10.0.0.1:80/a__b/c---d.e_f"
            })
    void namesOfRepositoriesAreTaken(String name) {
        assertThat(ImageRef.of(name, "1", Optional.empty()))
                .hasValueSatisfying(image -> assertThat(image).hasToString(name + ":1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "a\nb",
                "a: b",
                "a#b",
                "a@b",
                "a:1",
                "-a",
                "/a",
                "a/",
                "a//b",
                "A",
                "oci://a",
                "a{b}",
                "$(a)",
                "`a`",
                "é",
                "a'b",
                "a\"b",
                "{{a}}",
                "*a",
                "&a",
                "!a",
                "a/b:5/c:6"
            })
    void i088_namesThatMeanSomethingElsewhereAreRefused(String name) {
        assertThat(ImageRef.of(name, "1", Optional.empty())).isEmpty();
        assertThatThrownBy(() -> new ImageRef(name, "1", Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a\n",
                "\na",
                "1\"",
                "1'",
                "1 # x",
                "1: 2",
                "a}",
                "$(reboot)",
                "`id`",
                "a;b",
                "a|b",
                "a&b",
                "{{.X}}",
                "-rf",
                ".a",
                "é",
                "a/b",
                "a:b",
                "a@sha256",
                "*",
                "a\u0000",
                "a\r"
            })
    void i088_tagsThatMeanSomethingElsewhereAreRefused(String tag) {
        assertThat(ImageRef.of("app", tag, Optional.empty())).isEmpty();
    }

    @Test
    void i088_longTagsAndNamesAreRefused() {
        assertThat(ImageRef.isTag("a".repeat(128))).isTrue();
        assertThat(ImageRef.isTag("a".repeat(129))).isFalse();
        assertThat(ImageRef.isName("a".repeat(256))).isFalse();
        assertThat(ImageRef.isName("a.".repeat(100) + "!")).isFalse();
    }
}
