package dev.capstan.api.image;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.capstan.api.meta.LabelSelector;
import dev.capstan.api.schema.Patterns;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * Which repository, which images are written where in it, and how that is committed, pushed and proposed.
 *
 * @param sourceRef the GitRepository; it has the URL, the credentials, the proxy and the timeout
 * @param interval how often to look for changes that nobody told; Go notation
 * @param policySelector which policies of the same namespace count; absent means all
 * @param git what is checked out, committed and pushed
 * @param update where the markers are
 * @param pullRequest proposes the changes instead of leaving them on the branch that is pushed; a field of Capstan's own
 * @param suspend whether the object is to be left alone
 */
@WireRecord
public record ImageUpdateAutomationSpec(
        @Required AutomationSourceRef sourceRef,
        @Required @Pattern(Patterns.INTERVAL) String interval,
        @Nullable LabelSelector policySelector,
        @Nullable AutomationGit git,
        @Nullable @Default("{\"strategy\": \"Setters\"}") UpdateStrategy update,
        @Nullable PullRequestSpec pullRequest,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean suspend) {}
