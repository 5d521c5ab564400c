package dev.capstan.api.promotion;

import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.Patterns;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One environment: where it is in the repository, what shows its health, and what must hold before something comes into it. It has
 * exactly one of path, branch and tag.
 *
 * @param name how it is called in annotations, events and the status
 * @param path its folder, from the root of the repository
 * @param branch its branch
 * @param tag its tags: a pattern such as {@code v*} (releases) or {@code v*-rc.*} (pre-releases with that word), or a range of versions
 *     such as {@code >=1.0.0}; the environment has the highest one
 * @param watch the objects that show its health; at least one must show a Git revision, as Kustomizations and GitRepositories do
 * @param gates what must hold, all of it, before something comes from the environment before
 * @param by how it comes: {@code commit} (the default; of tags: the tag is made), {@code pullRequest}, or {@code person}, who does it
 *     while the status says that it is time
 */
@WireRecord
@ValidationRule(
        value = "[has(self.path), has(self.branch), has(self.tag)].filter(given, given).size() == 1",
        message = "an environment has exactly one of path, branch and tag")
@ValidationRule(
        value = "!has(self.gates) || !has(self.gates.approval) || self.gates.approval.by != 'pullRequest' ||"
                + " has(self.by) && self.by == 'pullRequest'",
        message = "an approval by pullRequest needs by: pullRequest")
public record PromotionEnvironment(
        @Required @Pattern(Patterns.DNS_LABEL) @Size(min = 1, max = 63) String name,

        @Nullable @Pattern(FOLDER) @Size(min = 1, max = 500) String path,
        @Nullable @Pattern(BRANCH) @Size(min = 1, max = 200) String branch,
        @Nullable @Size(min = 1, max = 200) String tag,
        @Size(max = 20) List<PromotionWatch> watch,
        @Nullable PromotionGates gates,

        @Nullable @OneOf({"commit", "pullRequest", "person"})
        String by) {

    /** A folder below the root: no {@code ..}, nothing hidden, no drive and no option. */
    static final String FOLDER = "^[A-Za-z0-9_@+][A-Za-z0-9_@+., -]*(/[A-Za-z0-9_@+][A-Za-z0-9_@+., -]*)*$";

    /** A branch; what else Git refuses the controller says. */
    static final String BRANCH = "^[A-Za-z0-9_@+][A-Za-z0-9_@+./#=-]*$";

    /** Reads an absent list as empty and copies another. */
    public PromotionEnvironment {
        watch = watch == null ? List.of() : List.copyOf(watch);
    }
}
