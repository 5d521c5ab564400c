package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * What is rendered into a branch.
 *
 * @param repoURL the address of the repository
 * @param targetRevision branch, tag or commit
 * @param path the folder
 * @param helm how a Helm chart is rendered
 * @param kustomize what is changed before a kustomize build
 * @param directory which files of a plain folder count
 * @param plugin the config management plugin that renders the manifests
 */
@ExactRecord
public record DrySource(
        @Required String repoURL,
        @Required String targetRevision,
        @Required String path,
        @Nullable HelmSource helm,
        @Nullable KustomizeSource kustomize,
        @Nullable DirectorySource directory,
        @Nullable PluginSource plugin) {}
