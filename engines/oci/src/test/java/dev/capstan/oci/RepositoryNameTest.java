package dev.capstan.oci;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryNameTest {
    @ParameterizedTest
    @CsvSource({
        "oci://ghcr.io/org/app, ghcr.io/org/app",
        "ghcr.io/org/app, ghcr.io/org/app",
        "oci://localhost/app, localhost/app",
        "oci://127.0.0.1:5000/a/b, 127.0.0.1:5000/a/b",
        "oci://[::1]:5000/a, [::1]:5000/a",
        "oci://GHCR.io/a, ghcr.io/a",
        "oci://org/app, index.docker.io/org/app",
        "oci://docker.io/nginx, index.docker.io/library/nginx",
        "oci://registry-1.docker.io/org/app, index.docker.io/org/app",
        "nginx, index.docker.io/library/nginx",
        "oci://r.example/a__b/c---d.e_f, r.example/a__b/c---d.e_f"
    })
    void readsNames(String text, String expected) {
        assertThat(RepositoryName.parse(text).map(RepositoryName::toString).success())
                .contains(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "oci://ghcr.io/org/app:1.0, it must not name a tag",
        "oci://ghcr.io/org/app@sha256:abc, it must not name a digest"
    })
    void aTagOrDigestIsRefused(String text, String why) {
        assertThat(RepositoryName.parse(text).problem())
                .hasValueSatisfying(failure -> assertThat(failure.message()).endsWith(why));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "oci://",
                "oci://ghcr.io",
                "oci://ghcr.io/",
                "oci://ghcr.io/../etc",
                "oci://ghcr.io/a//b",
                "oci://ghcr.io/A",
                "oci://user@ghcr.io/a",
                "oci://ghcr.io/a?b=c",
                "oci://ghcr.io/a#b",
                "oci://gh cr.io/a",
                "oci://-ghcr.io/a",
                "oci://ghcr..io/a",
                "oci://ghcr-.io/a",
                "oci://ghcr.io.1/a",
                "oci://1.2.3.456/a",
                "oci://[:::1]/a",
                "oci://[1]:5000/a",
                "oci://ghcr.io:0/a",
                "oci://ghcr.io:65536/a",
                "oci://ghcr.io:99999/a",
                "https://ghcr.io/a"
            })
    void whatIsNotANameIsRefused(String text) {
        assertThat(RepositoryName.parse(text).problem()).containsInstanceOf(OciFailure.NameInvalid.class);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1:5000/a, true", "localhost:5000/a, true", "[::1]:5000/a, true", "127.0.0.1.evil.test/a, false"
    })
    void knowsLoopback(String text, boolean expected) {
        assertThat(RepositoryName.parse(text).map(RepositoryName::isLoopback).success())
                .contains(expected);
    }

    @Test
    void theHostIsWithoutThePort() {
        assertThat(new RepositoryName("[::1]:5000", "a").host()).isEqualTo("[::1]");
        assertThat(new RepositoryName("ghcr.io", "a").host()).isEqualTo("ghcr.io");
    }
}
