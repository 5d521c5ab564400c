package dev.capstan.cli.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of the sample configuration repository: one application, three environments.
 *
 * @param image what the application is
 */
record SampleRepository(SampleImage image) {

    static final String BRANCH = "main";
    static final String APPLICATION = "shop";
    static final List<String> ENVIRONMENTS = List.of("dev", "staging", "prod");

    private static final String DEPLOYMENT = "base/deployment.yaml";
    private static final String DEV = "environments/dev/kustomization.yaml";
    private static final String PREVIEW = "environments/dev/preview.yaml";

    static String namespaceOf(String environment) {
        return APPLICATION + "-" + environment;
    }

    /** Everything that the first commit holds. */
    Map<String, String> firstCommit() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(
                "README.md",
                "# Configuration of the shop\n\nOne base, three environments. Whatever is on `main` is what runs.\n");
        files.put("base/kustomization.yaml", """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                resources:
                  - deployment.yaml
                  - service.yaml
                configMapGenerator:
                  - name: shop-settings
                    literals:
                      - currency=EUR
                      - greeting=Welcome
                """);
        files.put(DEPLOYMENT, deployment());
        files.put("base/service.yaml", """
                apiVersion: v1
                kind: Service
                metadata:
                  name: shop
                spec:
                  selector:
                    app: shop
                  ports:
                    - name: http
                      port: 80
                      targetPort: http
                """);
        for (String environment : ENVIRONMENTS) {
            files.put("environments/" + environment + "/namespace.yaml", namespace(environment));
            files.put("environments/" + environment + "/kustomization.yaml", overlay(environment, image.first()));
        }
        files.put(DEV, overlayWithPreview(image.first()));
        files.put(PREVIEW, """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: preview
                data:
                  feature: one-click-checkout
                """);
        return files;
    }

    /** Another image in dev. */
    Map<String, Optional<String>> newVersionInDev() {
        return Map.of(DEV, Optional.of(overlayWithPreview(image.next())));
    }

    /** The preview leaves dev. */
    Map<String, Optional<String>> withoutPreview() {
        return Map.of(DEV, Optional.of(overlay("dev", image.next())), PREVIEW, Optional.empty());
    }

    /** A slip of the hand: one line of the base lost a blank of its indentation. */
    Map<String, Optional<String>> brokenIndentation() {
        return Map.of(DEPLOYMENT, Optional.of(deployment().replace("          image:", "         image:")));
    }

    private String deployment() {
        return """
               apiVersion: apps/v1
               kind: Deployment
               metadata:
                 name: shop
               spec:
                 selector:
                   matchLabels:
                     app: shop
                 replicas: 1
                 template:
                   metadata:
                     labels:
                       app: shop
                   spec:
                     containers:
                       - name: shop
                         image: %s
                         envFrom:
                           - configMapRef:
                               name: shop-settings
                         ports:
                           - name: http
                             containerPort: 8080
               """.formatted(image.name());
    }

    private static String namespace(String environment) {
        return """
               apiVersion: v1
               kind: Namespace
               metadata:
                 name: %s
               """.formatted(namespaceOf(environment));
    }

    private String overlayWithPreview(String version) {
        return overlay("dev", version).replace("  - namespace.yaml\n", "  - namespace.yaml\n  - preview.yaml\n");
    }

    private String overlay(String environment, String version) {
        return """
               apiVersion: kustomize.config.k8s.io/v1beta1
               kind: Kustomization
               namespace: %s
               resources:
                 - namespace.yaml
                 - ../../base
               images:
                 - name: %s
                   newTag: "%s"
               replicas:
                 - name: shop
                   count: %d
               """.formatted(namespaceOf(environment), image.name(), version, ENVIRONMENTS.indexOf(environment) + 1);
    }
}
