package dev.capstan.application.kube;

import dev.capstan.api.argo.Application;
import io.fabric8.kubernetes.client.utils.Serialization;

/** Applications as users write them. */
final class Applications {
    private Applications() {}

    /**
     * An Application in {@code argocd}.
     *
     * @param metadata more metadata, beginning with a comma; empty for none
     * @param more further fields, a line each
     */
    static Application application(String metadata, String... more) {
        return Serialization.unmarshal("""
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata: {name: shop, namespace: argocd, uid: a%s}
                spec: {project: default, source: {repoURL: a, path: b}, destination: {name: in-cluster}}
                """.formatted(metadata) + String.join("\n", more), Application.class);
    }

    static Application withSpec(String name, String spec) {
        return Serialization.unmarshal("""
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata: {name: %s, namespace: argocd, uid: a}
                spec: {%s, destination: {name: in-cluster}}
                """.formatted(name, spec), Application.class);
    }
}
