package dev.capstan.container;

import java.nio.file.Path;

/**
 * An image on disk.
 *
 * @param module that it runs
 * @param name with its tag, such as {@code capstan/source-controller:v0.1.0}
 * @param archive the image as a docker-archive: {@code docker load}, {@code podman load}, {@code ctr images import}
 * @param bill what is in it, as CycloneDX JSON
 * @param digest of its manifest
 */
public record BuiltImage(String module, String name, Path archive, Path bill, String digest) {}
