package dev.capstan.api.argo;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;
import java.util.List;

/**
 * Who must have signed some repositories.
 *
 * @param repos the repositories
 * @param gpg the signatures
 */
@ExactRecord
public record SourceIntegrityPolicy(
        @Required @JsonInclude(JsonInclude.Include.NON_NULL) List<SourceIntegrityRepository> repos,
        @Required SourceIntegrityGpg gpg) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public SourceIntegrityPolicy {
        repos = repos == null ? List.of() : List.copyOf(repos);
    }
}
