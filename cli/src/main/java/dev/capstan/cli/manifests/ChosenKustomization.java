package dev.capstan.cli.manifests;

import dev.capstan.yaml.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kustomization that stands for a choice, beside the folder {@code k8s}; always for the namespace {@code flux-system}. */
final class ChosenKustomization {

    private static final List<String> OF_TENANTS = List.of(
            "CAPSTAN_SOURCE_NO_CROSS_NAMESPACE_REFS",
            "CAPSTAN_KUSTOMIZE_NO_CROSS_NAMESPACE_REFS",
            "CAPSTAN_KUSTOMIZE_DEFAULT_SERVICE_ACCOUNT",
            "CAPSTAN_KUSTOMIZE_NO_REMOTE_BASES",
            "CAPSTAN_HELM_NO_CROSS_NAMESPACE_REFS",
            "CAPSTAN_HELM_DEFAULT_SERVICE_ACCOUNT",
            "CAPSTAN_NOTIFICATION_CROSS_NAMESPACE_REFS",
            "CAPSTAN_IMAGE_NO_CROSS_NAMESPACE_REFS",
            "CAPSTAN_PROMOTION_NO_CROSS_NAMESPACE_REFS");

    private static final Map<String, String> BOUND_TO_ALL_RIGHTS = new TreeMap<>(Map.of(
            "cluster-reconciler-flux-system", "kustomize-controller",
            "cluster-reconciler-helm-flux-system", "helm-controller"));

    private final InstallationChoice choice;
    private final Catalog catalog;

    ChosenKustomization(InstallationChoice choice, Catalog catalog) {
        this.choice = choice;
        this.catalog = catalog;
    }

    /** Its text; JSON where values come from outside, which is YAML as well. */
    String text() {
        StringBuilder text = new StringBuilder("""
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                namespace: flux-system
                resources: [k8s/namespace, k8s/crds, k8s/access]
                """);
        text.append("components:\n");
        components()
                .forEach(component -> text.append("- k8s/").append(component).append('\n'));
        text.append("labels:\n- pairs:\n");
        labels().forEach((label, value) -> text.append("    ")
                .append(label)
                .append(": ")
                .append(Json.quoted(value))
                .append('\n'));
        text.append("images:\n");
        images().forEach(image -> text.append("- ").append(image).append('\n'));
        text.append("patches:\n");
        patches().forEach(text::append);
        return text.toString();
    }

    /** A component changes what is named before it, and nothing else. */
    private List<String> components() {
        List<String> components = new ArrayList<>();
        if (!choice.inOnePod().isEmpty()) {
            choice.inOnePod().forEach(controller -> components.add(controller.name()));
            if (isOnePodOnVolume()) {
                components.add("storage-volume");
            }
            components.add("one-pod");
        }
        apart(components);
        if (choice.isSingleTenant()) {
            components.add("single-tenant");
        }
        if (choice.needsNats()) {
            components.add("nats-tls");
        }
        if (choice.hasClusterReconciler()) {
            components.add("cluster-reconciler");
        }
        if (choice.controllers().stream().anyMatch(Controller::appliesAsArgo)) {
            components.add("argocd-admin");
        }
        return components;
    }

    private boolean isOnePodOnVolume() {
        return choice.storage() == Storage.VOLUME && choice.inOnePod().stream().anyMatch(Controller::servesArtifacts);
    }

    private void apart(List<String> components) {
        if (choice.needsNats()) {
            components.add("nats");
        }
        choice.apart().forEach(controller -> components.add(controller.name()));
        if (choice.apart().stream().anyMatch(Controller::servesArtifacts)) {
            switch (choice.storage()) {
                case NONE -> {}
                case VOLUME -> components.add("storage-volume");
                case NATS -> components.add("storage-nats");
            }
        }
    }

    private Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("app.kubernetes.io/instance", InstallationChoice.NAMESPACE);
        labels.put("app.kubernetes.io/version", choice.images().tag());
        labels.put("app.kubernetes.io/part-of", "flux");
        labels.put("app.kubernetes.io/managed-by", "capstan");
        return labels;
    }

    private Stream<String> images() {
        Stream<String> own = Stream.concat(
                        choice.inOnePod().isEmpty() ? Stream.empty() : Stream.of("standalone"),
                        choice.apart().stream().map(Controller::name))
                .map(image -> entry(
                        "capstan/" + image,
                        choice.images().name(image),
                        choice.images().tag(),
                        "newTag"));
        return Stream.concat(own, choice.images().nats().map(ChosenKustomization::nats).stream());
    }

    private static String nats(String image) {
        int at = image.indexOf('@');
        if (at >= 0) {
            return entry("nats", image.substring(0, at), image.substring(at + 1), "digest");
        }
        int colon = image.lastIndexOf(':');
        return colon > image.lastIndexOf('/')
                ? entry("nats", image.substring(0, colon), image.substring(colon + 1), "newTag")
                : entry("nats", image, "latest", "newTag");
    }

    private static String entry(String name, String newName, String version, String kindOfVersion) {
        return "{name: %s, newName: %s, %s: %s}"
                .formatted(name, Json.quoted(newName), kindOfVersion, Json.quoted(version));
    }

    private List<String> patches() {
        List<String> patches = new ArrayList<>();
        patches.add(definitionsOfOthers());
        if (!choice.inOnePod().isEmpty()) {
            patches.add(onePod());
        }
        if (choice.isSingleTenant()) {
            patches.addAll(allRights());
        }
        choice.storageClass().ifPresent(name -> patches.addAll(storageClass(Json.quoted(name))));
        choice.images().pullSecret().ifPresent(secret -> patches.add("""
                - target: {kind: ServiceAccount}
                  patch: '[{"op": "add", "path": "/imagePullSecrets", "value": [{"name": %s}]}]'
                """.formatted(Json.quoted(secret))));
        return patches;
    }

    private static List<String> storageClass(String name) {
        return List.of("""
                - target: {kind: StatefulSet}
                  patch: '[{"op": "add", "path": "/spec/volumeClaimTemplates/0/spec/storageClassName", "value": %s}]'
                """.formatted(name), """
                - target: {kind: PersistentVolumeClaim}
                  patch: '[{"op": "add", "path": "/spec/storageClassName", "value": %s}]'
                """.formatted(name));
    }

    /** The kinds of sources are known everywhere: other controllers watch them, and the flux command asks for them. */
    private String definitionsOfOthers() {
        String kept = Stream.concat(
                        Stream.of(Controller.SOURCES),
                        choice.controllers().stream().map(Controller::name))
                .distinct()
                .collect(Collectors.joining(","));
        return """
                - target: {kind: CustomResourceDefinition, labelSelector: "app.kubernetes.io/component notin (%s)"}
                  patch: |
                    $patch: delete
                    apiVersion: apiextensions.k8s.io/v1
                    kind: CustomResourceDefinition
                    metadata: {name: any}
                """.formatted(kept);
    }

    /** The component binds the accounts of both appliers to all rights, wherever they run and whether they were chosen or not. */
    private List<String> allRights() {
        List<String> patches = new ArrayList<>();
        BOUND_TO_ALL_RIGHTS.forEach((binding, controller) -> {
            String target = "- target: {kind: ClusterRoleBinding, name: %s}\n  patch: ".formatted(binding);
            if (choice.controllers().stream().noneMatch(chosen -> chosen.name().equals(controller))) {
                patches.add(target + """
                        |
                            $patch: delete
                            apiVersion: rbac.authorization.k8s.io/v1
                            kind: ClusterRoleBinding
                            metadata: {name: any}
                        """);
            } else if (choice.inOnePod().stream()
                    .anyMatch(chosen -> chosen.name().equals(controller))) {
                patches.add(
                        target + "'[{\"op\": \"replace\", \"path\": \"/subjects/0/name\", \"value\": \"capstan\"}]'\n");
            }
        });
        return patches;
    }

    private String onePod() {
        boolean isEverything = choice.inOnePod().equals(catalog.controllers());
        String words = isEverything
                ? "*"
                : choice.inOnePod().stream().map(Controller::word).collect(Collectors.joining(","));
        StringBuilder env =
                new StringBuilder("          - {name: CAPSTAN_CONTROLLERS, value: \"%s\"}\n".formatted(words));
        if (choice.needsNats()) {
            env.append("""
                      - {name: CAPSTAN_BUS, value: nats}
                      - {name: CAPSTAN_NATS_USER, valueFrom: {secretKeyRef: {name: capstan-nats, key: username}}}
                      - {name: CAPSTAN_NATS_PASSWORD, valueFrom: {secretKeyRef: {name: capstan-nats, key: password}}}
            """);
        }
        if (choice.isSingleTenant()) {
            OF_TENANTS.forEach(name -> env.append("          - {name: %s, $patch: delete}\n".formatted(name)));
        }
        String volumes = isOnePodOnVolume()
                ? "      volumes: [{name: data, emptyDir: null, persistentVolumeClaim: {claimName: source-controller}}]\n"
                : "";
        return """
                - target: {kind: Deployment, name: capstan}
                  patch: |
                    apiVersion: apps/v1
                    kind: Deployment
                    metadata: {name: capstan}
                    spec:
                      template:
                        spec:
                """ + (volumes + "      containers:\n      - name: manager\n        env:\n" + env).indent(4);
    }
}
