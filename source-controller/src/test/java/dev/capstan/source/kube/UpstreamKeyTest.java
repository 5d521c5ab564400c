package dev.capstan.source.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.source.GitRepository;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamKeyTest {

    @ParameterizedTest
    @ValueSource(strings = {"interval: 7m", "timeout: 3s", "ignore: x", "sparseCheckout: [a]", "ignore: 'y secretRef'"})
    void whatDoesNotChangeTheRevisionDoesNotPartObjects(String more) {
        assertThat(key("apps", more)).isEqualTo(key("apps", "timeout: 60s"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ref: {branch: dev}", "recurseSubmodules: true", "secretRef: {name: a}", "url: https://a/b"})
    void whatMayChangeTheRevisionPartsObjects(String more) {
        assertThat(key("apps", more)).isNotEqualTo(key("apps", "timeout: 60s"));
    }

    @Test
    void withoutSecretsTheNamespaceIsOfNoInterest() {
        assertThat(key("one", "timeout: 60s")).isEqualTo(key("two", "timeout: 60s"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"secretRef: {name: a}", "proxySecretRef: {name: a}", "verify: {secretRef: {name: a}}"})
    void secretsOfEqualNamesAreOthersInOtherNamespaces(String more) {
        assertThat(key("one", more)).isNotEqualTo(key("two", more));
        assertThat(key("one", more)).isEqualTo(key("one", more));
    }

    private static String key(String namespace, String more) {
        var url = more.startsWith("url:") ? "" : "url: https://git.example.org/config";
        var object = Serialization.unmarshal("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata: {namespace: %s, name: config}
                spec:
                  %s
                  %s
                """.formatted(namespace, url, more), GitRepository.class);
        return UpstreamKey.of(object, "ignore", "sparseCheckout").orElseThrow();
    }
}
