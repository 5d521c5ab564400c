package dev.capstan.api.argo;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;
import java.util.List;

/**
 * Which Git repositories must be signed.
 *
 * @param policies the rules; two must not hold for one repository
 */
@ExactRecord
public record SourceIntegrityGit(
        @Required @JsonInclude(JsonInclude.Include.NON_NULL) List<SourceIntegrityPolicy> policies) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public SourceIntegrityGit {
        policies = policies == null ? List.of() : List.copyOf(policies);
    }
}
