package dev.capstan.cli.migrate.takeover;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Where a Kustomization applies the components of Flux from.
 *
 * @param namespace of the GitRepository
 * @param repository its name
 * @param path folder of the Kustomization
 */
public record GitPlace(
        @JsonProperty("namespace") String namespace,
        @JsonProperty("repository") String repository,
        @JsonProperty("path") String path) {}
