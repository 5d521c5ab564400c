package dev.capstan.api.argo.set;

import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * A group of GitLab.
 *
 * @param group its identity or path
 * @param api the address of the API; absent means that of gitlab.com
 * @param tokenRef a token
 * @param includeSubgroups whether groups within it count
 * @param includeSharedProjects whether projects count that are shared with it; absent means yes
 * @param includeArchivedRepos whether archived projects count
 * @param allBranches whether all branches count, and not the main one alone
 * @param topic a topic that projects must have
 * @param insecure whether any certificate is taken
 * @param caRef the certificate authority of the forge
 */
@ExactRecord
public record ScmProviderGitLab(
        @Required String group,
        @Nullable String api,
        @Nullable SetSecretRef tokenRef,
        @Nullable Boolean includeSubgroups,
        @Nullable Boolean includeSharedProjects,
        @Nullable Boolean includeArchivedRepos,
        @Nullable Boolean allBranches,
        @Nullable String topic,
        @Nullable Boolean insecure,
        @Nullable SetConfigMapRef caRef) {}
