package dev.capstan.api.promotion;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.capstan.api.schema.ListMapKeys;
import dev.capstan.api.schema.Patterns;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The environments, in the order in which changes go through them, and what of the repository moves.
 *
 * @param sourceRef the GitRepository whose remote and credentials are used; they must allow pushing
 * @param interval how often the remote is looked at when nothing else happens; Go notation
 * @param timeout limit of one Git operation; Go notation
 * @param branch the branch that has the folders of the environments; absent means the one that the GitRepository follows
 * @param files which files move between folders: patterns relative to the folder of an environment, {@code *} within a name,
 *     {@code **} for any folders
 * @param environments the first one gets its changes from people; every other one from the one before it
 * @param commit how commits and tags look
 * @param pullRequest where and how pull requests are opened
 * @param suspend whether the object is to be left alone
 */
@WireRecord
@ValidationRule(
        value = "self.environments.all(e, has(e.path)) || self.environments.all(e, has(e.branch)) ||"
                + " self.environments.all(e, has(e.tag))",
        message = "the environments must all have a path, or all a branch, or all a tag")
@ValidationRule(
        value = "has(self.environments[0].path) == (has(self.files) && size(self.files) > 0)",
        message = "files are needed for folders, and have no meaning for branches and tags")
@ValidationRule(
        value = "!has(self.branch) || has(self.environments[0].path)",
        message = "a branch beside the environments is for folders only")
@ValidationRule(
        value = "!has(self.environments[0].gates) && !has(self.environments[0].by)",
        message = "nothing is promoted into the first environment, so it takes no gates and no by")
@ValidationRule(
        value = "self.environments.all(e, has(e.watch) && size(e.watch) > 0 ||"
                + " e.name == self.environments[size(self.environments) - 1].name)",
        message = "every environment but the last needs a watch: the objects that show whether it is healthy")
@ValidationRule(
        value = "self.environments.all(e, !has(e.path) || self.environments.exists_one(o, o.path == e.path))",
        message = "two environments must not have the same path")
@ValidationRule(
        value = "self.environments.all(e, !has(e.branch) || self.environments.exists_one(o, o.branch == e.branch))",
        message = "two environments must not have the same branch")
@ValidationRule(
        value = "self.environments.all(e, !has(e.tag) || self.environments.exists_one(o, o.tag == e.tag))",
        message = "two environments must not have the same tag")
@ValidationRule(
        value = "has(self.pullRequest) || self.environments.all(e, !has(e.by) || e.by != 'pullRequest')",
        message = "by: pullRequest needs spec.pullRequest")
@ValidationRule(
        value = "!has(self.pullRequest) || !has(self.environments[0].tag)",
        message = "there are no pull requests of tags")
public record PromotionSpec(
        @Required PromotionSourceRef sourceRef,
        @Nullable @Default("1m") @Pattern(Patterns.INTERVAL) String interval,
        @Nullable @Default("60s") @Pattern(Patterns.TIMEOUT) String timeout,

        @Nullable @Pattern(PromotionEnvironment.BRANCH) @Size(min = 1, max = 200) String branch,

        @Size(max = 20) List<String> files,

        @Required @ListMapKeys("name") @Size(min = 2, max = 10) List<PromotionEnvironment> environments,

        @Nullable PromotionCommit commit,
        @Nullable PromotionPullRequest pullRequest,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean suspend) {

    /** Reads absent lists as empty and copies the others. */
    public PromotionSpec {
        files = files == null ? List.of() : List.copyOf(files);
        environments = environments == null ? List.of() : List.copyOf(environments);
    }
}
