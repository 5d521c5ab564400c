package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * One place that manifests come from: a folder of a Git repository, a Helm chart, or an OCI artifact.
 *
 * @param repoURL the address of the repository
 * @param path the folder in a Git repository or OCI artifact
 * @param targetRevision branch, tag, commit or version range of tags; of a chart its version or a range; absent means
 *     {@code HEAD}
 * @param tagPrefix what the tags begin with that a version range is matched against
 * @param chart the name of the chart in a Helm repository
 * @param ref the name by which value files of other sources reach this repository
 * @param name a name for people and for commands
 * @param helm how a Helm chart is rendered
 * @param kustomize what is changed before a kustomize build
 * @param directory which files of a plain folder count
 * @param plugin the config management plugin that renders the manifests
 * @param signatureVerification keys that the commit must be signed with; the form of older tutorials, deprecated in
 *     favour of the signature keys of the AppProject
 */
@ExactRecord
public record ApplicationSource(
        @Required String repoURL,
        @Nullable String path,
        @Nullable String targetRevision,
        @Nullable String tagPrefix,
        @Nullable String chart,
        @Nullable String ref,
        @Nullable String name,
        @Nullable HelmSource helm,
        @Nullable KustomizeSource kustomize,
        @Nullable DirectorySource directory,
        @Nullable PluginSource plugin,
        @Nullable SignatureVerification signatureVerification) {}
