package dev.capstan.kustomization.kube;

import java.util.Locale;

/** Manifests that tests publish. */
final class Manifests {

    private Manifests() {}

    /** @param data one line, or more with the indentation of the second line on */
    static String configMap(String name, String data) {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: %s\ndata:\n  %s\n".formatted(name, data);
    }

    /** Has a finalizer that nobody serves. */
    static String heldConfigMap(String name) {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: %s\n  finalizers: [tests.capstan.dev/held]\n"
                .formatted(name);
    }

    static String deployment(String name) {
        return deployment(name, 1);
    }

    /** Asks for more CPU than any node has, so that its Pods stay pending. */
    static String neverReady(String name) {
        return deployment(name, 1)
                + "        resources: {requests: {cpu: \"1000000\"}}\n      nodeSelector: {does: not-exist}\n";
    }

    static String deployment(String name, int replicas) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: %1$s
                spec:
                  replicas: %2$d
                  selector:
                    matchLabels: {app: %1$s}
                  template:
                    metadata:
                      labels: {app: %1$s}
                    spec:
                      containers:
                      - name: c
                        image: registry.example/app:1
                """.formatted(name, replicas);
    }

    /** A definition of a kind in which everything may stand; without conditions to wait for. */
    static String definition(String group, String kind, String plural) {
        return """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata:
                  name: %3$s.%1$s
                spec:
                  group: %1$s
                  scope: Namespaced
                  names: {kind: %2$s, listKind: %2$sList, plural: %3$s, singular: %4$s}
                  versions:
                  - name: v1
                    served: true
                    storage: true
                    subresources: {status: {}}
                    schema:
                      openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}
                """.formatted(group, kind, plural, kind.toLowerCase(Locale.ROOT));
    }
}
