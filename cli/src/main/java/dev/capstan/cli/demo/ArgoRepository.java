package dev.capstan.cli.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The files of the repository that the Application is of: a folder of plain manifests.
 *
 * @param image what the application consists of
 */
record ArgoRepository(SampleImage image) {

    static final String PREVIEW = "environments/prod/preview.yaml";
    private static final String DEPLOYMENT = "environments/prod/deployment.yaml";

    /** Everything that the first commit holds. */
    Map<String, String> firstCommit() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("README.md", "# Configuration of the shop\n\nWhatever is on `main` is what runs.\n");
        files.put(DEPLOYMENT, deployment(image.first()));
        files.put("environments/prod/service.yaml", ShopManifests.SERVICE);
        files.put(PREVIEW, ShopManifests.PREVIEW);
        return files;
    }

    /** Another image. */
    Map<String, Optional<String>> newVersion() {
        return Map.of(DEPLOYMENT, Optional.of(deployment(image.next())));
    }

    /** The preview goes. */
    Map<String, Optional<String>> withoutPreview() {
        return Map.of(PREVIEW, Optional.empty());
    }

    /** A slip of the hand: one line lost a blank of its indentation. */
    Map<String, Optional<String>> brokenIndentation() {
        return Map.of(DEPLOYMENT, Optional.of(ShopManifests.withoutABlank(deployment(image.next()))));
    }

    private String deployment(String version) {
        return ShopManifests.deployment(2, image.at(version));
    }
}
