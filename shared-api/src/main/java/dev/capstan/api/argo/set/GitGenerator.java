package dev.capstan.api.argo.set;

import dev.capstan.api.schema.ExactRecord;
import dev.capstan.api.schema.Format;
import dev.capstan.api.schema.WithoutDescriptions;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Folders or files of a Git repository.
 *
 * @param repoURL the address of the repository
 * @param revision branch, tag or commit
 * @param directories folders, each of which makes a set of parameters
 * @param files files in JSON or YAML, whose contents are parameters
 * @param pathParamPrefix what the names of the path parameters begin with
 * @param values further parameters, which may use the others
 * @param requeueAfterSeconds how often the repository is looked at; absent means 180
 * @param template another template, over the one of the set
 */
@ExactRecord
public record GitGenerator(
        @Required String repoURL,
        @Required String revision,
        List<GitDirectoryItem> directories,
        List<GitFileItem> files,
        @Nullable String pathParamPrefix,
        Map<String, String> values,
        @Nullable @Format("int64") Long requeueAfterSeconds,
        @Nullable @WithoutDescriptions SetTemplate template) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public GitGenerator {
        directories = directories == null ? List.of() : List.copyOf(directories);
        files = files == null ? List.of() : List.copyOf(files);
        values = values == null ? Map.of() : Map.copyOf(values);
    }
}
