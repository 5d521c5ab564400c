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
        files.put("base/service.yaml", ShopManifests.SERVICE);
        for (String environment : ENVIRONMENTS) {
            files.put("environments/" + environment + "/namespace.yaml", namespace(environment));
            files.put("environments/" + environment + "/kustomization.yaml", overlay(environment, image.first()));
        }
        files.put(DEV, overlayWithPreview(image.first()));
        files.put(PREVIEW, ShopManifests.PREVIEW);
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
        return Map.of(DEPLOYMENT, Optional.of(ShopManifests.withoutABlank(deployment())));
    }

    private String deployment() {
        return ShopManifests.deployment(1, image.name()).replace("          ports:\n", """
                   envFrom:
                     - configMapRef:
                         name: shop-settings
                   ports:
         """);
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
