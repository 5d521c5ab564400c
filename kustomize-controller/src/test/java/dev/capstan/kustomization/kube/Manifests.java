package dev.capstan.kustomization.kube;

import java.util.Locale;
import java.util.Map;

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

    /** Files of a kustomization whose patch loses a port, because the elements of the list do not all say the protocol. */
    static Map<String, String> droppedPort(String folder) {
        return Map.of(
                folder + "kustomization.yaml",
                "resources: [service.yaml]\npatches: [{path: patch.yaml}]\n",
                folder + "service.yaml",
                "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 443, protocol: UDP, name: old}]}\n",
                folder + "patch.yaml",
                """
                apiVersion: v1
                kind: Service
                metadata: {name: web}
                spec:
                  ports:
                  - {port: 443, name: https}
                  - {port: 443, protocol: UDP, name: quic}
                """);
    }

    /** Its Pods are replaced only when somebody deletes them. */
    static String daemonSetOnDelete(String name, String image) {
        return """
                apiVersion: apps/v1
                kind: DaemonSet
                metadata:
                  name: %1$s
                spec:
                  updateStrategy: {type: OnDelete}
                  selector:
                    matchLabels: {app: %1$s}
                  template:
                    metadata:
                      labels: {app: %1$s}
                    spec:
                      containers: [{name: c, image: "%2$s"}]
                """.formatted(name, image);
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
