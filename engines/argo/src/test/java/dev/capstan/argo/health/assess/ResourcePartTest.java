package dev.capstan.argo.health.assess;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.PlainYaml;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourcePartTest {

    private static final String APPLICATION = "{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: ";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RESOURCE          | {apiVersion: v1, kind: Service}",
                "HOOK              | {metadata: {annotations: {argocd.argoproj.io/hook: PreSync}}}",
                "HOOK              | {metadata: {annotations: {argocd.argoproj.io/hook: Skip}}}",
                "HOOK              | {metadata: {annotations: {helm.sh/hook: post-install}}}",
                "RESOURCE          | {metadata: {annotations: {helm.sh/hook: crd-install}}}",
                "IGNORED           | {metadata: {annotations: {argocd.argoproj.io/ignore-healthcheck: 'true'}}}",
                "RESOURCE          | {metadata: {annotations: {argocd.argoproj.io/ignore-healthcheck: 'yes'}}}",
                "ITSELF            | " + APPLICATION + "{name: me, namespace: argocd}}",
                "ITSELF            | " + APPLICATION + "{name: me}}",
                "CHILD_APPLICATION | " + APPLICATION + "{name: me, namespace: other}}",
                "CHILD_APPLICATION | " + APPLICATION + "{name: child, namespace: argocd}}",
                "RESOURCE          | {apiVersion: app.k8s.io/v1, kind: Application, metadata: {name: me}}",
                "RESOURCE          | {metadata: {annotations: [odd]}}"
            })
    void tellsWhatAnObjectIsToTheApplicationMe(String part, String object) {
        assertThat(ResourcePart.of(
                        new ObjectMapper().valueToTree(PlainYaml.read(object, Limits.DEFAULT)), "argocd", "me"))
                .hasToString(part);
    }
}
