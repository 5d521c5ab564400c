package dev.capstan.api.argo;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;
import java.util.List;

/**
 * OpenPGP signatures that are demanded.
 *
 * @param mode {@code none}, {@code head} for the revision alone, or {@code strict} for its history as well
 * @param keys identities of the keys that may sign
 */
@ExactRecord
public record SourceIntegrityGpg(
        @Required String mode,
        @Required @JsonInclude(JsonInclude.Include.NON_NULL) List<String> keys) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public SourceIntegrityGpg {
        keys = keys == null ? List.of() : List.copyOf(keys);
    }
}
