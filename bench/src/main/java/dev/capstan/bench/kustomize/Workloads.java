package dev.capstan.bench.kustomize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Kustomizations of known size, as trees of files by path. The folder to build is {@code top}. */
final class Workloads {
    private Workloads() {}

    /**
     * An overlay over many small apps of four objects each: name prefix, namespace, labels with selectors, an image and one
     * JSON patch on all Deployments.
     */
    static Map<String, String> overlay(int apps) {
        Map<String, String> files = new LinkedHashMap<>();
        StringBuilder top = new StringBuilder("""
                namePrefix: prod-
                namespace: shop
                labels:
                - pairs: {team: shop}
                  includeSelectors: true
                images:
                - name: registry.example.com/app
                  newTag: v2
                patches:
                - target: {kind: Deployment}
                  patch: |-
                    - op: add
                      path: /spec/template/spec/priorityClassName
                      value: high
                resources:
                """);
        for (int i = 0; i < apps; i++) {
            String name = "app-" + i;
            files.put("apps/" + name + "/deployment.yaml", deployment(name));
            files.put("apps/" + name + "/service.yaml", service(name));
            files.put("apps/" + name + "/config.yaml", config(name));
            files.put("apps/" + name + "/account.yaml", account(name));
            files.put(
                    "apps/" + name + "/kustomization.yaml",
                    "resources: [deployment.yaml, service.yaml, config.yaml, account.yaml]\n");
            top.append("- ../apps/").append(name).append('\n');
        }
        files.put("top/kustomization.yaml", top.toString());
        return files;
    }

    /** One bundle of custom resource definitions, about five megabytes. */
    static Map<String, String> definitions() {
        StringBuilder bundle = new StringBuilder(5_200_000);
        for (int i = 0; bundle.length() < 5_000_000; i++) {
            bundle.append("---\napiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n");
            bundle.append("  name: kinds").append(i).append(".example.com\nspec:\n  group: example.com\n  names:\n");
            bundle.append("    kind: Kind")
                    .append(i)
                    .append("\n    plural: kinds")
                    .append(i);
            bundle.append("\n  scope: Namespaced\n  versions:\n  - name: v1\n    served: true\n    storage: true\n");
            bundle.append("    schema:\n      openAPIV3Schema:\n        type: object\n        properties:\n");
            for (int field = 0; field < 400; field++) {
                bundle.append("          field").append(field).append(":\n            description: |-\n");
                bundle.append("              What the field number ")
                        .append(field)
                        .append(" is for, in some words.\n\n");
                bundle.append("              More: https://example.com/docs\n            type: string\n");
            }
        }
        return Map.of(
                "top/crds.yaml",
                bundle.toString(),
                "top/kustomization.yaml",
                "resources: [crds.yaml]\nnamePrefix: a-\n");
    }

    /** Ten overlays on top of each other, the lowest with a hundred objects. */
    static Map<String, String> chain() {
        Map<String, String> files = new LinkedHashMap<>(overlay(25));
        files.put("level-0/kustomization.yaml", files.remove("top/kustomization.yaml"));
        for (int level = 1; level <= 10; level++) {
            String folder = level == 10 ? "top" : "level-" + level;
            files.put(
                    folder + "/kustomization.yaml",
                    "resources: [../level-" + (level - 1) + "]\nnameSuffix: -l" + level + "\ncommonAnnotations: {level-"
                            + level + ": \"on\"}\n");
        }
        return files;
    }

    /** Generators that read a thousand files. */
    static Map<String, String> generators() {
        Map<String, String> files = new LinkedHashMap<>();
        StringBuilder top = new StringBuilder("configMapGenerator:\n");
        for (int map = 0; map < 50; map++) {
            top.append("- name: map-").append(map).append("\n  files:\n");
            for (int file = 0; file < 20; file++) {
                String path = "data/" + map + "-" + file + ".properties";
                files.put("top/" + path, ("key-" + file + "=some value of " + map + "\n").repeat(20));
                top.append("  - ").append(path).append('\n');
            }
        }
        files.put("top/kustomization.yaml", top.toString());
        return files;
    }

    static void write(Path folder, Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    private static String deployment(String name) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: NAME
                  labels:
                    app: NAME
                spec:
                  replicas: 2
                  selector:
                    matchLabels:
                      app: NAME
                  template:
                    metadata:
                      labels:
                        app: NAME
                    spec:
                      serviceAccountName: NAME
                      containers:
                      - name: main
                        image: registry.example.com/app:v1
                        ports:
                        - name: http
                          containerPort: 8080
                        envFrom:
                        - configMapRef:
                            name: NAME
                        resources:
                          requests: {cpu: 100m, memory: 64Mi}
                """.replace("NAME", name);
    }

    private static String service(String name) {
        return "apiVersion: v1\nkind: Service\nmetadata:\n  name: " + name + "\nspec:\n  selector:\n    app: " + name
                + "\n  ports:\n  - name: http\n    port: 80\n    targetPort: http\n";
    }

    private static String config(String name) {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: " + name + "\ndata:\n  LEVEL: info\n  NAME: " + name
                + "\n";
    }

    private static String account(String name) {
        return "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: " + name + "\n";
    }
}
